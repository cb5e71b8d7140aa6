import { BatchGetPartsRequest } from '@qipei/contracts/catalog/v1/catalog';
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

/** What the search finds, also where there never was any of it: best first, or by number where a brand alone is asked for. */
export async function foundStock(query: StockQuery, { peers, call }: RouteContext): Promise<Rows> {
  const { q, brandId, pageSize } = query;
  const rows: Rows['parts'] = [];
  let at = positionOf(query.pageToken);
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
      if (passes(availability, query)) rows.push(stockOfPartJson(availability, hit));
    }
    if (at >= total || hits.length < HITS) return { parts: rows, nextPageToken: '' };
  }
  return { parts: rows, nextPageToken: at < MAX_DEPTH ? `found-${at}` : '' };
}

async function withAvailability(
  hits: readonly Hit[],
  { peers, call }: Pick<RouteContext, 'peers' | 'call'>,
): Promise<[Hit, Availability][]> {
  if (hits.length === 0) return [];
  const { availabilities } = await peers.inventory.getAvailability(
    GetAvailabilityRequest.fromPartial({ partIds: hits.map(({ partId }) => partId) }),
    call,
  );
  const byId = new Map(availabilities.map((each) => [each.partId, each]));
  return hits.flatMap((hit): [Hit, Availability][] => {
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
