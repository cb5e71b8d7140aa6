import { NO_FACTS, type VehicleEntry } from '../../domain/vehicle-entry.ts';
import { newEntry } from '../../domain/vehicle-ledger.ts';

/** An entry but for `seen`, as JSON, without what is empty. */
export function packEntry({ seen: _, facts, ...entry }: VehicleEntry): string {
  const known = Object.entries(facts).filter(([, value]) => value !== '' && value !== 0);
  const rest = Object.entries(entry).filter(([, value]) => !isEmpty(value));
  return JSON.stringify({
    ...Object.fromEntries(rest),
    ...(known.length > 0 && { facts: Object.fromEntries(known) }),
  });
}

export function unpackEntry(body: string, seen: VehicleEntry['seen']): VehicleEntry {
  const read = JSON.parse(body) as Pick<VehicleEntry, 'id' | 'kind'> & Partial<VehicleEntry>;
  return { ...newEntry(read), ...read, facts: { ...NO_FACTS, ...read.facts }, seen };
}

function isEmpty(value: unknown): boolean {
  if (value === '' || value === 0 || value === false) return true;
  if (Array.isArray(value)) return value.length === 0;
  return typeof value === 'object' && value !== null && Object.values(value).every((each) => each === '');
}
