import { setTimeout as pause } from 'node:timers/promises';
import { Away } from './command-fault.ts';
import { durationText } from './shown-text.ts';

const FIRST_MS = 500;
const LONGEST_MS = 30_000;

/** Waits between tries, longer each time, until the patience is at its end. */
export interface Patience {
  /** After a failure. @throws Away, the failure itself, where it has lasted for too long; AbortError */
  wait(failure: Away): Promise<void>;
  /** Something went well: the next failure is a new one. */
  progress(): void;
}

export interface PatienceOptions {
  patienceMs: number;
  signal: AbortSignal;
  /** Told before each wait. */
  onWait: (message: string) => void;
}

export function createPatience({ patienceMs, signal, onWait }: PatienceOptions): Patience {
  let tries = 0;
  let since: number | undefined;
  return {
    async wait(failure) {
      signal.throwIfAborted();
      since ??= performance.now();
      const gone = performance.now() - since;
      // Half of it by chance: many that were cut off at once don't come back at once.
      const grown = Math.min(LONGEST_MS, FIRST_MS * 2 ** tries) * (0.5 + Math.random() / 2);
      const next = Math.max(failure.retryAfterMs ?? 0, grown);
      if (gone + next > patienceMs) throw failure;
      tries += 1;
      onWait(`${failure.message} Trying again in ${durationText(Math.max(1, next / 1_000))}.`);
      await pause(next, undefined, { signal });
    },
    progress() {
      tries = 0;
      since = undefined;
    },
  };
}

/** Does it until it goes well. @throws what isn't `Away` at once */
export async function patiently<T>(options: PatienceOptions, work: () => Promise<T>): Promise<T> {
  const patience = createPatience(options);
  for (;;) {
    try {
      return await work();
    } catch (error) {
      if (!(error instanceof Away)) throw error;
      await patience.wait(error);
    }
  }
}
