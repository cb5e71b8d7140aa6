import { YEARS_AHEAD } from './model-year.ts';
import type { VinDecode } from './vin-decode.ts';
import { cycleYear, FIRST_YEAR } from './year-code.ts';

/** The model years that a VIN leaves, the one that fits best first; none where position 10 tells nothing. */
export function possibleYears({ vin, year, notes }: VinDecode, now: Date): number[] {
  const ambiguous = notes.some(({ code }) => code === 'year-ambiguous');
  if (year !== undefined && !ambiguous) return [year];
  const cycle = vin.length >= 10 ? cycleYear(vin[9] ?? '') : 0;
  if (!ambiguous || cycle === 0) return year === undefined ? [] : [year];
  const years = [cycle, cycle - 30].filter(
    (possible) => possible >= FIRST_YEAR && possible <= now.getUTCFullYear() + YEARS_AHEAD,
  );
  return year === undefined ? years : [year, ...years.filter((possible) => possible !== year)];
}
