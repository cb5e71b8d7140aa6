import { dataOf } from '@qipei/api-client';
import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { api } from '../api/api.ts';

/** Pages that are read on for the first drawing: those before may hold only what isn't to be seen. */
const READ_ON = 5;

export function diagramsQuery(of: { partId: string } | { vehicleId: string }) {
  return infiniteQueryOptions({
    queryKey: ['diagrams', of],
    staleTime: 60_000,
    initialPageParam: '',
    async queryFn({ signal, pageParam }) {
      for (let pageToken = pageParam, read = 1; ; read += 1) {
        const query = { ...of, ...(pageToken === '' ? {} : { pageToken }) };
        const page = await dataOf(api.GET('/v1/diagrams', { params: { query }, signal }));
        if (page.diagrams.length > 0 || page.nextPageToken === null || read >= READ_ON) return page;
        pageToken = page.nextPageToken;
      }
    },
    getNextPageParam: (page) => page.nextPageToken ?? undefined,
  });
}

export function diagramQuery(diagramId: string, publisher: string | undefined) {
  return queryOptions({
    queryKey: ['diagram', diagramId, publisher],
    staleTime: 60_000,
    queryFn: ({ signal }) =>
      dataOf(
        api.GET('/v1/diagrams/{diagramId}', {
          params: { path: { diagramId }, query: publisher === undefined ? {} : { publisher } },
          signal,
        }),
      ),
  });
}
