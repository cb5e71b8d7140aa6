import { dataOf } from '@qipei/api-client';
import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import type { Answers } from '../api/answers.ts';
import { api } from '../api/api.ts';

const PAGE_SIZE = 20;
const FINAL = new Set<Answers['order']['state']>(['confirmed', 'rejected', 'cancelled']);

export function isFinal(order: Answers['order']): boolean {
  return FINAL.has(order.state);
}

/** Asked again while something may still happen soon; a confirmed order now and then. */
export function orderQuery(orderId: string) {
  return queryOptions({
    queryKey: ['orders', 'one', orderId],
    queryFn: ({ signal }) =>
      dataOf(api.GET('/v1/orders/{orderId}', { params: { path: { orderId } }, signal })),
    refetchInterval: ({ state }) => (state.data === undefined ? false : isFinal(state.data) ? 30_000 : 2_000),
  });
}

/** The newest first, in pages. */
export const ordersQuery = infiniteQueryOptions({
  queryKey: ['orders', 'list'],
  initialPageParam: '',
  queryFn: ({ signal, pageParam }) =>
    dataOf(
      api.GET('/v1/orders', {
        params: {
          query: { pageSize: PAGE_SIZE, ...(pageParam === '' ? {} : { pageToken: pageParam }) } as never,
        },
        signal,
      }),
    ),
  getNextPageParam: (page) => page.nextPageToken ?? undefined,
});
