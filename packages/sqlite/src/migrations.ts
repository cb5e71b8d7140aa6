import type { Database } from 'better-sqlite3';
import { DatabaseUnusable, MigrationFailed } from './errors.ts';
import { immediateTransaction } from './transaction.ts';

/** A step of a file's schema. Once released its id and its effect stay. */
export interface Migration {
  /** Unique within the file. */
  id: string;
  /**
   * SQL without BEGIN or COMMIT, or a synchronous function. Foreign keys are checked when it is through; until then they
   * neither refuse nor cascade.
   */
  up: string | ((db: Database) => void);
}

/**
 * Runs what the file hasn't seen, in the order given, all of it in one transaction or none.
 * @throws DatabaseUnusable where the file knows migrations that are not among `migrations`: a newer version wrote it.
 */
export function migrate(db: Database, file: string, migrations: readonly Migration[]): void {
  const ids = new Set(migrations.map((migration) => migration.id));
  if (ids.size !== migrations.length) throw new TypeError('Two migrations have the same id.');
  if (pending(db, file, migrations).length === 0) return;
  // Off while tables are rebuilt, as SQLite's own recipe asks (lang_altertable.html, section 7); it can't be switched in
  // a transaction. The check at the end looks at what the constraints would have.
  db.pragma('foreign_keys = OFF');
  try {
    immediateTransaction(db, () => runPending(db, file, migrations));
  } finally {
    db.pragma('foreign_keys = ON');
  }
}

function runPending(db: Database, file: string, migrations: readonly Migration[]): void {
  db.exec(
    'CREATE TABLE IF NOT EXISTS schema_migration (id TEXT PRIMARY KEY, applied_at INTEGER NOT NULL) STRICT, WITHOUT ROWID',
  );
  const record = db.prepare('INSERT INTO schema_migration (id, applied_at) VALUES (?, ?)');
  // Asked again: another connection may have migrated between the first look and the lock.
  for (const migration of pending(db, file, migrations)) {
    try {
      if (typeof migration.up === 'string') db.exec(migration.up);
      else migration.up(db);
      if (!db.inTransaction) throw new Error('it ended the transaction that it runs in');
      const orphan = db.prepare<[], { table: string; parent: string }>('PRAGMA foreign_key_check').get();
      if (orphan !== undefined)
        throw new Error(`it leaves rows of '${orphan.table}' without their '${orphan.parent}'`);
      record.run(migration.id, Date.now());
    } catch (error) {
      throw new MigrationFailed(file, migration.id, error);
    }
  }
}

/** @throws DatabaseUnusable where a reader's file is not at exactly this version. */
export function requireMigrated(db: Database, file: string, migrations: readonly Migration[]): void {
  const missing = pending(db, file, migrations);
  if (missing.length === 0) return;
  throw new DatabaseUnusable(
    'database-not-migrated',
    file,
    `it lacks ${missing.map((each) => `'${each.id}'`).join(', ')}; open it for writing first.`,
  );
}

function pending(db: Database, file: string, migrations: readonly Migration[]): Migration[] {
  const known = new Set(migrations.map((migration) => migration.id));
  const table = db
    .prepare("SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = 'schema_migration'")
    .get();
  const applied =
    table === undefined ? [] : db.prepare<[], string>('SELECT id FROM schema_migration').pluck().all();
  const unknown = applied.filter((id) => !known.has(id));
  if (unknown.length > 0) {
    throw new DatabaseUnusable(
      'database-newer',
      file,
      `it has migrations that this version doesn't know (${unknown.join(', ')}). Run the newer version.`,
    );
  }
  const done = new Set(applied);
  return migrations.filter((migration) => !done.has(migration.id));
}
