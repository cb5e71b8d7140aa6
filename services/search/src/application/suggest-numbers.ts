import { generalKey, queryKeys } from '@qipei/part-number';
import type { SearchEngine, SearchHit, SearchQuery } from '@qipei/search-engine';
import { type Suggestion, suggestion } from '../domain/suggestion.ts';
import type { TextRange } from '../domain/typed-name.ts';
import type { StoredPart } from './part-index.ts';

/** Fewer than four characters of a key begin too many numbers: the index takes them for whole ones. */
const MIN_KEY = 2;
const MAX_KEY = 40;
/** Parts that are looked at: an OE number may be that of hundreds. */
const MAX_HITS = 40;

/** Whether it may be the beginning of a number: with a digit, and nothing that numbers don't have. */
export function mayBeNumber(text: string): boolean {
  const key = generalKey(text);
  return key.length >= MIN_KEY && key.length <= MAX_KEY && /\d/.test(key) && !/\p{Script=Han}/u.test(text);
}

interface FoundNumber {
  key: string;
  /** In the order of the index: own numbers first. */
  order: number;
  hits: SearchHit[];
}

/** Numbers that begin so, in any spelling, of parts that the tenant sees and that fit; each once. */
export async function suggestNumbers(
  text: string,
  base: Pick<SearchQuery, 'tenant' | 'filters'>,
  engine: SearchEngine,
): Promise<Suggestion[]> {
  if (!mayBeNumber(text)) return [];
  const keys = queryKeys(text);
  const { hits, total } = await engine.search({ ...base, codes: keys, offset: 0, limit: MAX_HITS });
  const numbers = new Map<string, FoundNumber>();
  for (const hit of hits) {
    for (const { value: key } of hit.matched) {
      if (!keys.some((each) => key.startsWith(each))) continue;
      const known = numbers.get(key);
      if (known === undefined) numbers.set(key, { key, order: numbers.size, hits: [hit] });
      else if (!known.hits.includes(hit)) known.hits.push(hit);
    }
  }
  const isWhole = ({ key }: FoundNumber) => keys.includes(key);
  return [...numbers.values()]
    .sort((a, b) => Number(isWhole(b)) - Number(isWhole(a)) || a.order - b.order)
    .map((found) => numberSuggestion(found, keys, total <= hits.length));
}

function numberSuggestion({ key, hits }: FoundNumber, keys: readonly string[], counted: boolean): Suggestion {
  const [first] = hits;
  const part = first?.stored as unknown as StoredPart;
  const shown = part.numbers[key] ?? key;
  const matched = keyRange(shown, keys);
  const text = { text: shown, matched: matched === undefined ? [] : [matched] };
  const single = hits.length === 1 ? first : undefined;
  return suggestion('number', key, {
    ...{ zh: text, en: text },
    partCount: counted ? hits.length : 0,
    ...(single !== undefined && counted && { partId: single.id }),
    ...(single !== undefined && { brand: part.brand, nameZh: part.nameZh, nameEn: part.nameEn }),
  });
}

/** Where of a number as it is shown, `VW 1K0 805 903`, one of the keys stands. */
function keyRange(shown: string, keys: readonly string[]): TextRange | undefined {
  for (let start = 0; start < shown.length; start += 1) {
    if (generalKey(shown[start] ?? '') === '') continue;
    const rest = generalKey(shown.slice(start));
    const key = keys.find((each) => rest.startsWith(each));
    if (key === undefined) continue;
    let end = start;
    for (let left = key.length; left > 0 && end < shown.length; end += 1)
      left -= generalKey(shown[end] ?? '').length;
    return { start, end };
  }
  return undefined;
}
