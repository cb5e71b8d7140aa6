import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type Database, openDatabase } from './database.ts';
import { immediateTransaction, joinedTransaction } from './transaction.ts';

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
  db.close();
  other.close();
  rmSync(folder, { recursive: true });
});

const add = (id: number) => db.prepare('INSERT INTO part VALUES (?)').run(id);
const parts = () => other.prepare('SELECT id FROM part ORDER BY id').pluck().all();

test('commits what the function did and returns its result', () => {
  expect(
    immediateTransaction(db, () => {
      add(1);
      expect(parts()).toEqual([]);
      return 'done';
    }),
  ).toBe('done');
  expect(parts()).toEqual([1]);
});

test('takes the write lock before the first read', () => {
  other.pragma('busy_timeout = 0');
  immediateTransaction(db, () => {
    expect(() => immediateTransaction(other, () => {})).toThrow(
      expect.objectContaining({ code: 'SQLITE_BUSY' }),
    );
    expect(other.inTransaction).toBe(false);
  });
});

test('undoes everything when the function throws', () => {
  const run = () =>
    immediateTransaction(db, () => {
      add(1);
      throw new Error('no');
    });
  expect(run).toThrow('no');
  expect(db.inTransaction).toBe(false);
  expect(parts()).toEqual([]);
});

test('undoes only the inner part where a nested one throws and is caught', () => {
  immediateTransaction(db, () => {
    add(1);
    try {
      immediateTransaction(db, () => {
        add(2);
        immediateTransaction(db, () => add(3));
        throw new Error('inner');
      });
    } catch {
      immediateTransaction(db, () => add(4));
    }
    expect(db.inTransaction).toBe(true);
  });
  expect(parts()).toEqual([1, 4]);
});

test('undoes the nested part with the outer', () => {
  const run = () =>
    immediateTransaction(db, () => {
      immediateTransaction(db, () => add(1));
      throw new Error('outer');
    });
  expect(run).toThrow('outer');
  expect(parts()).toEqual([]);
});

test('refuses a function that awaits, and one that ends the transaction', () => {
  const asynchronous = () =>
    immediateTransaction(db, () => {
      add(1);
      return Promise.resolve();
    });
  expect(asynchronous).toThrow(TypeError);
  expect(parts()).toEqual([]);
  expect(() => immediateTransaction(db, () => db.exec('COMMIT'))).toThrow(/was ended/);
  expect(db.inTransaction).toBe(false);
});

test('keeps the error of SQLite where it has rolled back by itself', () => {
  const run = () =>
    immediateTransaction(db, () => {
      add(1);
      db.exec('INSERT OR ROLLBACK INTO part VALUES (1)');
    });
  expect(run).toThrow(/UNIQUE/);
  immediateTransaction(db, () => add(2));
  expect(parts()).toEqual([2]);
});

test('a joined one is a part of that which is open, and goes with it', () => {
  expect(() =>
    immediateTransaction(db, () => {
      add(1);
      joinedTransaction(db, () => add(2));
      throw new RangeError('outer');
    }),
  ).toThrow('outer');
  expect(parts()).toEqual([]);
  expect(joinedTransaction(db, () => add(3).changes)).toBe(1);
  expect(parts()).toEqual([3]);
  expect(() =>
    joinedTransaction(db, () => {
      add(4);
      throw new RangeError('own');
    }),
  ).toThrow('own');
  expect(parts()).toEqual([3]);
});
