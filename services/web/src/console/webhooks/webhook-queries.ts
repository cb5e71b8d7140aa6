import { dataOf, type paths } from '@qipei/api-client';
import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { api } from '../../api/api.ts';
import type { DELIVERY_STATES } from './webhook-events.ts';

type OkOf<P extends keyof paths> = paths[P] extends {
  get: { responses: { 200: { content: { 'application/json': infer A } } } };
}
  ? A
  : never;

export type Webhook = OkOf<'/v1/webhooks/{webhookId}'>['webhook'];
export type Delivery = OkOf<'/v1/webhooks/{webhookId}/deliveries'>['deliveries'][number];
export type NewWebhook = paths['/v1/webhooks']['post']['requestBody']['content']['application/json'];

/** Below it is everything of webhooks: what changes one makes all of it be asked for again. */
export const WEBHOOKS = ['webhooks'] as const;
/** How often what is going on is looked at. */
const LIVE_MS = 3_000;
const PAGE_SIZE = 20;

export const webhooksQuery = queryOptions({
  queryKey: [...WEBHOOKS, 'list'],
  queryFn: async ({ signal }) => (await dataOf(api.GET('/v1/webhooks', { signal }))).webhooks,
  staleTime: 0,
});

export function webhookQuery(webhookId: string) {
  return queryOptions({
    queryKey: [...WEBHOOKS, 'one', webhookId],
    queryFn: async ({ signal }) => {
      const params = { path: { webhookId } };
      return (await dataOf(api.GET('/v1/webhooks/{webhookId}', { params, signal }))).webhook;
    },
    staleTime: 0,
    refetchInterval: (query) => (query.state.status === 'success' ? LIVE_MS : false),
  });
}

export function deliveriesQuery(
  webhookId: string,
  { state, cursor }: { state?: (typeof DELIVERY_STATES)[number] | undefined; cursor?: string | undefined },
) {
  return queryOptions({
    queryKey: [...WEBHOOKS, 'deliveries', webhookId, state, cursor],
    queryFn: ({ signal }) =>
      dataOf(
        api.GET('/v1/webhooks/{webhookId}/deliveries', {
          params: {
            path: { webhookId },
            query: {
              pageSize: PAGE_SIZE,
              ...(state === undefined ? {} : { state }),
              ...(cursor === undefined ? {} : { pageToken: cursor }),
            },
          },
          signal,
        }),
      ),
    staleTime: 0,
    placeholderData: keepPreviousData,
    refetchInterval: (query) => (query.state.status === 'success' ? LIVE_MS : false),
  });
}
