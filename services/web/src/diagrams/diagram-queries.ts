import { dataOf } from '@qipei/api-client';
import { queryOptions } from '@tanstack/react-query';
import { api } from '../api/api.ts';

export function diagramsQuery(of: { partId: string } | { vehicleId: string }) {
  return queryOptions({
    queryKey: ['diagrams', of],
    staleTime: 60_000,
    queryFn: ({ signal }) => dataOf(api.GET('/v1/diagrams', { params: { query: of }, signal })),
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
