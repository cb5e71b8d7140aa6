import type { IndexSchema, WholeCodes } from '../search-engine.ts';
import { intersection, type Matches, type Scored } from './matches.ts';
import type { Postings } from './postings.ts';
import { codeTerm, fieldLetters, quoted } from './terms.ts';

/** Above all that words can add up to. */
const FIRST = 10_000;

/** Documents that are asked for before all others: by whole keys, and the words beside them. */
export function firstSearch(
  schema: IndexSchema,
  postings: Postings,
  wordMatches: (text: string, size: number) => Matches,
) {
  const letters = fieldLetters(schema).codes;

  function matching({ codes, fields, words }: WholeCodes, size: number): Scored[] {
    const keys = [...new Set(codes)].filter((code) => code !== '').map((code) => code.slice(0, 200));
    if (keys.length === 0) return [];
    const lists = letters.flatMap(({ name, letter }, place): Scored[] => {
      if (!fields.includes(name)) return [];
      const terms = keys.map((key) => quoted(`#${letter}${codeTerm(key)}`));
      return [{ documents: postings.words(terms.join(' OR ')), score: FIRST - place }];
    });
    if (words === undefined || lists.every(({ documents }) => documents.length === 0)) return lists;
    const beside = wordMatches(words, size).documents;
    return lists.map(({ documents, score }) => {
      const both = intersection([[{ documents, score }], [{ documents: beside, score: 0 }]], size);
      return { documents: both.documents, score };
    });
  }

  /** Null where there are none, as for most words that are searched for. */
  return (first: readonly WholeCodes[], size: number): Matches | null => {
    const lists = first
      .flatMap((each) => matching(each, size))
      .filter(({ documents }) => documents.length > 0);
    if (lists.length === 0) return null;
    return intersection([lists.sort((a, b) => b.score - a.score)], size);
  };
}

/** All of both; what is in both is worth what it is in the first. */
export function firstThen(first: Matches, others: Matches, size: number): Matches {
  const scores = new Float32Array(size);
  for (const { documents, scores: given } of [others, first])
    for (const document of documents) scores[document] = given?.[document] ?? 0;
  const documents = new Set([...first.documents, ...others.documents]);
  return { documents: Uint32Array.from(documents), scores };
}
