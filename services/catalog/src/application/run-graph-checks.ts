import { setTimeout as pause } from 'node:timers/promises';
import { checkGraph, type GraphCheckDependencies } from './check-graph.ts';

const SLICE = 200;
const MAX_BACKOFF_MS = 30_000;

/**
 * Checks parts as they change, in slices. Between two it rests for as long as one takes: imports and calls come first.
 * Closing it stops after the slice at hand; what waits then goes on waiting.
 */
export function startGraphChecks({
  onError,
  pollMs = 1_000,
  ...dependencies
}: GraphCheckDependencies & {
  onError: (error: unknown) => void;
  /** How often it looks for parts that changed. */
  pollMs?: number;
}): AsyncDisposable {
  const stop = new AbortController();
  const { signal } = stop;
  const rest = async (ms: number): Promise<void> => {
    await pause(ms, undefined, { signal }).catch((error) => {
      if (!signal.aborted) throw error;
    });
  };

  async function work(): Promise<void> {
    let faults = 0;
    while (!signal.aborted) {
      const began = performance.now();
      try {
        const checked = await checkGraph({ limit: SLICE }, dependencies);
        faults = 0;
        await rest(checked === 0 ? pollMs : performance.now() - began);
      } catch (error) {
        faults += 1;
        onError(error);
        await rest(Math.min(pollMs * 2 ** faults, MAX_BACKOFF_MS));
      }
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
