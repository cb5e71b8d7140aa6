import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type Database, openDatabase } from './database.ts';
import { patientTransaction } from './patient-transaction.ts';

let folder: string;
let writer: Database;
let caller: Database;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'qipei-patient-'));
  const file = join(folder, 'a.db');
  const migrations = [{ id: '1', up: 'CREATE TABLE item (id INTEGER PRIMARY KEY)' }];
  writer = openDatabase({ file, migrations });
  caller = openDatabase({ file, migrations });
});
afterEach(() => {
  writer.close();
  caller.close();
  rmSync(folder, { recursive: true });
});

const insert = (id: number) => () => caller.prepare('INSERT INTO item VALUES (?)').run(id).changes;

test('waits for a long writer while the thread goes on', async () => {
  writer.exec('BEGIN IMMEDIATE');
  let written: number | undefined;
  const waiting = patientTransaction(caller, insert(1)).then((changes) => {
    written = changes;
  });
  for (let turn = 0; turn < 50; turn += 1) await nextTurn();
  expect(written).toBeUndefined();
  writer.exec('COMMIT');
  await waiting;
  expect(written).toBe(1);
  expect(caller.pragma('busy_timeout', { simple: true })).toBe(5_000);
});

test('gives up after its patience, as what may be asked again, and throws at once what isn’t a busy database', async () => {
  writer.exec('BEGIN IMMEDIATE');
  await expect(patientTransaction(caller, insert(1), { patienceMs: 30 })).rejects.toMatchObject({
    ...{ kind: 'unavailable', code: 'database-busy' },
    cause: expect.objectContaining({ code: 'SQLITE_BUSY' }),
  });
  writer.exec('COMMIT');
  await patientTransaction(caller, insert(2));
  await expect(patientTransaction(caller, insert(2))).rejects.toMatchObject({
    code: 'SQLITE_CONSTRAINT_PRIMARYKEY',
  });
  expect(caller.prepare('SELECT id FROM item').pluck().all()).toEqual([2]);
});

test('a disk that is full is said to be, nothing is written, and it goes on once there is room', async () => {
  caller.exec('CREATE TABLE text (value TEXT)');
  const limit = (pages: number) => caller.pragma(`max_page_count = ${pages}`);
  limit(Number(caller.pragma('page_count', { simple: true })) + 1);
  const put = caller.prepare('INSERT INTO text VALUES (?)');
  const many = () => {
    for (let at = 0; at < 10; at += 1) put.run('x'.repeat(5_000));
  };
  await expect(patientTransaction(caller, many)).rejects.toMatchObject({
    ...{ name: 'StorageFull', kind: 'unavailable', code: 'storage-full' },
    cause: expect.objectContaining({ code: 'SQLITE_FULL' }),
  });
  expect(caller.inTransaction).toBe(false);
  expect(caller.prepare('SELECT count(*) FROM text').pluck().get()).toBe(0);
  limit(10_000);
  await patientTransaction(caller, many);
  expect(caller.prepare('SELECT count(*) FROM text').pluck().get()).toBe(10);
});
