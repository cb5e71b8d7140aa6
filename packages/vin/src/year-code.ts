/** Position 10 over thirty years, from 1980 or 2010 on (ISO 3779): no I, O, Q, U, Z and no 0. */
export const YEAR_CODES = 'ABCDEFGHJKLMNPRSTVWXY123456789';

/** The first model year for which vehicles are listed: from then on a VIN has 17 characters in the USA. */
export const FIRST_YEAR = 1981;
/** The last model year that a configuration's bits reach. */
export const LAST_YEAR = FIRST_YEAR + 63;

/** The year of the 2010-2039 cycle; 0 where the character stands for none. */
export function cycleYear(code: string): number {
  const index = YEAR_CODES.indexOf(code);
  return code.length !== 1 || index < 0 ? 0 : 2010 + index;
}

export function yearCode(year: number): string {
  return YEAR_CODES[(((year - 1980) % 30) + 30) % 30] as string;
}
