import { matchPartTypes, matchPositions, separatePositions } from '@qipei/part-type';
import type { SearchEngine, SearchQuery, SearchResult } from '@qipei/search-engine';
import type { ReadQuery } from '../domain/read-query.ts';

export interface Asked {
  result: SearchResult;
  /** What was asked in the end, for questions about the same hits. */
  query: SearchQuery;
  byNumber: boolean;
  notes: { code: string; message: string }[];
}

/** A number where the query looks like one and something has it; words otherwise. */
export async function askIndex(
  engine: SearchEngine,
  base: SearchQuery,
  read: ReadQuery,
  words: string,
): Promise<Asked> {
  if (read.numberKeys.length === 0) return askByWords(engine, base, words);
  const byNumber = await askByNumber(engine, base, read);
  if (byNumber !== undefined) return byNumber;
  const byWords = await askByWords(engine, base, words);
  const found = byWords.result.total > 0 && byWords.result.relaxed === null;
  // Half a number is no answer to a number; `BMW X5` may well be words.
  if (found || read.besideNumber !== '' || !words.split(/\s+/).every((word) => /\d/.test(word)))
    return byWords;
  const query = { ...base, codes: read.numberKeys };
  return {
    result: await engine.search(query),
    query,
    byNumber: true,
    notes: [{ code: 'number-unknown', message: 'No part that you may see has this number.' }],
  };
}

async function askByNumber(
  engine: SearchEngine,
  base: SearchQuery,
  read: ReadQuery,
): Promise<Asked | undefined> {
  const codes = read.numberKeys;
  const query: SearchQuery = {
    ...base,
    codes,
    ...(read.besideNumber !== '' && { words: separatePositions(read.besideNumber) }),
  };
  const result = await engine.search(query);
  if (result.total > 0) return { result, query, byNumber: true, notes: [] };
  if ((base.filters ?? []).length === 0 && base.tenantFilters === undefined) return undefined;
  // Known, only not within the limits: that is the answer, and not what its pieces match as words.
  const { tenant } = base;
  const { total } = await engine.search({ tenant, codes, offset: 0, limit: 0 });
  if (total === 0) return undefined;
  const ofVehicle = base.filters?.some(({ field }) => field === 'vehicle') ?? false;
  const notes = ofVehicle
    ? [
        {
          code: 'number-does-not-fit',
          message: 'The number is known; no part with it is known to fit this vehicle within these limits.',
        },
      ]
    : [];
  return { result, query, byNumber: true, notes };
}

/**
 * What the words name as a kind of part is never given up for another kind: where nothing has all the words, or one had
 * to be corrected, the answer stays within the part types that were named. So it does where a position is named,
 * as 前刹车片 stands inside 前刹车片感应线 too.
 */
async function askByWords(engine: SearchEngine, base: SearchQuery, words: string): Promise<Asked> {
  if (words.trim() === '')
    return { result: await engine.search(base), query: base, byNumber: false, notes: [] };
  const query: SearchQuery = { ...base, words: separatePositions(words) };
  const result = await engine.search(query);
  const types = matchPartTypes(words).map(({ id }) => id);
  const sure = isSure(result);
  const filtered = base.filters?.some(({ field }) => field === 'partTypeId') ?? false;
  if (types.length > 0 && !filtered && (!sure || matchPositions(words).length > 0)) {
    const narrow: SearchQuery = {
      ...query,
      filters: [...(base.filters ?? []), { field: 'partTypeId', anyOf: types }],
    };
    const narrowed = await engine.search(narrow);
    if (!sure || isSure(narrowed))
      return { result: narrowed, query: narrow, byNumber: false, notes: relaxation(narrowed) };
  }
  return { result, query, byNumber: false, notes: relaxation(result) };
}

function isSure(result: SearchResult): boolean {
  return result.total > 0 && result.relaxed === null && result.corrections.length === 0;
}

function relaxation({ relaxed }: SearchResult): Asked['notes'] {
  if (relaxed === null) return [];
  const message = `Nothing has all the words; these have ${relaxed.matched} of ${relaxed.of}.`;
  return [{ code: 'words-dropped', message }];
}
