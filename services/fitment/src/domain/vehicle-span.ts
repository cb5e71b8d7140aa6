/**
 * When something was built: from and to, each `2005` or `2005-03`, empty where it isn't known. `ongoing` where it is
 * said that it is still built, which an unknown end doesn't say by itself.
 */
export interface BuildSpan {
  from: string;
  to: string;
}

export type SpanFault = 'malformed' | 'backwards';
/** Which of two two-digit numbers is the month. */
export type ShortOrder = 'mm/yy' | 'yy/mm';

const FIRST_YEAR = 1886;
const LAST_YEAR = 2100;
/** Two digits above this are of the twentieth century. */
const CENTURY_PIVOT = 50;

/**
 * Reads how catalogues write it: `2005.03-2009/08`, `03/05-`, `2005年3月-2009年8月`, `2005-2009`, `2005-`, `-2009`,
 * `200503-200908`, `2005`. One month or year by itself is from and to in one.
 */
export function parseSpan(text: string, order: ShortOrder = 'mm/yy'): BuildSpan | SpanFault {
  const plain = text
    .normalize('NFKC')
    .replace(/年\s*(?=\d)/g, '.')
    .replace(/[年月]/g, '')
    .replace(/[‐-―−~～至→]+|\bto\b|\bbis\b/gi, '-')
    .replace(/(?:今|现在|至今|present|now|heute|\.{2,}|\.+$)/gi, '')
    .replace(/\s+/g, '');
  if (plain === '' || plain.length > 40) return 'malformed';
  const ends = endsOf(plain);
  if (ends === undefined) return 'malformed';
  const [from, to] = ends.map((end) => (end === '' ? '' : parsePoint(end, order)));
  if (from === undefined || to === undefined || (from === '' && to === '')) return 'malformed';
  return isBackwards({ from, to }) ? 'backwards' : { from, to };
}

/** One month or year, as `2005-03` or `2005`; undefined where it is neither. */
export function parsePoint(text: string, order: ShortOrder = 'mm/yy'): string | undefined {
  const plain = text
    .normalize('NFKC')
    .trim()
    .replace(/年\s*(?=\d)/g, '.')
    .replace(/[年月日]/g, '');
  let match = /^(\d{4})(?:[./-](\d{1,2})(?:[./-]\d{1,2}(?:[T ][\d:.Z]*)?)?)?$/.exec(plain);
  if (match !== null) return point(match[1], match[2]);
  match = /^(\d{4})(\d{2})(?:\d{2})?$/.exec(plain);
  if (match !== null) return point(match[1], match[2]);
  match = /^(\d{1,2})[./-](\d{4})$/.exec(plain);
  if (match !== null) return point(match[2], match[1]);
  match = /^(\d{2})[./](\d{2})$/.exec(plain);
  if (match === null) return undefined;
  const [, first = '', second = ''] = match;
  const monthFirst = order === 'mm/yy' ? Number(first) <= 12 : Number(second) > 12;
  return monthFirst ? point(fullYear(second), first) : point(fullYear(first), second);
}

/** Whether the end lies before the beginning. */
export function isBackwards({ from, to }: BuildSpan): boolean {
  if (from === '' || to === '') return false;
  const length = Math.min(from.length, to.length);
  return to.slice(0, length) < from.slice(0, length);
}

/** The years that a span touches; one without an end goes on until `thisYear`. */
export function yearsOf({ from, to }: BuildSpan, thisYear: number): number[] {
  const first = Number((from || to).slice(0, 4));
  const last = to === '' ? Math.max(thisYear, first) : Number(to.slice(0, 4));
  if (first === 0) return [];
  return Array.from({ length: last - first + 1 }, (_, at) => first + at);
}

export function isInYear({ from, to }: BuildSpan, year: number, thisYear: number): boolean {
  const first = Number((from || to).slice(0, 4));
  const last = to === '' ? Math.max(thisYear, first) : Number(to.slice(0, 4));
  return first > 0 && year >= first && year <= last;
}

function point(year: string | undefined, month: string | undefined): string | undefined {
  const y = Number(year);
  if (y < FIRST_YEAR || y > LAST_YEAR) return undefined;
  if (month === undefined) return String(y);
  const m = Number(month);
  return m >= 1 && m <= 12 ? `${y}-${String(m).padStart(2, '0')}` : undefined;
}

function fullYear(two: string): string {
  return Number(two) > CENTURY_PIVOT ? `19${two}` : `20${two}`;
}

/** The two sides of the dash that parts them, which isn't one within a date such as `2005-03`. */
function endsOf(plain: string): [string, string] | undefined {
  if (plain.startsWith('-')) return ['', plain.slice(1)];
  if (plain.endsWith('-')) return [plain.slice(0, -1), ''];
  const dashes = plain.split('-').length - 1;
  if (dashes === 0) return [plain, plain];
  if (dashes === 1) {
    const [first = '', second = ''] = plain.split('-');
    // `2005-03` is March of 2005, `2005-09` could be either: a month is two digits, a year here has four.
    return /^\d{4}$/.test(first) && /^\d{1,2}$/.test(second) ? [plain, plain] : [first, second];
  }
  const match = /^(\d{4}-\d{1,2}(?:-\d{1,2})?|\d{4})-(\d{4}-\d{1,2}(?:-\d{1,2})?|\d{4}|)$/.exec(plain);
  return match === null ? undefined : [match[1] ?? '', match[2] ?? ''];
}
