import { dataOf } from '@qipei/api-client';
import { queryOptions, useQuery } from '@tanstack/react-query';
import type { Answers } from '../api/answers.ts';
import { api } from '../api/api.ts';

export function partQuery(partId: string) {
  return queryOptions({
    queryKey: ['part', partId],
    queryFn: ({ signal }) => dataOf(api.GET('/v1/parts/{partId}', { params: { path: { partId } }, signal })),
  });
}

export function partTypeQuery(partTypeId: string | null) {
  return queryOptions({
    queryKey: ['part-type', partTypeId],
    enabled: partTypeId !== null,
    staleTime: Number.POSITIVE_INFINITY,
    queryFn: ({ signal }) =>
      dataOf(
        api.GET('/v1/part-types/{partTypeId}', {
          params: { path: { partTypeId: partTypeId ?? '' } },
          signal,
        }),
      ),
  });
}

export function usePartType(partTypeId: string | null): Answers['partType'] | undefined {
  return useQuery(partTypeQuery(partTypeId)).data;
}
