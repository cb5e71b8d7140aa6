import type { Snapshot } from '@qipei/kernel';
import { type Database, immediateTransaction, sqliteOutbox } from '@qipei/sqlite';
import type { OrderRecord } from '../../domain/order-snapshot.ts';
import { fromRow, type OrderRow, toRow } from './order-row.ts';

const PAGE = 500;

type KeyedRow = OrderRow & { key: string; digest: string };

/** Of a file that has `ORDER_MIGRATIONS`. */
export function sqliteOrderSnapshot(db: Database): Omit<Snapshot<OrderRecord>, keyof AsyncDisposable> {
  const outbox = sqliteOutbox(db);
  const page = db.prepare<[string], KeyedRow>(
    `SELECT orders.*, idempotency_key.key, idempotency_key.digest FROM orders
     JOIN idempotency_key USING (tenant, customer_id, order_id)
     WHERE orders.order_id > ? ORDER BY orders.order_id LIMIT ${PAGE}`,
  );
  const insertOrder = db.prepare<[OrderRow]>(
    `INSERT OR IGNORE INTO orders (tenant, order_id, customer_id, state, version, created_at, updated_at, content)
     VALUES (@tenant, @order_id, @customer_id, @state, @version, @created_at, @updated_at, @content)`,
  );
  const insertKey = db.prepare('INSERT OR IGNORE INTO idempotency_key VALUES (?, ?, ?, ?, ?)');
  const known = db.prepare<[string], number>('SELECT 1 FROM outbox WHERE id = ?').pluck();

  function take(record: OrderRecord): void {
    if (record.kind === 'event') {
      const { topic, key, id, type, value } = record;
      if (known.get(id) === undefined) outbox.add(topic, { key, id, type, value });
      return;
    }
    const { order, key, digest } = record;
    insertOrder.run(toRow(order));
    insertKey.run(order.tenant, order.customerId, key, order.orderId, digest);
  }

  return {
    isEmpty: async () => page.get('') === undefined,
    async *read() {
      let after = '';
      for (let rows = page.all(after); rows.length > 0; rows = page.all(after)) {
        for (const row of rows) {
          const { key, digest } = row;
          yield { kind: 'order', order: fromRow(row), key, digest };
          after = row.order_id;
        }
      }
      const events = outbox.read(Number.MAX_SAFE_INTEGER).map(({ sequence: _, value, ...event }) => ({
        kind: 'event' as const,
        ...event,
        value: new Uint8Array(value),
      }));
      // Of one order in the order of its events; of several, whichever engine keeps them, by order.
      yield* events.sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0));
    },
    async write(records) {
      let waiting: OrderRecord[] = [];
      const flush = () => {
        immediateTransaction(db, () => waiting.forEach(take));
        waiting = [];
      };
      for await (const record of records) if (waiting.push(record) === PAGE) flush();
      flush();
    },
  };
}
