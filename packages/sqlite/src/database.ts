import { chmodSync, closeSync, existsSync, fsyncSync, mkdirSync, openSync } from 'node:fs';
import { dirname } from 'node:path';
import { InvalidInput } from '@qipei/kernel';
import BetterSqlite3, { type Database } from 'better-sqlite3';
import { asDatabaseUnusable, DatabaseUnusable, isSqliteError } from './errors.ts';
import { type Migration, migrate, requireMigrated } from './migrations.ts';

export type { Database } from 'better-sqlite3';

export interface OpenDatabaseOptions {
  /** A path; its folder is made. A database in memory is refused: it could not keep what was acknowledged. */
  file: string;
  /** The file's whole schema, oldest first. */
  migrations: readonly Migration[];
  /** For a reader beside the writer: the file must be there and migrated. */
  readonly?: boolean;
  /** Page cache of this connection. Default 8. */
  cacheMb?: number;
  /**
   * Where SQLite keeps what it must be able to undo of one statement, and what it sorts. Default `memory`; `files` where a statement
   * changes more than should be held: then what is beyond 64 KiB goes to a file of the system's folder for temporary ones.
   */
  temporary?: 'memory' | 'files';
  /**
   * Of a page of a new file; one that is there keeps its own. Default 4096, SQLite's. More where rows of several KiB are written in
   * bulk: they then stand in one page instead of a chain of them, and the log has fewer pages to look through for each that is read
   * before a large transaction ends.
   */
  pageBytes?: 4_096 | 8_192 | 16_384;
}

const BUSY_TIMEOUT_MS = 5_000;
/** Of the log, about: it is then brought into the file. */
const CHECKPOINT_BYTES = 16 * 1024 * 1024;

/**
 * Opens a connection whose commits survive a power cut: write-ahead log, synced at each commit. Close it with
 * `db.close()`. One connection belongs to one thread; several may share a file.
 * @throws DatabaseUnusable, MigrationFailed
 */
export function openDatabase(options: OpenDatabaseOptions): Database {
  const { file, migrations, cacheMb = 8, temporary = 'memory', pageBytes = 4_096 } = options;
  const readonly = options.readonly ?? false;
  if (file === '' || file === ':memory:' || file.startsWith('file:') || file.includes('\0')) {
    throw new InvalidInput('file', 'database-file-invalid', 'A database needs the path of a file.');
  }
  let db: Database | undefined;
  try {
    if (!readonly) prepareFile(file);
    else if (!existsSync(file))
      throw new DatabaseUnusable('database-unreachable', file, 'it does not exist.');
    db = new BetterSqlite3(file, { readonly, fileMustExist: true, timeout: BUSY_TIMEOUT_MS });
    // Before anything else is written, and never in a file with a write-ahead log.
    if (!readonly) db.pragma(`page_size = ${pageBytes}`);
    configure(db, file, readonly, cacheMb);
    db.pragma(`temp_store = ${temporary === 'files' ? 'FILE' : 'MEMORY'}`);
    if (readonly) requireMigrated(db, file, migrations);
    else migrate(db, file, migrations);
    assertDurable(db, file, readonly);
    return db;
  } catch (error) {
    db?.close();
    throw asDatabaseUnusable(file, error);
  }
}

/**
 * Reads the whole file for damage. Takes time in proportion to its size: for a backup or an operator's command.
 * @throws DatabaseUnusable
 */
export function checkIntegrity(db: Database): void {
  let found: unknown[];
  try {
    found = [
      ...db.prepare('PRAGMA quick_check(10)').pluck().all(),
      ...db.prepare('PRAGMA foreign_key_check').all(),
    ];
  } catch (error) {
    throw asDatabaseUnusable(db.name, error);
  }
  const faults = found
    .filter((each) => each !== 'ok')
    .map((each) => (typeof each === 'string' ? each : JSON.stringify(each)));
  if (faults.length > 0)
    throw new DatabaseUnusable('database-corrupt', db.name, faults.slice(0, 10).join('; '));
}

/**
 * Gives back what the connection holds in memory of the file. For after work that reads or writes much and has come to an end: a
 * connection otherwise keeps as many pages as its cache may have, for as long as it is open.
 */
export function releaseMemory(db: Database): void {
  db.pragma('shrink_memory');
}

/** The log and the shared-memory file take their mode from the database's. */
function prepareFile(file: string): void {
  const folder = dirname(file);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  if (existsSync(file)) {
    chmodSync(file, 0o600);
    return;
  }
  closeSync(openSync(file, 'a', 0o600));
  if (process.platform === 'win32') return;
  const directory = openSync(folder, 'r');
  try {
    fsyncSync(directory);
  } finally {
    closeSync(directory);
  }
}

function configure(db: Database, file: string, readonly: boolean, cacheMb: number): void {
  if (!readonly) {
    const mode = switchToWal(db);
    if (mode !== 'wal')
      throw new DatabaseUnusable(
        'database-not-durable',
        file,
        `the file system offers no write-ahead log (journal mode '${mode}').`,
      );
  }
  // better-sqlite3 is compiled with NORMAL for a write-ahead log, which loses the last commits in a power cut.
  db.pragma('synchronous = FULL');
  // macOS: a plain fsync leaves data in the drive's cache.
  db.pragma('fullfsync = ON');
  db.pragma('checkpoint_fullfsync = ON');
  db.pragma('foreign_keys = ON');
  db.pragma('trusted_schema = OFF');
  db.pragma('cell_size_check = ON');
  db.pragma(`cache_size = ${-Math.round(cacheMb * 1024)}`);
  const pageBytes = Number(db.pragma('page_size', { simple: true }));
  db.pragma(`wal_autocheckpoint = ${Math.round(CHECKPOINT_BYTES / pageBytes)}`);
  db.pragma(`journal_size_limit = ${64 * 1024 * 1024}`);
}

/** The switch doesn't wait for a lock as other statements do, so that two connections to a new file can collide. */
function switchToWal(db: Database): string {
  const deadline = Date.now() + BUSY_TIMEOUT_MS;
  for (;;) {
    try {
      return String(db.pragma('journal_mode = WAL', { simple: true }));
    } catch (error) {
      if (!isSqliteError(error, 'SQLITE_BUSY') || Date.now() > deadline) throw error;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 5);
    }
  }
}

/** Called after the first statement that touched the file: until then a new file shows a setting that it doesn't keep. */
function assertDurable(db: Database, file: string, readonly: boolean): void {
  const synchronous = db.pragma('synchronous', { simple: true });
  const mode = db.pragma('journal_mode', { simple: true });
  if (readonly || (synchronous === 2 && mode === 'wal')) return;
  throw new DatabaseUnusable(
    'database-not-durable',
    file,
    `synchronous is ${String(synchronous)} and journal mode ${String(mode)}, not FULL and wal.`,
  );
}
