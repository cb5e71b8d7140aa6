export type ValueLook =
  | 'vin'
  | 'gtin'
  | 'year'
  /** Some of them are runs: `2012-2017`. */
  | 'years'
  /** Sizes of engines alone (`2.5L`), or within other words (`L4-2.5L`). */
  | 'displacement'
  | 'engine-size'
  | 'decimal'
  | 'whole-number'
  | 'currency'
  | 'part-number'
  | 'brand';

/** Share of the values that have to look alike. */
const MOSTLY = 0.8;
const CURRENCIES = /^(?:CNY|RMB|USD|EUR|GBP|JPY|RUB|HKD|人民币|美元|欧元|¥|\$|€)$/i;

/**
 * What the values of a column look like, the most telling first. `knownBrands`: names that the tenant has parts of, in lower case.
 */
export function looksOf(
  values: readonly string[],
  knownBrands: ReadonlySet<string> = new Set(),
): { look: ValueLook; share: number }[] {
  const given = values.map((value) => value.normalize('NFKC').trim()).filter((value) => value !== '');
  if (given.length === 0) return [];
  const share = (is: (value: string) => boolean) => given.filter(is).length / given.length;
  const found: { look: ValueLook; share: number }[] = [
    { look: 'vin', share: share((value) => /^[A-HJ-NPR-Z0-9]{17}$/i.test(value) && /[A-Z]/i.test(value)) },
    { look: 'gtin', share: share(isGtin) },
    { look: 'currency', share: share((value) => CURRENCIES.test(value)) },
    { look: 'years', share: given.some((value) => YEARS.test(value)) ? share(isYearOrYears) : 0 },
    { look: 'displacement', share: share((value) => /^\d{1,2}\.\d{1,2} ?(?:L|升)$/i.test(value)) },
    { look: 'engine-size', share: share((value) => /(?:^|[^\d.])\d{1,2}\.\d{1,2} ?L\b/i.test(value)) },
    { look: 'year', share: share((value) => /^(?:19[5-9]\d|20[0-4]\d)$/.test(value)) },
    { look: 'brand', share: share((value) => knownBrands.has(value.toLowerCase())) },
    { look: 'decimal', share: share((value) => /^[¥$€]?\s*[+-]?\d{1,9}(?:[.,]\d{1,4})$/.test(value)) },
    { look: 'whole-number', share: share((value) => /^[+-]?\d{1,9}$/.test(value)) },
    { look: 'part-number', share: new Set(given).size > given.length * 0.5 ? share(isPartNumber) : 0 },
  ];
  return found.filter(({ share: of }) => of >= MOSTLY);
}

const YEARS = /^(?:19|20)\d\d ?年?款? ?(?:[-–—~至到]|to) ?(?:19|20)\d\d ?年?款?$/i;

function isYearOrYears(value: string): boolean {
  return /^(?:19|20)\d\d年?款?$/.test(value) || YEARS.test(value);
}

/** GS1 General Specifications, 7.9: the weighted sum of the digits is a multiple of ten. */
function isGtin(value: string): boolean {
  if (!/^(?:\d{8}|\d{12,14})$/.test(value)) return false;
  const digits = [...value].reverse().map(Number);
  return digits.reduce((sum, digit, at) => sum + digit * (at % 2 === 0 ? 1 : 3), 0) % 10 === 0;
}

/** Letters, digits and what stands between their groups; at least two digits, and nothing that reads as words. */
function isPartNumber(value: string): boolean {
  return /^[A-Z0-9][A-Z0-9 ./-]{3,24}$/i.test(value) && /\d.*\d/.test(value) && !/[a-z]{4}/.test(value);
}
