import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { OUTBOX_MIGRATION, openDatabase, sqliteOutbox } from '@qipei/sqlite';
import { afterAll } from 'vitest';
import { importEndedContract, TEST_TOPIC } from '../import-ended.contract.ts';
import { IMPORT_JOB_MIGRATIONS, sqliteImportJobs } from './index.ts';

const folder = mkdtempSync(join(tmpdir(), 'import-ended-'));
afterAll(() => rmSync(folder, { recursive: true }));

importEndedContract('SQLite', async () => {
  const file = join(folder, `${randomUUID()}.db`);
  const db = openDatabase({ file, migrations: [OUTBOX_MIGRATION, ...IMPORT_JOB_MIGRATIONS] });
  return {
    jobs: sqliteImportJobs(db, { topic: TEST_TOPIC }),
    waiting: async () => sqliteOutbox(db).read(100),
    [Symbol.asyncDispose]: async () => void db.close(),
  };
});
