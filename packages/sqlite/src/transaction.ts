import type { Database } from 'better-sqlite3';

/**
 * Runs `fn` in a transaction that takes the write lock at once, so that it never fails half-way because another
 * connection wrote after its first read. Inside an open transaction it becomes a savepoint of that one: a throw undoes
 * what `fn` did and nothing else, and the outer transaction decides whether the rest is kept.
 *
 * `fn` is synchronous. A promise can't be part of the transaction, which would end before it: that is refused and
 * rolled back.
 */
export function immediateTransaction<T>(db: Database, fn: () => T): T {
  const nested = db.inTransaction;
  db.exec(nested ? 'SAVEPOINT qipei_nested' : 'BEGIN IMMEDIATE');
  try {
    const result = fn();
    if (result !== null && typeof result === 'object' && 'then' in result) {
      throw new TypeError(
        'A transaction function must be synchronous: what it awaits would run after the commit.',
      );
    }
    if (!db.inTransaction) throw new Error('The transaction was ended inside its own function.');
    db.exec(nested ? 'RELEASE qipei_nested' : 'COMMIT');
    return result;
  } catch (error) {
    // On a full disk or an I/O error SQLite has rolled back by itself.
    if (db.inTransaction) db.exec(nested ? 'ROLLBACK TO qipei_nested; RELEASE qipei_nested' : 'ROLLBACK');
    throw error;
  }
}

/**
 * Runs `fn` as a part of the transaction that is open, or in one of its own. Unlike a nested `immediateTransaction` it can't be
 * undone alone: who catches what it throws has to roll back all of it. For steps of a large transaction: a savepoint keeps a copy of
 * each page that is written within it, in memory.
 */
export function joinedTransaction<T>(db: Database, fn: () => T): T {
  return db.inTransaction ? fn() : immediateTransaction(db, fn);
}
