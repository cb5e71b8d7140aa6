import { dataOf } from '@qipei/api-client';
import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { api } from '../../api/api.ts';

export const partTypesQuery = queryOptions({
  queryKey: ['part-types'],
  staleTime: 3_600_000,
  queryFn: ({ signal }) => dataOf(api.GET('/v1/part-types', { params: { query: {} }, signal })),
});

/** Page by page over one's own parts. */
export const partTypeCountsQuery = infiniteQueryOptions({
  queryKey: ['part-type-counts'],
  initialPageParam: '',
  queryFn: ({ pageParam, signal }) =>
    dataOf(
      api.GET('/v1/part-type-counts', {
        params: { query: pageParam === '' ? {} : { pageToken: pageParam } },
        signal,
      }),
    ),
  getNextPageParam: ({ nextPageToken }) => nextPageToken,
});
