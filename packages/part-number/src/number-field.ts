import { generalKey, plainText } from './general-key.ts';
import type { MakeRule } from './make-rule.ts';
import { ruleOfMake } from './make-rules.ts';

/** Longest field that is taken apart, in UTF-16 units. */
export const MAX_FIELD_LENGTH = 10_000;

/** One number of a field, and how it came to be one. */
export interface FieldNumber {
  text: string;
  from: 'field' | 'separator' | 'shared-prefix' | 'range-end' | 'brackets';
  reason: string;
  /** 0 to 1: how sure it is that this text is a number of its own. */
  confidence: number;
}

const SURE_SEPARATORS = /[;,|、；，\r\n\u2028\u2029\t]+/;
const SLASH = /[/／⁄∕]/;
const RANGE = /[~～〜]|至|(?<=\d)\s*\.{3,}\s*(?=[\dA-Z])/;
/** No number is so short: a slash before fewer characters belongs to the number. */
const SHORTEST = 4;
/** Groups of a number are shorter. */
const SHORTEST_BETWEEN_BLANKS = 8;
/** A dash with blanks around it. It may stand within a number, too. */
const SPACED_DASH = /\s+[-\u2010-\u2015]\s+/;
const IN_BRACKETS = /^(.*?\S)\s*[(（[【]([^()（）[\]【】]+)[)）\]】]\s*$/;

/**
 * The numbers of a field, in order, each once. A slash parts numbers unless the make's own numbers have one; a piece that
 * only shares its front with the number before is completed where the make's rule allows it. Of a range the ends are
 * given: what lies between isn't told. Empty for a field without letter or digit, or longer than `MAX_FIELD_LENGTH`.
 */
export function readNumberField(field: string, make?: string): FieldNumber[] {
  if (field.length > MAX_FIELD_LENGTH) return [];
  const rule = make === undefined || make === '' ? undefined : ruleOfMake(make);
  const pieces = field
    .split(SURE_SEPARATORS)
    .filter((piece) => generalKey(piece) !== '' && !standsForNone(piece));
  const numbers = new Map<string, FieldNumber>();
  for (const piece of pieces) {
    for (const each of readPiece(piece.trim(), rule, pieces.length > 1 ? 'separator' : 'field')) {
      const name = plainText(each.text);
      if (!numbers.has(name)) numbers.set(name, each);
    }
  }
  return [...numbers.values()];
}

/** The numbers of a field that holds several, in order, each once; what holds no letter or digit is dropped. */
export function splitNumbers(field: string, make?: string): string[] {
  return readNumberField(field, make).map(({ text }) => text);
}

/** What people write where there is no number: kept, all parts with it would be one another's. */
const NO_NUMBER = /^(?:N\s*[/.]\s*A\.?|NA|NONE|NULL|NIL|TBA|TBD|UNKNOWN)$/i;

/** Whether a text stands for there being no number: `N/A`, `none`, `TBD`. */
export function standsForNone(text: string): boolean {
  return text.length <= 20 && NO_NUMBER.test(text.normalize('NFKC').trim());
}

const WHOLE = 'The field is one number.';
const PARTED = 'Numbers of one field are parted by a separator.';

function readPiece(piece: string, rule: MakeRule | undefined, from: 'field' | 'separator'): FieldNumber[] {
  const whole: FieldNumber = { text: piece, from, reason: from === 'field' ? WHOLE : PARTED, confidence: 1 };
  const bracket = IN_BRACKETS.exec(piece);
  if (bracket !== null && isNumber(bracket[2] ?? '') && isNumber(bracket[1] ?? '')) {
    const inside: FieldNumber = {
      text: (bracket[2] ?? '').trim(),
      from: 'brackets',
      reason: 'A second number stands in brackets behind the first.',
      confidence: 0.6,
    };
    return [{ ...whole, text: (bracket[1] ?? '').trim() }, inside];
  }
  const dashed = betweenDashes(piece);
  if (dashed.length > 0)
    return dashed.map((text) => ({ text, from: 'separator', reason: DASHED, confidence: 0.8 }));
  const spaced = betweenBlanks(piece, rule);
  if (spaced.length > 0)
    return spaced.map((text) => ({ text, from: 'separator', reason: SPACED, confidence: 0.8 }));
  if (rule?.slashed?.test(plainText(piece)) === true) return [whole];
  const range = piece.split(RANGE);
  if (range.length === 2 && range.every((end) => generalKey(end) !== '')) return readRange(range, rule);
  return readSlashes(piece, whole, rule);
}

const SPACED = 'The field has the shape of no number of the make; parted at its blanks each piece has.';

/** `34116794300 34116855000`: only where the make's rule knows every piece, and not the whole. */
function betweenBlanks(piece: string, rule: MakeRule | undefined): string[] {
  if (rule === undefined || !/\s/.test(piece) || rule.fold(generalKey(piece)) !== null) return [];
  const parts = piece.split(/\s+/);
  const isWhole = (part: string) =>
    generalKey(part).length >= SHORTEST_BETWEEN_BLANKS && rule.fold(generalKey(part)) !== null;
  return parts.every(isWhole) ? parts : [];
}

const DASHED = 'Numbers that are whole each by itself are parted by a dash between blanks.';

/**
 * `LP2-6150-AA - P2W9-6150-AA`: each is as long as a number, and either has dashes or points itself, or there are three or more.
 * `90915 - YZZJ3` and `3501013 - K1100101` are one number, written with blanks.
 */
function betweenDashes(piece: string): string[] {
  const parts = piece.split(SPACED_DASH).map((part) => part.trim());
  if (parts.length < 2 || !parts.every((part) => isNumber(part) && generalKey(part).length >= 7)) return [];
  return parts.length > 2 || parts.every((part) => /[-.\u2010-\u2015]/.test(part)) ? parts : [];
}

function isNumber(text: string): boolean {
  return /\d{3}|\d.*\d.*\d/.test(text) && generalKey(text).length >= 6 && !/(?![a-z])\p{L}/iu.test(text);
}

function readRange(ends: string[], rule: MakeRule | undefined): FieldNumber[] {
  const reason = 'The ends of a range; what lies between is not told.';
  const [first = '', last = ''] = ends.map((end) => end.trim());
  const shared = completed(first, last, rule);
  return [first, shared?.text ?? last].map(
    (text): FieldNumber => ({
      text,
      from: 'range-end',
      reason,
      confidence: 0.5,
    }),
  );
}

function readSlashes(piece: string, whole: FieldNumber, rule: MakeRule | undefined): FieldNumber[] {
  const parts = piece.split(SLASH).map((part) => part.trim());
  if (parts.length < 2) return [whole];
  const numbers: FieldNumber[] = [];
  let last = '';
  for (const part of parts) {
    const key = generalKey(part);
    if (key === '') continue;
    const shared = last === '' ? undefined : completed(last, part, rule);
    if (shared !== undefined) numbers.push(shared);
    else if (key.length < SHORTEST) return [whole];
    else {
      last = part;
      numbers.push({ text: part, from: 'separator', reason: PARTED, confidence: rule?.slashed ? 0.7 : 0.95 });
    }
  }
  return numbers.length === 1 ? [{ ...whole, text: numbers[0]?.text ?? whole.text }] : numbers;
}

/** `38010` behind `04152-31090`, as `04152-38010`. */
function completed(number: string, piece: string, rule: MakeRule | undefined): FieldNumber | undefined {
  if (rule === undefined || rule.sharedPrefix === null) return undefined;
  const { stem, piece: shape, reason, confidence } = rule.sharedPrefix;
  const key = generalKey(piece);
  if (!shape.test(key) || rule.fold(key) !== null) return undefined;
  const shared = stem.exec(generalKey(number))?.[1];
  const fold = shared === undefined ? null : rule.fold(shared + key);
  if (fold === null) return undefined;
  return { text: fold.display, from: 'shared-prefix', reason, confidence };
}
