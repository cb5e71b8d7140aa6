import { CLASS_STRIDE, engineRowOrder, TEST_IS_CLASS, TEST_PLACE, TEST_SHIFT } from './match-index.ts';
import { clearValues, type PassValues, passValues, SOURCE } from './pass-values.ts';
import { at } from './table-format.ts';
import type { VinTable } from './vin-table.ts';
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

/** Priority of what a formula yields: below every pattern of a schema, above an engine model's 50 (spVinDecode_Core). */
const FORMULA_PRIORITY = 100;
/** Characters of `pos4-8|pos10-17` that a whole VIN has. */
const WHOLE = 14;
const SEPARATOR = 5;
const NO_CHARACTER = 36;

const codes = new Uint8Array(16);

/** `pos4-8|pos10-17` as character codes; returns how many there are. */
function readKey(vin: string): number {
  const end = Math.min(vin.length, 17);
  let index = 3;
  for (const stop = Math.min(end, 8); index < stop; index += 1)
    codes[index - 3] = characterCode(vin.charCodeAt(index));
  const length = end < 10 ? Math.min(Math.max(end - 3, 0), SEPARATOR) : end - 3;
  for (index = length; index < WHOLE; index += 1) codes[index] = NO_CHARACTER;
  if (end < 10) return length;
  codes[SEPARATOR] = NO_CHARACTER;
  for (index = 9; index < end; index += 1) codes[index - 3] = characterCode(vin.charCodeAt(index));
  return length;
}

/** The VIN's own characters from the first to the last `#` of a key. */
function formulaText(table: VinTable, key: number, vin: string): string {
  const text = table.keyText(key);
  const own = `${vin.slice(3, 8)}|${vin.slice(9, 17)}`;
  return own.slice(text.indexOf('#'), text.lastIndexOf('#') + 1);
}

/**
 * Matches every pattern of the WMI's schemas that cover `year`, all of them where it is 0. Of several values for an
 * element the one whose schema begins latest wins, then the one of the highest rank (`row-ranks.ts` says what counts).
 */
export function matchInto(values: PassValues, table: VinTable, wmi: number, vin: string, year: number): void {
  const { sections, index, rules } = table;
  const { linkYearsFrom, linkYearsTo, linkSchemas, schemaGroupStarts, groupKeys } = sections;
  const { keyLengths, keyTestStarts, keyTestClasses, keyTestPositions, rowPairs, pairElements } = sections;
  const { classMembers, groupTests, groupRowStarts, rowRanks, keyIsFormula, isNote } = index;
  const { sources, pairs, texts, keys, schemas, years, ranks, notes } = values;
  clearValues(values);
  const length = readKey(vin);
  const anyYear = year === 0;
  const { engineModel } = rules;
  let matched = 0;
  const lastLink = at(sections.wmiLinkStarts, wmi + 1);
  for (let link = at(sections.wmiLinkStarts, wmi); link < lastLink; link += 1) {
    const linkYear = at(linkYearsFrom, link);
    if (!anyYear && (year < linkYear || year > at(linkYearsTo, link))) continue;
    const schema = at(linkSchemas, link);
    const lastGroup = at(schemaGroupStarts, schema + 1);
    for (let group = at(schemaGroupStarts, schema); group < lastGroup; group += 1) {
      const strictest = at(groupTests, group);
      const code = at(codes, strictest & TEST_PLACE);
      if ((strictest & TEST_IS_CLASS) === 0) {
        if (strictest >>> TEST_SHIFT !== code) continue;
      } else if (at(classMembers, (strictest >>> TEST_SHIFT) * CLASS_STRIDE + code) === 0) continue;
      const key = at(groupKeys, group);
      let test = at(keyTestStarts, key);
      const lastTest = at(keyTestStarts, key + 1);
      while (
        test < lastTest &&
        at(classMembers, at(keyTestClasses, test) * CLASS_STRIDE + at(codes, at(keyTestPositions, test))) ===
          1
      ) {
        test += 1;
      }
      if (test < lastTest || (length < WHOLE && at(keyLengths, key) > length)) continue;
      const formula = at(keyIsFormula, key) === 1;
      const yearFrom = formula ? FORMULA_PRIORITY : linkYear;
      const lastRow = at(groupRowStarts, group + 1);
      let row = at(groupRowStarts, group);
      matched += lastRow - row;
      for (; row < lastRow; row += 1) {
        const pair = at(rowPairs, row);
        const element = at(pairElements, pair);
        if (at(isNote, element) === 1) {
          const rank = at(rowRanks, row);
          notes.push({ element, source: SOURCE.pattern, pair, key, schema, yearFrom, rank });
          continue;
        }
        const rank = at(rowRanks, row);
        if (element === engineModel) chooseEngine(values, table, row, yearFrom);
        if (at(sources, element) !== 0) {
          const known = at(years, element);
          if (known > yearFrom || (known === yearFrom && at(ranks, element) > rank)) continue;
        }
        if (formula) {
          sources[element] = SOURCE.formula;
          pairs[element] = -1;
          texts[element] = formulaText(table, key, vin);
        } else {
          sources[element] = SOURCE.pattern;
          pairs[element] = pair;
        }
        keys[element] = key;
        schemas[element] = schema;
        years[element] = yearFrom;
        ranks[element] = rank;
      }
    }
  }
  values.matched = matched;
  if (notes.length > 1)
    notes.sort((a, b) => a.element - b.element || b.yearFrom - a.yearFrom || b.rank - a.rank);
}

/** The engine model that fills in is the latest by date, then by id, whatever its key (spVinDecode_Core). */
function chooseEngine(values: PassValues, table: VinTable, row: number, yearFrom: number): void {
  if (values.engineRow >= 0) {
    if (yearFrom < values.engineYear) return;
    const { sections } = table;
    if (
      yearFrom === values.engineYear &&
      engineRowOrder(sections, row) < engineRowOrder(sections, values.engineRow)
    )
      return;
  }
  values.engineRow = row;
  values.engineYear = yearFrom;
}

/** What matches of the WMI's patterns for one year, as rows of the table. */
export function matchPatterns(table: VinTable, wmi: number, vin: string, year: number): Pass {
  const values = passValues(table.elements.length);
  matchInto(values, table, wmi, vin, year);
  const matches: Match[] = [];
  let weight = 0;
  table.elements.forEach((of, element) => {
    if (at(values.sources, element) !== SOURCE.pattern) return;
    weight += of.weight;
    matches.push({
      element,
      pair: at(values.pairs, element),
      key: at(values.keys, element),
      schema: at(values.schemas, element),
    });
  });
  for (const { element, pair, key, schema } of values.notes) matches.push({ element, pair, key, schema });
  return { year, matches, weight, patterns: values.matched };
}
