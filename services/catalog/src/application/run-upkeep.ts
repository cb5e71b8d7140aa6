import { setTimeout as pause } from 'node:timers/promises';

const MAX_BACKOFF_MS = 30_000;

/**
 * Does what waits to be done of itself, step after step: each does a slice and says how much that was. Between two rounds it
 * rests for as long as one took: imports and calls come first. Closing it stops after the step at hand.
 */
export function startUpkeep({
  steps,
  onError,
  pollMs = 1_000,
}: {
  steps: readonly (() => Promise<number>)[];
  onError: (error: unknown) => void;
  /** How often it looks for work. */
  pollMs?: number;
}): AsyncDisposable {
  const stop = new AbortController();
  const { signal } = stop;
  const rest = async (ms: number): Promise<void> => {
    await pause(ms, undefined, { signal }).catch((error) => {
      if (!signal.aborted) throw error;
    });
  };

  /** Returns how much was done, undefined where a step failed. */
  async function round(): Promise<number | undefined> {
    let done: number | undefined = 0;
    for (const step of steps) {
      if (signal.aborted) return done;
      try {
        const amount = await step();
        if (done !== undefined) done += amount;
      } catch (error) {
        onError(error);
        done = undefined;
      }
    }
    return done;
  }

  async function work(): Promise<void> {
    let faults = 0;
    while (!signal.aborted) {
      const began = performance.now();
      const done = await round();
      faults = done === undefined ? faults + 1 : 0;
      if (faults > 0) await rest(Math.min(pollMs * 2 ** faults, MAX_BACKOFF_MS));
      else await rest(done === 0 ? pollMs : performance.now() - began);
    }
  }

  const finished = work();
  return {
    async [Symbol.asyncDispose]() {
      stop.abort();
      await finished;
    },
  };
}
