import { simplified } from '@qipei/han';

/** A word of Latin letters, digits or another alphabet, or a run of Chinese, Japanese or Korean characters. */
interface Piece {
  text: string;
  cjk: boolean;
}

/** A word of a query and what is looked up for it. */
export interface QueryWord {
  text: string;
  cjk: boolean;
  /** All of them must occur. */
  terms: QueryTerm[];
}

export interface QueryTerm {
  text: string;
  prefix: boolean;
}

const MAX_WORD = 64;
const MAX_TEXT = 8_192;
const MAX_COMPLETE = 64;
const MAX_QUERY = 256;
const MAX_QUERY_WORDS = 16;
const MAX_QUERY_TERMS = 64;

const CJK = String.raw`\u3005-\u3007\u3041-\u30fa\u30fc-\u30ff\u3400-\u9fff\uac00-\ud7af\uf900-\ufaff\u{20000}-\u{323af}`;
const PIECES = new RegExp(`([${CJK}]+)|([[\\p{L}\\p{N}\\p{M}]--[${CJK}]]+)`, 'gv');
// biome-ignore lint/suspicious/noControlCharactersInRegex: the ASCII range begins with control characters
const ASCII = /^[\x00-\x7f]*$/;
const LETTERS = /^\p{L}+$/u;

function pieces(text: string): Piece[] {
  const folded = ASCII.test(text)
    ? text.toLowerCase()
    : simplified(text.toWellFormed().normalize('NFKC').toLowerCase());
  return commonPieces(folded) ?? anyPieces(folded);
}

function anyPieces(folded: string): Piece[] {
  const found: Piece[] = [];
  for (const match of folded.matchAll(PIECES)) {
    const cjk = match[1] !== undefined;
    found.push({ text: cjk ? match[0] : cutWord(match[0]), cjk });
  }
  return found;
}

const OTHER = 0;
const SEPARATOR = 1;
const WORD = 2;
const IDEOGRAPH = 3;

/** ASCII, the common Chinese characters and their punctuation; the rest of Unicode is left to the expression. */
function kindOf(code: number): number {
  if (code < 0x80) {
    const wordly = (code >= 0x61 && code <= 0x7a) || (code >= 0x30 && code <= 0x39);
    return wordly ? WORD : SEPARATOR;
  }
  if (code >= 0x4e00 && code <= 0x9fff) return IDEOGRAPH;
  return code >= 0x3000 && code <= 0x3002 ? SEPARATOR : OTHER;
}

/** What `anyPieces` gives, several times faster; null where the text has other characters. */
function commonPieces(folded: string): Piece[] | null {
  const found: Piece[] = [];
  let start = 0;
  let open = SEPARATOR;
  for (let i = 0; i <= folded.length; i += 1) {
    const kind = i === folded.length ? SEPARATOR : kindOf(folded.charCodeAt(i));
    if (kind === OTHER) return null;
    if (kind === open) continue;
    if (open === IDEOGRAPH) found.push({ text: folded.slice(start, i), cjk: true });
    else if (open === WORD)
      found.push({ text: folded.slice(start, Math.min(i, start + MAX_WORD)), cjk: false });
    start = i;
    open = kind;
  }
  return found;
}

function cutWord(word: string): string {
  return word.length <= MAX_WORD ? word : word.slice(0, MAX_WORD).toWellFormed();
}

function characters(run: string): string[] {
  return Array.from(run);
}

/** Overlapping pairs, and the last character alone, so that every character begins a term. */
function addPairs(run: string, terms: string[]): void {
  if (SURROGATE.test(run)) {
    const each = characters(run);
    each.forEach((character, index) => {
      terms.push(character + (each[index + 1] ?? ''));
    });
    return;
  }
  for (let i = 0; i < run.length; i += 1) terms.push(run.slice(i, i + 2));
}

const SURROGATE = /[\ud800-\udfff]/;

/** What one text is found by. */
export interface TextTerms {
  words: string[];
  /** Of Chinese, Japanese and Korean. */
  pairs: string[];
  /** Equal for texts of the same words in the same order; null where the text is too long for that. */
  complete: string | null;
}

export function textTerms(text: string): TextTerms {
  const all = pieces(text.slice(0, MAX_TEXT));
  const words: string[] = [];
  const pairs: string[] = [];
  for (const piece of all) {
    if (piece.cjk) addPairs(piece.text, pairs);
    else words.push(piece.text);
  }
  return { words, pairs, complete: completeKey(all) };
}

function completeKey(all: readonly Piece[]): string | null {
  let key = '';
  for (const piece of all) {
    key += (key === '' ? '' : '_') + piece.text;
    if (key.length > MAX_COMPLETE) return null;
  }
  return key === '' ? null : key;
}

export function queryWords(text: string): { words: QueryWord[]; complete: string | null } {
  const all = pieces(text.slice(0, MAX_QUERY));
  const words: QueryWord[] = [];
  const seen = new Set<string>();
  all.forEach((piece, index) => {
    const last = index === all.length - 1;
    if (seen.has(piece.text) && !last) return;
    seen.add(piece.text);
    words.push(queryWord(piece, last));
  });
  return { words: bounded(words), complete: completeKey(all) };
}

function bounded(words: readonly QueryWord[]): QueryWord[] {
  let terms = 0;
  const kept: QueryWord[] = [];
  for (const word of words.slice(0, MAX_QUERY_WORDS)) {
    terms += word.terms.length;
    if (terms > MAX_QUERY_TERMS) break;
    kept.push(word);
  }
  return kept;
}

function queryWord({ text, cjk }: Piece, last: boolean): QueryWord {
  if (!cjk) return { text, cjk, terms: [{ text, prefix: last && text.length >= 2 }] };
  const each = characters(text).slice(0, 32);
  if (each.length === 1) return { text, cjk, terms: [{ text, prefix: true }] };
  const pairs = new Set(each.slice(1).map((character, index) => (each[index] ?? '') + character));
  return { text, cjk, terms: [...pairs].map((pair) => ({ text: pair, prefix: false })) };
}

/** Whether a word is one whose misspelling is looked for: letters only, since a digit that differs is another thing. */
export function isSpelled(word: string): boolean {
  return word.length >= 3 && word.length <= 32 && LETTERS.test(word);
}

/** Pairs that overlap become one run again: 刹车, 车片 is 刹车片. */
export function joinPairs(pairs: readonly string[]): string {
  let text = '';
  for (const pair of pairs) {
    const [first = '', ...rest] = Array.from(pair);
    if (text !== '' && text.endsWith(first)) text += rest.join('');
    else text += (text === '' ? '' : ' ') + pair;
  }
  return text;
}
