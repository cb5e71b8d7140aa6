/**
 * Lets one at a time write to an index. Meilisearch has no compare-and-set, and a patch is put into what is read of its
 * document before: two who do so at once would undo each other's.
 */
export interface WriterLock {
  /**
   * Waits for its turn, over all processes that write to the index, and does the work. `held` is called before each write
   * is sent, and throws where the turn may be over: another may write then.
   */
  exclusive<T>(work: (held: () => void) => Promise<T>): Promise<T>;
}

/** Where a single process writes to the index, by way of this one lock. */
export function processWriterLock(): WriterLock {
  let last: Promise<unknown> = Promise.resolve();
  return {
    exclusive(work) {
      const mine = last.then(() => work(() => {}));
      last = mine.catch(() => undefined);
      return mine;
    },
  };
}
