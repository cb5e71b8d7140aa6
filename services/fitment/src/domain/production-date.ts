/** The first and the last day that a date may mean, each as the number `YYYYMMDD`: such numbers compare as dates do. */
export interface DateSpan {
  first: number;
  last: number;
}

const ISO = /^(\d{4})-(\d{2})(?:-(\d{2}))?$/;
const FIRST_YEAR = 1886;
const LAST_YEAR = 2100;

/** Of `YYYY-MM` or `YYYY-MM-DD` (ISO 8601); undefined for anything else, such as `2026-02-30`. */
export function dateSpan(text: string): DateSpan | undefined {
  const [, year, month, day] = ISO.exec(text) ?? [];
  if (year === undefined || month === undefined) return undefined;
  return spanOf(Number(year), Number(month), day === undefined ? undefined : Number(day));
}

function spanOf(year: number, month: number, day: number | undefined): DateSpan | undefined {
  if (year < FIRST_YEAR || year > LAST_YEAR || month < 1 || month > 12) return undefined;
  const length = daysOf(year, month);
  if (day !== undefined && (day < 1 || day > length)) return undefined;
  const start = year * 10_000 + month * 100;
  return { first: start + (day ?? 1), last: start + (day ?? length) };
}

function daysOf(year: number, month: number): number {
  if (month === 2) return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0 ? 29 : 28;
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
}

/**
 * When a vehicle of a model year may have been built: from the second day of January of the calendar year before it to
 * the end of the year that it is named for (40 CFR 85.2304, "production period"). Wide on purpose: a year that only may
 * lie within a bound is no answer.
 */
export function modelYearSpan(year: number): DateSpan {
  return { first: (year - 1) * 10_000 + 102, last: year * 10_000 + 1231 };
}

export interface ProductionBounds {
  producedFrom: string;
  producedTo: string;
}

export function hasBounds(bounds: ProductionBounds): boolean {
  return bounds.producedFrom !== '' || bounds.producedTo !== '';
}

/** Whether all, none or some of the days within `built` lie within the bounds. */
export function withinBounds(bounds: ProductionBounds, built: DateSpan): 'yes' | 'no' | 'unknown' {
  const from = bounds.producedFrom === '' ? 0 : (dateSpan(bounds.producedFrom)?.first ?? 0);
  const to = bounds.producedTo === '' ? 99_999_999 : (dateSpan(bounds.producedTo)?.last ?? 99_999_999);
  if (from > to || built.last < from || built.first > to) return 'no';
  return built.first >= from && built.last <= to ? 'yes' : 'unknown';
}

/** `2005-03..2007-09`, `2005-03..` or `..2007-09` (ISO 8601-2: an open interval). */
export function boundsText({ producedFrom, producedTo }: ProductionBounds): string {
  return `${producedFrom}..${producedTo}`;
}
