import { generalKey, MAX_NUMBER_LENGTH, plainText } from './general-key.ts';
import { keysOf } from './number-keys.ts';

/** Without a make a further key is looked up only where its rule is at least this sure of it. */
const SURE_WITHOUT_MAKE = 0.45;

/**
 * Every key under which a number typed into a search box is to be looked up: the general key first, then what the
 * rules of the makes would have stored for it. `make` narrows to that make's rule. Empty for what is no number.
 */
export function queryKeys(text: string, make?: string): string[] {
  if (text.length > MAX_NUMBER_LENGTH) return [];
  const found = keysOf(text, make);
  if (found === null) return [];
  const named = make !== undefined && found.keys.some(({ source }) => source !== '');
  return [
    ...new Set([
      generalKey(text),
      ...found.keys
        .filter(({ confidence }) => named || confidence >= SURE_WITHOUT_MAKE)
        .map(({ key }) => key),
    ]),
  ];
}

const YEAR = /^(19[5-9]\d|20[0-4]\d)$/;
const OIL_GRADE = /^\d{1,2}W-?\d{2}$/;
const TYRE_SIZE = /^(LT|P)?\d{3}\/\d{2} ?(Z?R|-)? ?\d{2}/;
const RATING =
  /^\d+(\.\d+)? ?(V|A|AH|W|KW|L|ML|MM|CC|T|CM|KG|INCH)( \d+(\.\d+)? ?(V|A|AH|W|KW|L|ML|MM|CC|T|CM|KG))*$/;
// A name that ends in one digit: RAV4, Mazda3, Model 3.
const NAMED = /^[A-Z]{3,}[ -]?\d$/;

/**
 * Whether a search box should try `text` as a number. It has a digit and at least four key characters, is mostly
 * ASCII letters and digits, and is no word, year, oil grade, tyre size or rating. A hint, not a verdict: a short model
 * name such as `F-150` passes, so what finds no number is searched as words. VINs pass too; test for those first.
 */
export function looksLikeNumber(text: string): boolean {
  if (text.length > MAX_NUMBER_LENGTH) return false;
  const plain = plainText(text);
  const key = generalKey(text);
  if (key.length < 4 || !/\d/.test(key)) return false;
  const foreign = plain.replace(/[A-Z0-9 ./_-]+/g, '').length;
  if (foreign * 5 > key.length) return false;
  if (
    YEAR.test(plain) ||
    OIL_GRADE.test(plain) ||
    TYRE_SIZE.test(plain) ||
    RATING.test(plain) ||
    NAMED.test(plain)
  )
    return false;
  const words = plain.split(' ');
  if (words.length === 1) return true;
  // Numbers are grouped by blanks too, but a group is never a word or a year.
  return words.every((word) => !YEAR.test(word) && !/^[A-Z]{4,}$/.test(word));
}
