import { type DriveDependencies, driveOrder } from './drive-order.ts';
import type { OrderLock } from './order-lock.ts';

export interface Recovery {
  settled: number;
  /** What kept orders from their end, one for each. */
  failures: { orderId: string; error: unknown }[];
}

const CHUNK = 200;
const AT_ONCE = 8;

/** Takes orders that were left placed or cancelling, last written before the instant, to their end. */
export async function recoverOrders(
  before: Date,
  newTraceparent: () => string,
  dependencies: DriveDependencies & { lock: OrderLock },
): Promise<Recovery> {
  const { orders, lock } = dependencies;
  const recovery: Recovery = { settled: 0, failures: [] };
  const open = await orders.unsettled(before, CHUNK);
  const queue = open.filter(({ orderId }) => !lock.isTaken(orderId)).values();

  async function work(): Promise<void> {
    for (const { tenant, orderId } of queue) {
      try {
        await lock.exclusive(orderId, async () => {
          const order = await orders.find(tenant, orderId);
          if (order !== undefined) await driveOrder(order, newTraceparent(), dependencies);
        });
        recovery.settled += 1;
      } catch (error) {
        recovery.failures.push({ orderId, error });
      }
    }
  }

  await Promise.all(Array.from({ length: AT_ONCE }, work));
  return recovery;
}
