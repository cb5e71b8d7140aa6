import { TOPICS } from '@qipei/contracts';
import { type Database, groupCommit, sqliteOutbox } from '@qipei/sqlite';
import { OrdersBusy } from '../../domain/errors.ts';
import type { Order } from '../../domain/order.ts';
import type { KeyRecord, OrderQuery, OrderRepository } from '../../domain/order-repository.ts';
import { orderEvent } from '../events/order-event.ts';
import { fromRow, type OrderRow, toRow } from './order-row.ts';

const COLUMNS = 'tenant, order_id, customer_id, state, version, created_at, updated_at, content';
/** Above every order id. */
const NEWEST = 'ord_~';

/** The repository over a file that has `ORDER_MIGRATIONS`. `onCommit` is told of every commit. */
export function sqliteOrderRepository(db: Database, onCommit: () => void): OrderRepository {
  const commits = groupCommit(db, { onCommit, busyError: (cause) => new OrdersBusy(cause) });
  const outbox = sqliteOutbox(db);
  const selectKey = db.prepare<[string, string, string], KeyRecord>(
    'SELECT order_id AS orderId, digest FROM idempotency_key WHERE tenant = ? AND customer_id = ? AND key = ?',
  );
  const insertKey = db.prepare('INSERT INTO idempotency_key VALUES (?, ?, ?, ?, ?)');
  const insert = db.prepare<[OrderRow]>(
    `INSERT INTO orders (${COLUMNS})
     VALUES (@tenant, @order_id, @customer_id, @state, @version, @created_at, @updated_at, @content)`,
  );
  const update = db.prepare<[OrderRow]>(
    `UPDATE orders SET state = @state, version = @version, updated_at = @updated_at, content = @content
     WHERE tenant = @tenant AND order_id = @order_id AND version = @version - 1`,
  );
  const select = db.prepare<[string, string], OrderRow>(
    `SELECT ${COLUMNS} FROM orders WHERE tenant = ? AND order_id = ?`,
  );
  const unsettled = db.prepare<[number, number], { tenant: string; orderId: string }>(
    `SELECT tenant, order_id AS orderId FROM orders
     WHERE state IN ('placed', 'cancelling') AND updated_at < ? ORDER BY updated_at LIMIT ?`,
  );
  const page = (condition: string) =>
    db.prepare<[Record<string, string | number>], OrderRow>(
      `SELECT ${COLUMNS} FROM orders WHERE tenant = @tenant AND order_id < @before ${condition}
       ORDER BY order_id DESC LIMIT @limit`,
    );
  const pages = {
    all: page(''),
    customer: page('AND customer_id = @customer'),
    state: page('AND state = @state'),
    both: page('AND customer_id = @customer AND state = @state'),
  };

  function tell(order: Order, traceparent: string): void {
    const event = orderEvent(order, traceparent);
    if (event !== undefined) outbox.add(TOPICS.order, event);
  }

  return {
    findKey: async ({ tenant, customerId, key }) => selectKey.get(tenant, customerId, key),
    add: (order, { tenant, customerId, key }, digest, traceparent) =>
      commits.run(() => {
        const taken = selectKey.get(tenant, customerId, key);
        if (taken !== undefined) return taken;
        insertKey.run(tenant, customerId, key, order.orderId, digest);
        insert.run(toRow(order));
        tell(order, traceparent);
        return undefined;
      }),
    async find(tenant, orderId) {
      const row = select.get(tenant, orderId);
      return row === undefined ? undefined : fromRow(row);
    },
    save: (order, traceparent) =>
      commits.run(() => {
        if (update.run(toRow(order)).changes === 0) return false;
        tell(order, traceparent);
        return true;
      }),
    async list({ tenant, customerId, state, before = NEWEST, limit }: OrderQuery) {
      const given = { tenant, before, limit };
      if (customerId === undefined && state === undefined) return pages.all.all(given).map(fromRow);
      if (customerId === undefined) return pages.state.all({ ...given, state: state ?? '' }).map(fromRow);
      if (state === undefined) return pages.customer.all({ ...given, customer: customerId }).map(fromRow);
      return pages.both.all({ ...given, customer: customerId, state }).map(fromRow);
    },
    unsettled: async (before, limit) => unsettled.all(before.getTime(), limit),
  };
}
