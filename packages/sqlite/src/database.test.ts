import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { afterAll, expect, test } from 'vitest';
import { checkIntegrity, type Database, openDatabase, releaseMemory } from './database.ts';
import type { Migration } from './migrations.ts';

const folder = mkdtempSync(join(tmpdir(), 'qipei-sqlite-'));
afterAll(() => rmSync(folder, { recursive: true }));

const migrations: readonly Migration[] = [
  { id: 'part-1', up: 'CREATE TABLE part (id INTEGER PRIMARY KEY, name TEXT) STRICT' },
];
let files = 0;
function newFile(): string {
  files += 1;
  return join(folder, `${files}.db`);
}

const pragma = (db: Database, name: string) => db.pragma(name, { simple: true });

function fill(file: string, rows: number): void {
  const db = openDatabase({ file, migrations });
  db.prepare(
    'WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ?) INSERT INTO part SELECT i, hex(randomblob(100)) FROM n',
  ).run(rows);
  db.close();
}

test('syncs each commit on every connection, also after the first write', () => {
  const file = newFile();
  const connections = [openDatabase({ file, migrations }), openDatabase({ file, migrations })];
  for (const [i, db] of connections.entries()) {
    db.prepare('INSERT INTO part VALUES (?, ?)').run(i, 'filter');
    expect(pragma(db, 'synchronous')).toBe(2);
    expect(pragma(db, 'journal_mode')).toBe('wal');
    expect(pragma(db, 'foreign_keys')).toBe(1);
    expect(pragma(db, 'trusted_schema')).toBe(0);
    expect(pragma(db, 'busy_timeout')).toBe(5_000);
  }
  for (const db of connections) db.close();
});

test('uses the cache size that is asked for', () => {
  const db = openDatabase({ file: newFile(), migrations, cacheMb: 3 });
  expect(pragma(db, 'cache_size')).toBe(-3072);
  db.close();
});

test('gives a new file pages of the size that is asked for; one that is there keeps its own', () => {
  const large = newFile();
  const small = newFile();
  openDatabase({ file: large, migrations, pageBytes: 16_384 }).close();
  openDatabase({ file: small, migrations }).close();
  // The log holds as much of either.
  for (const [file, pageSize, logPages] of [[large, 16_384, 1_024] as const, [small, 4_096, 4_096] as const])
    for (const pageBytes of [4_096, 8_192, 16_384] as const) {
      const db = openDatabase({ file, migrations, pageBytes });
      db.prepare('INSERT INTO part (name) VALUES (?)').run('filter');
      expect(pragma(db, 'page_size')).toBe(pageSize);
      expect(pragma(db, 'wal_autocheckpoint')).toBe(logPages);
      db.close();
    }
});

/** Bytes that the process has read from files so far, as proc(5) has it. */
const bytesRead = () => Number(/^rchar: (\d+)/.exec(readFileSync('/proc/self/io', 'utf8'))?.[1]);

test.runIf(process.platform === 'linux')('gives its cache back when it is told to', () => {
  const file = newFile();
  fill(file, 20_000);
  const db = openDatabase({ file, migrations, cacheMb: 16 });
  const readAll = () =>
    db.prepare<[], { bytes: number }>('SELECT sum(length(name)) AS bytes FROM part').get();
  const readOfFile = (read: () => void) => {
    const before = bytesRead();
    read();
    return bytesRead() - before;
  };
  const size = statSync(file).size;
  expect(size).toBeGreaterThan(4 * 1024 * 1024);
  expect(readAll()).toEqual({ bytes: 20_000 * 200 });
  expect(readOfFile(readAll)).toBeLessThan(size / 10);
  releaseMemory(db);
  expect(readOfFile(readAll)).toBeGreaterThan(size / 2);
  db.close();
});

test('keeps what a statement may have to undo in memory, or in files where that is asked for', () => {
  const file = newFile();
  fill(file, 20_000);
  for (const [temporary, kept] of [[undefined, 2] as const, ['memory', 2] as const, ['files', 1] as const]) {
    const db = openDatabase({ file, migrations, ...(temporary !== undefined && { temporary }) });
    expect(pragma(db, 'temp_store')).toBe(kept);
    // Larger than 64 KiB, and undone in the middle.
    expect(() =>
      db.exec(
        "UPDATE part SET name = CASE id WHEN 19000 THEN 1 / 0 || abs(-9223372036854775808) ELSE 'x' END",
      ),
    ).toThrow();
    expect(db.prepare("SELECT count(*) FROM part WHERE name = 'x'").pluck().get()).toBe(0);
    db.close();
  }
});

test.skipIf(process.platform === 'win32')(
  'gives nobody else access to the files (Windows has no modes)',
  () => {
    const file = join(folder, 'deep', 'er', 'private.db');
    const db = openDatabase({ file, migrations });
    db.prepare('INSERT INTO part VALUES (1, ?)').run('filter');
    for (const each of [file, `${file}-wal`, `${file}-shm`]) expect(statSync(each).mode & 0o777).toBe(0o600);
    db.close();
    chmodSync(file, 0o644);
    openDatabase({ file, migrations }).close();
    expect(statSync(file).mode & 0o777).toBe(0o600);
  },
);

test('refuses a database that is not a file', () => {
  for (const file of ['', ':memory:', 'file:x?mode=memory', 'a\0b']) {
    expect(() => openDatabase({ file, migrations })).toThrow(
      expect.objectContaining({ code: 'database-file-invalid' }),
    );
  }
});

test('tells what is wrong with a file that it cannot use', () => {
  const text = newFile();
  writeFileSync(text, 'part;name\n'.repeat(1_000));
  expect(() => openDatabase({ file: text, migrations })).toThrow(
    expect.objectContaining({
      name: 'DatabaseUnusable',
      code: 'database-not-sqlite',
      details: { file: text },
    }),
  );

  const truncated = newFile();
  fill(truncated, 5_000);
  truncateSync(truncated, 20_480);
  expect(() => openDatabase({ file: truncated, migrations })).toThrow(
    expect.objectContaining({ code: 'database-corrupt' }),
  );

  const directory = newFile();
  mkdirSync(directory);
  expect(() => openDatabase({ file: directory, migrations })).toThrow(
    expect.objectContaining({ code: 'database-unreachable' }),
  );
  expect(() => openDatabase({ file: join(text, 'below.db'), migrations })).toThrow(
    expect.objectContaining({ code: 'database-unreachable' }),
  );
});

test('finds damage and broken references inside a file', () => {
  const file = newFile();
  fill(file, 5_000);
  const sound = openDatabase({ file, migrations });
  checkIntegrity(sound);
  sound.close();
  const bytes = readFileSync(file);
  writeFileSync(file, bytes.fill(0xa5, 40_960));
  const damaged = openDatabase({ file, migrations });
  expect(() => checkIntegrity(damaged)).toThrow(expect.objectContaining({ code: 'database-corrupt' }));
  damaged.close();

  const orphans = openDatabase({
    file: newFile(),
    migrations: [
      { id: '1', up: 'CREATE TABLE a (id INTEGER PRIMARY KEY); CREATE TABLE b (a REFERENCES a (id))' },
    ],
  });
  orphans.pragma('foreign_keys = OFF');
  orphans.exec('INSERT INTO b VALUES (7)');
  expect(() => checkIntegrity(orphans)).toThrow(expect.objectContaining({ code: 'database-corrupt' }));
  orphans.close();
});

test('opens beside the writer for reading only', () => {
  const file = newFile();
  for (const missing of [file, join(file, 'no-such-folder', 'x.sqlite')]) {
    expect(() => openDatabase({ file: missing, migrations, readonly: true })).toThrow(
      expect.objectContaining({ code: 'database-unreachable' }),
    );
  }
  const writer = openDatabase({ file, migrations });
  const reader = openDatabase({ file, migrations, readonly: true });
  writer.exec("INSERT INTO part VALUES (1, 'filter')");
  expect(reader.prepare('SELECT name FROM part').pluck().get()).toBe('filter');
  expect(() => reader.exec('DELETE FROM part')).toThrow(/readonly/);
  reader.close();
  const more = [...migrations, { id: 'part-2', up: 'ALTER TABLE part ADD COLUMN brand TEXT' }];
  expect(() => openDatabase({ file, migrations: more, readonly: true })).toThrow(
    expect.objectContaining({ code: 'database-not-migrated' }),
  );
  writer.close();
});

test('lets threads open a new file at the same moment', async () => {
  const file = newFile();
  const source = `
    const { workerData, parentPort } = require('node:worker_threads');
    import(workerData.module).then(({ openDatabase }) => {
      const db = openDatabase({ file: workerData.file, migrations: workerData.migrations });
      db.prepare('INSERT INTO part (name) VALUES (?)').run('filter');
      db.close();
      parentPort.postMessage('done');
    });`;
  const workerData = { file, migrations, module: new URL('./database.ts', import.meta.url).href };
  const workers = Array.from({ length: 4 }, () => new Worker(source, { eval: true, workerData }));
  await Promise.all(
    workers.map(
      (worker) =>
        new Promise<void>((resolve, reject) => {
          worker.on('error', reject);
          worker.on('exit', () => resolve());
        }),
    ),
  );
  const db = openDatabase({ file, migrations });
  expect(db.prepare('SELECT count(*) FROM part').pluck().get()).toBe(4);
  db.close();
});
