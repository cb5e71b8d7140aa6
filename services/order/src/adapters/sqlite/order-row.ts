import type { Order, OrderState } from '../../domain/order.ts';

export interface OrderRow {
  tenant: string;
  order_id: string;
  customer_id: string;
  state: OrderState;
  version: number;
  created_at: number;
  updated_at: number;
  content: string;
}

type Content = Pick<Order, 'customerReference' | 'lines' | 'totals' | 'shortages' | 'refusal'>;

export function toRow(order: Order): OrderRow {
  const { customerReference, lines, totals, shortages, refusal } = order;
  const content: Content = { customerReference, lines, totals, shortages, refusal };
  return {
    tenant: order.tenant,
    order_id: order.orderId,
    customer_id: order.customerId,
    state: order.state,
    version: order.version,
    created_at: order.createdAt.getTime(),
    updated_at: order.updatedAt.getTime(),
    content: JSON.stringify(content),
  };
}

export function fromRow(row: OrderRow): Order {
  // JSON leaves out what is undefined.
  const { lines, refusal, ...rest } = JSON.parse(row.content) as Content;
  return {
    ...rest,
    refusal,
    lines: lines.map((line) => ({ ...line, unitPrice: line.unitPrice, amount: line.amount })),
    orderId: row.order_id,
    tenant: row.tenant,
    customerId: row.customer_id,
    state: row.state,
    createdAt: new Date(row.created_at),
    updatedAt: new Date(row.updated_at),
    version: row.version,
  };
}
