import { InvalidInput, type Money, multiplyMoney, sumByCurrency } from '@qipei/kernel';

/** placed -> confirmed | rejected; confirmed -> cancelling -> cancelled. */
export type OrderState = 'placed' | 'confirmed' | 'rejected' | 'cancelling' | 'cancelled';

export interface LineAllocation {
  line: number;
  partId: string;
  warehouseId: string;
  quantity: number;
}

export interface LineShortage {
  /** From 1. */
  line: number;
  partId: string;
  /** As asked for; empty for any. */
  warehouseId: string;
  requested: number;
  available: number;
}

/** What the catalogue said of the part when the order was placed. */
export interface PartSnapshot {
  partId: string;
  brand: string;
  partNumber: string;
  nameZh: string;
  nameEn: string;
}

export interface OrderLine extends PartSnapshot {
  /** From 1. */
  line: number;
  quantity: number;
  /** As asked for; empty for any. */
  warehouseId: string;
  allocations: readonly LineAllocation[];
  /** Undefined where the part had no offer: price on request. */
  unitPrice: Money | undefined;
  amount: Money | undefined;
}

export interface Order {
  orderId: string;
  tenant: string;
  /** Customer of the tenant; empty where the tenant ordered for itself. */
  customerId: string;
  customerReference: string;
  state: OrderState;
  lines: readonly OrderLine[];
  /** One for each currency. */
  totals: readonly Money[];
  shortages: readonly LineShortage[];
  /** Why a rejected order was refused, where it wasn't for shortages. */
  refusal: { code: string; message: string } | undefined;
  createdAt: Date;
  updatedAt: Date;
  /** Counts the writes, from 1. */
  version: number;
}

export interface RequestedLine {
  partId: string;
  quantity: number;
  /** Empty for any. */
  warehouseId: string;
}

export function placeOrder(
  facts: Pick<Order, 'orderId' | 'tenant' | 'customerId' | 'customerReference'> & { now: Date },
  lines: readonly (RequestedLine & PartSnapshot)[],
): Order {
  const { now, ...rest } = facts;
  return {
    ...rest,
    state: 'placed',
    lines: lines.map((each, i) => ({
      line: i + 1,
      partId: each.partId,
      brand: each.brand,
      partNumber: each.partNumber,
      nameZh: each.nameZh,
      nameEn: each.nameEn,
      quantity: each.quantity,
      warehouseId: each.warehouseId,
      allocations: [],
      unitPrice: undefined,
      amount: undefined,
    })),
    totals: [],
    shortages: [],
    refusal: undefined,
    createdAt: now,
    updatedAt: now,
    version: 1,
  };
}

export interface ReservedStock {
  allocations: readonly LineAllocation[];
  prices: readonly { line: number; unitPrice: Money | undefined }[];
}

/** @throws InvalidInput where an amount is beyond what can be held exactly. */
export function confirmOrder(order: Order, { allocations, prices }: ReservedStock, now: Date): Order {
  const allocationsOf = Map.groupBy(allocations, (each) => each.line);
  const priceOf = new Map(prices.map((each) => [each.line, each.unitPrice]));
  const lines = order.lines.map((line) => {
    const unitPrice = priceOf.get(line.line);
    return {
      ...line,
      allocations: allocationsOf.get(line.line) ?? [],
      unitPrice,
      amount: unitPrice === undefined ? undefined : multiplyMoney(unitPrice, line.quantity),
    };
  });
  const totals = sumByCurrency(lines.flatMap(({ amount }) => (amount === undefined ? [] : [amount])));
  if (totals.some(({ amount }) => !Number.isSafeInteger(amount)))
    throw new InvalidInput('lines', 'amount-too-large', 'The total is too large to be held exactly.');
  return next(order, { state: 'confirmed', lines, totals }, now);
}

export function rejectOrder(
  order: Order,
  why: { shortages: readonly LineShortage[] } | { refusal: { code: string; message: string } },
  now: Date,
): Order {
  return next(order, { state: 'rejected', ...why }, now);
}

export function beginCancelling(order: Order, now: Date): Order {
  return next(order, { state: 'cancelling' }, now);
}

export function finishCancelling(order: Order, now: Date): Order {
  return next(order, { state: 'cancelled' }, now);
}

/** Nothing is left to be done by the platform itself. */
export function isSettled(order: Order): boolean {
  return order.state !== 'placed' && order.state !== 'cancelling';
}

const FOLLOWS: Record<OrderState, readonly OrderState[]> = {
  placed: ['confirmed', 'rejected'],
  confirmed: ['cancelling'],
  cancelling: ['cancelled'],
  rejected: [],
  cancelled: [],
};

function next(order: Order, change: Partial<Order> & { state: OrderState }, now: Date): Order {
  if (!FOLLOWS[order.state].includes(change.state))
    throw new Error(`an order doesn't go from ${order.state} to ${change.state}`);
  return { ...order, ...change, updatedAt: now, version: order.version + 1 };
}
