import { toRecord } from '@qipei/contracts';
import {
  OrderCancelled,
  OrderConfirmed,
  OrderPlaced,
  OrderRejected,
} from '@qipei/contracts/order/v1/order_events';
import { newEventId } from '@qipei/kernel';
import type { Order, OrderState } from '../../domain/order.ts';
import { toOrderMessage } from '../protobuf/order-message.ts';

/** All four carry the order and nothing else. */
const EVENTS = {
  placed: { type: 'qipei.order.v1.OrderPlaced', message: OrderPlaced },
  confirmed: { type: 'qipei.order.v1.OrderConfirmed', message: OrderConfirmed },
  rejected: { type: 'qipei.order.v1.OrderRejected', message: OrderRejected },
  cancelled: { type: 'qipei.order.v1.OrderCancelled', message: OrderCancelled },
  // Of no interest outside: the end of it is.
  cancelling: undefined,
} satisfies Record<OrderState, unknown>;

/** What the world is told when an order comes into its state. */
export function orderEvent(order: Order, traceparent: string): ReturnType<typeof toRecord> | undefined {
  const event = EVENTS[order.state];
  if (event === undefined) return undefined;
  return toRecord({
    id: newEventId(),
    type: event.type,
    tenant: order.tenant,
    aggregateId: order.orderId,
    occurredAt: order.updatedAt,
    traceparent,
    payload: event.message.encode({ order: toOrderMessage(order) }).finish(),
  });
}
