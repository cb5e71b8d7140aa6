import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openDatabase } from '@qipei/sqlite';
import { afterAll, expect, test } from 'vitest';
import { batch, importJobsContract, newJob } from '../import-jobs.contract.ts';
import { IMPORT_JOB_MIGRATIONS, sqliteImportJobs } from './index.ts';

const folder = mkdtempSync(join(tmpdir(), 'import-jobs-'));
afterAll(() => rmSync(folder, { recursive: true }));

const openFile = (storage: string) =>
  openDatabase({ file: join(folder, `${storage}.db`), migrations: IMPORT_JOB_MIGRATIONS });

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

test('jobs of a file that knows no traces yet have none', async () => {
  const earlier = openDatabase({
    file: join(folder, 'earlier.db'),
    migrations: IMPORT_JOB_MIGRATIONS.slice(0, 1),
  });
  earlier.exec(`INSERT INTO import_job (id, tenant, kind, format, filename, state, bytes_total, created_at)
    VALUES ('items_1', 'a', 'items', 'csv', 'f', 'queued', 90, 0)`);
  earlier.close();
  const db = openFile('earlier');
  const jobs = sqliteImportJobs(db);
  expect(await jobs.takeNext()).toMatchObject({ id: 'items_1', traceparent: '' });
  const { traceparent } = newJob('a');
  expect(await jobs.create(newJob('a'))).toMatchObject({ traceparent });
  db.close();
});

test('how many wait is counted without a look at those that have ended', () => {
  const db = openFile('plan');
  const statements: string[] = [];
  const prepare = db.prepare.bind(db);
  db.prepare = ((sql: string) => {
    if (sql.startsWith('SELECT count(*)') && !sql.includes('tenant')) statements.push(sql);
    return prepare(sql);
  }) as typeof db.prepare;
  sqliteImportJobs(db);
  expect(statements).toHaveLength(1);
  expect(JSON.stringify(prepare(`EXPLAIN QUERY PLAN ${statements[0]}`).all())).toContain('import_job_open');
  db.close();
});
