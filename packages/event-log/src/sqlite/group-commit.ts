import { type Database, immediateTransaction } from '@qipei/sqlite';

export interface GroupCommit {
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

/** Puts the writes of one event-loop turn in one transaction, so that they share one sync of the disk. */
export function groupCommit(db: Database): GroupCommit {
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

export function isSqliteError(error: unknown, code = 'SQLITE_'): boolean {
  return error instanceof Error && 'code' in error && String(error.code).startsWith(code);
}
