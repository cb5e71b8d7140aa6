// What is typed, letter by letter, against names in Chinese and English.

export interface TextRange {
  /** Code units of UTF-16; `end` isn't among them. */
  start: number;
  end: number;
}

/** A text without case, width, marks and anything but letters and digits; each character knows where it stood. */
interface Folded {
  text: string;
  from: readonly number[];
  to: readonly number[];
  /** Where a word of Latin letters or digits begins, and every Chinese character. */
  starts: ReadonlySet<number>;
}

/** A name as it is held to be found. */
export interface TypedName {
  text: string;
  folded: Folded;
  /** First letters of the syllables, and the syllables, of its Chinese characters; empty without. */
  initials: string;
  syllables: readonly string[];
}

/** What was typed so far. */
export interface Typed {
  /** In one piece. */
  whole: string;
  /** Words of Latin letters and digits, and runs of Chinese. */
  pieces: readonly string[];
}

/** How well a name fits; larger is better. */
export type NameRank = 1 | 2 | 3 | 4 | 5;
const RANK = { whole: 5, beginning: 4, words: 3, pinyin: 2 } as const satisfies Record<string, NameRank>;

const ALPHANUMERIC = /[\p{L}\p{N}]/u;
const HAN = /\p{Script=Han}/u;
const PIECE = /\p{Script=Han}+|(?:(?!\p{Script=Han})[\p{L}\p{N}])+/gu;

function foldCharacter(character: string): string {
  return character
    .normalize('NFKD')
    .replace(/[^\p{L}\p{N}]/gu, '')
    .toLowerCase();
}

function fold(text: string): Folded {
  let folded = '';
  const [from, to]: [number[], number[]] = [[], []];
  const starts = new Set<number>();
  let position = 0;
  let inWord = false;
  for (const character of text) {
    const piece = foldCharacter(character);
    const isHan = HAN.test(character);
    if (piece !== '' && (isHan || !inWord)) starts.add(folded.length);
    for (let i = 0; i < piece.length; i += 1) {
      from.push(position);
      to.push(position + character.length);
    }
    folded += piece;
    inWord = piece !== '' && !isHan && ALPHANUMERIC.test(character);
    position += character.length;
  }
  return { text: folded, from, to, starts };
}

/** @param syllablesOf how Chinese is spoken, a syllable for each character */
export function typedName(text: string, syllablesOf: (han: string) => readonly string[]): TypedName {
  const han = text.match(/\p{Script=Han}/gu)?.join('') ?? '';
  const syllables = han === '' ? [] : syllablesOf(han);
  return { text, folded: fold(text), syllables, initials: syllables.map((each) => each[0] ?? '').join('') };
}

const MAX_TYPED = 128;
const MAX_PIECES = 8;

export function readTyped(text: string): Typed {
  const whole = fold(text.slice(0, MAX_TYPED)).text;
  const pieces = text.slice(0, MAX_TYPED).match(PIECE) ?? [];
  return {
    whole,
    pieces: pieces
      .slice(0, MAX_PIECES)
      .map((piece) => fold(piece).text)
      .filter((piece) => piece !== ''),
  };
}

/** Whether what was typed may be the beginning of the name, and what of it is there. */
export function matchName(
  name: TypedName,
  typed: Typed,
): { rank: NameRank; matched: TextRange[] } | undefined {
  const { folded } = name;
  if (typed.whole === '' || folded.text === '') return undefined;
  if (folded.text.startsWith(typed.whole)) {
    const rank = folded.text.length === typed.whole.length ? RANK.whole : RANK.beginning;
    return { rank, matched: [rangeOf(folded, 0, typed.whole.length)] };
  }
  const matched = typed.pieces.map((piece) => standsAt(folded, piece));
  if (matched.length > 0 && matched.every((range) => range !== undefined))
    return { rank: RANK.words, matched: joined(matched) };
  return matchPinyin(name, typed.whole);
}

/** What of a text was typed, as far as it stands there. */
export function markedIn(text: string, typed: Typed): TextRange[] {
  const folded = fold(text);
  return joined(typed.pieces.map((piece) => standsAt(folded, piece)).filter((range) => range !== undefined));
}

function standsAt(folded: Folded, piece: string): TextRange | undefined {
  for (let from = folded.text.indexOf(piece); from !== -1; from = folded.text.indexOf(piece, from + 1))
    if (folded.starts.has(from)) return rangeOf(folded, from, from + piece.length);
  return undefined;
}

/** Fewer letters begin too many names. */
const MIN_PINYIN = 2;

/** `jylqq` or `jiyoulv` for 机油滤清器. */
function matchPinyin(name: TypedName, typed: string): { rank: NameRank; matched: TextRange[] } | undefined {
  if (typed.length < MIN_PINYIN || !/^[a-z]+$/.test(typed) || name.initials === '') return undefined;
  if (name.initials.startsWith(typed)) return { rank: RANK.pinyin, matched: firstHan(name, typed.length) };
  let rest = typed;
  for (const [at, syllable] of name.syllables.entries()) {
    if (syllable.startsWith(rest)) return { rank: RANK.pinyin, matched: firstHan(name, at + 1) };
    if (!rest.startsWith(syllable)) return undefined;
    rest = rest.slice(syllable.length);
  }
  return undefined;
}

function firstHan({ text }: TypedName, count: number): TextRange[] {
  const ranges: TextRange[] = [];
  for (const { index, 0: character } of text.matchAll(/\p{Script=Han}/gu)) {
    if (ranges.length === count) break;
    ranges.push({ start: index, end: index + character.length });
  }
  return joined(ranges);
}

function rangeOf({ from, to }: Folded, first: number, after: number): TextRange {
  const start = from[first] ?? 0;
  return { start, end: to[after - 1] ?? start };
}

/** In order, those that touch or overlap as one. */
function joined(ranges: readonly TextRange[]): TextRange[] {
  const sorted = ranges.toSorted((a, b) => a.start - b.start);
  const result: TextRange[] = [];
  for (const { start, end } of sorted) {
    const last = result.at(-1);
    if (last !== undefined && start <= last.end) last.end = Math.max(last.end, end);
    else result.push({ start, end });
  }
  return result;
}
