import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openDatabase } from './database.ts';
import type { Migration } from './migrations.ts';

let folder: string;
let file: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'qipei-sqlite-'));
  file = join(folder, 'parts.db');
});
afterEach(() => rmSync(folder, { recursive: true }));

const first: Migration = {
  id: 'part-1',
  up: 'CREATE TABLE part (id INTEGER PRIMARY KEY, name TEXT); INSERT INTO part VALUES (1, 0)',
};

function tables(migrations: readonly Migration[]): unknown[] {
  const db = openDatabase({ file, migrations });
  try {
    return db.prepare("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name").pluck().all();
  } finally {
    db.close();
  }
}

test('runs each migration once, in order, SQL and functions', () => {
  const calls: string[] = [];
  const second: Migration = {
    id: 'part-2',
    up(db) {
      calls.push('part-2');
      db.exec('UPDATE part SET name = name + 1');
    },
  };
  openDatabase({ file, migrations: [first] }).close();
  for (let i = 0; i < 2; i += 1) openDatabase({ file, migrations: [first, second] }).close();
  const db = openDatabase({ file, migrations: [first, second] });
  expect(calls).toEqual(['part-2']);
  expect(db.prepare('SELECT name FROM part').pluck().all()).toEqual(['1']);
  db.close();
});

test('does all of it or nothing', () => {
  const broken: Migration = { id: 'part-2', up: 'CREATE TABLE brand (id); CREATE TABLE part (id)' };
  expect(() => tables([first, broken])).toThrow(
    expect.objectContaining({
      name: 'MigrationFailed',
      code: 'database-migration-failed',
      details: { file, id: 'part-2' },
    }),
  );
  expect(tables([first])).toEqual(['part', 'schema_migration']);
});

test('refuses a migration that ends its transaction', () => {
  expect(() => tables([{ id: 'part-1', up: 'CREATE TABLE part (id); COMMIT' }])).toThrow(
    /ended the transaction/,
  );
});

test('refuses a file of a newer version, and two migrations of one name', () => {
  openDatabase({ file, migrations: [first, { id: 'part-9', up: 'SELECT 1' }] }).close();
  expect(() => tables([first])).toThrow(expect.objectContaining({ code: 'database-newer' }));
  expect(() => tables([first])).toThrow(/part-9/);
  expect(() => tables([first, first])).toThrow(TypeError);
});

test('rebuilds a table that others refer to', () => {
  const before: Migration = {
    id: '1',
    up: `CREATE TABLE brand (id INTEGER PRIMARY KEY, name TEXT);
      CREATE TABLE part (id INTEGER PRIMARY KEY, brand INTEGER NOT NULL REFERENCES brand (id));
      INSERT INTO brand VALUES (1, 'Mann'); INSERT INTO part VALUES (1, 1)`,
  };
  const rebuild: Migration = {
    id: '2',
    up: `CREATE TABLE brand_new (id INTEGER PRIMARY KEY, name TEXT NOT NULL);
      INSERT INTO brand_new SELECT * FROM brand; DROP TABLE brand; ALTER TABLE brand_new RENAME TO brand`,
  };
  openDatabase({ file, migrations: [before] }).close();
  const db = openDatabase({ file, migrations: [before, rebuild] });
  expect(db.prepare('SELECT count(*) FROM part').pluck().get()).toBe(1);
  expect(() => db.exec('INSERT INTO part VALUES (2, 7)')).toThrow(/FOREIGN KEY/);
  db.close();
});

test('refuses a migration that leaves broken references', () => {
  const up =
    'CREATE TABLE a (id INTEGER PRIMARY KEY); CREATE TABLE b (a REFERENCES a (id)); INSERT INTO b VALUES (7)';
  expect(() => tables([{ id: '1', up }])).toThrow(/leaves rows of 'b' without their 'a'/);
});
