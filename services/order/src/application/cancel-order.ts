import { OrderNotCancellable, OrderPending } from '../domain/errors.ts';
import { beginCancelling, type Order } from '../domain/order.ts';
import type { Caller } from '../domain/part-catalogue.ts';
import { type DriveDependencies, driveOrder } from './drive-order.ts';
import type { OrderLock } from './order-lock.ts';
import { getOrder } from './read-orders.ts';

/** Another process may write the order in between; it does so at most as often as an order has states. */
const MAX_ATTEMPTS = 5;

/**
 * Cancels a confirmed order and gives its stock back; again is harmless. A placed one is taken to its end first.
 * @throws NotFound, OrderNotCancellable, and what says that another service is away: the order is then on its way
 */
export async function cancelOrder(
  orderId: string,
  caller: Caller,
  dependencies: DriveDependencies & { lock: OrderLock },
): Promise<Order> {
  const { orders, clock, lock } = dependencies;
  // Looked at before the lock, so that nobody can make another's order wait.
  await getOrder(orderId, caller, dependencies);
  return await lock.exclusive(orderId, async () => {
    for (let attempt = 1; attempt <= MAX_ATTEMPTS; attempt += 1) {
      const stored = await getOrder(orderId, caller, dependencies);
      const order = await driveOrder(stored, caller.traceparent, dependencies);
      if (order.state === 'cancelled') return order;
      if (order.state !== 'confirmed') throw new OrderNotCancellable(orderId, order.state);
      const cancelling = beginCancelling(order, clock.now());
      if (await orders.save(cancelling, caller.traceparent))
        return await driveOrder(cancelling, caller.traceparent, dependencies);
    }
    throw new OrderPending(orderId);
  });
}
