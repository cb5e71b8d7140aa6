/** As many as a line of an order takes. */
const MAX_QUANTITY = 99_999;

const HAN_UNIT = '(?:个|只|件|套|条|支|台|盒|付|副|对|根|片|桶|瓶|箱|包|张|把|组|块)';
/** No number ends in these; in the others some do: `3G0 907 530 EA`. */
const SURE_UNIT = 'PCS|SETS|STK|STCK|STÜCK|OFF';
const LATIN_UNIT = `(?:${SURE_UNIT}|PC|EA|SET|ST)`;
const UNIT = `(?:${HAN_UNIT}|${LATIN_UNIT})`;
const COUNT = '(\\d{1,5})';

interface Said {
  pattern: RegExp;
  /** False where what was found is rather a part of the number. */
  isCount?: (found: string, before: string, after: string) => boolean;
  /** Nothing else can be meant by it, with a 0 in it either. */
  isPlain?: boolean;
}

/** What tells how many, the surest first; what it takes is no longer part of the number. */
const SAID: readonly Said[] = [
  {
    pattern: new RegExp(`(?:数量|件数|Q(?:UANTI)?TY|MENGE)\\s*[:=]?\\s*${COUNT}(?!\\d)\\s*${UNIT}?`, 'iu'),
    isPlain: true,
  },
  {
    pattern: new RegExp(
      `(?:^|[\\s(\\p{Script=Han}*×:=—-])${COUNT}\\s*${HAN_UNIT}(?![A-Za-z0-9])\\s*\\)?`,
      'u',
    ),
    isPlain: true,
  },
  {
    pattern: new RegExp(
      `(?:^|[\\s(\\p{Script=Han}*×:=—])${COUNT}\\s*${LATIN_UNIT}(?![A-Za-z0-9-])\\s*\\)?`,
      'iu',
    ),
    isCount: isLatinCount,
  },
  // `?` is how a link says that what stood there couldn't be read.
  { pattern: /\s*[*×]\s*(\d{1,5}|\?)\s*$/u, isPlain: true },
  {
    pattern: new RegExp(`(?:[\\s)\\p{Script=Han}]|(?<=[A-Z0-9]))x\\s?${COUNT}\\s*$`, 'u'),
    isCount: isAfterX,
  },
  { pattern: new RegExp(`[\\s)\\p{Script=Han}]X\\s?${COUNT}\\s*$`, 'u') },
  // `6X0 827 505 E` is a number, and `5x0 201 511` may be one.
  { pattern: new RegExp(`^\\s*${COUNT}(?:\\s*[*×]\\s*|\\s*x\\s+|\\s+X\\s+)(?=\\S)`, 'u') },
  { pattern: /\s*\(\s*(\d{1,3})\s*\)\s*$/u },
];
/** `MD132113 10`: a number in one piece, with a count behind it. A count behind groups is one of them: `A 117 030 10 17`. */
const BEHIND = /^(\S+)\s+(\d{1,3})$/u;
const ALONE = new RegExp(`^\\s*${COUNT}\\s*${UNIT}?\\s*$`, 'iu');
const WITH_ZEROS = new RegExp(`^\\s*${COUNT}[.,]0{1,2}\\s*${UNIT}?\\s*$`, 'iu');

/** How many are wanted. */
export interface Wanted {
  /** Null where none is told. */
  quantity: number | null;
  /** Something is told, and is no count: 0, 1.5, `1,000` (which is one to some and a thousand to others). */
  unread?: true;
}

export interface CountedText extends Wanted {
  text: string;
}

/** How many are wanted of what the text names: `90915-YZZE1 x2`, `机油格2个`, `数量：2`. In half-width characters. */
export function quantityOfText(text: string): CountedText {
  for (const { pattern, isCount, isPlain } of SAID) {
    const found = pattern.exec(text);
    if (found === null) continue;
    const quantity = countOf(found[1]);
    const isNone = quantity === null && (isPlain === true || /^\sx/.test(found[0]));
    const before = text.slice(0, found.index);
    const after = text.slice(found.index + found[0].length);
    const rest = `${before}${keptBefore(found[0])} ${after}`;
    if (keyOf(rest) === '' || isCount?.(found[0], before, after) === false) continue;
    if (isNone) return { text: rest.trim(), quantity: null, unread: true };
    if (quantity !== null) return { text: rest.trim(), quantity };
  }
  const behind = BEHIND.exec(text.trim());
  const number = behind?.[1] ?? '';
  const quantity = countOf(behind?.[2]);
  // Digits alone may be written in groups, the last of them short: `1304607256 2`.
  if (quantity !== null && /\d/.test(number) && /[A-Za-z-]/.test(number) && keyOf(number).length >= 6)
    return { text: number, quantity };
  return { text: text.trim(), quantity: null };
}

/** A count by itself, as it stands behind a comma; undefined for anything else. */
export function quantityAlone(text: string): Wanted | undefined {
  const digits = ALONE.exec(text)?.[1];
  return digits === undefined ? undefined : wantedOf(countOf(digits));
}

/** What a cell of a column of quantities says; undefined of an empty one. */
export function quantityOfCell(cell: string): Wanted | undefined {
  if (cell.trim() === '') return undefined;
  return wantedOf(countOf((ALONE.exec(cell) ?? WITH_ZEROS.exec(cell))?.[1]));
}

function wantedOf(quantity: number | null): Wanted {
  return quantity === null ? { quantity, unread: true } : { quantity };
}

function countOf(digits: string | undefined): number | null {
  const count = Number(digits);
  return digits !== undefined && count >= 1 && count <= MAX_QUANTITY ? count : null;
}

/** The character of the name in front of a count is no part of it. */
function keptBefore(said: string): string {
  return /^\p{Script=Han}(?=\d)/u.exec(said)?.[0] ?? '';
}

/** The letters of a unit may be those a number begins or ends with: `1EA 907 572 H`, `06K 103 495 EA`. */
function isLatinCount(found: string, before: string, after: string): boolean {
  if (/^[^\s\d]/.test(found)) return true;
  if (new RegExp(`(?:${SURE_UNIT})\\s*\\)?$`, 'iu').test(found.trim())) return true;
  if (before.trim() === '')
    return /\d\s/.test(found) && /^\S+$/.test(after.trim()) && keyOf(after).length >= 6;
  if (/\d/.test(after)) return false;
  const last = before.trim().split(/\s+/).at(-1) ?? '';
  return keyOf(last).length >= 6 || /^\s*[1-9]\d?(?!\d)/.test(found);
}

/** In a number of small letters an x is one of them: `w712x2`. */
function isAfterX(found: string, before: string): boolean {
  return !found.startsWith('x') || /[A-Z]/.test(before) || !/[a-z]/.test(before);
}

function keyOf(text: string): string {
  return text.replace(/[^A-Za-z0-9]/g, '');
}
