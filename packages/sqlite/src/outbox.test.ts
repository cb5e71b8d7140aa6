import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type Database, openDatabase } from './database.ts';
import { INBOX_MIGRATION, sqliteInbox } from './inbox.ts';
import { OUTBOX_MIGRATION, type OutboxRecord, sqliteOutbox } from './outbox.ts';
import { immediateTransaction } from './transaction.ts';

const migrations = [OUTBOX_MIGRATION, INBOX_MIGRATION];
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
  db.close();
  other.close();
  rmSync(folder, { recursive: true });
});

const event = (id: string): OutboxRecord => ({
  key: 'k',
  id,
  type: 'qipei.test.v1.Tested',
  value: Uint8Array.of(0, 255),
});
const ids = (database: Database) =>
  sqliteOutbox(database)
    .read(100)
    .map((row) => row.id);

test('keeps events in the order of their commits and gives them back whole', () => {
  const outbox = sqliteOutbox(db);
  expect(outbox.oldest()).toBeUndefined();
  immediateTransaction(db, () => {
    outbox.add('parts', event('a'));
    outbox.add('orders', event('b'));
  });
  expect(outbox.read(10).map((row) => ({ ...row, value: [...row.value] }))).toEqual([
    { sequence: 1, topic: 'parts', key: 'k', id: 'a', type: 'qipei.test.v1.Tested', value: [0, 255] },
    { sequence: 2, topic: 'orders', key: 'k', id: 'b', type: 'qipei.test.v1.Tested', value: [0, 255] },
  ]);
  expect(outbox.read(1)).toHaveLength(1);
  expect(outbox.oldest()?.id).toBe('a');
});

test('takes events only inside a transaction, and drops them with it', () => {
  const outbox = sqliteOutbox(db);
  expect(() => outbox.add('parts', event('a'))).toThrow(/transaction/);
  const run = () =>
    immediateTransaction(db, () => {
      outbox.add('parts', event('a'));
      throw new Error('no');
    });
  expect(run).toThrow('no');
  expect(ids(other)).toEqual([]);
});

test('removes exactly the sequences that are named, and uses none twice', () => {
  const outbox = sqliteOutbox(db);
  immediateTransaction(db, () => {
    for (const id of ['a', 'b', 'c']) outbox.add('parts', event(id));
  });
  outbox.remove([1, 3]);
  outbox.remove([]);
  expect(ids(other)).toEqual(['b']);
  outbox.remove([2]);
  immediateTransaction(db, () => outbox.add('parts', event('d')));
  expect(outbox.read(10).map((row) => row.sequence)).toEqual([4]);
});

test('tells how many events wait, of many also without a count', () => {
  const outbox = sqliteOutbox(db);
  const { length } = sqliteOutbox(other);
  const save = (count: number) =>
    immediateTransaction(db, () => {
      for (let i = 0; i < count; i += 1) outbox.add('parts', event(`${i}`));
    });
  expect(length()).toBe(0);
  save(3);
  expect(length()).toBe(3);
  outbox.remove([2]);
  expect(length()).toBe(2);
  save(9_997);
  expect(length()).toBe(9_999);
  save(15_000);
  expect(length()).toBe(25_000);
});

test('lets no writer commit behind a reader: not one that began first, nor one that read first', () => {
  other.pragma('busy_timeout = 0');
  db.pragma('busy_timeout = 0');
  const [first, second] = [sqliteOutbox(db), sqliteOutbox(other)];

  db.exec('BEGIN IMMEDIATE');
  first.add('parts', event('a'));
  // The second writer can't be given a sequence, let alone commit it, while the first is open.
  expect(() => immediateTransaction(other, () => second.add('parts', event('b')))).toThrow(/locked/);
  expect(ids(other)).toEqual([]);
  db.exec('COMMIT');
  immediateTransaction(other, () => second.add('parts', event('b')));
  expect(ids(db)).toEqual(['a', 'b']);

  other.exec('BEGIN');
  expect(ids(other)).toEqual(['a', 'b']);
  immediateTransaction(db, () => first.add('parts', event('c')));
  expect(() => second.add('parts', event('d'))).toThrow(/locked/);
  other.exec('ROLLBACK');
  expect(ids(db)).toEqual(['a', 'b', 'c']);
});

test('accepts an event once per consumer, together with what it changes', () => {
  const inbox = sqliteInbox(db);
  const accept = (consumer: string, id: string) => immediateTransaction(db, () => inbox.accept(consumer, id));
  expect(() => inbox.accept('search', 'a')).toThrow(/transaction/);
  expect([accept('search', 'a'), accept('search', 'a'), accept('orders', 'a')]).toEqual([true, false, true]);
  const failing = () =>
    immediateTransaction(db, () => {
      expect(inbox.accept('search', 'b')).toBe(true);
      throw new Error('no');
    });
  expect(failing).toThrow('no');
  expect(accept('search', 'b')).toBe(true);
});

test('forgets old events in steps', () => {
  const inbox = sqliteInbox(db);
  immediateTransaction(db, () => {
    for (let i = 0; i < 25; i += 1) inbox.accept('search', `event-${i}`);
  });
  expect(inbox.prune(new Date(Date.now() - 60_000))).toBe(0);
  const soon = new Date(Date.now() + 60_000);
  expect([inbox.prune(soon, 10), inbox.prune(soon, 10), inbox.prune(soon, 10)]).toEqual([10, 10, 5]);
  expect(immediateTransaction(db, () => inbox.accept('search', 'event-1'))).toBe(true);
});
