import { isChinese } from './data/china-wmi.ts';
import { cycleYear } from './year-code.ts';

/** Which years a VIN's position 10 leaves, the likeliest first. */
export interface YearChoice {
  /** Years to decode for; none where position 10 stands for none. */
  years: number[];
  /** The one year that a rule settles on; other cycles are tried only where nothing covers it. */
  conclusive: boolean;
  rule: string;
}

const CAR = 2;
const TRUCK = 3;
const MPV = 7;
const LIGHT_TRUCK = 1;

/** A model year may begin ahead of the calendar by as much. */
export const YEARS_AHEAD = 2;

/**
 * Position 10 repeats every thirty years. In the USA position 7 of cars, MPVs and light trucks tells the cycles apart: a
 * digit up to 2009, a letter from 2010 on (49 CFR 565.15(b)). In China it says nothing, and years run from 2001 to 2030.
 */
export function modelYear(vin: string, vehicleType: number, truckType: number, now: Date): YearChoice {
  const cycle = cycleYear(vin[9] ?? '');
  if (cycle === 0) return { years: [], conclusive: false, rule: '' };
  const last = now.getUTCFullYear() + YEARS_AHEAD;
  const tenth = `position 10 is ${vin[9]}`;
  if (isChinese(vin)) {
    const year = cycle > 2030 ? cycle - 30 : cycle;
    return year > last
      ? { years: [year - 30], conclusive: true, rule: `${tenth}, ${year} is still to come` }
      : { years: [year], conclusive: true, rule: `${tenth}, years 2001 to 2030 in China` };
  }
  if (vehicleType === CAR || vehicleType === MPV || (vehicleType === TRUCK && truckType === LIGHT_TRUCK)) {
    const seventh = vin[6] ?? '';
    if (/^\d$/.test(seventh)) {
      return {
        years: [cycle - 30],
        conclusive: true,
        rule: `${tenth}, the digit in position 7 means before 2010`,
      };
    }
    if (/^[A-Z]$/.test(seventh) && cycle <= last) {
      return {
        years: [cycle],
        conclusive: true,
        rule: `${tenth}, the letter in position 7 means 2010 or later`,
      };
    }
  }
  if (cycle > last)
    return { years: [cycle - 30], conclusive: true, rule: `${tenth}, ${cycle} is still to come` };
  return { years: [cycle, cycle - 30], conclusive: false, rule: tenth };
}
