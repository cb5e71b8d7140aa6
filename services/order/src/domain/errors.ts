import { DomainError } from '@qipei/kernel';
import type { LineShortage, Order, OrderState } from './order.ts';

/** An error travels in gRPC metadata, which is bounded: the list of shortages gets this much of it. */
const MAX_SHORTAGE_BYTES = 4_000;
const LINES_IN_MESSAGE = 5;

/** Nothing was ordered. `details.shortages` says what lacks in which line; `details.moreShortages`, how many more there are. */
export class OutOfStock extends DomainError {
  constructor({ orderId, shortages }: Pick<Order, 'orderId' | 'shortages'>) {
    const listed: LineShortage[] = [];
    let bytes = 0;
    for (const { line, partId, warehouseId, requested, available } of shortages) {
      const each = { line, partId, warehouseId, requested, available };
      bytes += Buffer.byteLength(JSON.stringify(each)) + 1;
      if (bytes > MAX_SHORTAGE_BYTES) break;
      listed.push(each);
    }
    super({
      kind: 'conflict',
      code: 'out-of-stock',
      message: describe(shortages),
      details: { orderId, shortages: listed, moreShortages: shortages.length - listed.length },
    });
  }
}

function describe(shortages: readonly LineShortage[]): string {
  const named = shortages.slice(0, LINES_IN_MESSAGE).map(({ line, warehouseId, requested, available }) => {
    const where = warehouseId === '' ? '' : ` in warehouse '${warehouseId}'`;
    return `line ${line} lacks ${requested - available} of ${requested}${where}`;
  });
  const more = shortages.length - named.length;
  return `Not enough stock: ${named.join('; ')}${more > 0 ? `; and ${more} more lines` : ''}. Nothing was ordered.`;
}

/** The order was rejected for another reason than its stock. */
export class OrderRefused extends DomainError {
  constructor(order: Pick<Order, 'orderId' | 'refusal'>) {
    super({
      kind: 'conflict',
      code: order.refusal?.code ?? 'order-refused',
      message: order.refusal?.message ?? 'The order was refused.',
      details: { orderId: order.orderId },
    });
  }
}

export class IdempotencyKeyReused extends DomainError {
  constructor(key: string) {
    super({
      kind: 'conflict',
      code: 'idempotency-key-reused',
      message: `The idempotency key '${key}' has been used for an order with other content.`,
    });
  }
}

export class OrderNotCancellable extends DomainError {
  constructor(orderId: string, state: OrderState) {
    super({
      kind: 'conflict',
      code: 'order-not-cancellable',
      message: `The order '${orderId}' is ${state}; there is nothing to cancel.`,
    });
  }
}

/** The parts at these places of the request are unknown, or not to be seen by the caller. */
export class PartsNotFound extends DomainError {
  constructor(missing: readonly { index: number; partId: string }[]) {
    const fields = missing.slice(0, 20).map(({ index, partId }) => ({
      field: `lines[${index}].partId`,
      code: 'part-not-found',
      message: `There is no part '${partId}'.`,
    }));
    super({
      kind: 'invalid',
      code: 'part-not-found',
      message:
        missing.length === 1
          ? (fields[0]?.message ?? '')
          : `${missing.length} lines name parts that don't exist.`,
      fields,
    });
  }
}

/** The saga couldn't go on now; the order stays and is taken further by itself. */
export class OrderPending extends DomainError {
  constructor(orderId: string, cause?: unknown) {
    super({
      kind: 'unavailable',
      code: 'order-pending',
      message: `The order '${orderId}' is accepted, and its stock can't be reserved at the moment. Repeat the call with the same key.`,
      details: { orderId },
      cause,
    });
  }
}

/** Another writer held the file for too long. */
export class OrdersBusy extends DomainError {
  constructor(cause: unknown) {
    super({
      kind: 'unavailable',
      code: 'orders-busy',
      message: 'Orders can’t be written at the moment; try again.',
      cause,
    });
  }
}
