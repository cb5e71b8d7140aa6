import type { VehicleEntry } from '../domain/vehicle-entry.ts';
import { readReference } from '../domain/vehicle-reference.ts';
import type { AsOf, VehicleReader } from '../domain/vehicle-repository.ts';

/** From an id that has become part of another. */
export interface Redirect {
  from: string;
  to: string;
  reason: string;
}

export interface FoundVehicle {
  id: string;
  /** Of `vt…-2016`; 0 where no year was named. */
  year: number;
  /** What the tenant has of it; undefined where it is the platform's alone. */
  entry: VehicleEntry | undefined;
  redirects: Redirect[];
}

/** More would be a circle, which imports refuse. */
const MOST_REDIRECTS = 64;

/**
 * What references lead to, in the same order, after all redirects; undefined for what leads nowhere. An id of the platform's
 * form is given back whether or not the platform has it.
 */
export async function findVehicles(
  reader: VehicleReader,
  tenant: string,
  references: readonly string[],
  asOf?: AsOf,
): Promise<(FoundVehicle | undefined)[]> {
  const read = references.map(readReference);
  const externals = read.flatMap((each) => (each !== undefined && 'external' in each ? [each.external] : []));
  const holders = externals.length === 0 ? new Map() : await reader.holders(tenant, externals);
  const started = read.map((each) => {
    if (each === undefined) return undefined;
    if ('id' in each) return { ...each, external: '' };
    const onPlatform = platformIdOf(each.external);
    if (onPlatform !== undefined) return { id: onPlatform, year: 0, external: '' };
    const id = holders.get(each.external);
    return id === undefined ? undefined : { id, year: 0, external: each.external };
  });
  const known = new Map<string, VehicleEntry | undefined>();
  let wanted = started.flatMap((each) => (each === undefined ? [] : [each.id]));
  for (let hops = 0; wanted.length > 0 && hops < MOST_REDIRECTS; hops += 1) {
    const found = await reader.entries(tenant, [...new Set(wanted)], asOf);
    for (const id of wanted) known.set(id, found.get(id));
    wanted = [...found.values()].flatMap(({ state, mergedInto }) =>
      state === 'merged' && !known.has(mergedInto) ? [mergedInto] : [],
    );
  }
  return started.map((start) => (start === undefined ? undefined : follow(start, known)));
}

function follow(
  { id, year, external }: { id: string; year: number; external: string },
  known: ReadonlyMap<string, VehicleEntry | undefined>,
): FoundVehicle | undefined {
  const redirects: Redirect[] = [];
  let entry = known.get(id);
  // An id that an entry has let go of, and that nobody took up, leads nowhere.
  if (external !== '' && entry?.state === 'active' && !entry.externalIds.includes(external)) return undefined;
  while (entry?.state === 'merged') {
    if (redirects.length > MOST_REDIRECTS) return undefined;
    redirects.push({ from: entry.id, to: entry.mergedInto, reason: entry.reason });
    entry = known.get(entry.mergedInto);
  }
  const last = redirects.at(-1)?.to ?? id;
  return { id: last, year, entry, redirects };
}

/** vPIC's own numbers are in the platform's ids. */
function platformIdOf(external: string): string | undefined {
  if (external.startsWith('vpic.model:')) return `md${external.slice('vpic.model:'.length)}`;
  if (external.startsWith('vpic.make:')) return `mk${external.slice('vpic.make:'.length)}`;
  return undefined;
}
