import { InvalidInput, isId, NotFound } from '@qipei/kernel';
import type { Order, OrderState } from '../domain/order.ts';
import type { OrderRepository } from '../domain/order-repository.ts';
import type { Caller } from '../domain/part-catalogue.ts';

const DEFAULT_PAGE = 50;
const MAX_PAGE = 200;

/** An order that the caller may see. @throws NotFound, the same for one that is another's as for none. */
export async function getOrder(
  orderId: string,
  caller: Pick<Caller, 'tenant' | 'customerId'>,
  { orders }: { orders: OrderRepository },
): Promise<Order> {
  const order = isId('ord', orderId) ? await orders.find(caller.tenant, orderId) : undefined;
  const visible = caller.customerId === '' || order?.customerId === caller.customerId;
  if (order === undefined || !visible) throw new NotFound('order', orderId);
  return order;
}

export interface OrderPage {
  orders: Order[];
  /** Empty where there is no further page. */
  nextPageToken: string;
}

/** Newest first. A page of 0 is one of the default size. @throws InvalidInput */
export async function listOrders(
  request: { pageSize: number; pageToken: string; state: OrderState | undefined },
  caller: Pick<Caller, 'tenant' | 'customerId'>,
  { orders }: { orders: OrderRepository },
): Promise<OrderPage> {
  const { pageSize, pageToken, state } = request;
  const size = pageSize === 0 ? DEFAULT_PAGE : pageSize;
  if (!Number.isInteger(size) || size < 1 || size > MAX_PAGE)
    throw new InvalidInput('pageSize', 'page-size-invalid', `A page has 1 to ${MAX_PAGE} orders.`);
  if (pageToken !== '' && !isId('ord', pageToken))
    throw new InvalidInput('pageToken', 'page-token-invalid', 'This is no page token of a list of orders.');
  const found = await orders.list({
    tenant: caller.tenant,
    customerId: caller.customerId === '' ? undefined : caller.customerId,
    state,
    before: pageToken === '' ? undefined : pageToken,
    limit: size + 1,
  });
  const page = found.slice(0, size);
  return { orders: page, nextPageToken: found.length > size ? (page.at(-1)?.orderId ?? '') : '' };
}
