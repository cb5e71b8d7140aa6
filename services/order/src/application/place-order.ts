import { NotFound, newId } from '@qipei/kernel';
import { IdempotencyKeyReused, OrderRefused, OutOfStock, PartsNotFound } from '../domain/errors.ts';
import { placeOrder as newOrder, type Order } from '../domain/order.ts';
import type { KeyRecord } from '../domain/order-repository.ts';
import type { Caller, PartCatalogue } from '../domain/part-catalogue.ts';
import { contentDigest, type PlaceOrderRequest, requirePlaceable } from '../domain/place-order-request.ts';
import { type DriveDependencies, driveOrder } from './drive-order.ts';
import type { OrderLock } from './order-lock.ts';

export interface PlaceOrderDependencies extends DriveDependencies {
  catalogue: PartCatalogue;
  lock: OrderLock;
}

export interface PlacedOrder {
  order: Order;
  /** The key had been used before, with the same content. */
  replayed: boolean;
}

/**
 * Reserves, confirms and keeps an order. The same key with the same content comes to the first order, however often and
 * whenever it is asked: while the first call still runs it waits for that one's end, after a crash it takes it there.
 * @throws InvalidInput, PartsNotFound, IdempotencyKeyReused, OutOfStock, OrderRefused, and what says that another
 * service is away
 */
export async function placeOrder(
  request: PlaceOrderRequest,
  caller: Caller,
  dependencies: PlaceOrderDependencies,
): Promise<PlacedOrder> {
  requirePlaceable(request);
  const { orders, lock } = dependencies;
  const digest = contentDigest(request);
  const scope = { tenant: caller.tenant, customerId: caller.customerId, key: request.idempotencyKey };
  const known = await orders.findKey(scope);
  if (known !== undefined) return await replay(known);

  const placed = await snapshot(request, caller, dependencies);
  const outcome = await lock.exclusive(placed.orderId, async () => {
    const taken = await orders.add(placed, scope, digest, caller.traceparent);
    if (taken !== undefined) return taken;
    await dependencies.onStep?.('placed', placed.orderId);
    return await driveOrder(placed, caller.traceparent, dependencies);
  });
  // Of two calls with one key at once the second finds it taken.
  if (!('state' in outcome)) return await replay(outcome);
  return { order: accepted(outcome), replayed: false };

  async function replay(record: KeyRecord): Promise<PlacedOrder> {
    if (record.digest !== digest) throw new IdempotencyKeyReused(request.idempotencyKey);
    const order = await lock.exclusive(record.orderId, async () => {
      const stored = await orders.find(caller.tenant, record.orderId);
      if (stored === undefined) throw new NotFound('order', record.orderId);
      return await driveOrder(stored, caller.traceparent, dependencies);
    });
    return { order: accepted(order), replayed: true };
  }
}

async function snapshot(
  request: PlaceOrderRequest,
  caller: Caller,
  { catalogue, clock }: PlaceOrderDependencies,
): Promise<Order> {
  const parts = await catalogue.find(caller, [...new Set(request.lines.map((line) => line.partId))]);
  const missing: { index: number; partId: string }[] = [];
  const lines = request.lines.flatMap((line, index) => {
    const part = parts.get(line.partId);
    if (part !== undefined) return [{ ...line, ...part }];
    missing.push({ index, partId: line.partId });
    return [];
  });
  if (missing.length > 0) throw new PartsNotFound(missing);
  const now = clock.now();
  return newOrder(
    {
      orderId: newId('ord', now.getTime()),
      tenant: caller.tenant,
      customerId: caller.customerId,
      customerReference: request.customerReference,
      now,
    },
    lines,
  );
}

function accepted(order: Order): Order {
  if (order.state !== 'rejected') return order;
  throw order.refusal === undefined ? new OutOfStock(order) : new OrderRefused(order);
}
