import { xxh32 } from './checksum.ts';
import { VinTableError } from './errors.ts';

/** Raised with every change of the sections or of what they mean; a reader takes its own version only. */
export const FORMAT_VERSION = 1;

const MAGIC = 'QPVINTBL';
const HEADER_BYTES = 64;
const ENTRY_BYTES = 32;
const NAME_BYTES = 24;

/**
 * What a table file holds: one array a section. `…Starts` arrays have one entry more than there are owners; owner `i`
 * has the rows from `starts[i]` to before `starts[i + 1]`. Strings are numbers of entries of the string pool, entry 0
 * being empty.
 */
export const SECTIONS = {
  /** JSON of `Provenance`. */
  provenance: 'u8',
  /** JSON of `TableElement[]`. */
  elements: 'u8',
  stringStarts: 'u32',
  stringBytes: 'u8',
  /** Two words a class: characters 0-9A-V, then WXYZ. */
  classMasks: 'u32',
  /** Keys are sorted by length without `*`, then by text: the order in which one beats the other. */
  keyTestStarts: 'u32',
  keyTestPositions: 'u8',
  keyTestClasses: 'u16',
  /** How many characters of `pos4-8|pos10-17` a key asks for. */
  keyLengths: 'u8',
  keyTexts: 'u32',
  /** Distinct element/value combinations. */
  pairElements: 'u8',
  pairValues: 'u32',
  /** Number of the model or of the engine model + 1 where the pair names one, else 0. */
  pairRefs: 'u16',
  schemaIds: 'u32',
  schemaNames: 'u32',
  schemaGroupStarts: 'u32',
  schemaRowStarts: 'u32',
  /** A group is one key of one schema with the values that it gives; the rows follow in the order of the groups. */
  groupKeys: 'u16',
  groupRowCounts: 'u8',
  /** Lower 16 bits of the row's pair; see `rowPair`. */
  rowPairs: 'u16',
  /** Lower 16 bits of the rank of the row's date: a higher one is later; see `rowDate`. */
  rowDates: 'u16',
  /** Upper bits of the pair (below) and of the date's rank (above), four each. */
  rowUppers: 'u8',
  /** Sorted; see `wmiNumber`. */
  wmiCodes: 'u32',
  wmiManufacturers: 'u32',
  /** Number of the WMI's only make + 1; 0 where it has none or several. */
  wmiMakes: 'u16',
  wmiVehicleTypes: 'u8',
  wmiTruckTypes: 'u8',
  wmiCountries: 'u32',
  wmiLinkStarts: 'u32',
  linkSchemas: 'u16',
  linkYearsFrom: 'u16',
  /** 65535 where the schema is still in use. */
  linkYearsTo: 'u16',
  makeIds: 'u32',
  makeNames: 'u32',
  modelIds: 'u32',
  modelNames: 'u32',
  modelMakes: 'u16',
  /** What an engine model tells beyond its name. */
  engineStarts: 'u32',
  enginePairs: 'u32',
  /** Models that have vehicles, sorted by make, then by name. */
  rangeModels: 'u16',
  rangeStarts: 'u32',
  /** A configuration is a body and engine of one model with the years in which it was made. */
  configBodies: 'u32',
  configDisplacements: 'u32',
  configFuels: 'u32',
  configEngines: 'u32',
  configCylinders: 'u8',
  /** vPIC's vehicle type, + 128 where the schema is still in use. */
  configTypes: 'u8',
  configHashes: 'u32',
  /** Two words a configuration: a bit for each model year from 1981 on. */
  configYears: 'u32',
} as const;

export type SectionName = keyof typeof SECTIONS;
interface Widths {
  u8: Uint8Array;
  u16: Uint16Array;
  u32: Uint32Array;
}
export type TableSections = { [Name in SectionName]: Widths[(typeof SECTIONS)[Name]] };

const SECTION_NAMES = Object.keys(SECTIONS) as SectionName[];

/** An entry of an array that the table's checksum vouches for: the index is known to be inside. */
export function at(array: Uint8Array | Uint16Array | Uint32Array | Int32Array, index: number): number {
  return array[index] as number;
}

/** Number of the element/value pair of a row. */
export function rowPair(table: Pick<TableSections, 'rowPairs' | 'rowUppers'>, row: number): number {
  return at(table.rowPairs, row) | ((at(table.rowUppers, row) & 15) << 16);
}

/** Rank of the date of a row. */
export function rowDate(table: Pick<TableSections, 'rowDates' | 'rowUppers'>, row: number): number {
  return at(table.rowDates, row) | ((at(table.rowUppers, row) >> 4) << 16);
}

const align = (offset: number): number => (offset + 7) & ~7;

/**
 * Lays the sections out as one file, all numbers little-endian: header (magic, version, length, xxHash32 of all that
 * follows it, number of sections, SHA-256 of all behind the header), section table, sections at multiples of 8.
 */
export function packSections(sections: TableSections, sha256: (bytes: Uint8Array) => Uint8Array): Uint8Array {
  let length = align(HEADER_BYTES + SECTION_NAMES.length * ENTRY_BYTES);
  const places = SECTION_NAMES.map((name) => {
    const place = { name, offset: length, array: sections[name] };
    length = align(length + place.array.byteLength);
    return place;
  });
  const bytes = new Uint8Array(length);
  const view = new DataView(bytes.buffer);
  const ascii = new TextEncoder();
  places.forEach(({ name, offset, array }, index) => {
    const entry = HEADER_BYTES + index * ENTRY_BYTES;
    bytes.set(ascii.encode(name), entry);
    view.setUint32(entry + NAME_BYTES, offset, true);
    view.setUint32(entry + NAME_BYTES + 4, array.byteLength, true);
    bytes.set(new Uint8Array(array.buffer, array.byteOffset, array.byteLength), offset);
  });
  bytes.set(ascii.encode(MAGIC));
  view.setUint32(8, FORMAT_VERSION, true);
  view.setUint32(12, length, true);
  view.setUint32(20, SECTION_NAMES.length, true);
  bytes.set(sha256(bytes.subarray(HEADER_BYTES)), 24);
  view.setUint32(16, xxh32(bytes.subarray(20)), true);
  return bytes;
}

/** The arrays over `bytes`, unchanged and not copied. @throws VinTableError */
export function openSections(given: Uint8Array): TableSections {
  if (given.length < HEADER_BYTES || new TextDecoder().decode(given.subarray(0, 8)) !== MAGIC) {
    throw new VinTableError('vin-table-foreign', 'These bytes are not a compiled VIN table.');
  }
  const bytes = given.byteOffset % 8 === 0 ? given : new Uint8Array(given);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const version = view.getUint32(8, true);
  if (version !== FORMAT_VERSION) {
    throw new VinTableError(
      'vin-table-version',
      `The VIN table has format ${version}; this version reads ${FORMAT_VERSION}. Compile it anew.`,
    );
  }
  const length = view.getUint32(12, true);
  if (length !== bytes.length) {
    throw new VinTableError(
      'vin-table-truncated',
      `The VIN table should have ${length} bytes and has ${bytes.length}.`,
    );
  }
  if (xxh32(bytes.subarray(20)) !== view.getUint32(16, true)) {
    throw new VinTableError('vin-table-corrupt', "The VIN table's checksum is wrong: the file is damaged.");
  }
  const found = new Map<string, { offset: number; size: number }>();
  for (let index = 0; index < view.getUint32(20, true); index += 1) {
    const entry = HEADER_BYTES + index * ENTRY_BYTES;
    const name = new TextDecoder().decode(bytes.subarray(entry, entry + NAME_BYTES)).replace(/\0+$/, '');
    found.set(name, {
      offset: view.getUint32(entry + NAME_BYTES, true),
      size: view.getUint32(entry + NAME_BYTES + 4, true),
    });
  }
  const sections: Partial<Record<SectionName, Uint8Array | Uint16Array | Uint32Array>> = {};
  for (const name of SECTION_NAMES) {
    const place = found.get(name);
    if (place === undefined) {
      throw new VinTableError('vin-table-corrupt', `The VIN table lacks its section ${name}.`);
    }
    const start = bytes.byteOffset + place.offset;
    if (SECTIONS[name] === 'u8') sections[name] = new Uint8Array(bytes.buffer, start, place.size);
    else if (SECTIONS[name] === 'u16') sections[name] = new Uint16Array(bytes.buffer, start, place.size / 2);
    else sections[name] = new Uint32Array(bytes.buffer, start, place.size / 4);
  }
  return sections as TableSections;
}
