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
  /** Sum of the weights of the elements found; note elements have none. */
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

/** What is known of the best row of each element while a pass runs; used by one call at a time. */
interface Best {
  rows: Int32Array;
  years: Int32Array;
  dates: Int32Array;
  keys: Int32Array;
  schemas: Int32Array;
  isNote: Uint8Array;
}

const bestOf = new WeakMap<VinTable, Best>();

function scratch(table: VinTable): Best {
  let best = bestOf.get(table);
  if (best === undefined) {
    const size = table.elements.length;
    best = {
      rows: new Int32Array(size),
      years: new Int32Array(size),
      dates: new Int32Array(size),
      keys: new Int32Array(size),
      schemas: new Int32Array(size),
      isNote: Uint8Array.from(table.elements, ({ id }) => (NOTE_ELEMENTS.has(id) ? 1 : 0)),
    };
    bestOf.set(table, best);
  }
  best.rows.fill(-1);
  return best;
}

/**
 * Matches every pattern of the WMI's schemas that cover `year`. Of several values for an element the one whose schema
 * begins latest wins, then the latest row, then the key with fewer characters, then the key's text, then the first row.
 */
export function matchPatterns(table: VinTable, wmi: number, vin: string, year: number): Pass {
  const { sections, classMembers, elements } = table;
  const { linkYearsFrom, linkYearsTo, linkSchemas, schemaRowStarts, schemaGroupStarts } = sections;
  const { groupRowCounts, groupKeys, keyLengths, keyTestStarts, keyTestClasses, keyTestPositions } = sections;
  const { pairElements } = sections;
  const length = readKey(vin);
  const { rows, years, dates, keys, schemas, isNote } = scratch(table);
  const notes: (Match & { order: number })[] = [];
  let patterns = 0;
  const lastLink = at(sections.wmiLinkStarts, wmi + 1);
  for (let link = at(sections.wmiLinkStarts, wmi); link < lastLink; link += 1) {
    const yearFrom = at(linkYearsFrom, link);
    if (year < yearFrom || year > at(linkYearsTo, link)) continue;
    const schema = at(linkSchemas, link);
    let row = at(schemaRowStarts, schema);
    const lastGroup = at(schemaGroupStarts, schema + 1);
    for (let group = at(schemaGroupStarts, schema); group < lastGroup; group += 1) {
      const end = row + at(groupRowCounts, group);
      const key = at(groupKeys, group);
      let test = at(keyTestStarts, key);
      const lastTest = at(keyTestStarts, key + 1);
      while (
        test < lastTest &&
        classMembers[at(keyTestClasses, test) * CLASS_STRIDE + at(codes, at(keyTestPositions, test))] === 1
      ) {
        test += 1;
      }
      if (test < lastTest || at(keyLengths, key) > length) {
        row = end;
        continue;
      }
      patterns += end - row;
      for (; row < end; row += 1) {
        const pair = rowPair(sections, row);
        const element = at(pairElements, pair);
        const date = rowDate(sections, row);
        if (isNote[element] === 1) {
          notes.push({ element, pair, key, schema, order: yearFrom * 2 ** 20 + date });
          continue;
        }
        if (at(rows, element) >= 0) {
          const order =
            at(years, element) - yearFrom ||
            at(dates, element) - date ||
            key - at(keys, element) ||
            row - at(rows, element);
          if (order >= 0) continue;
        }
        rows[element] = row;
        years[element] = yearFrom;
        dates[element] = date;
        keys[element] = key;
        schemas[element] = schema;
      }
    }
  }
  const matches: Match[] = [];
  let weight = 0;
  for (let element = 0; element < rows.length; element += 1) {
    const row = at(rows, element);
    if (row < 0) continue;
    matches.push({
      element,
      pair: rowPair(sections, row),
      key: at(keys, element),
      schema: at(schemas, element),
    });
    weight += elements[element]?.weight ?? 0;
  }
  if (notes.length > 1) notes.sort((a, b) => b.order - a.order || a.key - b.key || a.pair - b.pair);
  for (const match of notes) matches.push(match);
  return { year, matches, weight, patterns };
}
