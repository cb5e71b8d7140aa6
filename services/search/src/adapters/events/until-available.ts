import { setTimeout as pause } from 'node:timers/promises';
import { DomainError } from '@qipei/kernel';

const FIRST_PAUSE_MS = 250;
const LONGEST_PAUSE_MS = 15_000;

/**
 * Repeats what fails because a server is away, for as long as it is away. Events that wait for a server are not at
 * fault, and would be parked one after the other if they were given up.
 */
export async function untilAvailable<T>(
  work: () => Promise<T>,
  { signal, onWait }: { signal: AbortSignal; onWait: (error: DomainError, waitMs: number) => void },
): Promise<T> {
  for (let wait = FIRST_PAUSE_MS; ; wait = Math.min(wait * 2, LONGEST_PAUSE_MS)) {
    signal.throwIfAborted();
    try {
      return await work();
    } catch (error) {
      if (!(error instanceof DomainError) || error.kind !== 'unavailable') throw error;
      const waitMs = Math.round(wait * (0.5 + Math.random()));
      onWait(error, waitMs);
      await pause(waitMs, undefined, { signal });
    }
  }
}
