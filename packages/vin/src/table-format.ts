import { xxh32 } from './checksum.ts';
import { VinTableError } from './errors.ts';
import { decodeSection, type Encoding, encodeSection, type Numbers } from './section-codec.ts';

/** Raised with every change of the sections or of what they mean; a reader takes its own version only. */
export const FORMAT_VERSION = 2;

const MAGIC = 'QPVINTBL';
const HEADER_BYTES = 64;
const ENTRY_BYTES = 40;
const NAME_BYTES = 24;

/**
 * What a table file holds: one array of numbers a section. `…Starts` arrays have one entry more than there are owners;
 * owner `i` has the rows from `starts[i]` to before `starts[i + 1]`. Strings are numbers of entries of the string pool,
 * entry 0 being empty. Sections of tables that the source lacks are empty, and `Provenance.capabilities` says which.
 */
export const SECTIONS = {
  /** JSON of `Provenance`. */
  provenance: 'bytes',
  /** JSON of `TableElement[]`. */
  elements: 'bytes',
  stringStarts: 'rising',
  stringBytes: 'bytes',
  /** Two words a class: characters 0-9A-V, then WXYZ. */
  classMasks: 'planes',
  /** How a key writes the class: `A`, `[A-C]`, `#`. */
  classTexts: 'planes',
  keyTestStarts: 'rising',
  keyTestPositions: 'bytes',
  keyTestClasses: 'planes',
  /** How many characters of `pos4-8|pos10-17` a key asks for. */
  keyLengths: 'bytes',
  /** Distinct element/value combinations. */
  pairElements: 'bytes',
  pairValues: 'planes',
  /**
   * Number of the model or of the engine model + 1 where the pair names one, vPIC's id of a body class + 1; else 0.
   */
  pairRefs: 'planes',
  schemaIds: 'rising',
  schemaNames: 'planes',
  schemaGroupStarts: 'rising',
  /** A group is one key of one schema with the values that it gives; the rows follow in the order of the groups. */
  groupKeys: 'planes',
  groupRowCounts: 'bytes',
  rowPairs: 'planes',
  /** Lower eight bits of a row's rank: of two rows of one element and first year the one of higher rank wins. */
  rowRanks: 'bytes',
  /** Rows whose rank has more than eight bits, and those bits. */
  highRankRows: 'rising',
  highRanks: 'planes',
  /** Rows that name an engine model, and their order by date and id, in which the last one decides what is filled in. */
  engineRows: 'rising',
  engineRowOrders: 'planes',
  /** Sorted; see `wmiNumber`. */
  wmiCodes: 'rising',
  wmiManufacturers: 'planes',
  /** Number of the WMI's only make + 1; 0 where it has none or several. */
  wmiMakes: 'planes',
  wmiMakeStarts: 'rising',
  /** Every make of a WMI, by number. */
  wmiMakeNumbers: 'planes',
  wmiVehicleTypes: 'bytes',
  wmiTruckTypes: 'bytes',
  wmiCountries: 'planes',
  wmiLinkStarts: 'rising',
  linkSchemas: 'planes',
  linkYearsFrom: 'planes',
  /** 65535 where the schema is still in use. */
  linkYearsTo: 'planes',
  makeIds: 'rising',
  makeNames: 'planes',
  modelIds: 'rising',
  modelNames: 'planes',
  modelMakes: 'planes',
  /** What an engine model tells beyond its name, what comes first winning. */
  engineStarts: 'rising',
  enginePairs: 'planes',
  /** Vehicle specifications: the schemas of a model, by number. Empty where the source has none. */
  modelSpecStarts: 'rising',
  modelSpecs: 'planes',
  specIds: 'planes',
  specMakes: 'planes',
  specTypes: 'bytes',
  /** Model years; none for all. */
  specYearStarts: 'rising',
  specYears: 'planes',
  specPatternStarts: 'rising',
  specPatternIds: 'planes',
  /** All of these have to be among what was decoded … */
  specKeyStarts: 'rising',
  specKeyPairs: 'planes',
  /** … for these to be filled in; of several for one element the one of the highest rank. */
  specValueStarts: 'rising',
  specValuePairs: 'planes',
  specValueRanks: 'planes',
  /** Values that a vehicle type has where nothing else says more. */
  defaultTypes: 'bytes',
  defaultPairs: 'planes',
  /** Descriptors (positions 1 to 8 and 10 to 11, or to 14) whose model year is another than position 10 says. */
  descriptorTexts: 'planes',
  descriptorYears: 'planes',
  /** VINs whose wrong check digit their maker has owned up to. */
  exceptionVins: 'planes',
  /** Characters that occur: years of a WMI, each with a set of positions and the classes that are valid there. */
  validYearStarts: 'rising',
  validYears: 'planes',
  validSets: 'planes',
  validSetStarts: 'rising',
  validPositions: 'bytes',
  validClasses: 'planes',
  /** Models that have vehicles, sorted by make, then by name. */
  rangeModels: 'planes',
  rangeStarts: 'rising',
  /** A configuration is a body and engine of one model with the years in which it was made. */
  configBodies: 'planes',
  configDisplacements: 'planes',
  configFuels: 'planes',
  configEngines: 'planes',
  configCylinders: 'bytes',
  /** vPIC's vehicle type, + 128 where the schema is still in use. */
  configTypes: 'bytes',
  configHashes: 'planes',
  /** Two words a configuration: a bit for each model year from 1981 on. */
  configYears: 'pooled',
} as const satisfies Record<string, Encoding>;

export type SectionName = keyof typeof SECTIONS;
export type TableSections = {
  [Name in SectionName]: (typeof SECTIONS)[Name] extends 'bytes' ? Uint8Array : Numbers;
};

const SECTION_NAMES = Object.keys(SECTIONS) as SectionName[];

/** An entry of an array that the table's checksum vouches for: the index is known to be inside. */
export function at(array: Numbers | Int32Array, index: number): number {
  return array[index] as number;
}

/** Number of the element/value pair of a row. */
export function rowPair(table: Pick<TableSections, 'rowPairs'>, row: number): number {
  return at(table.rowPairs, row);
}

const align = (offset: number): number => (offset + 7) & ~7;

/**
 * Lays the sections out as one file, all numbers little-endian: header (magic, version, length, xxHash32 of all that
 * follows it, number of sections, SHA-256 of all behind the header), section table (name, offset, size, count, bits), sections
 * at multiples of 8.
 */
export function packSections(sections: TableSections, sha256: (bytes: Uint8Array) => Uint8Array): Uint8Array {
  let length = align(HEADER_BYTES + SECTION_NAMES.length * ENTRY_BYTES);
  const places = SECTION_NAMES.map((name) => {
    const place = { name, offset: length, ...encodeSection(sections[name], SECTIONS[name]) };
    length = align(length + place.bytes.length);
    return place;
  });
  const bytes = new Uint8Array(length);
  const view = new DataView(bytes.buffer);
  const ascii = new TextEncoder();
  places.forEach((place, index) => {
    const entry = HEADER_BYTES + index * ENTRY_BYTES;
    bytes.set(ascii.encode(place.name), entry);
    view.setUint32(entry + NAME_BYTES, place.offset, true);
    view.setUint32(entry + NAME_BYTES + 4, place.bytes.length, true);
    view.setUint32(entry + NAME_BYTES + 8, place.count, true);
    view.setUint32(entry + NAME_BYTES + 12, place.bits, true);
    bytes.set(place.bytes, place.offset);
  });
  bytes.set(ascii.encode(MAGIC));
  view.setUint32(8, FORMAT_VERSION, true);
  view.setUint32(12, length, true);
  view.setUint32(20, SECTION_NAMES.length, true);
  bytes.set(sha256(bytes.subarray(HEADER_BYTES)), 24);
  view.setUint32(16, xxh32(bytes.subarray(20)), true);
  return bytes;
}

/** The bytes of a table that is whole, at an address that its checksum can be read from. @throws VinTableError */
export function soundTable(given: Uint8Array): Uint8Array {
  if (given.length < HEADER_BYTES || new TextDecoder().decode(given.subarray(0, 8)) !== MAGIC) {
    throw new VinTableError('vin-table-foreign', 'These bytes are not a compiled VIN table.');
  }
  // The checksum reads words, which want an address that is a multiple of 4; `bytes` begins 20 bytes before.
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
  return bytes;
}

/** The arrays that `bytes` hold, in memory of their own. @throws VinTableError */
export function openSections(given: Uint8Array): TableSections {
  const bytes = soundTable(given);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const { length } = bytes;
  const found = new Map<string, number>();
  const ascii = new TextDecoder();
  for (let index = 0; index < view.getUint32(20, true); index += 1) {
    const entry = HEADER_BYTES + index * ENTRY_BYTES;
    found.set(ascii.decode(bytes.subarray(entry, entry + NAME_BYTES)).replace(/\0+$/, ''), entry);
  }
  const sections: Partial<Record<SectionName, Numbers>> = {};
  for (const name of SECTION_NAMES) {
    const entry = found.get(name);
    if (entry === undefined)
      throw new VinTableError('vin-table-corrupt', `The VIN table lacks its section ${name}.`);
    const offset = view.getUint32(entry + NAME_BYTES, true);
    const size = view.getUint32(entry + NAME_BYTES + 4, true);
    const count = view.getUint32(entry + NAME_BYTES + 8, true);
    const bits = view.getUint32(entry + NAME_BYTES + 12, true);
    const section = { bytes: bytes.subarray(offset, offset + size), count, bits };
    const numbers = offset + size > length ? null : decodeSection(section, SECTIONS[name]);
    if (numbers === null)
      throw new VinTableError('vin-table-corrupt', `The VIN table's section ${name} is out of place.`);
    sections[name] = numbers;
  }
  return sections as TableSections;
}
