import { VinTableError } from './errors.ts';
import type { Provenance, TableElement } from './provenance.ts';
import { at, openSections, type TableSections } from './table-format.ts';
import { VehicleTable } from './vehicle-table.ts';

/** Characters of one class, at `class * CLASS_STRIDE + code`. */
export const CLASS_STRIDE = 37;

/** A loaded table: arrays over the bytes it came from, and little else. */
export interface VinTable {
  readonly provenance: Provenance;
  /** 车型表: makes, models, years and vehicles. */
  readonly vehicles: VehicleTable;
  readonly sections: TableSections;
  readonly elements: readonly TableElement[];
  /** 1 where the class has the character. */
  readonly classMembers: Uint8Array;
  /** The string of that number. */
  text(string: number): string;
}

function readStrings({ stringStarts, stringBytes }: TableSections): (string: number) => string {
  const decoder = new TextDecoder();
  const read: string[] = [];
  return (string) => {
    let text = read[string];
    if (text === undefined) {
      text = decoder.decode(stringBytes.subarray(at(stringStarts, string), at(stringStarts, string + 1)));
      read[string] = text;
    }
    return text;
  };
}

function readJson<T>(bytes: Uint8Array): T {
  try {
    return JSON.parse(new TextDecoder().decode(bytes)) as T;
  } catch (cause) {
    throw new VinTableError('vin-table-corrupt', 'The VIN table describes itself in no readable way.', cause);
  }
}

function classMembers({ classMasks }: TableSections): Uint8Array {
  const members = new Uint8Array((classMasks.length / 2) * CLASS_STRIDE);
  for (let index = 0; index < classMasks.length / 2; index += 1) {
    const low = at(classMasks, index * 2);
    const high = at(classMasks, index * 2 + 1);
    for (let code = 0; code < 32; code += 1) members[index * CLASS_STRIDE + code] = (low >>> code) & 1;
    for (let code = 32; code < 36; code += 1)
      members[index * CLASS_STRIDE + code] = (high >>> (code - 32)) & 1;
  }
  return members;
}

/**
 * Opens a compiled table over `bytes`, which must not be changed afterwards.
 * @throws VinTableError for bytes of another kind or format version, or that are damaged or incomplete.
 */
export function loadVinTable(bytes: Uint8Array): VinTable {
  const sections = openSections(bytes);
  const text = readStrings(sections);
  return {
    provenance: readJson<Provenance>(sections.provenance as Uint8Array),
    elements: readJson<TableElement[]>(sections.elements as Uint8Array),
    sections,
    classMembers: classMembers(sections),
    text,
    vehicles: new VehicleTable(sections, text),
  };
}
