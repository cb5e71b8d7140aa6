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
const ASCII_PIECES = /[a-z0-9]+/g;
// biome-ignore lint/suspicious/noControlCharactersInRegex: the ASCII range begins with control characters
const ASCII = /^[\x00-\x7f]*$/;
const LETTERS = /^\p{L}+$/u;

function pieces(text: string): Piece[] {
  if (ASCII.test(text)) {
    return (text.toLowerCase().match(ASCII_PIECES) ?? []).map((word) => ({
      text: word.slice(0, MAX_WORD),
      cjk: false,
    }));
  }
  const found: Piece[] = [];
  for (const match of text.toWellFormed().normalize('NFKC').toLowerCase().matchAll(PIECES)) {
    const cjk = match[1] !== undefined;
    found.push({ text: cjk ? match[0] : cutWord(match[0]), cjk });
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
function bigrams(run: string): string[] {
  const each = characters(run);
  return each.map((character, index) => character + (each[index + 1] ?? ''));
}

/** What one text is found by. */
export interface TextTerms {
  terms: string[];
  /** Equal for texts of the same words in the same order; null where the text is too long for that. */
  complete: string | null;
}

export function textTerms(text: string): TextTerms {
  const all = pieces(text.slice(0, MAX_TEXT));
  const terms: string[] = [];
  for (const piece of all) {
    if (piece.cjk) terms.push(...bigrams(piece.text));
    else terms.push(piece.text);
  }
  return { terms, complete: completeKey(all) };
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
  return word.length >= 3 && word.length <= 32 && LETTERS.test(word) && !isCjkTerm(word);
}

const CJK_TERM = new RegExp(`[${CJK}]`, 'v');

function isCjkTerm(term: string): boolean {
  return CJK_TERM.test(term);
}
