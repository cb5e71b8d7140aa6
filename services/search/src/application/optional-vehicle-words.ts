import { DomainError } from '@qipei/kernel';
import type { LookupContext } from '../domain/vehicle-lookup.ts';
import type { ReadVehicleWords, VehicleWords } from '../domain/vehicle-words.ts';

/** How long nobody is asked again who didn't answer. */
const PAUSE_MS = 3_000;

export const NO_VEHICLES: ReadVehicleWords = {
  words: [],
  named: undefined,
  baseVehicleIds: [],
  vehicleIds: [],
};

/**
 * Words are searched for also while nobody can tell which of them name vehicles: whatever fails names none, and is told to `onFailure`.
 * Who is away or too slow isn't asked again for seconds, as each search would wait.
 * @throws InvalidInput, and what there is where the caller has gone
 */
export function optionalVehicleWords(
  vehicleWords: VehicleWords,
  { onFailure, pauseMs = PAUSE_MS }: { onFailure: (error: unknown) => void; pauseMs?: number },
): VehicleWords {
  let pausedUntil = Number.NEGATIVE_INFINITY;
  return {
    async read(text, context) {
      if (performance.now() < pausedUntil) return NO_VEHICLES;
      try {
        return await vehicleWords.read(text, context);
      } catch (error) {
        const kind = error instanceof DomainError ? error.kind : undefined;
        if (kind === 'invalid' || isGone(context)) throw error;
        if (kind === 'unavailable' || kind === 'deadline') pausedUntil = performance.now() + pauseMs;
        onFailure(error);
        return NO_VEHICLES;
      }
    },
  };
}

/** Late is then who asked. */
function isGone({ signal, deadline }: LookupContext): boolean {
  return signal?.aborted === true || (deadline !== undefined && deadline.getTime() <= Date.now());
}
