import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openDatabase } from '@qipei/sqlite';
import { afterAll } from 'vitest';
import { exportFiles } from './export-files.ts';
import { exportContract } from './export-runner.contract.ts';
import { EXPORT_JOB_MIGRATIONS, sqliteExportJobs } from './sqlite/sqlite-export-jobs.ts';

const folder = mkdtempSync(join(tmpdir(), 'qipei-exports-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

exportContract('SQLite', async (storage) => {
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
});
