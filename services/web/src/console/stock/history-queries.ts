import { dataOf } from '@qipei/api-client';
import { queryOptions } from '@tanstack/react-query';
import { api } from '../../api/api.ts';

const PAGE_SIZE = 30;

/** Of what was booked, and of what prices were. */
const HISTORY = ['stock-history'] as const;

export function entriesQuery(
  partId: string,
  { warehouseId, cursor }: { warehouseId?: string | undefined; cursor?: string | undefined },
) {
  return queryOptions({
    queryKey: [...HISTORY, 'entries', partId, warehouseId, cursor],
    staleTime: 0,
    queryFn: ({ signal }) =>
      dataOf(
        api.GET('/v1/parts/{partId}/stock-entries', {
          params: {
            path: { partId },
            query: {
              pageSize: PAGE_SIZE,
              ...(warehouseId === undefined ? {} : { warehouseId }),
              ...(cursor === undefined ? {} : { pageToken: cursor }),
            },
          },
          signal,
        }),
      ),
  });
}

export function priceChangesQuery(partId: string, cursor: string | undefined) {
  return queryOptions({
    queryKey: [...HISTORY, 'prices', partId, cursor],
    staleTime: 0,
    queryFn: ({ signal }) =>
      dataOf(
        api.GET('/v1/parts/{partId}/price-changes', {
          params: {
            path: { partId },
            query: { pageSize: PAGE_SIZE, ...(cursor === undefined ? {} : { pageToken: cursor }) },
          },
          signal,
        }),
      ),
  });
}
