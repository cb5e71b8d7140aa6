import type { VehicleEntry } from './vehicle-entry.ts';
import type { SavedEntry } from './vehicle-repository.ts';

/** What becomes of an entry that a full submission doesn't name. */
export function retire(entry: VehicleEntry, release: number, jobId: string): SavedEntry {
  const retired: VehicleEntry = {
    ...entry,
    ...{ state: 'retired', reason: 'not in the full submission', source: jobId, release },
    ...{ operation: 'removed', seen: { release, row: 0, outcome: 'deleted' } },
  };
  return { entry: retired, changed: true };
}

export function isVehicle({ kind }: VehicleEntry): boolean {
  return kind === 'variant' || kind === 'base-vehicle';
}
