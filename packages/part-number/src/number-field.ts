import { generalKey, MAX_NUMBER_LENGTH, plainText } from './general-key.ts';
import type { MakeRule } from './make-rule.ts';
import { ruleOfMake } from './make-rules.ts';

/** Longest field that is taken apart, in UTF-16 units. */
export const MAX_FIELD_LENGTH = 10_000;

/** One number of a field, and how it came to be one. */
export interface FieldNumber {
  text: string;
  /**
   * What of the field says so, as written: `04152-31090/38010` where the text is `04152-38010`. Read as a field it has this number
   * again. The text itself where that is as it stood, or where what says so is longer than `MAX_NUMBER_LENGTH`.
   */
  given: string;
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
/** Brackets behind brackets are read one by one. */
const LONGEST_BRACKETED = 256;
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
    .map((piece) => withoutNone(piece.trim()))
    .filter((piece) => generalKey(piece) !== '');
  const numbers = new Map<string, FieldNumber>();
  for (const piece of pieces) {
    for (const each of readPiece(piece, rule, pieces.length > 1 ? 'separator' : 'field')) {
      const name = plainText(each.text);
      const known = numbers.get(name);
      // What is written out elsewhere in the field isn't a guess.
      if (known === undefined || known.confidence < each.confidence) numbers.set(name, each);
    }
  }
  return [...numbers.values()];
}

/** The numbers of a field that holds several, in order, each once; what holds no letter or digit is dropped. */
export function splitNumbers(field: string, make?: string): string[] {
  return readNumberField(field, make).map(({ text }) => text);
}

/** What people write where there is no number: kept, all parts with it would be one another's. */
const NO_NUMBER = String.raw`(?:(?:N\s*[/.]\s*A|NA|NONE|NULL|NIL|TBA|TBD|UNKNOWN|UNBEKANNT|KEINE|AUCUNE?|NINGUNO|НЕТ|无|無|没有|沒有|暂无|暫無|暂缺|待定|待补|待查|未知|不详)(?![\p{L}\p{N}]))`;
const ONLY_NONE = new RegExp(
  String.raw`^[^\p{L}\p{N}]*${NO_NUMBER}(?:[^\p{L}\p{N}]+${NO_NUMBER})*[^\p{L}\p{N}]*$`,
  'iu',
);
const BETWEEN = String.raw`(?:[/⁄∕~〜]|\s[-\u2010-\u2015]\s)`;
/** One of several, or in brackets behind a number. */
const NONE_AMONG = new RegExp(
  String.raw`(?:^|${BETWEEN}\s*)${NO_NUMBER}\.?(?=\s*(?:$|${BETWEEN}))|[([【]\s*${NO_NUMBER}\.?\s*[)\]】]$`,
  'giu',
);
const ASCII = /^[\x20-\x7e]*$/;
const OUTER_SIGNS = /^(?:[\s/⁄∕~〜]|[-\u2010-\u2015]\s)+|[\s/⁄∕~〜]$/gu;

/** Whether a text stands for there being no number, once or several times: `N/A`, `none`, `TBD / TBD`. */
export function standsForNone(text: string): boolean {
  return text.length <= MAX_FIELD_LENGTH && ONLY_NONE.test(ASCII.test(text) ? text : plainText(text));
}

/** `04152-31090` of `04152-31090 / N/A`; empty where nothing else is left. */
function withoutNone(piece: string): string {
  if (standsForNone(piece)) return '';
  const plain = piece.normalize('NFKC');
  const rest = plain.replace(NONE_AMONG, '');
  return rest === plain ? piece : rest.replace(OUTER_SIGNS, '').trim();
}

const WHOLE = 'The field is one number.';
const PARTED = 'Numbers of one field are parted by a separator.';

function readPiece(piece: string, rule: MakeRule | undefined, from: 'field' | 'separator'): FieldNumber[] {
  const whole: FieldNumber = {
    ...{ text: piece, given: piece, from },
    reason: from === 'field' ? WHOLE : PARTED,
    confidence: 1,
  };
  const bracket = piece.length > LONGEST_BRACKETED ? null : IN_BRACKETS.exec(piece);
  if (bracket !== null && isNumber(bracket[2] ?? '') && isNumber(bracket[1] ?? '')) {
    const inside = readPiece((bracket[2] ?? '').trim(), rule, from).map(
      ({ text, confidence }): FieldNumber => ({
        ...givenIn(piece, text),
        from: 'brackets',
        reason: 'A second number stands in brackets behind the first.',
        confidence: Math.min(confidence, 0.6),
      }),
    );
    return [...readPiece((bracket[1] ?? '').trim(), rule, from), ...inside];
  }
  const dashed = betweenDashes(piece);
  if (dashed.length > 0)
    return dashed.map((text) => ({
      ...givenIn(piece, text),
      from: 'separator',
      reason: DASHED,
      confidence: 0.8,
    }));
  const spaced = betweenBlanks(piece, rule);
  if (spaced.length > 0)
    return spaced.map((text) => ({
      ...givenIn(piece, text),
      from: 'separator',
      reason: SPACED,
      confidence: 0.8,
    }));
  if (rule?.slashed?.test(plainText(piece)) === true) return [whole];
  const range = piece.split(RANGE);
  if (range.length === 2 && range.every((end) => generalKey(end) !== ''))
    return readRange(piece, range, rule);
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

/** Of a text too long for a number's place only the number is kept. */
function givenIn(piece: string, text: string): Pick<FieldNumber, 'text' | 'given'> {
  return { text, given: piece.length <= MAX_NUMBER_LENGTH ? piece : text };
}

function readRange(piece: string, ends: string[], rule: MakeRule | undefined): FieldNumber[] {
  const reason = 'The ends of a range; what lies between is not told.';
  const [first = '', last = ''] = ends.map((end) => end.trim());
  const shared = completed(first, last, rule);
  return [first, shared?.text ?? last].map(
    (text): FieldNumber => ({
      ...givenIn(piece, text),
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
      numbers.push(
        rule?.slashed
          ? { ...givenIn(piece, part), from: 'separator', reason: PARTED, confidence: 0.7 }
          : { text: part, given: part, from: 'separator', reason: PARTED, confidence: 0.95 },
      );
    }
  }
  const [first] = numbers;
  return numbers.length === 1 && first !== undefined
    ? [{ ...whole, text: first.text, given: first.text }]
    : numbers;
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
  return { ...givenIn(`${number}/${piece}`, fold.display), from: 'shared-prefix', reason, confidence };
}
