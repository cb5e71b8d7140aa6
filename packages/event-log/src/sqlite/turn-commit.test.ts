import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Database, openDatabase } from '@qipei/sqlite';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { turnCommit } from './turn-commit.ts';

const migrations = [{ id: '1', up: 'CREATE TABLE part (id INTEGER PRIMARY KEY)' }];
let folder: string;
let db: Database;
let other: Database;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'qipei-event-log-'));
  const file = join(folder, 'parts.db');
  db = openDatabase({ file, migrations });
  other = openDatabase({ file, migrations });
});
afterEach(() => {
  db.close();
  other.close();
  rmSync(folder, { recursive: true });
});

const add = (id: number) => db.prepare('INSERT INTO part VALUES (?)').run(id).changes;
const parts = () => other.prepare('SELECT id FROM part ORDER BY id').pluck().all();

test('puts what one turn of the event loop writes in one transaction', async () => {
  const commits = turnCommit(db);
  const seenMeanwhile: unknown[][] = [];
  const works = [1, 2, 3].map((id) =>
    commits.run(() => {
      seenMeanwhile.push(parts());
      return add(id);
    }),
  );
  expect(commits.idle()).toBe(false);
  expect(await Promise.all(works)).toEqual([1, 1, 1]);
  expect(seenMeanwhile).toEqual([[], [], []]);
  expect(parts()).toEqual([1, 2, 3]);
  expect(commits.idle()).toBe(true);
});

test('fails only the one that throws', async () => {
  const commits = turnCommit(db);
  const results = await Promise.allSettled([
    commits.run(() => add(1)),
    commits.run(() => {
      add(2);
      throw new Error('mine alone');
    }),
    commits.run(() => add(3)),
  ]);
  expect(results.map((each) => each.status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
  expect(parts()).toEqual([1, 3]);
});

test('fails all where the storage does, and goes on afterwards', async () => {
  const commits = turnCommit(db);
  db.pragma('busy_timeout = 0');
  other.exec('BEGIN IMMEDIATE');
  const results = await Promise.allSettled([commits.run(() => add(1)), commits.run(() => add(2))]);
  expect(results.map((each) => each.status)).toEqual(['rejected', 'rejected']);
  other.exec('ROLLBACK');
  await commits.run(() => add(3));
  expect(parts()).toEqual([3]);
});
