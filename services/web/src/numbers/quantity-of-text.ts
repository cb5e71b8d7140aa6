/** As many as a line of an order takes. */
const MAX_QUANTITY = 99_999;

const UNIT =
  '(?:个|只|件|套|条|支|台|盒|付|副|对|根|片|桶|瓶|箱|包|张|把|组|块|PCS?|EA|SETS?|ST(?:K|CK|ÜCK)?|OFF)';
const COUNT = '(\\d{1,5})';
/** What tells how many, the surest first; what it takes is no longer part of the number. */
const SAID = [
  new RegExp(`(?:数量|件数|Q(?:UANTI)?TY|MENGE)\\s*[:=]?\\s*${COUNT}(?!\\d)\\s*${UNIT}?`, 'iu'),
  new RegExp(`(?:^|[\\s(\\p{Script=Han}*×:=—-])${COUNT}\\s*${UNIT}(?![A-Za-z0-9])\\s*\\)?`, 'iu'),
  new RegExp(`\\s*[*×]\\s*${COUNT}\\s*$`, 'u'),
  new RegExp(`(?:[\\s)\\p{Script=Han}]|(?<=[A-Z0-9]))[xX]\\s?${COUNT}\\s*$`, 'u'),
  new RegExp(`^\\s*${COUNT}\\s*[*×xX]\\s*(?=\\S)`, 'u'),
  /\s*\(\s*(\d{1,3})\s*\)\s*$/u,
];
/** `MD132113 10`: a number in one piece, with a count behind it. A count behind groups is one of them: `A 117 030 10 17`. */
const BEHIND = /^(\S+)\s+(\d{1,3})$/u;
const ALONE = new RegExp(`^\\s*${COUNT}\\s*${UNIT}?\\s*$`, 'iu');

export interface CountedText {
  text: string;
  /** Null where none is told. */
  quantity: number | null;
}

/** How many are wanted of what the text names: `90915-YZZE1 x2`, `机油格2个`, `数量：2`. In half-width characters. */
export function quantityOfText(text: string): CountedText {
  for (const [at, said] of SAID.entries()) {
    const found = said.exec(text);
    const quantity = countOf(found?.[1]);
    if (found === null || quantity === null) continue;
    const rest = `${text.slice(0, found.index)}${keptBefore(found[0])} ${text.slice(found.index + found[0].length)}`;
    // An x may well be a letter of the number: `W712X2`.
    if (at === 3 && /[A-Z0-9]X?$/.test(text.slice(0, found.index)) && !/x/.test(found[0])) continue;
    if (keyOf(rest) !== '') return { text: rest.trim(), quantity };
  }
  const behind = BEHIND.exec(text.trim());
  const number = behind?.[1] ?? '';
  const quantity = countOf(behind?.[2]);
  if (quantity !== null && /\d/.test(number) && keyOf(number).length >= 6 && isWholeNumber(number))
    return { text: number, quantity };
  return { text: text.trim(), quantity: null };
}

/** A count by itself, as it stands in a column or behind a comma; null for anything else. */
export function quantityAlone(text: string): number | null {
  return countOf(ALONE.exec(text)?.[1]);
}

function countOf(digits: string | undefined): number | null {
  const count = Number(digits);
  return digits !== undefined && count >= 1 && count <= MAX_QUANTITY ? count : null;
}

/** The character of the name in front of a count is no part of it. */
function keptBefore(said: string): string {
  return /^\p{Script=Han}(?=\d)/u.exec(said)?.[0] ?? '';
}

function isWholeNumber(text: string): boolean {
  return /[A-Z-]/i.test(text) || text.length >= 7;
}

function keyOf(text: string): string {
  return text.replace(/[^A-Za-z0-9]/g, '');
}
