import { type Database, immediateTransaction, isSqliteError } from '@qipei/sqlite';

export interface TurnCommit {
  /** Runs `work` in a transaction; resolves when it is durable. */
  run<T>(work: () => T): Promise<T>;
  /** Commits what waits, at once. */
  flush(): void;
  idle(): boolean;
}

interface Waiting {
  work: () => unknown;
  resolve: (value: unknown) => void;
  reject: (error: unknown) => void;
}

/**
 * Puts the writes of one event-loop turn in one transaction, so that they share one sync of the disk. Where
 * `groupCommit` of @qipei/sqlite guards every step by a savepoint and never waits, this is made for many small writes
 * that hardly ever fail: no savepoints, no bound on the turn, SQLite's own wait for the lock, and a flush at closing.
 */
export function turnCommit(db: Database): TurnCommit {
  let waiting: Waiting[] = [];

  function flush(): void {
    const group = waiting;
    waiting = [];
    if (group.length > 0) commit(group);
  }

  function commit(group: readonly Waiting[]): void {
    let results: unknown[];
    try {
      results = immediateTransaction(db, () => group.map((each) => each.work()));
    } catch (error) {
      // What one of them threw must not fail the others; what SQLite threw (disk full, lock held) concerns all.
      if (group.length > 1 && !isSqliteError(error)) for (const each of group) commit([each]);
      else for (const each of group) each.reject(error);
      return;
    }
    for (const [i, each] of group.entries()) each.resolve(results[i]);
  }

  return {
    run<T>(work: () => T): Promise<T> {
      return new Promise<T>((resolve, reject) => {
        waiting.push({ work, resolve: resolve as (value: unknown) => void, reject });
        if (waiting.length === 1) setImmediate(flush);
      });
    },
    flush,
    idle: () => waiting.length === 0,
  };
}
