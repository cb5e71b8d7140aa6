import { NOTE_ELEMENTS } from './provenance.ts';
import { at, rowDate, rowPair } from './table-format.ts';
import { CLASS_STRIDE, type VinTable } from './vin-table.ts';
import { characterCode } from './wmi-number.ts';

/** A value that won, with the row of the table that gave it. */
export interface Match {
  element: number;
  pair: number;
  key: number;
  schema: number;
}

/** One decoding of a VIN for one model year. */
export interface Pass {
  year: number;
  /** One for each element; several for a note element. */
  matches: Match[];
  /** Sum of the weights of the elements found. */
  weight: number;
  /** How many patterns matched, whether their value won or not. */
  patterns: number;
}

const codes = new Uint8Array(14);

/** `pos4-8|pos10-17` as character codes; returns how many there are. */
function readKey(vin: string): number {
  const end = Math.min(vin.length, 17);
  for (let index = 3; index < Math.min(end, 8); index += 1)
    codes[index - 3] = characterCode(vin.charCodeAt(index));
  if (end < 10) return Math.min(Math.max(end - 3, 0), 5);
  for (let index = 9; index < end; index += 1) codes[index - 3] = characterCode(vin.charCodeAt(index));
  return end - 3;
}

/**
 * Matches every pattern of the WMI's schemas that cover `year`. Of several values for an element the one whose schema
 * begins latest wins, then the latest row, then the key with fewer characters, then the key's text, then the first row.
 */
export function matchPatterns(table: VinTable, wmi: number, vin: string, year: number): Pass {
  const { sections, classMembers, elements } = table;
  const length = readKey(vin);
  const best = new Map<number, Match & { yearFrom: number; date: number; row: number }>();
  const notes: (Match & { order: number })[] = [];
  let patterns = 0;
  for (let link = at(sections.wmiLinkStarts, wmi); link < at(sections.wmiLinkStarts, wmi + 1); link += 1) {
    const yearFrom = at(sections.linkYearsFrom, link);
    if (year < yearFrom || year > at(sections.linkYearsTo, link)) continue;
    const schema = at(sections.linkSchemas, link);
    let row = at(sections.schemaRowStarts, schema);
    const lastGroup = at(sections.schemaGroupStarts, schema + 1);
    for (let group = at(sections.schemaGroupStarts, schema); group < lastGroup; group += 1) {
      const end = row + at(sections.groupRowCounts, group);
      const key = at(sections.groupKeys, group);
      if (at(sections.keyLengths, key) > length) {
        row = end;
        continue;
      }
      let test = at(sections.keyTestStarts, key);
      const lastTest = at(sections.keyTestStarts, key + 1);
      while (
        test < lastTest &&
        classMembers[
          at(sections.keyTestClasses, test) * CLASS_STRIDE + at(codes, at(sections.keyTestPositions, test))
        ] === 1
      ) {
        test += 1;
      }
      if (test < lastTest) {
        row = end;
        continue;
      }
      for (; row < end; row += 1) {
        patterns += 1;
        const pair = rowPair(sections, row);
        const element = at(sections.pairElements, pair);
        const date = rowDate(sections, row);
        if (NOTE_ELEMENTS.has(elements[element]?.id ?? 0)) {
          notes.push({ element, pair, key, schema, order: yearFrom * 2 ** 20 + date });
          continue;
        }
        const known = best.get(element);
        if (
          known !== undefined &&
          (known.yearFrom - yearFrom || known.date - date || key - known.key || row - known.row) >= 0
        ) {
          continue;
        }
        best.set(element, { element, pair, key, schema, yearFrom, date, row });
      }
    }
  }
  notes.sort((a, b) => b.order - a.order || a.key - b.key || a.pair - b.pair);
  const matches: Match[] = [...best.values(), ...notes];
  let weight = 0;
  for (const element of new Set(matches.map((match) => match.element)))
    weight += elements[element]?.weight ?? 0;
  return { year, matches, weight, patterns };
}
