import { dataOf } from '@qipei/api-client';
import { queryOptions } from '@tanstack/react-query';
import type { Answers } from '../api/answers.ts';
import { api } from '../api/api.ts';

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
