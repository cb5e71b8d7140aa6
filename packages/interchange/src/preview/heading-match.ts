import { type ColumnSpec, headingKey } from '../columns.ts';
import { HEADING_WORDS } from './heading-words.ts';

export type ProposalReason = 'mapping' | 'name' | 'synonym' | 'spelling' | 'part-of-heading' | 'values';

export interface HeadingMatch {
  /** Index into the columns. */
  column: number;
  /** From 0 to 1. */
  confidence: number;
  reason: ProposalReason;
  /** The word that it goes by. */
  evidence: string;
}

interface Word {
  key: string;
  text: string;
  column: number;
  reason: ProposalReason;
  confidence: number;
}

const MAX_HEADING = 60;
/** Letters of other alphabets that look like Latin ones, as they come into files by copying. */
const LOOK_ALIKES: Readonly<Record<string, string>> = {
  ...{
    а: 'a',
    е: 'e',
    о: 'o',
    р: 'p',
    с: 'c',
    у: 'y',
    х: 'x',
    в: 'b',
    к: 'k',
    м: 'm',
    н: 'h',
    т: 't',
    і: 'i',
  },
  ...{ α: 'a', ο: 'o', ρ: 'p', ν: 'v', τ: 't', ι: 'i', κ: 'k', ε: 'e', ⅼ: 'l' },
};

/** Every word, whatever it names: one that names what the kind has no field for is no misspelling of another. */
const KNOWN = new Set(Object.values(HEADING_WORDS).flatMap((words) => words.map(headingKey)));
/** They name the brand of the part as often as the make of the vehicle: of the latter where a table may have it. */
const BRAND_OR_MAKE = new Set(['marca', 'marque', 'марка']);

/** Compiles the columns into what finds the fields that a heading may mean, the likeliest first. */
export function headingMatcher(columns: readonly ColumnSpec[]): (heading: string) => HeadingMatch[] {
  const words = columns.flatMap((column, at) => wordsOf(column, at));
  const byKey = Map.groupBy(words, ({ key }) => key);

  return (heading) => {
    const key = headingKey(heading);
    if (key === '' || heading.length > MAX_HEADING * 4) return [];
    const found = new Map<number, HeadingMatch>();
    const add = ({ column, reason, text }: Word, confidence: number, why: ProposalReason = reason) => {
      if ((found.get(column)?.confidence ?? 0) < confidence)
        found.set(column, { column, confidence, reason: why, evidence: text });
    };
    for (const word of byKey.get(key) ?? []) add(word, word.confidence);
    const plain = plainKey(key);
    if (plain !== key) for (const word of byKey.get(plain) ?? []) add(word, word.confidence * 0.92);
    if (found.size === 0 && plain.length <= MAX_HEADING && !KNOWN.has(key) && !KNOWN.has(plain)) {
      for (const word of words) {
        if (isMisspelt(plain, word.key)) add(word, word.confidence * 0.78, 'spelling');
        else if (isPartOf(plain, word.key)) add(word, word.confidence * 0.62, 'part-of-heading');
      }
    }
    return [...found.values()].sort(
      (a, b) => b.confidence - a.confidence || b.evidence.length - a.evidence.length,
    );
  };
}

function wordsOf(column: ColumnSpec, at: number): Word[] {
  const word = (text: string, reason: ProposalReason, confidence: number) => ({
    ...{ key: headingKey(text), text, column: at, reason, confidence },
  });
  return [
    word(column.name, 'name', 1),
    ...(column.synonyms ?? []).map((text) => word(text, 'synonym', 0.98)),
    ...(Object.hasOwn(HEADING_WORDS, column.name) ? (HEADING_WORDS[column.name] ?? []) : []).map((text) =>
      word(text, 'synonym', column.name === 'brand' && BRAND_OR_MAKE.has(text) ? 0.7 : 0.8),
    ),
  ];
}

/** `单价（元）*必填` is `单价`; letters that only look Latin are. */
function plainKey(key: string): string {
  const bare = key.replace(/[（(【[].*?[)）\]】]/g, '').replace(/必填|选填|required|optional/g, '');
  const folded = [...bare].map((letter) => LOOK_ALIKES[letter] ?? letter).join('');
  return folded.replace(/[^\p{L}\p{N}]+/gu, '');
}

function isMisspelt(key: string, word: string): boolean {
  const shorter = Math.min(key.length, word.length);
  if (/[^\x20-\x7e]/.test(word)) return shorter >= 4 && distance(key, word, 1) <= 1;
  if (shorter < 5) return false;
  const allowed = shorter >= 9 ? 2 : 1;
  return distance(key, word, allowed) <= allowed;
}

/** A whole word of the trade within a longer heading: two Chinese characters say enough, five letters do. */
function isPartOf(key: string, word: string): boolean {
  const enough = /\p{Script=Han}/u.test(word) ? word.length >= 2 : word.length >= 5;
  return enough && key.length > word.length && key.length <= word.length * 4 && key.includes(word);
}

/** Insertions, deletions, substitutions and swaps of neighbours between two texts; stops beyond `limit`. */
function distance(a: string, b: string, limit: number): number {
  if (Math.abs(a.length - b.length) > limit) return limit + 1;
  let [older, before]: [number[], number[]] = [[], Array.from({ length: b.length + 1 }, (_, at) => at)];
  for (let i = 1; i <= a.length; i += 1) {
    const row = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const same = a[i - 1] === b[j - 1] ? 0 : 1;
      let least = Math.min((before[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1, (before[j - 1] ?? 0) + same);
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
        least = Math.min(least, (older[j - 2] ?? 0) + 1);
      row.push(least);
    }
    if (Math.min(...row) > limit) return limit + 1;
    [older, before] = [before, row];
  }
  return before[b.length] ?? limit + 1;
}
