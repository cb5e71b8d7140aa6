import type { Snapshot } from '@qipei/kernel';
import {
  documentsById,
  insertMissing,
  isCollectionEmpty,
  type OutboxEvent,
  pushEvents,
  withDatabaseErrors,
} from '@qipei/mongo';
import type { Model, UpdateQuery } from 'mongoose';
import type { OrderRecord } from '../../domain/order-snapshot.ts';
import { fromDocument, toDocument } from './order-document.ts';
import type { OrderDocument } from './order-schema.ts';

const AT_ONCE = 500;
const WAITING = { 'outbox.since': { $exists: true } };

/** Of a database that has `ORDER_MIGRATIONS`. */
export function mongoOrderSnapshot(
  orders: Model<OrderDocument>,
): Omit<Snapshot<OrderRecord>, keyof AsyncDisposable> {
  const { addEvent } = withDatabaseErrors({
    async addEvent(event: OutboxEvent) {
      const lacking = { _id: event.key, 'outbox.pending.eventId': { $ne: event.id } };
      await orders.updateOne(lacking, pushEvents([event]) as UpdateQuery<OrderDocument>);
    },
  });

  return {
    isEmpty: () => isCollectionEmpty(orders),
    async *read() {
      for await (const { outbox: _, idempotencyKey, digest, ...document } of documentsById(orders))
        yield { kind: 'order', order: fromDocument(document), key: idempotencyKey, digest };
      for await (const { outbox } of documentsById(orders, { filter: WAITING, select: 'outbox' })) {
        for (const { eventId, topic, key, type, value } of outbox.pending)
          yield { kind: 'event', topic, key, id: eventId, type, value: new Uint8Array(value) };
      }
    },
    async write(records) {
      let waiting: OrderDocument[] = [];
      const flush = async () => {
        await insertMissing(orders, waiting);
        waiting = [];
      };
      for await (const record of records) {
        if (record.kind === 'order') {
          const { order, key, digest } = record;
          if (waiting.push(toDocument(order, { ...order, key }, digest, [])) === AT_ONCE) await flush();
          continue;
        }
        await flush();
        const { kind: _, ...event } = record;
        await addEvent(event);
      }
      await flush();
    },
  };
}
