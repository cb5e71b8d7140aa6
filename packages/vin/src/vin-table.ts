import { VinTableError } from './errors.ts';
import {
  type MatchArrays,
  type MatchIndex,
  matchArrays,
  matchIndex,
  type RuleElements,
  ruleElements,
} from './match-index.ts';
import type { Provenance, TableElement } from './provenance.ts';
import { at, openSections, type TableSections } from './table-format.ts';
import { VehicleTable } from './vehicle-table.ts';

export { CLASS_STRIDE } from './match-index.ts';

/** A loaded table. Nothing of the bytes it came from is held. */
export interface VinTable {
  readonly provenance: Provenance;
  /** 车型表: makes, models, years and vehicles. */
  readonly vehicles: VehicleTable;
  readonly sections: TableSections;
  readonly elements: readonly TableElement[];
  readonly index: MatchIndex;
  /** Places among `elements`; -1 for one that the source doesn't know. */
  readonly rules: RuleElements;
  /** 1 where the class has the character, at `class * CLASS_STRIDE + code`. */
  readonly classMembers: Uint8Array;
  /** The string of that number. */
  text(string: number): string;
  /** A key as NHTSA writes it, such as `*F[12]**|*[A-C]`. */
  keyText(key: number): string;
  /** Id and name of a schema. */
  schemaText(schema: number): string;
}

function readStrings({ stringStarts, stringBytes }: TableSections): (string: number) => string {
  const decoder = new TextDecoder();
  const read: string[] = new Array(stringStarts.length - 1);
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

const SEPARATOR = 5;

function writeKeys(sections: TableSections, text: (string: number) => string): (key: number) => string {
  const { keyTestStarts, keyTestPositions, keyTestClasses, keyLengths, classTexts } = sections;
  const written: string[] = new Array(keyLengths.length);
  return (key) => {
    const known = written[key];
    if (known !== undefined) return known;
    const places: string[] = Array.from({ length: at(keyLengths, key) }, (_, place) =>
      place === SEPARATOR ? '|' : '*',
    );
    for (let test = at(keyTestStarts, key); test < at(keyTestStarts, key + 1); test += 1)
      places[at(keyTestPositions, test)] = text(at(classTexts, at(keyTestClasses, test)));
    const whole = places.join('');
    written[key] = whole;
    return whole;
  };
}

/**
 * Opens a compiled table; `bytes` may be changed or let go afterwards.
 * @throws VinTableError for bytes of another kind or format version, or that are damaged or incomplete.
 */
export function loadVinTable(bytes: Uint8Array): VinTable {
  return tableOf(openSections(bytes));
}

/** A table over arrays that are there already; those of its index are made where they aren't given. */
export function tableOf(sections: TableSections, arrays?: MatchArrays): VinTable {
  const text = readStrings(sections);
  const elements = readJson<TableElement[]>(sections.elements);
  const index = matchIndex(sections, elements, text, arrays ?? matchArrays(sections, text));
  const schemaTexts: string[] = new Array(sections.schemaIds.length);
  return {
    provenance: readJson<Provenance>(sections.provenance),
    elements,
    sections,
    index,
    rules: ruleElements(index),
    classMembers: index.classMembers,
    text,
    keyText: writeKeys(sections, text),
    schemaText(schema) {
      let known = schemaTexts[schema];
      if (known === undefined) {
        known = `schema ${at(sections.schemaIds, schema)} "${text(at(sections.schemaNames, schema))}"`;
        schemaTexts[schema] = known;
      }
      return known;
    },
    vehicles: new VehicleTable(sections, text),
  };
}

/** What of a table is known without its patterns. */
export type VehicleData = Pick<VinTable, 'provenance' | 'vehicles'>;

export function vehicleDataOf(sections: TableSections): VehicleData {
  return {
    provenance: readJson<Provenance>(sections.provenance),
    vehicles: new VehicleTable(sections, readStrings(sections)),
  };
}
