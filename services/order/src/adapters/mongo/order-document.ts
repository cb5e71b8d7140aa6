import { newOutbox, type OutboxEvent } from '@qipei/mongo';
import type { Order } from '../../domain/order.ts';
import type { KeyScope } from '../../domain/order-repository.ts';
import type { OrderDocument } from './order-schema.ts';

type Changing = 'state' | 'lines' | 'totals' | 'shortages' | 'refusal' | 'updatedAt';

export function toDocument(
  order: Order,
  { key }: KeyScope,
  digest: string,
  events: readonly OutboxEvent[],
): OrderDocument {
  const { orderId, tenant, customerId, customerReference, createdAt, version } = order;
  return {
    _id: orderId,
    tenant,
    customerId,
    idempotencyKey: key,
    digest,
    customerReference,
    ...changing(order),
    createdAt,
    version,
    outbox: newOutbox(events),
  };
}

/** What a later version of an order can differ in. */
export function changing({
  state,
  lines,
  totals,
  shortages,
  refusal,
  updatedAt,
}: Order): Pick<OrderDocument, Changing> {
  return {
    state,
    lines,
    totals,
    shortages,
    updatedAt,
    ...(refusal === undefined ? {} : { refusal }),
  };
}

/** What isn't stored is undefined, and not left out. */
export function fromDocument(document: Omit<OrderDocument, 'outbox' | 'idempotencyKey' | 'digest'>): Order {
  const { _id, lines, refusal, ...rest } = document;
  return {
    ...rest,
    orderId: _id,
    lines: lines.map((line) => ({ ...line, unitPrice: line.unitPrice, amount: line.amount })),
    refusal,
  };
}
