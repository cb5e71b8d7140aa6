import {
  FindVisiblePartsRequest,
  LookupNumbersRequest,
  ResolvePartsRequest,
} from '@qipei/contracts/catalog/v1/catalog';
import type { RouteContext } from '../http/route.ts';

/** What a pair has of its part: an id, or a number with its brand, with its make, or by itself. */
export interface PartOfPair {
  partId?: string | undefined;
  number?: string | undefined;
  brand?: string | undefined;
  make?: string | undefined;
}

type Catalog = Pick<RouteContext, 'peers' | 'call'>;

const REFERENCES_AT_ONCE = 5_000;
const NUMBERS_AT_ONCE = 1_000;
const IDS_AT_ONCE = 10_000;

/** Ids of the parts that each number means, in the order of the pairs; none for a pair that has no number. */
export async function resolveNumbers(
  pairs: readonly PartOfPair[],
  { peers, call }: Catalog,
): Promise<string[][]> {
  const ofBrands = distinct(
    pairs.map(({ number, brand }) =>
      number === undefined || brand === undefined ? undefined : { partNumber: number, brand },
    ),
  );
  const ofNumbers = distinct(
    pairs.map(({ number, brand, make = '' }) =>
      number === undefined || brand !== undefined ? undefined : { number, make },
    ),
  );
  const [resolved, found] = await Promise.all([
    inChunks(ofBrands.values, REFERENCES_AT_ONCE, async (references) => {
      const { resolutions } = await peers.catalog.resolveParts(
        ResolvePartsRequest.fromPartial({ references }),
        call,
      );
      return resolutions.map(({ partId }) => (partId === '' ? [] : [partId]));
    }),
    inChunks(ofNumbers.values, NUMBERS_AT_ONCE, async (references) => {
      const answer = await peers.catalog.lookupNumbers(
        LookupNumbersRequest.fromPartial({ references }),
        call,
      );
      return answer.found.map(({ partIds }) => partIds);
    }),
  ]);
  return pairs.map((_, at) => {
    const [brand, number] = [ofBrands.places[at], ofNumbers.places[at]];
    return (
      (brand === undefined ? undefined : resolved[brand]) ??
      (number === undefined ? [] : (found[number] ?? []))
    );
  });
}

/** Those of the parts that the caller may see. */
export async function visibleParts(
  partIds: readonly string[],
  { peers, call }: Catalog,
): Promise<ReadonlySet<string>> {
  const seen = await inChunks([...new Set(partIds)], IDS_AT_ONCE, async (ids) => {
    const answer = await peers.catalog.findVisibleParts(
      FindVisiblePartsRequest.fromPartial({ partIds: ids }),
      call,
    );
    return answer.partIds;
  });
  return new Set(seen);
}

/** Each value once, and where it stands for each place that has one. */
function distinct<T extends object>(values: readonly (T | undefined)[]) {
  const places = new Map<string, number>();
  const found: T[] = [];
  return {
    values: found,
    places: values.map((value) => {
      if (value === undefined) return undefined;
      const key = JSON.stringify(value);
      let place = places.get(key);
      if (place === undefined) {
        place = found.push(value) - 1;
        places.set(key, place);
      }
      return place;
    }),
  };
}

async function inChunks<T, R>(
  values: readonly T[],
  size: number,
  ask: (chunk: T[]) => Promise<R[]>,
): Promise<R[]> {
  const answers: R[] = [];
  for (let at = 0; at < values.length; at += size) answers.push(...(await ask(values.slice(at, at + size))));
  return answers;
}
