import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileImportSpool } from './file-import-spool.ts';
import { importSpoolContract } from './import-spool.contract.ts';

importSpoolContract('A folder', async (options) => {
  const folder = mkdtempSync(join(tmpdir(), 'import-spool-'));
  const directory = join(folder, 'a', 'b');
  return {
    spool: fileImportSpool({ directory, ...options }),
    names: async () => readdirSync(directory),
    [Symbol.asyncDispose]: async () => rmSync(folder, { recursive: true }),
  };
});
