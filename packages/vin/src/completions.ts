import { KEY_OFFSET, type LiveKey, liveKeys } from './live-keys.ts';
import { modelYear, modelYears } from './model-year.ts';
import { namesModel } from './possible-values.ts';
import { at } from './table-format.ts';
import { CLASS_STRIDE, type VinTable } from './vin-table.ts';
import { characterCode } from './wmi-number.ts';
import { YEAR_CODES } from './year-code.ts';

const VIN_CHARACTERS = '0123456789ABCDEFGHJKLMNPRSTUVWXYZ';
const SEVENTH = 6;
const TENTH = 9;

/** The VIN with each character for position 10 that leads to a year; the VIN itself where it is known. */
export function withYearCodes(vin: string): string[] {
  if (vin[TENTH] !== '*') return [vin];
  return [...YEAR_CODES].map((code) => vin.slice(0, TENTH) + code + vin.slice(TENTH + 1));
}

/** Model years that the VIN can stand for. */
export function yearsOf(table: VinTable, row: number, vin: string, now: Date): number[] {
  return (row < 0 ? modelYear(vin, 0, 0, now) : modelYears(table, row, vin, now)).years;
}

/** One character for each way in which keys tell the unknown characters at `index` apart; none where they don't care. */
function representatives(table: VinTable, keys: readonly LiveKey[], index: number): string[] {
  const place = index - KEY_OFFSET;
  const classes = new Set<number>();
  let formula = false;
  for (const key of keys) {
    const test = key.places.indexOf(place);
    if (test < 0) continue;
    classes.add(key.classes[test] as number);
    formula ||= at(table.index.keyIsFormula, key.key) === 1;
  }
  if (classes.size === 0 && index !== SEVENTH) return [];
  const bySignature = new Map<string, string>();
  for (const character of VIN_CHARACTERS) {
    const code = characterCode(character.charCodeAt(0));
    const members = [...classes].map((of) => at(table.classMembers, of * CLASS_STRIDE + code));
    // What no key knows there isn't what patterns allow.
    if (classes.size > 0 && !members.includes(1)) continue;
    // Position 7 also tells the cycle of years; a formula yields the character itself.
    const cycle = index === SEVENTH && character > '9' ? 'L' : '';
    const signature = members.join('') + cycle + (formula ? character : '');
    if (!bySignature.has(signature)) bySignature.set(signature, character);
  }
  return [...bySignature.values()];
}

/**
 * Completions of a VIN whose WMI is known, one for each way in which patterns tell them apart, with characters that some
 * pattern knows at their position; undefined where there are more than `most`. `vin` has 17 characters.
 */
export function completionsOf(
  table: VinTable,
  row: number,
  vin: string,
  now: Date,
  most: number,
): string[] | undefined {
  const dated = withYearCodes(vin).map((code) => {
    const years = yearsOf(table, row, code, now);
    const keys = row < 0 ? [] : years.flatMap((year) => liveKeys(table, row, year, code));
    return { code, years, keys, named: keys.some((key) => namesModel(table, key)) };
  });
  const anyNamed = dated.some(({ named }) => named);
  const found: string[] = [];
  for (const { code, years, keys, named } of dated) {
    if (vin[TENTH] === '*') {
      // A year in which nothing was built under the WMI, or no model that goes with the rest, is none that patterns allow.
      if (years.length === 0 || (row >= 0 && keys.length === 0) || named !== anyNamed) continue;
    }
    let completions = [code];
    for (let index = 3; index < 17; index += 1) {
      if (code[index] !== '*' || index === 8) continue;
      const characters = representatives(table, keys, index);
      if (characters.length === 0) continue;
      completions = completions.flatMap((begun) =>
        characters.map((character) => begun.slice(0, index) + character + begun.slice(index + 1)),
      );
      if (found.length + completions.length > most) return undefined;
    }
    found.push(...completions);
    if (found.length > most) return undefined;
  }
  return found;
}
