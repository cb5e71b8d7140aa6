import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openDatabase } from '@qipei/sqlite';
import { afterAll, expect, test } from 'vitest';
import { batch, importJobsContract, newJob } from '../import-jobs.contract.ts';
import { IMPORT_JOB_MIGRATION, sqliteImportJobs } from './index.ts';

const folder = mkdtempSync(join(tmpdir(), 'import-jobs-'));
afterAll(() => rmSync(folder, { recursive: true }));

const openFile = (storage: string) =>
  openDatabase({ file: join(folder, `${storage}.db`), migrations: [IMPORT_JOB_MIGRATION] });

importJobsContract('SQLite', async (storage, limits) => {
  const db = openFile(storage);
  return { jobs: sqliteImportJobs(db, limits), [Symbol.asyncDispose]: async () => void db.close() };
});

test('what a batch writes is undone with it, and an asynchronous one is refused', async () => {
  const db = openFile('undone');
  db.exec('CREATE TABLE item (row INTEGER)');
  const jobs = sqliteImportJobs(db);
  const { id } = await jobs.create(newJob('a'));
  await jobs.takeNext();
  const put = db.prepare('INSERT INTO item VALUES (1)');
  const outcome = { created: 1, updated: 0, unchanged: 0, deleted: 0, errors: [] };
  for (const apply of [
    () => {
      put.run();
      throw new RangeError('apply');
    },
    async () => {
      put.run();
      return outcome;
    },
  ]) {
    await expect(jobs.commitBatch(id, batch(0, 1, apply))).rejects.toThrow(/apply/);
    expect(db.prepare('SELECT count(*) FROM item').pluck().get()).toBe(0);
    expect(await jobs.get('a', id)).toMatchObject({ state: 'running', rows: 0 });
  }
  db.close();
});
