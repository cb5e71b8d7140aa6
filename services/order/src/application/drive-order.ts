import { type Clock, InvalidInput, NotFound } from '@qipei/kernel';
import { OrderPending } from '../domain/errors.ts';
import { confirmOrder, finishCancelling, isSettled, type Order, rejectOrder } from '../domain/order.ts';
import type { OrderRepository } from '../domain/order-repository.ts';
import type { StockKeeper } from '../domain/stock-keeper.ts';

/** A point that an order has just passed; each is durable on the side that it names. */
export type SagaStep = 'placed' | 'reserved' | 'reservation-confirmed' | 'settled';

export interface DriveDependencies {
  orders: OrderRepository;
  stock: StockKeeper;
  clock: Clock;
  /** Told of every step; what it does is awaited. */
  onStep?: ((step: SagaStep, orderId: string) => void | Promise<void>) | undefined;
}

/** How often stock that expired between reserving and confirming is reserved anew at one go. */
const MAX_RESERVES = 3;

/**
 * Takes a placed or cancelling order to its end; one that is settled comes back as it is. Called by whoever has the
 * order to itself. Everything in it may be repeated: after a crash at any point it simply runs again.
 * @throws OrderPending and what says that another service is away
 */
export async function driveOrder(
  given: Order,
  traceparent: string,
  dependencies: DriveDependencies,
): Promise<Order> {
  const { orders, onStep } = dependencies;
  let order = given;
  while (!isSettled(order)) {
    const next = await (order.state === 'placed'
      ? settle(order, traceparent, dependencies)
      : giveBack(order, traceparent, dependencies));
    if (await orders.save(next, traceparent)) {
      await onStep?.('settled', order.orderId);
      return next;
    }
    // Another process wrote it in between: what it wrote counts.
    const stored = await orders.find(order.tenant, order.orderId);
    if (stored === undefined) throw new NotFound('order', order.orderId);
    order = stored;
  }
  return order;
}

async function settle(
  order: Order,
  traceparent: string,
  { stock, clock, onStep }: DriveDependencies,
): Promise<Order> {
  for (let attempt = 1; attempt <= MAX_RESERVES; attempt += 1) {
    const answer = await stock.reserve(order, traceparent);
    await onStep?.('reserved', order.orderId);
    if (!('reserved' in answer)) return rejectOrder(order, answer, clock.now());
    let confirmed: Order;
    try {
      confirmed = confirmOrder(order, answer.reserved, clock.now());
    } catch (error) {
      if (!(error instanceof InvalidInput)) throw error;
      await stock.release(order, traceparent);
      return rejectOrder(order, { refusal: { code: error.code, message: error.message } }, clock.now());
    }
    if (await stock.confirm(order, traceparent)) {
      await onStep?.('reservation-confirmed', order.orderId);
      return confirmed;
    }
  }
  throw new OrderPending(order.orderId);
}

async function giveBack(
  order: Order,
  traceparent: string,
  { stock, clock }: DriveDependencies,
): Promise<Order> {
  await stock.release(order, traceparent);
  return finishCancelling(order, clock.now());
}
