export interface ItemTurns {
  /** Resolves when all who asked for one of the items before are done with it, or after `ms`: then with undefined. */
  take(ids: readonly string[], ms: number): Promise<Disposable | undefined>;
}

/**
 * The callers of one process take turns at an item, in the order in which they came, instead of asking the database again
 * and again whether it is free. What keeps it from others is the lock alone.
 */
export function itemTurns(): ItemTurns {
  const last = new Map<string, Promise<void>>();
  return {
    async take(ids, ms) {
      const { promise: done, resolve } = Promise.withResolvers<void>();
      const before = ids.flatMap((id) => last.get(id) ?? []);
      // In all queues at once: so nobody waits for one who came later.
      for (const id of ids) last.set(id, done);
      const end = () => {
        for (const id of ids) if (last.get(id) === done) last.delete(id);
        resolve();
      };
      if (await settledWithin(before, ms)) return { [Symbol.dispose]: end };
      end();
      return undefined;
    },
  };
}

async function settledWithin(promises: readonly Promise<void>[], ms: number): Promise<boolean> {
  if (promises.length === 0) return true;
  const { promise: late, resolve } = Promise.withResolvers<boolean>();
  const timer = setTimeout(() => resolve(false), ms);
  try {
    return await Promise.race([Promise.all(promises).then(() => true), late]);
  } finally {
    clearTimeout(timer);
  }
}
