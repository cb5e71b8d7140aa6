import { isNorthAmerican } from './check-digit.ts';
import { isChinese } from './data/china-wmi.ts';
import { knownMaker } from './data/known-maker.ts';
import { modelYear, modelYears } from './model-year.ts';
import {
  MATCHED,
  NAMES_MODEL,
  type NearKeys,
  nearKeys,
  type PatternTrace,
  placeCodes,
  placesApart,
  traceNear,
  tracePatterns,
} from './pattern-trace.ts';
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

const FIRST_SCORE = FIRST_DIGIT.map((share) => Math.log(0.86 * share));
const FIRST_LETTER = Math.log(0.14 / 23);
const SECOND_DIGIT = Math.log(0.99 / 10);
const SECOND_LETTER = Math.log(0.01 / 23);
const ANY_THREE = 3 * Math.log(1 / 33);

/** Lists of makers are nearly complete. */
const UNKNOWN_MAKER = 9;

/** What `formScore` gives a VIN of a known maker with digits only, on average. */
export const GOOD_FORM = Math.log(0.086) + Math.log(0.099);

/**
 * How believable the form of the serial number and the WMI are, as a natural logarithm, without a look at patterns. A
 * thirteenth character is a digit for all but small makers (49 CFR 565.15(d)); the twelfth is in six of seven VINs.
 */
export function formScore(vin: string, maker: boolean): number {
  let score = 0;
  const letter = (index: number): boolean => (vin[index] as string) > '9';
  if (vin[2] !== '9') {
    score += letter(11) ? FIRST_LETTER : (FIRST_SCORE[vin.charCodeAt(11) - 48] as number);
    score += letter(12) ? SECOND_LETTER : SECOND_DIGIT;
  } else score += ANY_THREE;
  return maker ? score : score - UNKNOWN_MAKER;
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
  return evidenceNear(table, vin, now)(vin);
}

/**
 * Weighs VINs that the one given may be a misreading of: most have its WMI and differ from it in one or two characters, so
 * that what is found out of the one holds for all.
 */
export function evidenceNear(table: VinTable, given: string, now: Date): (vin: string) => VinEvidence {
  const calendar = now.getUTCFullYear();
  const known = new Map<string, Omit<VinEvidence, 'score' | 'model'> & { wmi: number; listed: boolean }>();
  const near = new Map<number, NearKeys>();
  const givenWmi = wmiOf(given);
  const givenCodes = placeCodes(given);
  const descriptors = table.index.vehicleDescriptors.size > 0;
  const years = new Map<string, readonly number[]>();
  let asked = 0;

  function makerOf(code: string) {
    let found = known.get(code);
    if (found === undefined) {
      const wmi = findWmi(table.sections.wmiCodes, code);
      const listed = knownMaker(code) !== undefined;
      const patterned =
        wmi >= 0 && at(table.sections.wmiLinkStarts, wmi + 1) > at(table.sections.wmiLinkStarts, wmi);
      found = { wmi, listed, maker: wmi >= 0 || listed, patterned };
      known.set(code, found);
    }
    return found;
  }

  function yearsOf(vin: string, code: string, wmi: number): readonly number[] {
    if (wmi < 0) return modelYear(vin, 0, 0, now).years;
    if (descriptors) return modelYears(table, wmi, vin, now).years;
    const key = `${code}${vin[6]}${vin[9]}`;
    let found = years.get(key);
    if (found === undefined) {
      found = modelYears(table, wmi, vin, now).years;
      years.set(key, found);
    }
    return found;
  }

  function trace(code: string, wmi: number, codes: Uint8Array, year: number): number {
    if (code !== givenWmi || placesApart(codes, givenCodes) > 2)
      return tracePatterns(table, wmi, codes, year);
    let keys = near.get(year);
    if (keys === undefined) {
      asked += 1;
      if (asked === 1) return tracePatterns(table, wmi, codes, year);
      keys = nearKeys(table, wmi, givenCodes, year);
      near.set(year, keys);
    }
    return traceNear(table, keys, codes);
  }

  return (vin) => {
    const code = wmiOf(vin);
    const { wmi, listed, maker, patterned } = makerOf(code);
    const evidence: VinEvidence = { score: formScore(vin, maker), maker, model: false, patterned };
    const open = yearsOf(vin, code, wmi);
    if (open.length === 0) {
      evidence.score -= needsCheckDigit(vin) ? NO_PATTERN + 3 : 0.5;
      return evidence;
    }
    if (!patterned) {
      evidence.score -= UNPATTERNED;
      return evidence;
    }
    const codes = placeCodes(vin);
    let best = -Infinity;
    for (const year of open) {
      const found = trace(code, wmi, codes, year);
      if ((found & NAMES_MODEL) !== 0) evidence.model = true;
      best = Math.max(best, scoreOf(found) - (year > calendar + 1 ? YEAR_TO_COME : 0));
    }
    // What a Chinese maker's patterns of exported vehicles don't cover says nothing of those sold at home.
    evidence.score += listed && isChinese(vin) ? Math.max(best, -NO_PATTERN / 2) : best;
    return evidence;
  };
}

function scoreOf(trace: PatternTrace): number {
  if ((trace & MATCHED) === 0) return -NO_PATTERN;
  let score = (trace & NAMES_MODEL) === 0 ? -NO_MODEL : 0;
  score -= UNEXPLAINED_VDS * (5 - bits(trace & VDS_PLACES));
  if ((trace & PLANT_PLACE) === 0) score -= UNEXPLAINED_PLANT;
  return score;
}

/** Whether anybody is known to build under a WMI. */
export function isMaker(table: VinTable, wmi: string): boolean {
  return findWmi(table.sections.wmiCodes, wmi) >= 0 || knownMaker(wmi) !== undefined;
}
