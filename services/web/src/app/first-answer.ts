import type { QueryClient, QueryKey } from '@tanstack/react-query';
import { orderQuery, ordersQuery } from '../orders/order-query.ts';
import { availabilityQuery } from '../part/availability-query.ts';
import { partQuery, partTypeQuery } from '../part/part-query.ts';
import { askedOf, searchQuery } from '../results/search-query.ts';
import { warehousesQuery } from '../shown/warehouses.ts';
import { vinQuery } from '../vehicles/vin-query.ts';
import { onServer } from './on-server.ts';

/** What came within a page: an answer of the platform to what its view asks first. */
export interface FirstAnswer {
  /** As it would be asked for, with the parameters in order. */
  address: string;
  body: unknown;
}

/** A view as the router finds it. */
interface View {
  routeId: string;
  params: object;
  search: object;
}

interface Question {
  address: string;
  queryKey: QueryKey;
  /** What the view keeps of the answer, where that isn't all. */
  taken?(body: unknown): unknown;
}

/**
 * Puts an answer where its view looks for it, which then shows it at once.
 * @returns whether it is this view's; one that asks something else, however little it differs, is left to ask
 */
export function knowAnswer(queryClient: QueryClient, view: View | undefined, answer: FirstAnswer): boolean {
  const asked = view === undefined ? [] : questionsOf(view, answer.address);
  const question = asked.find(({ address }) => address === answer.address);
  if (question === undefined) return false;
  // As old as the page, which may have waited long for its files: an old one is shown and asked for again.
  const updatedAt = onServer ? Date.now() : performance.timeOrigin;
  const { taken = (body: unknown) => body } = question;
  queryClient.setQueryData(question.queryKey, taken(answer.body), { updatedAt });
  return true;
}

/** What a view asks; `address` is that of the answer, for what only another answer has led to. */
function questionsOf({ routeId, params, search }: View, address: string): Question[] {
  if (routeId === '/search') {
    const query = Object.entries(askedOf(search)).filter(([, value]) => value !== undefined);
    const parameters = new URLSearchParams(query.map(([name, value]) => [name, String(value)]));
    parameters.sort();
    return [
      { address: `/v1/search?${parameters}`, queryKey: searchQuery(search).queryKey },
      ...vinQuestion(address),
    ];
  }
  const { partId, orderId } = params as { partId?: string; orderId?: string };
  if (routeId === '/parts/$partId' && partId !== undefined) {
    const part = `/v1/parts/${encodeURIComponent(partId)}`;
    return [
      { address: part, queryKey: partQuery(partId).queryKey },
      { address: `${part}/availability`, queryKey: availabilityQuery(partId).queryKey },
      WAREHOUSES,
      ...partTypeQuestion(address),
    ];
  }
  if (routeId === '/orders')
    return [
      {
        ...{ address: '/v1/orders?pageSize=20', queryKey: ordersQuery.queryKey },
        taken: (body) => ({ pages: [body], pageParams: [ordersQuery.initialPageParam] }),
      },
    ];
  if (routeId === '/orders/$orderId' && orderId !== undefined)
    return [
      { address: `/v1/orders/${encodeURIComponent(orderId)}`, queryKey: orderQuery(orderId).queryKey },
      WAREHOUSES,
    ];
  return [];
}

const WAREHOUSES: Question = {
  address: '/v1/warehouses',
  queryKey: warehousesQuery.queryKey,
  taken: (body) => (body as { warehouses: unknown }).warehouses,
};

function partTypeQuestion(address: string): Question[] {
  const [, partTypeId] = /^\/v1\/part-types\/([^/?]+)$/.exec(address) ?? [];
  if (partTypeId === undefined) return [];
  return [{ address, queryKey: partTypeQuery(decodeURIComponent(partTypeId)).queryKey }];
}

function vinQuestion(address: string): Question[] {
  const [, vin] = /^\/v1\/vins\/([^/?]+)$/.exec(address) ?? [];
  return vin === undefined ? [] : [{ address, queryKey: vinQuery(decodeURIComponent(vin), {}).queryKey }];
}
