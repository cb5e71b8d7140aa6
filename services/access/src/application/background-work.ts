/** Work that no answer waits for. */
export interface BackgroundWork extends AsyncDisposable {
  start(what: string, work: () => Promise<void>): void;
}

const MOST = 1_000;

/** `onFailure` is told of whatever is thrown, and of what was too much at once; closing waits for what runs. */
export function backgroundWork(onFailure: (what: string, error: unknown) => void): BackgroundWork {
  const running = new Set<Promise<void>>();
  return {
    start(what, work) {
      if (running.size >= MOST) {
        onFailure(what, new Error('Too much else waits.'));
        return;
      }
      const run = work()
        .catch((error: unknown) => onFailure(what, error))
        .finally(() => running.delete(run));
      running.add(run);
    },
    async [Symbol.asyncDispose]() {
      while (running.size > 0) await Promise.all(running);
    },
  };
}
