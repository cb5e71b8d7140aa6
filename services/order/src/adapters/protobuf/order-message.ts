import * as messages from '@qipei/contracts/order/v1/order';
import type { Order, OrderLine, OrderState } from '../../domain/order.ts';

const STATES: Record<OrderState, messages.OrderState> = {
  placed: messages.OrderState.PLACED,
  confirmed: messages.OrderState.CONFIRMED,
  rejected: messages.OrderState.REJECTED,
  cancelling: messages.OrderState.CANCELLING,
  cancelled: messages.OrderState.CANCELLED,
};

export function toOrderMessage(order: Order): messages.Order {
  return {
    orderId: order.orderId,
    customerId: order.customerId,
    customerReference: order.customerReference,
    state: STATES[order.state],
    lines: order.lines.map(toLineMessage),
    totals: [...order.totals],
    shortages: [...order.shortages],
    createdAt: order.createdAt,
    updatedAt: order.updatedAt,
    version: order.version,
  };
}

/** Undefined for the number that stands for none, and for one that this version doesn’t know. */
export function fromStateMessage(state: messages.OrderState): OrderState | undefined {
  return (Object.keys(STATES) as OrderState[]).find((each) => STATES[each] === state);
}

function toLineMessage(line: OrderLine): messages.OrderLine {
  return { ...line, allocations: [...line.allocations] };
}
