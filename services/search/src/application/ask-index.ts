import {
  findPosition,
  matchPartTypes,
  matchPositions,
  positionsWithin,
  separatePositions,
} from '@qipei/part-type';
import type { SearchEngine, SearchQuery, SearchResult, WholeCodes } from '@qipei/search-engine';
import type { ReadWords, WholeNumber } from '../domain/read-query.ts';
import { PART_INDEX } from './part-index.ts';

export interface Asked {
  result: SearchResult;
  /** What was asked in the end, for questions about the same hits. */
  query: SearchQuery;
  byNumber: boolean;
  /** Which of the numbers that may be meant it was; not given where there is one way to read it. */
  numberKey?: string;
  notes: { code: string; message: string }[];
}

/** A number where the query looks like one and something has it; words otherwise. */
export async function askIndex(engine: SearchEngine, base: SearchQuery, read: ReadWords): Promise<Asked> {
  const { words } = read;
  if (read.numberKeys.length === 0)
    return read.wholeNumbers.length === 0
      ? askByWords(engine, base, words)
      : askWholeFirst(engine, base, read);
  const byNumber = await askByNumber(engine, base, read);
  if (byNumber !== undefined) return byNumber;
  const byWords = await askByWords(engine, base, words);
  const found = byWords.result.total > 0 && byWords.result.relaxed === null;
  // Half a number is no answer to a number; `BMW X5` may well be words.
  const isNumberAlone = read.besideNumber === '' && words.split(/\s+/).every((word) => /\d/.test(word));
  if (found || !(isNumberAlone || (read.besideNumber !== '' && byWords.result.total === 0))) return byWords;
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
  read: ReadWords,
): Promise<Asked | undefined> {
  const codes = read.numberKeys;
  const alone: SearchQuery = { ...base, codes };
  const beside = read.besideNumber === '' ? undefined : separatePositions(read.besideNumber);
  let query: SearchQuery = beside === undefined ? alone : { ...alone, words: beside };
  let result = await engine.search(query);
  let notes: Asked['notes'] = [];
  if (beside !== undefined && !isSure(result)) {
    // The number says most; of 丰田 90915-YZZE1 no part says the make, and of 90915-YZZE1 多少钱 none has the question.
    query = alone;
    result = await engine.search(query);
    const message = 'No part with this number has the words beside it.';
    if (!read.besideIsMake) notes = [{ code: 'words-beside-dropped', message }];
  }
  if (result.total > 0) return { result, query, byNumber: true, notes };
  if ((base.filters ?? []).length === 0 && base.tenantFilters === undefined) return undefined;
  // Known, only not within the limits: that is the answer, and not what its pieces match as words.
  const { tenant } = base;
  const { total } = await engine.search({ tenant, codes, offset: 0, limit: 0 });
  if (total === 0) return undefined;
  return { result, query, byNumber: true, notes: doesNotFit(base) };
}

function doesNotFit(base: SearchQuery): Asked['notes'] {
  const message = 'The number is known; no part with it is known to fit this vehicle within these limits.';
  const ofVehicle = base.filters?.some(({ field }) => field === 'vehicle') ?? false;
  return ofVehicle ? [{ code: 'number-does-not-fit', message }] : [];
}

const isCode = (field: string): boolean => (PART_INDEX.codes as readonly string[]).includes(field);

/**
 * What is a number if a part has exactly this one comes first, then what the words find. Only where nothing has all the words is
 * a number looked for whose part doesn't say the make that stands beside it.
 */
async function askWholeFirst(engine: SearchEngine, base: SearchQuery, read: ReadWords): Promise<Asked> {
  const { words, wholeNumbers } = read;
  const withAll = wholeNumbers.filter(({ withoutMake }) => !withoutMake);
  const asked = await askFirst(engine, base, words, withAll);
  if (withAll.length === wholeNumbers.length || asked.byNumber || isSure(asked.result)) return asked;
  const other = await askFirst(engine, base, words, wholeNumbers);
  return other.byNumber || isSure(other.result) ? other : asked;
}

async function askFirst(
  engine: SearchEngine,
  base: SearchQuery,
  words: string,
  numbers: readonly WholeNumber[],
): Promise<Asked> {
  const first = numbers.map(firstOf);
  const asked = await askByWords(engine, base, words, first);
  const { result } = asked;
  const [best] = result.hits;
  if (best !== undefined) {
    const byNumber = result.hits.every(({ matched }) => isCode(matched[0]?.field ?? ''));
    return { ...asked, byNumber, numberKey: best.matched[0]?.value ?? '' };
  }
  const isLimited = (base.filters ?? []).length > 0 || base.tenantFilters !== undefined;
  if (result.total > 0 || !isLimited || first.length === 0) return asked;
  const { tenant } = base;
  const anywhere = await engine.search({ tenant, words, first, offset: 0, limit: 1 });
  const isKnown = isCode(anywhere.hits[0]?.matched[0]?.field ?? '');
  return isKnown ? { ...asked, byNumber: true, notes: doesNotFit(base) } : asked;
}

function firstOf({ keys, hasDigit, beside }: WholeNumber): WholeCodes {
  return {
    codes: keys,
    fields: hasDigit ? PART_INDEX.codes : ['ownNumber'],
    ...(beside !== '' && { words: separatePositions(beside) }),
  };
}

/**
 * What the words name as a kind of part is never given up for another kind: where nothing has all the words, or one had
 * to be corrected, the answer stays within the part types that were named. So it does where a position is named,
 * as 前刹车片 stands inside 前刹车片感应线 too.
 */
async function askByWords(
  engine: SearchEngine,
  base: SearchQuery,
  words: string,
  first: readonly WholeCodes[] = [],
): Promise<Asked> {
  if (words.trim() === '')
    return { result: await engine.search(base), query: base, byNumber: false, notes: [] };
  const query: SearchQuery = {
    ...{ ...base, words: separatePositions(words) },
    ...(first.length > 0 && { first }),
  };
  const result = await engine.search(query);
  const types = matchPartTypes(words).map(({ id }) => id);
  const sure = isSure(result);
  const filtered = base.filters?.some(({ field }) => field === 'partTypeId') ?? false;
  const placed =
    sure || types.length === 0 ? undefined : await askByPlaces(engine, query, filtered ? [] : types);
  if (placed !== undefined) return placed;
  if (types.length > 0 && !filtered && (!sure || matchPositions(words).length > 0)) {
    const narrow: SearchQuery = {
      ...query,
      filters: [...(base.filters ?? []), { field: 'partTypeId', anyOf: types }],
    };
    const narrowed = await engine.search(narrow);
    if (!sure && narrowed.total === 0) return await askByTypes(engine, base, types, words);
    if (!sure || isSure(narrowed))
      return { result: narrowed, query: narrow, byNumber: false, notes: relaxation(narrowed) };
  }
  return { result, query, byNumber: false, notes: relaxation(result) };
}

/** 左大灯 is what goes front left, too, whose name has no word of it alone. Undefined where that finds nothing for sure. */
async function askByPlaces(
  engine: SearchEngine,
  query: SearchQuery,
  types: readonly string[],
): Promise<Asked | undefined> {
  const { words = '', ...base } = query;
  const places = matchPositions(words);
  if (places.length === 0) return undefined;
  const asked: SearchQuery = {
    ...base,
    words: words
      .split(/\s+/)
      .filter((word) => findPosition(word) === undefined)
      .join(' '),
    filters: [
      ...(base.filters ?? []),
      ...(types.length > 0 ? [{ field: 'partTypeId', anyOf: [...types] }] : []),
      ...places.map((place) => ({ field: 'position', anyOf: positionsWithin(place) })),
    ],
  };
  const result = await engine.search(asked);
  return isSure(result) ? { result, query: asked, byNumber: false, notes: [] } : undefined;
}

/** 老板，帮我查一下机油格多少钱 names a kind of part, and the rest is no word of any part. */
export async function askByTypes(
  engine: SearchEngine,
  base: SearchQuery,
  types: readonly string[],
  words: string,
): Promise<Asked> {
  const ofTypes = [...(base.filters ?? []), { field: 'partTypeId', anyOf: [...types] }];
  const positions = matchPositions(words);
  const ways = [
    ...(positions.length > 0 ? [[...ofTypes, { field: 'position', anyOf: positions }]] : []),
    ofTypes,
  ];
  let asked: Asked | undefined;
  for (const filters of ways) {
    const query: SearchQuery = { ...base, filters };
    const result = await engine.search(query);
    const message = 'Nothing has all the words; these are of the kind that they name.';
    const notes = result.total > 0 ? [{ code: 'words-dropped', message }] : [];
    asked = { result, query, byNumber: false, notes };
    if (result.total > 0) break;
  }
  return asked as Asked;
}

/** As it was asked, in all words. */
export function isSure(result: SearchResult): boolean {
  return result.total > 0 && result.relaxed === null && result.corrections.length === 0;
}

function relaxation({ relaxed }: SearchResult): Asked['notes'] {
  if (relaxed === null) return [];
  const message = `Nothing has all the words; these have ${relaxed.matched} of ${relaxed.of}.`;
  return [{ code: 'words-dropped', message }];
}
