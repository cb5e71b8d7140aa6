import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openDatabase } from '@qipei/sqlite';
import { forkProgram } from '@qipei/testing/forked-program';
import { afterAll } from 'vitest';
import { exportCrashContract } from './export-crash.contract.ts';
import { exportFiles } from './export-files.ts';
import { exportContract, type OpenExports } from './export-runner.contract.ts';
import { EXPORT_JOB_MIGRATIONS, sqliteExportJobs } from './sqlite/sqlite-export-jobs.ts';

const folder = mkdtempSync(join(tmpdir(), 'qipei-exports-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const open: OpenExports = async (storage) => {
  const directory = join(folder, storage, 'files');
  mkdirSync(join(folder, storage), { recursive: true });
  const db = openDatabase({
    file: join(folder, storage, 'jobs.sqlite'),
    migrations: EXPORT_JOB_MIGRATIONS,
  });
  return {
    jobs: sqliteExportJobs(db),
    files: exportFiles({ directory }),
    there: async () => (existsSync(directory) ? readdirSync(directory) : []),
    leave: async (id) => writeFileSync(join(directory, `${id}.part`), 'left by a crash'),
    [Symbol.asyncDispose]: async () => void db.close(),
  };
};

exportContract('SQLite', open);

exportCrashContract('SQLite', open, {
  start: (storage, ...args) => {
    const program = new URL('./export-crash.fixture.ts', import.meta.url);
    return forkProgram(program, [join(folder, storage), ...args]);
  },
  kills: Number(process.env.CRASH_KILLS ?? 1),
});
