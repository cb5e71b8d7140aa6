import type { IndexSchema } from '../search-engine.ts';
import type { Candidate } from '../text/spelling.ts';
import { joinPairs, type QueryTerm, type QueryWord, queryWords } from '../text/words.ts';
import { intersection, type Matches, occurrences, type Scored } from './matches.ts';
import type { Postings } from './postings.ts';
import { fieldLetters, quoted } from './terms.ts';

export interface WordMatches extends Matches {
  /** The terms that were searched in the end. */
  terms: QueryTerm[];
  corrections: { from: string; to: string }[];
  relaxed: { matched: number; of: number } | null;
}

interface Visibility {
  /** One above the highest document number. */
  size: number;
  sees(document: number): boolean;
  /** The words are neither corrected nor given up: something else answers. */
  asTyped: boolean;
}

/** A beginning of a word is worth less than the word. */
const PREFIX_SHARE = 0.75;
/** Above all that words can add up to. */
const COMPLETE_BONUS = 1000;

/**
 * Words, all of them; then with misspelt ones replaced; then as many of them as any document has. What is visible decides at
 * each step, filters don't: a filter narrows an answer and never changes what it is an answer to.
 */
export function wordSearch(
  schema: IndexSchema,
  postings: Postings,
  candidates: (word: string) => Candidate[],
) {
  const fields = fieldLetters(schema).text;
  const heaviest = fields[0]?.weight ?? 1;
  const worth = fields.map(({ letter, weight }) => ({ letter, share: weight / heaviest }));

  function listsOf({ text, prefix }: QueryTerm): Scored[] {
    const lists: Scored[] = [];
    for (const { letter, share } of worth) {
      const exact = quoted(letter + text);
      lists.push({ documents: postings.words(exact), score: share });
      if (!prefix) continue;
      const longer = postings.words(`${quoted(letter + text, true)} NOT ${exact}`);
      lists.push({ documents: longer, score: share * PREFIX_SHARE });
    }
    return prefix ? lists.sort((a, b) => b.score - a.score) : lists;
  }

  function listsOfWord(word: QueryWord): Scored[][] {
    return word.terms.map(listsOf);
  }

  function allOf(words: readonly QueryWord[], size: number): Matches {
    return intersection(words.flatMap(listsOfWord), size);
  }

  function addCompleteness(matches: Matches, complete: string | null): void {
    if (complete === null || matches.scores === null) return;
    for (const { letter, share } of worth) {
      for (const document of postings.words(quoted(`=${letter}${complete}`))) {
        const score = matches.scores[document] ?? 0;
        // A document that is in the list only by its worse field keeps the bonus of the better.
        if (score > 0 && score < COMPLETE_BONUS)
          matches.scores[document] = score + COMPLETE_BONUS * (1 + share);
      }
    }
  }

  function corrected(word: QueryWord, visibility: Visibility): { to: string; word: QueryWord } | null {
    if (word.cjk) return partial(word, visibility);
    let best: { word: string; distance: number; count: number } | undefined;
    for (const candidate of candidates(word.text)) {
      if (best !== undefined && candidate.distance > best.distance) break;
      const lists = listsOf({ text: candidate.word, prefix: false });
      const count = visibleCount(intersection([lists], visibility.size).documents, visibility);
      if (count > (best?.count ?? 0)) best = { ...candidate, count };
    }
    if (best === undefined) return null;
    return { to: best.word, word: { ...word, text: best.word, terms: [{ text: best.word, prefix: false }] } };
  }

  /** Of a run of characters those pairs that the documents with the most of them have; half of all at least. */
  function partial(word: QueryWord, visibility: Visibility): { to: string; word: QueryWord } | null {
    const lists = listsOfWord(word);
    const { documents, counts } = occurrences(lists, visibility.size);
    let most = 0;
    let sample = 0;
    for (const document of documents) {
      const count = counts[document] ?? 0;
      if (count > most && visibility.sees(document)) {
        most = count;
        sample = document;
      }
    }
    if (word.terms.length < 2 || most < Math.ceil(word.terms.length / 2)) return null;
    const terms = word.terms.filter((_, index) =>
      (lists[index] ?? []).some((list) => list.documents.includes(sample)),
    );
    return { to: joinPairs(terms.map((term) => term.text)), word: { ...word, terms } };
  }

  function anyVisible(documents: Uint32Array, visibility: Visibility): boolean {
    return documents.some((document) => visibility.sees(document));
  }

  /** Those with all of the words as they are typed. */
  function plain(text: string, size: number): Matches {
    return allOf(queryWords(text).words, size);
  }

  /** `null` where the text holds no word. */
  function search(text: string, visibility: Visibility): WordMatches | null {
    const { words, complete } = queryWords(text);
    if (words.length === 0) return null;
    const { size } = visibility;
    const exact = allOf(words, size);
    if (visibility.asTyped || anyVisible(exact.documents, visibility)) {
      addCompleteness(exact, complete);
      return { ...exact, terms: words.flatMap((word) => word.terms), corrections: [], relaxed: null };
    }
    const corrections: { from: string; to: string }[] = [];
    const usable: QueryWord[] = [];
    for (const word of words) {
      if (anyVisible(allOf([word], size).documents, visibility)) {
        usable.push(word);
        continue;
      }
      const correction = corrected(word, visibility);
      if (correction === null) continue;
      corrections.push({ from: word.text, to: correction.to });
      usable.push(correction.word);
    }
    const terms = usable.flatMap((word) => word.terms);
    if (usable.length === words.length && corrections.length > 0) {
      const matches = allOf(usable, size);
      if (anyVisible(matches.documents, visibility)) return { ...matches, terms, corrections, relaxed: null };
    }
    const { matches, matched } = mostOf(usable, visibility);
    const relaxed = matched === 0 ? null : { matched, of: words.length };
    return { ...matches, terms, corrections, relaxed };
  }

  function mostOf(
    words: readonly QueryWord[],
    visibility: Visibility,
  ): { matches: Matches; matched: number } {
    const groups = words.map((word): Scored[] => {
      const { documents } = allOf([word], visibility.size);
      return [{ documents, score: word.terms.length }];
    });
    const { documents, scores, counts } = occurrences(groups, visibility.size);
    let matched = 0;
    for (const document of documents) {
      const count = counts[document] ?? 0;
      if (count > matched && visibility.sees(document)) matched = count;
    }
    const kept = documents.filter((document) => counts[document] === matched);
    return { matches: { documents: kept, scores }, matched };
  }

  return { search, plain };
}

function visibleCount(documents: Uint32Array, visibility: Visibility): number {
  let count = 0;
  for (const document of documents) if (visibility.sees(document)) count += 1;
  return count;
}
