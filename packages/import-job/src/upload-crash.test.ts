import { readdirSync } from 'node:fs';
import { forkProgram } from '@qipei/testing/forked-program';
import { fileImportSpool } from './file-import-spool.ts';
import { workbench } from './item-import.fixture.ts';
import { uploadCrashContract } from './upload-crash.contract.ts';

/** At each named point; a long run sets more. */
const KILLS = Number(process.env.CRASH_KILLS ?? 1);

uploadCrashContract(
  'SQLite and a folder',
  async () => {
    const bench = workbench();
    const program = new URL('./upload-crash.fixture.ts', import.meta.url);
    return {
      stores: { store: bench.store, spool: fileImportSpool({ directory: bench.spoolDir }) },
      names: async () => readdirSync(bench.spoolDir),
      start: (...args) => forkProgram(program, [bench.folder, ...args]),
      [Symbol.asyncDispose]: async () => bench[Symbol.dispose](),
    };
  },
  KILLS,
);
