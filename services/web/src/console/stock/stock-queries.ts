import { dataOf } from '@qipei/api-client';
import { type QueryClient, queryOptions, useQueryClient } from '@tanstack/react-query';
import type { Answers } from '../../api/answers.ts';
import { api } from '../../api/api.ts';
import type { LEVELS } from './stock-levels.ts';

export interface StockFilter {
  q?: string | undefined;
  brandId?: string | undefined;
  warehouseId?: string | undefined;
  level?: (typeof LEVELS)[number] | undefined;
  /** Of the level `below`. */
  below?: number | undefined;
  cursor?: string | undefined;
}

export const DEFAULT_BELOW = 5;
const PAGE_SIZE = 30;
/** Pages in which nothing passed the filter, before somebody is asked whether to go on. */
const MAX_EMPTY_PAGES = 20;

const STOCK = 'stock';

interface StockPage {
  parts: Answers['stockOfPart'][];
  nextPageToken: string | null;
}

export function stockQuery({ q, brandId, warehouseId, level, below, cursor }: StockFilter) {
  const availableBelow = level === 'none' ? 1 : level === 'below' ? (below ?? DEFAULT_BELOW) : undefined;
  const query = {
    pageSize: PAGE_SIZE,
    ...(q === undefined ? {} : { q }),
    ...(brandId === undefined ? {} : { brandId }),
    ...(warehouseId === undefined ? {} : { warehouseId }),
    ...(availableBelow === undefined ? {} : { availableBelow }),
  };
  return queryOptions({
    queryKey: [STOCK, query, cursor],
    // Others change it, too.
    staleTime: 0,
    queryFn: async ({ signal }): Promise<StockPage> => {
      let pageToken = cursor;
      for (let empty = 0; ; empty += 1) {
        const from = pageToken === undefined ? {} : { pageToken };
        const page = await dataOf(api.GET('/v1/stock', { params: { query: { ...query, ...from } }, signal }));
        if (page.parts.length > 0 || page.nextPageToken === null || empty === MAX_EMPTY_PAGES) return page;
        pageToken = page.nextPageToken;
      }
    },
  });
}

export const brandsQuery = queryOptions({
  queryKey: ['brands'],
  queryFn: async ({ signal }) => (await dataOf(api.GET('/v1/brands', { signal }))).brands,
});

export function useTakeIn(): (now: Answers['availability']) => Promise<void> {
  const queryClient = useQueryClient();
  return (now) => takeIn(queryClient, now);
}

/** Puts what the platform answered in the place of what was shown of the part. */
export async function takeIn(queryClient: QueryClient, now: Answers['availability']): Promise<void> {
  const ofPart = ['availability', now.partId];
  // What was asked before the change would come after it, and show what was; a list that has nothing to show yet is waited for.
  const inTheWay = ({ state }: { state: { data: unknown } }) => state.data !== undefined;
  await Promise.all([
    queryClient.cancelQueries({ queryKey: [STOCK], predicate: inTheWay }),
    queryClient.cancelQueries({ queryKey: ofPart }),
  ]);
  queryClient.setQueriesData<StockPage>({ queryKey: [STOCK] }, (page) =>
    page === undefined
      ? page
      : {
          ...page,
          parts: page.parts.map((each) => (each.partId === now.partId ? { ...each, ...now } : each)),
        },
  );
  queryClient.setQueryData(ofPart, now);
}

/** Looks again at what is shown. */
export function useLookAgain(): () => void {
  const queryClient = useQueryClient();
  return () => void queryClient.invalidateQueries({ queryKey: [STOCK] });
}
