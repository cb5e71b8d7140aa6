import type { SearchEngine, SearchQuery, SearchResult } from '@qipei/search-engine';
import type { ReadWords } from '../domain/read-query.ts';
import { type Asked, askIndex, isSure } from './ask-index.ts';

/**
 * What the letters spell in Chinese: instead of `asked` where nothing has them as words, and after it where something has and the
 * order is by relevance. `further`: what was asked for that.
 */
export async function askByPinyin(
  engine: SearchEngine,
  base: SearchQuery,
  read: ReadWords,
  asked: Asked,
  reading: string,
): Promise<Asked & { further?: SearchQuery }> {
  const spoken: ReadWords = { ...read, numberKeys: [], besideNumber: '', wholeNumbers: [], words: reading };
  const { total } = asked.result;
  if (!isSure(asked.result)) {
    const found = await askIndex(engine, base, spoken);
    if (found.result.total === 0) return asked;
    return { ...found, result: { ...found.result, corrections: [{ from: read.words, to: reading }] } };
  }
  if (base.sort !== undefined && base.sort.by !== 'relevance') return asked;
  const shown = Math.max(0, base.offset + base.limit - total);
  const offset = Math.max(0, base.offset - total);
  const found = await askIndex(engine, { ...base, offset, limit: Math.max(0, shown - offset) }, spoken);
  if (!isSure(found.result)) return asked;
  // A part that has the letters and the characters would come twice.
  const both = `${found.query.words ?? reading} ${read.words}`;
  const overlap = await engine.search({ ...found.query, words: both, offset: 0, limit: 0, facets: [] });
  if (isSure(overlap)) return asked;
  return { ...asked, result: joined(asked.result, found.result), further: found.query };
}

function joined(first: SearchResult, second: SearchResult): SearchResult {
  const facets = Object.fromEntries(
    Object.entries(first.facets).map(([field, values]) => {
      const counts = new Map(values.map(({ value, count }) => [value, count]));
      for (const { value, count } of second.facets[field] ?? [])
        counts.set(value, (counts.get(value) ?? 0) + count);
      const all = [...counts].map(([value, count]) => ({ value, count }));
      return [field, all.sort((a, b) => b.count - a.count || (a.value < b.value ? -1 : 1))];
    }),
  );
  return { ...first, total: first.total + second.total, hits: [...first.hits, ...second.hits], facets };
}
