import type { VehicleEntry } from './vehicle-entry.ts';
import { namedBy } from './vehicle-external-id.ts';
import type { VehicleLedger } from './vehicle-ledger.ts';
import type { VehicleRow, VehicleRowFault } from './vehicle-row.ts';

export interface ExternalChange {
  entry: VehicleEntry;
  /** Ids that lead to the entry from now on. */
  taken: string[];
  /** Entries that have lost one to it, as they are then. */
  losers: VehicleEntry[];
}

const kindOf = (external: string) => external.slice(0, external.indexOf(':'));

/**
 * The external ids of an entry after a row. An id that another entry has, or last had while it is still there, doesn't
 * move by itself: the row must say that it takes it over, or that it replaces that entry.
 */
export function changeExternalIds(
  entry: VehicleEntry,
  row: VehicleRow,
  context: { ledger: VehicleLedger; adds: boolean; replaced: readonly VehicleEntry[] },
): ExternalChange | VehicleRowFault {
  const { ledger, adds, replaced } = context;
  const given = [...(row.ownId === '' ? [] : [row.ownId]), ...row.externalIds];
  // Several rows may each add to one vehicle.
  const dropped = adds ? [] : row.externalKinds;
  const kept = entry.externalIds.filter((each) => !dropped.includes(kindOf(each)));
  const losers = new Map<string, VehicleEntry>();
  const taken: string[] = [];
  for (const external of given) {
    const column = external === row.ownId ? 'ownId' : 'externalIds';
    const misplaced = misplacedOn(external, entry);
    if (misplaced !== undefined)
      return { column, code: 'external-id-level', value: external, message: misplaced };
    const holder = ledger.holder(external);
    if (holder === entry.id) continue;
    taken.push(external);
    const other = holder === undefined ? undefined : (losers.get(holder) ?? ledger.entry(holder));
    if (other === undefined || replaced.some(({ id }) => id === other.id)) continue;
    if (other.state === 'retired' || ledger.final(other.id)?.id === entry.id) continue;
    if (!row.takesOver.includes(external)) {
      const message = `The id belongs to ${other.id}${labelOf(other)}. Say \`takesOver\` if it has moved, or \`replaces\` if that vehicle is this one.`;
      return { column, code: 'external-id-moved', value: external, message };
    }
    losers.set(other.id, {
      ...other,
      externalIds: other.externalIds.filter((each) => each !== external),
    });
  }
  const externalIds = [...new Set([...kept, ...given])].sort();
  return { entry: { ...entry, externalIds }, taken, losers: [...losers.values()] };
}

/** What an id of the kind names isn't what it is put on. */
function misplacedOn(external: string, { kind }: VehicleEntry): string | undefined {
  const names = namedBy(kindOf(external));
  if (kindOf(external).startsWith('vpic.')) return 'The platform gives vPIC’s ids itself.';
  if (names === undefined || names === kind) return undefined;
  if (names === 'variant' && kind === 'base-vehicle') return undefined;
  if (names === 'base-vehicle' && kind === 'variant') return undefined;
  return `An id of the kind '${kindOf(external)}' names a ${names}, not a ${kind}.`;
}

function labelOf({ name, nameZh }: VehicleEntry): string {
  const label = name || nameZh;
  return label === '' ? '' : ` (${label.slice(0, 60)})`;
}
