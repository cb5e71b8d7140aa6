import { generalKey, plainText } from './general-key.ts';
import type { MakeRule } from './make-rule.ts';
import { ruleOfMake } from './make-rules.ts';

/** Longest text with labels and notes in which one number is looked for, in UTF-16 units. */
export const MAX_TEXT_LENGTH = 256;

export interface NumberText {
  /** What is left for the number. */
  text: string;
  /** What stood beside it: `机油格` of `90915-YZZJ3（机油格）`. Empty for none. */
  note: string;
}

const LABEL =
  /^(?:OEM?\s*(?:(?:NO|NR|NUMBER|REF)\.?\s*)?[:#]|OEM?\s+(?:NO|NR|NUMBER|REF)\b\.?\s*[:#]?|OEM\s+(?=.*\d)|P\/N\b\s*[:.#]?|PN\s*[:#]|PN\s+(?=.*\d)|PART\s*(?:NO|NUMBER|NR|#)\.?\s*[:#]?|(?:REF|ART|ARTICLE)\.?\s*(?:(?:NO|NR)\.?\s*)?[:#]|NO\s*[.:]|NR\s*[.:]|[#*:])\s*/i;
/** Words of other scripts before and behind the number, with what binds them to it. */
const FOREIGN = String.raw`(?:(?![a-zA-Z])\p{L}\p{M}*)`;
const WORDS_BEFORE = new RegExp(
  String.raw`^(${FOREIGN}(?:${FOREIGN}|[\s()/·.]){0,40})\s*[:：]?\s*(?=[\s\S]*\d)`,
  'u',
);
const WORDS_BEHIND = new RegExp(String.raw`[\s,]*(${FOREIGN}(?:${FOREIGN}|[\s()/·.]){0,40})$`, 'u');
const BRACKETED =
  /^([\s\S]*\S)\s*[([{<【「『〔〈《]([^()[\]{}<>【】「」『』〔〕〈〉《》]{0,120})[)\]}>】」』〕〉》]\s*$/;
const NEEDS_READING = /[^\x20-\x7e]|[([{<:#*]|^\s*(?:oe|p\/?n|part|ref|art|no|nr)/i;
const MAX_ROUNDS = 6;

/**
 * The number of a text and what stands beside it: labels (`OE:`, `P/N`, `零件号`), notes in brackets, words of other
 * scripts, and the make's own name where the rest has the shape of its numbers. A bracket with a digit and no words is
 * taken for part of the number.
 */
export function readNumberText(raw: string, rule: MakeRule | undefined): NumberText {
  if (raw.length > MAX_TEXT_LENGTH || !NEEDS_READING.test(raw))
    return withoutMake({ text: raw, note: '' }, rule);
  const notes: string[] = [];
  let text = raw.replaceAll('№', 'No.').normalize('NFKC').trim();
  for (let round = 0; round < MAX_ROUNDS; round += 1) {
    const before = text;
    text = text.replace(LABEL, '').trim();
    const bracket = BRACKETED.exec(text);
    if (bracket !== null && isNote(bracket[2] ?? '') && generalKey(bracket[1] ?? '') !== '') {
      notes.push((bracket[2] ?? '').trim());
      text = (bracket[1] ?? '').trim();
    }
    for (const words of [WORDS_BEFORE, WORDS_BEHIND]) {
      const found = words.exec(text);
      if (found === null) continue;
      const rest = text.replace(words, '').trim();
      if (generalKey(rest) === '') continue;
      notes.push((found[1] ?? '').trim());
      text = rest;
    }
    if (text === before) break;
  }
  const read = withoutMake({ text, note: notes.filter((note) => note !== '').join('; ') }, rule);
  return generalKey(read.text) === '' ? { text: raw, note: '' } : read;
}

function isNote(text: string): boolean {
  if (/(?![a-z])\p{L}/iu.test(text)) return true;
  if (/^\s*\d{1,3}\s*(?:PCS?|EA|SETS?|X)\.?\s*$/i.test(text)) return true;
  return !/\d/.test(text) && (text.match(/[a-z]/gi)?.length ?? 0) >= 3;
}

const MAX_WORDS = 3;
const LABEL_WORDS = new Set(['OE', 'OEM', 'NO', 'NR', 'PN', 'REF', 'ART']);

/**
 * `VW 1H0 819 644` and `OE A 274 200 01 07 - MERCEDES-BENZ`: names and labels are left out, from either end, where the
 * rest alone has the shape of the make's numbers.
 */
function withoutMake(read: NumberText, rule: MakeRule | undefined): NumberText {
  if (rule === undefined || read.text.length > MAX_TEXT_LENGTH || !/[a-z]{2}[^a-z0-9]/i.test(`${read.text} `))
    return read;
  const text = shortened(plainText(read.text), rule, 2);
  return text === undefined ? read : { ...read, text };
}

function shortened(text: string, rule: MakeRule, depth: number): string | undefined {
  const words = text.split(/([ :_-]+)/);
  for (let count = 1; count <= Math.min(MAX_WORDS * 2 - 1, words.length - 2); count += 2) {
    const ends: [name: string, rest: string][] = [
      [words.slice(0, count).join(''), words.slice(count + 1).join('')],
      [words.slice(-count).join(''), words.slice(0, -count - 1).join('')],
    ];
    for (const [name, rest] of ends) {
      if (!LABEL_WORDS.has(name) && (/^\d/.test(name) || ruleOfMake(name) !== rule)) continue;
      const inner = depth > 1 ? shortened(rest, rule, depth - 1) : undefined;
      if (inner !== undefined) return inner;
      if (rule.fold(generalKey(rest)) !== null) return rest;
    }
  }
  return undefined;
}
