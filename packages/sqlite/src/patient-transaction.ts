import { setTimeout as pause } from 'node:timers/promises';
import type { Database } from 'better-sqlite3';
import { DatabaseBusy, isFull, isSqliteError, StorageFull } from './errors.ts';
import { immediateTransaction } from './transaction.ts';

const PATIENCE_MS = 8_000;
const FIRST_PAUSE_MS = 5;
const MAX_PAUSE_MS = 100;

/**
 * As `immediateTransaction`, for a connection that answers calls: while another connection writes for long, it is waited for
 * without keeping the thread.
 * @throws DatabaseBusy after `patienceMs`; StorageFull
 */
export async function patientTransaction<T>(
  db: Database,
  fn: () => T,
  { patienceMs = PATIENCE_MS }: { patienceMs?: number } = {},
): Promise<T> {
  const deadline = Date.now() + patienceMs;
  for (let wait = FIRST_PAUSE_MS; ; wait = Math.min(wait * 2, MAX_PAUSE_MS)) {
    try {
      return withoutWaiting(db, () => immediateTransaction(db, fn));
    } catch (error) {
      if (isFull(error)) throw new StorageFull(error);
      if (!isSqliteError(error, 'SQLITE_BUSY')) throw error;
      if (Date.now() >= deadline) throw new DatabaseBusy(error);
    }
    await pause(wait * (0.5 + Math.random() / 2));
  }
}

function withoutWaiting<T>(db: Database, fn: () => T): T {
  const timeout = Number(db.pragma('busy_timeout', { simple: true }));
  db.pragma('busy_timeout = 0');
  try {
    return fn();
  } finally {
    db.pragma(`busy_timeout = ${timeout}`);
  }
}
