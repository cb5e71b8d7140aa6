import { isNorthAmerican } from './check-digit.ts';
import { isChinese } from './data/china-wmi.ts';
import { knownMaker } from './data/known-maker.ts';
import { matchInto } from './match-patterns.ts';
import { modelYear, modelYears } from './model-year.ts';
import { type PassValues, passValues, SOURCE } from './pass-values.ts';
import { at } from './table-format.ts';
import type { VinTable } from './vin-table.ts';
import { findWmi, wmiOf } from './wmi-number.ts';
import { cycleYear } from './year-code.ts';

/** Where a VIN must carry its check digit: North America (49 CFR 565.15(c)) and China (GB 16735). */
export function needsCheckDigit(vin: string): boolean {
  return isNorthAmerican(vin) || isChinese(vin);
}

export interface FormRules {
  checkDigitNeeded: boolean;
}

/** Positions (from 0) whose character no VIN can have there. */
export function impossiblePositions(vin: string, { checkDigitNeeded }: FormRules): number[] {
  const positions: number[] = [];
  for (let index = 0; index < vin.length; index += 1) {
    const character = vin[index] as string;
    const digit = character >= '0' && character <= '9';
    if (
      character === 'I' ||
      character === 'O' ||
      character === 'Q' ||
      // The last four are digits everywhere (ISO 3779).
      (index >= 13 && !digit) ||
      (checkDigitNeeded && index === 8 && !digit && character !== 'X') ||
      (checkDigitNeeded && index === 9 && cycleYear(character) === 0)
    ) {
      positions.push(index);
    }
  }
  return positions;
}

/**
 * Serial numbers count up, so that a low first digit is commoner than a high one: shares among 215 VINs that NHTSA's
 * service was asked for, evened out by half.
 */
const FIRST_DIGIT = [0.15, 0.18, 0.12, 0.1, 0.09, 0.09, 0.09, 0.07, 0.06, 0.05];

/** Lists of makers are nearly complete. */
const UNKNOWN_MAKER = 9;

/** What `formScore` gives a VIN of a known maker with digits only, on average. */
export const GOOD_FORM = Math.log(0.086) + Math.log(0.099);

/**
 * How believable the form of the serial number and the WMI are, as a natural logarithm, without a look at patterns. A
 * thirteenth character is a digit for all but small makers (49 CFR 565.15(d)); the twelfth is in six of seven VINs.
 */
export function formScore(table: VinTable, vin: string): number {
  let score = 0;
  const letter = (index: number): boolean => (vin[index] as string) > '9';
  if (vin[2] !== '9') {
    score += letter(11) ? Math.log(0.14 / 23) : Math.log(0.86 * (FIRST_DIGIT[Number(vin[11])] as number));
    score += letter(12) ? Math.log(0.01 / 23) : Math.log(0.99 / 10);
  } else score += 3 * Math.log(1 / 33);
  const wmi = wmiOf(vin);
  if (findWmi(table.sections.wmiCodes, wmi) < 0 && knownMaker(wmi) === undefined) score -= UNKNOWN_MAKER;
  return score;
}

export interface VinEvidence {
  /** Natural logarithm, up to a constant: how well patterns and rules explain the VIN. */
  score: number;
  /** Whether anybody is known to build under the WMI. */
  maker: boolean;
  /** Whether the patterns name a model. */
  model: boolean;
  /** Whether the WMI has patterns at all. */
  patterned: boolean;
}

const scratchOf = new WeakMap<VinTable, PassValues>();

/** One for all passes of a table: each is looked at before the next one runs. */
function scratch(table: VinTable): PassValues {
  let values = scratchOf.get(table);
  if (values === undefined) {
    values = passValues(table.elements.length);
    scratchOf.set(table, values);
  }
  return values;
}

/** The places in `pos4-8|pos10-17` that keys which gave a value look at, as bits. */
function coverage(table: VinTable, { sources, keys, notes }: PassValues): number {
  const { keyTestStarts, keyTestPositions } = table.sections;
  let mask = 0;
  const add = (key: number): void => {
    const end = at(keyTestStarts, key + 1);
    for (let test = at(keyTestStarts, key); test < end; test += 1) mask |= 1 << at(keyTestPositions, test);
  };
  for (let element = 0; element < sources.length; element += 1) {
    if (at(sources, element) === SOURCE.pattern) add(at(keys, element));
  }
  for (const { key } of notes) add(key);
  return mask;
}

const VDS_PLACES = 0b11111;
const PLANT_PLACE = 1 << 7;

function bits(mask: number): number {
  let count = 0;
  for (let rest = mask; rest !== 0; rest &= rest - 1) count += 1;
  return count;
}

/** How much is lost by a position that no pattern explains. */
const UNEXPLAINED_VDS = 2.3;
const UNEXPLAINED_PLANT = 1.5;
const NO_MODEL = 5;
const NO_PATTERN = 9;
const YEAR_TO_COME = 2;
/** A maker of whom no pattern is known: not every VIN under it was built. */
const UNPATTERNED = 3;

export function evidenceOf(table: VinTable, vin: string, now: Date): VinEvidence {
  const code = wmiOf(vin);
  const wmi = findWmi(table.sections.wmiCodes, code);
  const listed = knownMaker(code) !== undefined;
  const patterned =
    wmi >= 0 && at(table.sections.wmiLinkStarts, wmi + 1) > at(table.sections.wmiLinkStarts, wmi);
  const evidence: VinEvidence = {
    score: formScore(table, vin),
    maker: wmi >= 0 || listed,
    model: false,
    patterned,
  };
  const choice = wmi < 0 ? modelYear(vin, 0, 0, now) : modelYears(table, wmi, vin, now);
  if (choice.years.length === 0) {
    evidence.score -= needsCheckDigit(vin) ? NO_PATTERN + 3 : 0.5;
    return evidence;
  }
  if (!patterned) {
    evidence.score -= UNPATTERNED;
    return evidence;
  }
  let best = -Infinity;
  for (const year of choice.years) {
    const values = scratch(table);
    matchInto(values, table, wmi, vin, year);
    let score = 0;
    if (values.matched === 0) score -= NO_PATTERN;
    else {
      const mask = coverage(table, values);
      if (at(values.sources, table.rules.model) === SOURCE.pattern) evidence.model = true;
      else score -= NO_MODEL;
      score -= UNEXPLAINED_VDS * (5 - bits(mask & VDS_PLACES));
      if ((mask & PLANT_PLACE) === 0) score -= UNEXPLAINED_PLANT;
    }
    if (year > now.getUTCFullYear() + 1) score -= YEAR_TO_COME;
    best = Math.max(best, score);
  }
  // What a Chinese maker's patterns of exported vehicles don't cover says nothing of those sold at home.
  evidence.score += listed && isChinese(vin) ? Math.max(best, -NO_PATTERN / 2) : best;
  return evidence;
}
