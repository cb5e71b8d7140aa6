import { at } from './table-format.ts';
import { CLASS_STRIDE, type VinTable } from './vin-table.ts';
import { characterCode } from './wmi-number.ts';

/** What the place of a key in `pos4-8|pos10-17` is to be added to, for the index in a VIN from 0. */
export const KEY_OFFSET = 3;

/** What `characterCode` gives for a star. */
const UNKNOWN = 36;

/** A key of a schema that a WMI uses in a year, with the rows that it gives. */
export interface LiveKey {
  schema: number;
  group: number;
  key: number;
  /** Places in `pos4-8|pos10-17` that it tests, and the class that each asks for. */
  places: number[];
  classes: number[];
}

/**
 * Every key that can match a VIN of the WMI and year, in the order of the schemas; only those that what is known of `vin`
 * (17 characters, `*` for an unknown one) doesn't rule out, where it is given.
 */
export function liveKeys(table: VinTable, wmi: number, year: number, vin?: string): LiveKey[] {
  const { sections, classMembers } = table;
  const codes =
    vin === undefined ? undefined : [...vin].map((character) => characterCode(character.charCodeAt(0)));
  const isPossible = (key: number): boolean => {
    if (codes === undefined) return true;
    const end = at(sections.keyTestStarts, key + 1);
    for (let test = at(sections.keyTestStarts, key); test < end; test += 1) {
      const code = codes[at(sections.keyTestPositions, test) + KEY_OFFSET] as number;
      if (code === UNKNOWN) continue;
      if (at(classMembers, at(sections.keyTestClasses, test) * CLASS_STRIDE + code) === 0) return false;
    }
    return true;
  };
  const keys: LiveKey[] = [];
  const last = at(sections.wmiLinkStarts, wmi + 1);
  for (let link = at(sections.wmiLinkStarts, wmi); link < last; link += 1) {
    if (year < at(sections.linkYearsFrom, link) || year > at(sections.linkYearsTo, link)) continue;
    const schema = at(sections.linkSchemas, link);
    const end = at(sections.schemaGroupStarts, schema + 1);
    for (let group = at(sections.schemaGroupStarts, schema); group < end; group += 1) {
      const key = at(sections.groupKeys, group);
      if (!isPossible(key)) continue;
      const from = at(sections.keyTestStarts, key);
      const to = at(sections.keyTestStarts, key + 1);
      keys.push({
        schema,
        group,
        key,
        places: [...sections.keyTestPositions.subarray(from, to)],
        classes: [...sections.keyTestClasses.subarray(from, to)],
      });
    }
  }
  return keys;
}

/** First and last model year that any schema of the WMI covers; undefined for a WMI without schemas. */
export function liveYears(table: VinTable, wmi: number): { from: number; to: number } | undefined {
  const { sections } = table;
  let years: { from: number; to: number } | undefined;
  const last = at(sections.wmiLinkStarts, wmi + 1);
  for (let link = at(sections.wmiLinkStarts, wmi); link < last; link += 1) {
    const from = at(sections.linkYearsFrom, link);
    const to = at(sections.linkYearsTo, link);
    years = { from: Math.min(years?.from ?? from, from), to: Math.max(years?.to ?? to, to) };
  }
  return years;
}

export const KEY_CHARACTERS = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ';

/** Characters of a class. */
export function classCharacters(table: VinTable, of: number): string {
  let characters = '';
  for (let code = 0; code < 36; code += 1) {
    if (table.classMembers[of * CLASS_STRIDE + code] === 1) characters += KEY_CHARACTERS[code];
  }
  return characters;
}
