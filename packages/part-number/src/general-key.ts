/** Longest text that is taken for one number, in UTF-16 units: the longest that catalogues carry is near 40. */
export const MAX_NUMBER_LENGTH = 64;

// Zero-width characters, joiners, bidirectional marks, soft hyphen, byte-order mark, variation selectors.
const INVISIBLE = /[\u00AD\u034F\u061C\u180E\u200B-\u200F\u202A-\u202E\u2060-\u206F\uFE00-\uFE0F\uFEFF]/g;
// Every code point of Unicode's Dash property that is met in trade data, with the minus signs.
const DASH =
  /[\u058A\u05BE\u1400\u1806\u2010-\u2015\u2043\u2053\u207B\u208B\u2212\u2E17\u2E1A\u2E3A\u2E3B\u2E40\u301C\u3030\u30A0\u30FC\uFE31\uFE32\uFE58\uFE63\uFF0D-]/g;
const CONTROL_OR_BLANK = /[\s\p{Cc}\p{Zs}]+/gu;

/** `raw` with compatibility forms, invisible characters, dashes, blanks and case made plain; the grouping stays. */
export function plainText(raw: string): string {
  return raw
    .normalize('NFKC')
    .replace(INVISIBLE, '')
    .replace(DASH, '-')
    .replace(CONTROL_OR_BLANK, ' ')
    .toUpperCase()
    .normalize('NFKC')
    .trim();
}

/** What is compared where no rule of a make says more: A-Z and 0-9 of the plain text, in order. */
export function generalKey(raw: string): string {
  return plainText(raw).replace(/[^A-Z0-9]+/g, '');
}
