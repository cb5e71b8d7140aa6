import { characterCode } from '../wmi-number.ts';
import { FIRST_YEAR, LAST_YEAR, yearCode } from '../year-code.ts';

/** Model years 1981 to 2044, a bit each. */
export interface YearSet {
  low: number;
  high: number;
}

export function addYears(set: YearSet, from: number, to: number): void {
  for (let year = Math.max(from, FIRST_YEAR); year <= Math.min(to, LAST_YEAR); year += 1) {
    const bit = year - FIRST_YEAR;
    if (bit < 32) set.low = (set.low | (1 << bit)) >>> 0;
    else set.high = (set.high | (1 << (bit - 32))) >>> 0;
  }
}

/** The years that have one of the characters in position 10. */
export function yearsWithCode(low: number, high: number): YearSet {
  const set: YearSet = { low: 0, high: 0 };
  for (let year = FIRST_YEAR; year <= LAST_YEAR; year += 1) {
    const code = characterCode(yearCode(year).charCodeAt(0));
    if (code < 32 ? ((low >>> code) & 1) === 1 : ((high >>> (code - 32)) & 1) === 1)
      addYears(set, year, year);
  }
  return set;
}

export function isEmpty(set: YearSet): boolean {
  return set.low === 0 && set.high === 0;
}

export function countYears({ low, high }: YearSet): number {
  let count = 0;
  for (let word of [low, high]) for (; word !== 0; word = (word & (word - 1)) >>> 0) count += 1;
  return count;
}
