import { dateSpan, type ProductionBounds } from '../domain/production-date.ts';

const MOST = 60;

/**
 * A month or day as files write it, in ISO 8601: `2005-03`, `2005.3`, `2005/03/15`, `200503`, `20050315`, `2005年3月`,
 * `03/2005`, with or without a time of day behind. Undefined for anything else and for days that there are not.
 */
export function readMonthOrDay(text: string): string | undefined {
  if (text.length > MOST) return undefined;
  const plain = plainDate(text);
  const [, year, month, day] =
    /^(\d{4})[-./](\d{1,2})(?:[-./](\d{1,2})(?:[T ][\d:.]*Z?)?)?$/.exec(plain) ??
    /^(\d{4})(\d{2})(\d{2})?$/.exec(plain) ??
    [];
  if (year !== undefined) return iso(year, month, day);
  const [, first, last] = /^(\d{1,2})[-./](\d{4})$/.exec(plain) ?? [];
  return last === undefined ? undefined : iso(last, first, undefined);
}

function plainDate(text: string): string {
  return text
    .normalize('NFKC')
    .trim()
    .replace(/\s*年\s*(?=\d)/g, '-')
    .replace(/\s*月\s*(?=\d)/g, '-')
    .replace(/[年月日]/g, '')
    .trim();
}

function iso(year: string, month: string | undefined, day: string | undefined): string | undefined {
  const parts = [year, (month ?? '').padStart(2, '0'), ...(day === undefined ? [] : [day.padStart(2, '0')])];
  const date = parts.join('-');
  return dateSpan(date) === undefined ? undefined : date;
}

const DATE = String.raw`(?:\d{4}\s*[-./年]\s*\d{1,2}(?:\s*[-./月]\s*\d{1,2}\s*日?)?\s*月?|\d{6}(?:\d{2})?|\d{1,2}[./]\d{4})`;
const RANGE = new RegExp(String.raw`^(${DATE})?\s*(?:-+|–|—+|~+|至|到|→)\s*(${DATE}|今|现在|至今)?$`, 'u');

/**
 * `2005.03-2007.09`, `2005年3月至2007年9月`, `200503-200709`, `2005/03-`, `-2007.09`, `2005.03-至今`. Undefined for anything
 * else: a month by itself doesn't say whether it is a beginning or all there is.
 */
export function readProductionRange(text: string): ProductionBounds | undefined {
  if (text.length > MOST) return undefined;
  const [whole, from = '', to = ''] = RANGE.exec(text.normalize('NFKC').replaceAll('～', '~').trim()) ?? [];
  if (whole === undefined || (from === '' && to === '')) return undefined;
  const producedFrom = from === '' ? '' : readMonthOrDay(from.replace(/\s+/g, ''));
  const open = to === '' || /[今在]$/.test(to);
  const producedTo = open ? '' : readMonthOrDay(to.replace(/\s+/g, ''));
  if (producedFrom === undefined || producedTo === undefined) return undefined;
  return producedFrom === '' && producedTo === '' ? undefined : { producedFrom, producedTo };
}

/** Whether nothing can lie within. */
export function areBackwards({ producedFrom, producedTo }: ProductionBounds): boolean {
  const [from, to] = [dateSpan(producedFrom), dateSpan(producedTo)];
  return from !== undefined && to !== undefined && to.last < from.first;
}
