import type { RowFaults } from './row-faults.ts';

export interface EdgeDates {
  /** YYYY, YYYY-MM or YYYY-MM-DD; empty when unknown. */
  validFrom: string;
  validUntil: string;
}

const DATE = String.raw`\d{4}(?:-\d{2}(?:-\d{2})?)?`;
const SUFFIX = new RegExp(`^(.*\\S)\\s*@\\s*(${DATE})?\\s*(?:(\\.\\.)\\s*(${DATE})?)?\\s*$`, 's');

/**
 * `text@from`, `text@from..until` and `text@..until`, the dates as YYYY, YYYY-MM or YYYY-MM-DD. What stands behind an @ and
 * is no date belongs to the text.
 */
export function splitDates(entry: string): EdgeDates & { text: string } {
  const [, text = entry, validFrom = '', , validUntil = ''] = entry.includes('@')
    ? (SUFFIX.exec(entry) ?? [])
    : [];
  return validFrom === '' && validUntil === ''
    ? { text: entry, validFrom, validUntil }
    : { text, validFrom, validUntil };
}

/** False after a fault was added. */
export function datesFit(
  column: string,
  entry: string,
  { validFrom, validUntil }: EdgeDates,
  faults: RowFaults,
): boolean {
  for (const date of [validFrom, validUntil]) {
    if (date === '' || isDate(date)) continue;
    faults.add(column, 'malformed', entry, `${date} is no day, month or year of the calendar.`);
    return false;
  }
  if (validFrom === '' || validUntil === '' || inForce({ validFrom: '', validUntil }, firstDay(validFrom)))
    return true;
  faults.add(column, 'malformed', entry, 'It ends before it begins.');
  return false;
}

/** A day, month or year that the calendar has. */
export function isDate(text: string): boolean {
  if (!new RegExp(`^${DATE}$`).test(text) || text < '1800') return false;
  const day = text + '-01-01'.slice(text.length - 4);
  const date = new Date(`${day}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(day);
}

/** A month and a year begin with their first day. */
function firstDay(date: string): string {
  return date + '-01-01'.slice(date.length - 4);
}

/** Whether it holds on `day` (YYYY-MM-DD). An unknown beginning is long ago, an unknown end far away. */
export function inForce({ validFrom, validUntil }: EdgeDates, day: string): boolean {
  // A year or month sorts before its days, and is their front.
  return validFrom <= day && (validUntil === '' || day.slice(0, validUntil.length) <= validUntil);
}
