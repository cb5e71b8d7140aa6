const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
const MONTH = MONTHS.join('|');
/** As spreadsheets write into a CSV what they have made of `3-1`, `3-98` and the like, in English and in Chinese. */
const DAY_MONTH = new RegExp(`^(?<day>\\d{1,2})-(?<month>${MONTH})(?:-\\d{2}|-\\d{4})?$`);
const MONTH_YEAR = new RegExp(`^(?<month>${MONTH})-(?<year>\\d{2})$`);
const CHINESE = /^(?:\d{4}年)?(?<month>\d{1,2})月(?:(?<day>\d{1,2})日)?$/;
const SLASHED = /^(?<year>(?:19|20)\d\d)\/(?<month>\d{1,2})\/(?<day>\d{1,2})(?: 0?0:00(?::00)?)?$/;

/** What may have been typed where a text is a date that a spreadsheet has made of a number; undefined of any other text. */
export function typedBeforeDate(text: string): string | undefined {
  const trimmed = text.trim();
  // Most numbers have none of their signs.
  if (trimmed.length > 20 || !/[a-z]-|-[A-Z][a-z]|月|^(?:19|20)\d\d\//.test(trimmed)) return undefined;
  const found =
    DAY_MONTH.exec(trimmed) ?? MONTH_YEAR.exec(trimmed) ?? CHINESE.exec(trimmed) ?? SLASHED.exec(trimmed);
  const { day, month = '', year = '' } = found?.groups ?? {};
  const m = MONTHS.indexOf(month) + 1 || Number(month);
  const d = Number(day ?? (year === '' ? 1 : year));
  if (found === null || m < 1 || m > 12 || (day !== undefined && (d < 1 || d > 31))) return undefined;
  const pad = (each: number) => String(each).padStart(2, '0');
  return [...new Set([`${m}-${d}`, `${pad(m)}-${pad(d)}`])].join(' or ');
}
