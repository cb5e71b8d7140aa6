import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { type Database, openDatabase } from './database.ts';
import { groupCommit } from './group-commit.ts';

const migrations = [{ id: '1', up: 'CREATE TABLE part (id INTEGER PRIMARY KEY)' }];
let folder: string;
let db: Database;
let other: Database;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'qipei-sqlite-'));
  const file = join(folder, 'parts.db');
  db = openDatabase({ file, migrations });
  other = openDatabase({ file, migrations });
});
afterEach(() => {
  vi.restoreAllMocks();
  db.close();
  other.close();
  rmSync(folder, { recursive: true });
});

const add = (id: number) => db.prepare('INSERT INTO part VALUES (?)').run(id).changes;
const parts = () => other.prepare('SELECT id FROM part ORDER BY id').pluck().all();
const busyError = (cause: unknown) => new Error('busy', { cause });

test('puts what one turn of the event loop writes in one transaction, and tells of it first', async () => {
  const onCommit = vi.fn(() => expect(parts()).toEqual([1, 2, 3]));
  const commits = groupCommit(db, { onCommit, busyError });
  const seenMeanwhile: unknown[][] = [];
  const steps = [1, 2, 3].map((id) =>
    commits.run(() => {
      seenMeanwhile.push(parts());
      return add(id);
    }),
  );
  expect(await Promise.all(steps)).toEqual([1, 1, 1]);
  expect(seenMeanwhile).toEqual([[], [], []]);
  expect(onCommit).toHaveBeenCalledTimes(1);
});

test('undoes only the step that throws', async () => {
  const commits = groupCommit(db, { onCommit: () => {}, busyError });
  const failing = (id: number) =>
    commits.run(() => {
      add(id);
      throw new Error('mine alone');
    });
  const results = await Promise.allSettled([
    commits.run(() => add(1)),
    failing(2),
    commits.run(() => add(3)),
  ]);
  expect(results.map((each) => each.status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
  await expect(failing(4)).rejects.toThrow('mine alone');
  expect(parts()).toEqual([1, 3]);
});

test('fails all of a group that SQLite rolled back by itself, and goes on', async () => {
  const commits = groupCommit(db, { onCommit: () => {}, busyError });
  const results = await Promise.allSettled([
    commits.run(() => add(1)),
    commits.run(() => {
      add(2);
      db.exec('INSERT OR ROLLBACK INTO part VALUES (2)');
    }),
  ]);
  expect(results.map((each) => each.status)).toEqual(['rejected', 'rejected']);
  await commits.run(() => add(3));
  expect(parts()).toEqual([3]);
});

test('shares a long queue out over transactions of 64 steps', async () => {
  const onCommit = vi.fn();
  const commits = groupCommit(db, { onCommit, busyError });
  const ids = Array.from({ length: 200 }, (_, i) => i);
  await Promise.all(ids.map((id) => commits.run(() => add(id))));
  expect(parts()).toEqual(ids);
  expect(onCommit).toHaveBeenCalledTimes(4);
});

test('waits for the write lock with the event loop free', async () => {
  const commits = groupCommit(db, { onCommit: () => {}, busyError });
  other.exec('BEGIN IMMEDIATE');
  const step = commits.run(() => add(1));
  // That these timers fire on the thread that waits is what is tested.
  for (let turn = 0; turn < 5; turn += 1) await pause(5);
  other.exec('COMMIT');
  expect(await step).toBe(1);
});

test('gives up after 8 s of another’s lock, and goes on when it is free', async () => {
  const commits = groupCommit(db, { onCommit: () => {}, busyError });
  other.exec('BEGIN IMMEDIATE');
  const begun = Date.now();
  const step = expect(commits.run(() => add(1))).rejects.toThrow(
    expect.objectContaining({ message: 'busy', cause: expect.objectContaining({ code: 'SQLITE_BUSY' }) }),
  );
  await pause(20);
  vi.spyOn(Date, 'now').mockReturnValue(begun + 9_000);
  await step;
  other.exec('ROLLBACK');
  expect(await commits.run(() => add(2))).toBe(1);
  expect(parts()).toEqual([2]);
});
