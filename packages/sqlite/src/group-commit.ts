import type { Database } from 'better-sqlite3';
import { isFull, isSqliteError, StorageFull } from './errors.ts';
import { immediateTransaction } from './transaction.ts';

export interface GroupCommit {
  /** Runs a synchronous step in a transaction; resolves when it is durable. What the step throws undoes it alone. */
  run<T>(step: () => T): Promise<T>;
}

export interface GroupCommitOptions {
  /** Told of every commit, before the steps that it made durable resolve. */
  onCommit: () => void;
  /** What the steps are rejected with when another connection has held the write lock for 8 s. */
  busyError: (cause: unknown) => Error;
}

interface Waiting {
  step: () => unknown;
  resolve: (value: unknown) => void;
  reject: (error: unknown) => void;
}

type Outcome = { value: unknown } | { error: unknown };

/** Bounds how long one transaction keeps the event loop and the write lock. */
const MAX_GROUP = 64;
const PATIENCE_MS = 8_000;

/**
 * Puts the steps of one event-loop turn in one transaction, so that they share one sync of the disk. When another
 * thread holds the write lock, they are tried again from the event loop, which stays free in the meantime: until then
 * a step may have run several times, undone but for the last. From here on `db` waits for no lock by itself (its busy
 * timeout is 2 ms): who writes to the file in another way takes another connection.
 */
export function groupCommit(db: Database, { onCommit, busyError }: GroupCommitOptions): GroupCommit {
  // SQLite's own waiting would block the thread.
  db.pragma('busy_timeout = 2');
  let waiting: Waiting[] = [];
  let busySince: number | undefined;
  let scheduled = false;

  function schedule(afterMs?: number): void {
    if (scheduled) return;
    scheduled = true;
    if (afterMs === undefined) setImmediate(flush);
    else setTimeout(flush, afterMs);
  }

  function flush(): void {
    scheduled = false;
    const group = waiting.slice(0, MAX_GROUP);
    if (group.length === 0) return;
    let outcomes: Outcome[];
    try {
      outcomes = immediateTransaction(db, () => group.map((each) => attempt(each.step, group.length > 1)));
    } catch (error) {
      if (isSqliteError(error, 'SQLITE_BUSY')) {
        busySince ??= Date.now();
        if (Date.now() - busySince < PATIENCE_MS) {
          schedule(1 + Math.random() * 4);
          return;
        }
      }
      busySince = undefined;
      waiting = waiting.slice(group.length);
      const reason = reasonOf(error);
      for (const each of group) each.reject(reason);
      if (waiting.length > 0) schedule();
      return;
    }
    busySince = undefined;
    waiting = waiting.slice(group.length);
    onCommit();
    for (const [i, each] of group.entries()) settle(each, outcomes[i]);
    if (waiting.length > 0) schedule();
  }

  function reasonOf(error: unknown): unknown {
    if (isFull(error)) return new StorageFull(error);
    return isSqliteError(error, 'SQLITE_BUSY') ? busyError(error) : error;
  }

  function attempt(step: () => unknown, shared: boolean): Outcome {
    if (!shared) return { value: step() };
    try {
      return { value: immediateTransaction(db, step) };
    } catch (error) {
      // On a full disk SQLite ends the whole transaction by itself: then it is lost for all of the group.
      if (!db.inTransaction) throw error;
      return { error };
    }
  }

  return {
    run: <T>(step: () => T) =>
      new Promise<T>((resolve, reject) => {
        waiting.push({ step, resolve: resolve as (value: unknown) => void, reject });
        schedule();
      }),
  };
}

function settle(each: Waiting, outcome: Outcome | undefined): void {
  if (outcome !== undefined && 'value' in outcome) each.resolve(outcome.value);
  else each.reject(outcome?.error);
}
