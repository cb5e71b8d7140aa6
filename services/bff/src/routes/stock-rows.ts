import {
  BatchGetPartsRequest,
  LookupNumberRequest,
  NumberKind,
  type Part,
} from '@qipei/contracts/catalog/v1/catalog';
import {
  type Availability,
  GetAvailabilityRequest,
  ListStockRequest,
} from '@qipei/contracts/inventory/v1/inventory';
import { type Hit, SearchRequest, Sort } from '@qipei/contracts/search/v1/search';
import { HttpProblem } from '../http/problem.ts';
import type { RouteContext } from '../http/route.ts';
import { stockOfPartJson } from '../resources/stock.ts';

export interface StockQuery {
  q: string;
  brandId: string;
  warehouseId: string;
  /** 0 for whatever there is. */
  availableBelow: number;
  pageSize: number;
  pageToken: string;
}

type Rows = { parts: ReturnType<typeof stockOfPartJson>[]; nextPageToken: string };

/** Hits of one page of the search's, and how deep it goes. */
const HITS = 100;
const MAX_DEPTH = 10_000;
/** For one page of ours. */
const MAX_SEARCHES = 10;
/** As long as a number may be that is looked up. */
const MAX_NUMBER = 100;
const FOUND = /^found-(\d{1,5})$/;

/** All that there is, or was, stock or a price of, in the order of the part ids. */
export async function listedStock(query: StockQuery, { peers, call }: RouteContext): Promise<Rows> {
  const { warehouseId, availableBelow, pageSize, pageToken } = query;
  const { availabilities, nextPageToken } = await peers.inventory.listStock(
    ListStockRequest.fromPartial({ pageSize, pageToken, warehouseId, availableBelow }),
    call,
  );
  const partIds = availabilities.map(({ partId }) => partId);
  const { parts } =
    partIds.length === 0
      ? { parts: [] }
      : await peers.catalog.batchGetParts(BatchGetPartsRequest.fromPartial({ partIds }), call);
  const byId = new Map(parts.map((part) => [part.partId, part]));
  return { parts: availabilities.map((each) => stockOfPartJson(each, byId.get(each.partId))), nextPageToken };
}

/**
 * Parts of just that number, then what the search finds, also where there never was any of it: best first, or by number where a
 * brand alone is asked for.
 */
export async function foundStock(query: StockQuery, { peers, call }: RouteContext): Promise<Rows> {
  const { q, brandId, pageSize } = query;
  const rows: Rows['parts'] = [];
  let at = positionOf(query.pageToken);
  const named = await namedParts(query, { peers, call });
  if (at === 0)
    for (const [part, availability] of await withAvailability(named, { peers, call }))
      if (passes(availability, query)) rows.push(stockOfPartJson(availability, part));
  const told = new Set(named.map(({ partId }) => partId));
  for (let searches = 0; searches < MAX_SEARCHES && at < MAX_DEPTH; searches += 1) {
    const { hits, total } = await peers.search.search(
      SearchRequest.fromPartial({
        ...{ query: q, brandId, pageSize: HITS, page: Math.floor(at / HITS) + 1 },
        sort: q === '' ? Sort.NUMBER_ASC : Sort.RELEVANCE,
      }),
      call,
    );
    for (const [hit, availability] of await withAvailability(hits.slice(at % HITS), { peers, call })) {
      if (rows.length === pageSize) return { parts: rows, nextPageToken: `found-${at}` };
      at += 1;
      if (!told.has(hit.partId) && passes(availability, query)) rows.push(stockOfPartJson(availability, hit));
    }
    if (at >= total || hits.length < HITS) return { parts: rows, nextPageToken: '' };
  }
  return { parts: rows, nextPageToken: at < MAX_DEPTH ? `found-${at}` : '' };
}

/**
 * Parts whose own number is just what was typed. They come before all that the search finds: to it a short number is a word
 * among others. Where there are more of them than a page holds, they stand where it puts them.
 */
async function namedParts(
  { q, brandId, pageSize }: Pick<StockQuery, 'q' | 'brandId' | 'pageSize'>,
  { peers, call }: Pick<RouteContext, 'peers' | 'call'>,
): Promise<Part[]> {
  if (q === '' || q.length > MAX_NUMBER) return [];
  const { matches } = await peers.catalog.lookupNumber(
    LookupNumberRequest.fromPartial({ number: q, limit: pageSize + 1 }),
    call,
  );
  const parts = matches.flatMap(({ part, via }) =>
    part !== undefined && via?.kind === NumberKind.OWN && (brandId === '' || part.brandId === brandId)
      ? [part]
      : [],
  );
  return parts.length > pageSize ? [] : parts;
}

async function withAvailability<P extends Part | Hit>(
  hits: readonly P[],
  { peers, call }: Pick<RouteContext, 'peers' | 'call'>,
): Promise<[P, Availability][]> {
  if (hits.length === 0) return [];
  const { availabilities } = await peers.inventory.getAvailability(
    GetAvailabilityRequest.fromPartial({ partIds: hits.map(({ partId }) => partId) }),
    call,
  );
  const byId = new Map(availabilities.map((each) => [each.partId, each]));
  return hits.flatMap((hit): [P, Availability][] => {
    const availability = byId.get(hit.partId);
    if (availability === undefined) throw new Error('inventory left out a part that it was asked for');
    return [[hit, availability]];
  });
}

/** As the inventory itself filters. */
function passes(
  { stock, totalAvailable }: Availability,
  { warehouseId, availableBelow }: Pick<StockQuery, 'warehouseId' | 'availableBelow'>,
): boolean {
  const level = stock.find((each) => each.warehouseId === warehouseId);
  if (warehouseId !== '' && level === undefined) return false;
  return availableBelow === 0 || (level?.available ?? totalAvailable) < availableBelow;
}

/** @throws HttpProblem */
function positionOf(pageToken: string): number {
  if (pageToken === '') return 0;
  const position = Number(FOUND.exec(pageToken)?.[1] ?? Number.NaN);
  if (position < MAX_DEPTH) return position;
  const fault = {
    field: 'pageToken',
    code: 'page-token-invalid',
    message: 'The page token is not one that was given.',
  };
  throw new HttpProblem({ status: 400, code: fault.code, detail: fault.message, fields: [fault] });
}
