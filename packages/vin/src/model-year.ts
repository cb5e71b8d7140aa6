import { isChinese } from './data/china-wmi.ts';
import { at } from './table-format.ts';
import type { VinTable } from './vin-table.ts';
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

export interface ModelYears extends YearChoice {
  /** By a descriptor of NHTSA's, whatever position 10 says. */
  settled: boolean;
}

/** First model year that position 10 can stand for. */
export const FIRST_CYCLE_YEAR = 1980;

/** Positions 1 to 8 and 10 to 11, or to 14 for small makers, with a star at position 9 (fVinDescriptor). */
export function vinDescriptor(vin: string): string {
  const whole = vin.padEnd(17, '*').slice(0, 17);
  return `${whole.slice(0, 8)}*${whole.slice(9, whole[2] === '9' ? 14 : 11)}`;
}

/** Whether any schema of the WMI covers the year. */
function isCovered({ sections }: VinTable, wmi: number, year: number): boolean {
  const last = at(sections.wmiLinkStarts, wmi + 1);
  for (let link = at(sections.wmiLinkStarts, wmi); link < last; link += 1)
    if (year >= at(sections.linkYearsFrom, link) && year <= at(sections.linkYearsTo, link)) return true;
  return false;
}

/**
 * The years to decode for: NHTSA's descriptor of the VIN says which; else position 10, and where a rule settles on a year
 * that none of the WMI's schemas covers, the one thirty years before or after that one of them does (spVinDecode).
 */
export function modelYears(table: VinTable, wmi: number, vin: string, now: Date): ModelYears {
  const last = now.getUTCFullYear() + YEARS_AHEAD;
  const { vehicleDescriptors } = table.index;
  if (vehicleDescriptors.size > 0) {
    const year = vehicleDescriptors.get(vinDescriptor(vin));
    if (year !== undefined && year >= FIRST_CYCLE_YEAR && year <= last)
      return {
        years: [year],
        conclusive: true,
        rule: `vPIC's descriptor ${vinDescriptor(vin)}`,
        settled: true,
      };
  }
  const { wmiVehicleTypes, wmiTruckTypes } = table.sections;
  const choice = modelYear(vin, at(wmiVehicleTypes, wmi), at(wmiTruckTypes, wmi), now);
  const [year] = choice.years;
  if (choice.conclusive && year !== undefined) {
    const other = year < 2010 ? year + 30 : year - 30;
    if (other <= last && !isCovered(table, wmi, year) && isCovered(table, wmi, other)) {
      const rule = `position 10 is ${vin[9]}, no pattern covers ${year}`;
      return { years: [other], conclusive: true, rule, settled: false };
    }
  }
  return { ...choice, settled: false };
}
