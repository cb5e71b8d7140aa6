import type { MatchArrays } from './match-index.ts';
import { SECTIONS, type SectionName, type TableSections } from './table-format.ts';
import { tableOf, type VehicleData, type VinTable, vehicleDataOf } from './vin-table.ts';

type Numbers = Uint8Array | Uint16Array | Uint32Array;

/** Where an array lies in the shared bytes. */
interface Place {
  width: 1 | 2 | 4;
  offset: number;
  length: number;
}

/** A loaded table's arrays in memory that threads share; it can be posted to a thread, which copies none of them. */
export interface SharedVinTable {
  bytes: SharedArrayBuffer;
  sections: Record<SectionName, Place>;
  /** Absent where vehicles alone are shared. */
  index?: Record<keyof MatchArrays, Place>;
}

/** What `VehicleTable` reads. */
const OF_VEHICLES: ReadonlySet<SectionName> = new Set([
  'provenance',
  'stringStarts',
  'stringBytes',
  'makeIds',
  'makeNames',
  'modelIds',
  'modelNames',
  'modelMakes',
  'rangeModels',
  'rangeStarts',
  'configBodies',
  'configDisplacements',
  'configFuels',
  'configEngines',
  'configCylinders',
  'configTypes',
  'configHashes',
  'configYears',
]);

const INDEX_NAMES = ['classMembers', 'groupTests', 'groupRowStarts', 'rowRanks', 'keyIsFormula'] as const;
const SECTION_NAMES = Object.keys(SECTIONS) as SectionName[];
const NOTHING = new Uint8Array(0);

/** Copies a table's arrays, or those of its vehicles alone, into memory that can be shared. */
export function shareVinTable(
  { sections, index }: VinTable,
  what: 'all' | 'vehicles' = 'all',
): SharedVinTable {
  let length = 0;
  const copies: [from: Numbers, to: Place][] = [];
  const place = (array: Numbers): Place => {
    const width = array.BYTES_PER_ELEMENT as Place['width'];
    const to: Place = { width, offset: length, length: array.length };
    length = (length + array.byteLength + 7) & ~7;
    copies.push([array, to]);
    return to;
  };
  const shared: Omit<SharedVinTable, 'bytes'> = {
    sections: Object.fromEntries(
      SECTION_NAMES.map((name) => [
        name,
        place(what === 'all' || OF_VEHICLES.has(name) ? sections[name] : NOTHING),
      ]),
    ) as Record<SectionName, Place>,
    ...(what === 'all' && {
      index: Object.fromEntries(INDEX_NAMES.map((name) => [name, place(index[name])])) as Record<
        keyof MatchArrays,
        Place
      >,
    }),
  };
  const bytes = new SharedArrayBuffer(length);
  for (const [from, to] of copies) arrayAt(bytes, to).set(from);
  return { bytes, ...shared };
}

/** The same table, without a copy; `shared` has all of it. */
export function openSharedVinTable(shared: SharedVinTable): VinTable {
  const { bytes, index } = shared;
  if (index === undefined) throw new Error('vehicles alone are shared of this table');
  const arrays = Object.fromEntries(INDEX_NAMES.map((name) => [name, arrayAt(bytes, index[name])]));
  return tableOf(sectionsOf(shared), arrays as unknown as MatchArrays);
}

/** Its vehicles, without a copy. */
export function openSharedVehicles(shared: SharedVinTable): VehicleData {
  return vehicleDataOf(sectionsOf(shared));
}

function sectionsOf({ bytes, sections }: SharedVinTable): TableSections {
  return Object.fromEntries(
    SECTION_NAMES.map((name) => [name, arrayAt(bytes, sections[name])]),
  ) as unknown as TableSections;
}

function arrayAt(bytes: SharedArrayBuffer, { width, offset, length }: Place): Numbers {
  if (width === 1) return new Uint8Array(bytes, offset, length);
  return width === 2 ? new Uint16Array(bytes, offset, length) : new Uint32Array(bytes, offset, length);
}
