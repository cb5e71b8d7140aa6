/** Longest text that is taken for one number, in UTF-16 units: the longest that catalogues carry is near 40. */
export const MAX_NUMBER_LENGTH = 64;

// Zero-width characters, joiners, bidirectional marks, soft hyphen, byte-order mark, variation selectors.
const INVISIBLE = /\p{Default_Ignorable_Code_Point}/gu;
// Unicode's dashes and minus signs, with the hyphen bullet and the katakana length mark that input methods put in their place.
const DASH = /[\p{Dash}\u2043\u30FC]/gu;
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
