import { characterValue, POSITION_WEIGHTS } from './check-digit.ts';
import type { ChangeFilter } from './repair-proposals.ts';
import { needsCheckDigit } from './vin-evidence.ts';
import { cycleYear } from './year-code.ts';

/** Positions that tell where a maker sits, and thereby which rules hold: what changes them is judged later. */
const REGION = 3;
const CHECK_DIGIT = 8;
const YEAR = 9;
/** From here on only digits stand (ISO 3779). */
const SERIAL = 13;

const checkValue = (character: string): number =>
  character === 'X' ? 10 : character >= '0' && character <= '9' ? Number(character) : -1;

/**
 * Passes the changes of a VIN of 17 characters that leave none of the `impossible` positions (from 0) as it is and, where
 * `digitCounts`, make its check digit come right: by what each does to the sum, without the VIN that it gives.
 */
export function changeFilter(vin: string, impossible: readonly number[], digitCounts: boolean): ChangeFilter {
  const digitNeeded = needsCheckDigit(vin);
  const values = Int8Array.from(vin, characterValue);
  const given = checkValue(vin[CHECK_DIGIT] as string);
  // No multiple of 11 changes what is right; this one keeps every sum above zero.
  let sum = 11 * 200;
  let banned = 0;
  for (let index = 0; index < vin.length; index += 1) {
    const value = values[index] as number;
    if (value < 0) banned += 1;
    else sum += value * (POSITION_WEIGHTS[index] as number);
  }
  const value = (index: number): number => Math.max(0, values[index] as number);
  const weight = (index: number): number => POSITION_WEIGHTS[index] as number;
  /** Whether a VIN can have the character there at all. */
  const isPossible = (index: number, character: string): boolean => {
    if (index >= SERIAL) return character <= '9';
    if (!digitNeeded) return true;
    if (index === CHECK_DIGIT) return checkValue(character) >= 0;
    return index !== YEAR || cycleYear(character) !== 0;
  };
  const comesRight = (changed: number, digit: number): boolean => changed % 11 === digit;
  return {
    one(index, meant) {
      if (banned - ((values[index] as number) < 0 ? 1 : 0) > 0) return false;
      if (index < REGION) return true;
      if (!isPossible(index, meant) || !impossible.every((wrong) => wrong === index)) return false;
      if (!digitCounts) return true;
      if (index === CHECK_DIGIT) return comesRight(sum, checkValue(meant));
      return comesRight(sum + weight(index) * (characterValue(meant) - value(index)), given);
    },
    isSound: (index) => index >= REGION,
    two(index, other) {
      if (banned > 0) return false;
      if (index < REGION) return true;
      if (!isPossible(index, vin[other] as string) || !isPossible(other, vin[index] as string)) return false;
      if (!impossible.every((wrong) => wrong === index || wrong === other)) return false;
      if (!digitCounts) return true;
      const changed = sum + (weight(index) - weight(other)) * (value(other) - value(index));
      if (index === CHECK_DIGIT) return comesRight(changed, checkValue(vin[other] as string));
      if (other === CHECK_DIGIT) return comesRight(changed, checkValue(vin[index] as string));
      return comesRight(changed, given);
    },
  };
}
