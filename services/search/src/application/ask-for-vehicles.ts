import { matchPartTypes } from '@qipei/part-type';
import type { SearchEngine, SearchQuery } from '@qipei/search-engine';
import type { ReadWords } from '../domain/read-query.ts';
import type { VehicleWordsUse } from '../domain/search-request.ts';
import { type Asked, askByTypes, askIndex, isSure } from './ask-index.ts';
import type { UnderstoodQuery } from './understand-query.ts';

export interface AskedForVehicles extends Asked {
  /** All hits fit some of the vehicles that were named. */
  limited: boolean;
  /** The words that name vehicles weren't searched for. */
  apart: boolean;
}

/**
 * What the rest of the words finds among the parts that fit any of the named vehicles. Where there is none, all words
 * are words as any others if something has them; otherwise the rest is looked for without the vehicles, which is said.
 */
export async function askForVehicles(
  engine: SearchEngine,
  base: SearchQuery,
  read: ReadWords,
  { named, links, rest }: NonNullable<UnderstoodQuery['vehicles']>,
  use: VehicleWordsUse,
): Promise<AskedForVehicles> {
  const words: ReadWords = { ...read, numberKeys: [], besideNumber: '', wholeNumbers: [], words: rest };
  // `RAV4` may be a number of somebody's part, and is then nothing else.
  if (rest === '' && read.wholeNumbers.some(({ hasDigit }) => hasDigit)) {
    const asked = await askIndex(engine, base, read);
    if (asked.byNumber && asked.result.total > 0) return { ...asked, limited: false, apart: false };
  }
  const isOpen = use === 'show' || (named !== undefined && links.length === 0);
  if (isOpen && rest !== '') {
    return { ...(await askIndex(engine, base, words)), limited: false, apart: true };
  }
  if (named !== undefined && !isOpen) {
    const limit = { field: 'vehicle', anyOf: links };
    const asked = await askOfKind(engine, { ...base, filters: [...(base.filters ?? []), limit] }, words);
    if (asked !== undefined && (asked.result.total > 0 || (await isThereMore(engine, base, words, limit))))
      return { ...asked, limited: true, apart: true };
  }
  const literal = await askIndex(engine, base, read);
  const isFound = isSure(literal.result) && isOfKind(literal, read.words);
  if (isFound || rest === '') return { ...literal, limited: false, apart: false };
  const asked = (await askOfKind(engine, base, words)) ?? (await askIndex(engine, base, words));
  if (asked.result.total === 0) return { ...literal, limited: false, apart: false };
  const note =
    named === undefined
      ? {
          code: 'vehicle-not-in-table',
          message: 'The vehicle table has no such vehicle: these are of what else was asked.',
        }
      : {
          code: 'vehicle-fits-nothing',
          message: 'No part of the kind is known to fit: these are of what else was asked.',
        };
  return { ...asked, notes: [...asked.notes, note], limited: false, apart: true };
}

/**
 * Few parts fit a car, and a word of one kind stands in the names of others: 发电机 in 发电机皮带. Where the words name a kind, the
 * answer is of that kind, with what has no kind at all; undefined where that is nothing.
 */
async function askOfKind(
  engine: SearchEngine,
  base: SearchQuery,
  words: ReadWords,
): Promise<Asked | undefined> {
  const asked = await askIndex(engine, base, words);
  const types = matchPartTypes(words.words).map(({ id }) => id);
  // It is of the kind already where that is what was asked for in the end.
  if (types.length === 0 || asked.query.filters?.some(({ field }) => field === 'partTypeId')) return asked;
  const counts = asked.result.facets.partTypeId ?? [];
  if (counts.every(({ value }) => types.includes(value))) return asked;
  const ofNone = asked.result.total - counts.reduce((sum, { count }) => sum + count, 0);
  if (ofNone > 0) return asked;
  if (!counts.some(({ value }) => types.includes(value))) {
    const ofTypes = await askByTypes(engine, base, types, words.words);
    return ofTypes.result.total > 0 ? ofTypes : undefined;
  }
  const ofKind = { field: 'partTypeId', anyOf: types };
  return await askIndex(engine, { ...base, filters: [...(base.filters ?? []), ofKind] }, words);
}

/** Whether any of it may be of a kind that the words name. */
function isOfKind({ result }: Asked, words: string): boolean {
  const types = matchPartTypes(words).map(({ id }) => id);
  const counts = result.facets.partTypeId ?? [];
  const typed = counts.reduce((sum, { count }) => sum + count, 0);
  return types.length === 0 || result.total > typed || counts.some(({ value }) => types.includes(value));
}

/** Whether it is a filter of the page that leaves nothing, and not the vehicle. */
async function isThereMore(
  engine: SearchEngine,
  { filters, tenantFilters, ...base }: SearchQuery,
  words: ReadWords,
  limit: { field: string; anyOf: string[] },
): Promise<boolean> {
  if ((filters ?? []).length === 0 && tenantFilters === undefined) return false;
  const asked = await askIndex(engine, { ...base, filters: [limit], limit: 0, offset: 0, facets: [] }, words);
  return asked.result.total > 0;
}
