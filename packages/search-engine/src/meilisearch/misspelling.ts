import type { IndexSchema, SearchResult } from '../search-engine.ts';
import { allowedEdits, byNearness, editDistance } from '../text/spelling.ts';
import { isSpelled, joinPairs, type QueryTerm, type QueryWord } from '../text/words.ts';
import { ATTRIBUTES } from './attributes.ts';
import { allOf, anyOf, type Filter } from './filter.ts';
import type { SearchServer } from './server.ts';
import { type Match, wordFilter, wordMatch } from './tiers.ts';

/** What is searched for words that no visible document has all of. */
export interface OtherWords {
  match: Match;
  terms: QueryTerm[];
  corrections: SearchResult['corrections'];
  relaxed: SearchResult['relaxed'];
}

/** Of so many words, the rarest, it is tried which of them documents have together. */
const MAX_RELAXED = 6;

/**
 * Words with the misspelt ones replaced; then as many of them as any document has. What is visible decides at each step,
 * filters don't: a filter narrows an answer and never changes what it is an answer to.
 */
export function otherWords(server: SearchServer, schema: IndexSchema, visible: Filter) {
  const totals = (filters: readonly Filter[]): Promise<number[]> =>
    server.totals(filters.map((filter) => allOf([visible, filter])));
  const ofWords = (words: readonly QueryWord[]): Filter => wordFilter(schema, words);

  async function corrected(word: QueryWord): Promise<{ to: string; word: QueryWord } | undefined> {
    if (word.cjk) return await partial(word);
    const limit = allowedEdits(word.text.length);
    if (limit === 0 || !isSpelled(word.text)) return undefined;
    const found = await server.facetValues(ATTRIBUTES.spelling, word.text, visible);
    const near = found
      .map(({ value, count }) => ({ word: value, count, distance: editDistance(word.text, value, limit) }))
      .filter(({ distance }) => distance > 0 && distance <= limit);
    const nearness = byNearness(word.text);
    const [best] = near.sort((a, b) => a.distance - b.distance || b.count - a.count || nearness(a, b));
    if (best === undefined) return undefined;
    const terms = [{ text: best.word, prefix: false }];
    return { to: best.word, word: { ...word, text: best.word, terms } };
  }

  /** Of a run of characters the pairs without one character that is wrong, or those that any document has; half of all at least. */
  async function partial(word: QueryWord): Promise<{ to: string; word: QueryWord } | undefined> {
    const { terms } = word;
    const counts = await totals(terms.map((term) => ofWords([{ ...word, terms: [term] }])));
    const known = terms.filter((_, index) => (counts[index] ?? 0) > 0);
    const enough = (some: readonly QueryTerm[]): boolean => some.length >= Math.ceil(terms.length / 2);
    if (terms.length < 2 || !enough(known)) return undefined;
    // The character at a place is in the pair that begins there and in the one before.
    const withoutOne = [...terms, undefined].map((_, at) =>
      terms.filter((term, index) => index !== at && index !== at - 1 && known.includes(term)),
    );
    const tried = [known, ...withoutOne.filter(enough).sort((a, b) => b.length - a.length)];
    const each = await totals(tried.map((some) => ofWords([{ ...word, terms: some }])));
    const kept = tried.find((_, index) => (each[index] ?? 0) > 0);
    if (kept === undefined) return undefined;
    return { to: joinPairs(kept.map((term) => term.text)), word: { ...word, terms: kept } };
  }

  async function mostOf(
    words: readonly QueryWord[],
  ): Promise<{ filter: Filter; matched: number } | undefined> {
    const counts = await totals(words.map((word) => ofWords([word])));
    const rarest = words
      .map((word, index) => ({ filter: ofWords([word]), count: counts[index] ?? 0 }))
      .sort((a, b) => a.count - b.count)
      .slice(0, MAX_RELAXED)
      .map(({ filter }) => filter);
    const levels = rarest.map((_, index) => rarest.length - index);
    const filters = levels.map((size) => anyOf(subsets(rarest, size).map(allOf)));
    const found = await totals(filters);
    const best = found.findIndex((total) => total > 0);
    const filter = filters[best];
    return filter === undefined ? undefined : { filter, matched: levels[best] ?? 0 };
  }

  /** Undefined where some visible document has all the words as they are. */
  return async function instead(words: readonly QueryWord[]): Promise<OtherWords | undefined> {
    const [all = 0, ...counts] = await totals([ofWords(words), ...words.map((word) => ofWords([word]))]);
    if (all > 0) return undefined;
    const corrections: OtherWords['corrections'] = [];
    const usable: QueryWord[] = [];
    for (const [index, word] of words.entries()) {
      const correction = (counts[index] ?? 0) > 0 ? { to: '', word } : await corrected(word);
      if (correction === undefined) continue;
      if (correction.to !== '') corrections.push({ from: word.text, to: correction.to });
      usable.push(correction.word);
    }
    const terms = usable.flatMap((word) => word.terms);
    if (usable.length === words.length && corrections.length > 0) {
      const [together = 0] = await totals([ofWords(usable)]);
      if (together > 0) return { match: wordMatch(schema, usable, null), terms, corrections, relaxed: null };
    }
    const most = usable.length === 0 ? undefined : await mostOf(usable);
    if (most === undefined) {
      return { match: { all: ofWords([]), tiers: [] }, terms, corrections, relaxed: null };
    }
    const { filter, matched } = most;
    return {
      match: { all: filter, tiers: [{ filter }] },
      terms,
      corrections,
      relaxed: { matched, of: words.length },
    };
  };
}

/** Each choice of so many of them, in their order. */
function subsets<T>(items: readonly T[], size: number): T[][] {
  if (size === 0) return [[]];
  return items.flatMap((item, index) =>
    subsets(items.slice(index + 1), size - 1).map((rest) => [item, ...rest]),
  );
}
