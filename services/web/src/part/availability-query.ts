import { dataOf } from '@qipei/api-client';
import { queryOptions } from '@tanstack/react-query';
import { api } from '../api/api.ts';

export function availabilityQuery(partId: string) {
  return queryOptions({
    queryKey: ['availability', partId],
    staleTime: 5_000,
    queryFn: ({ signal }) =>
      dataOf(api.GET('/v1/parts/{partId}/availability', { params: { path: { partId } }, signal })),
  });
}
