import { dataOf } from '@qipei/api-client';
import { queryOptions } from '@tanstack/react-query';
import { api } from '../../api/api.ts';

export const lookQuery = queryOptions({
  queryKey: ['storefront-settings'],
  queryFn: async ({ signal }) => (await dataOf(api.GET('/v1/storefront-settings', { signal }))).storefront,
  staleTime: 0,
  // What somebody is at work on isn't asked for again under their hands: another version is noticed when it is saved.
  refetchOnReconnect: false,
});
