import type { Snapshot } from '@qipei/kernel';
import { pushEvents } from '@qipei/mongo';
import type { Model, UpdateQuery } from 'mongoose';
import type { OrderRecord } from '../../domain/order-snapshot.ts';
import { fromDocument, toDocument } from './order-document.ts';
import type { OrderDocument } from './order-schema.ts';

const PAGE = 500;

/** Of a database that has `ORDER_MIGRATIONS`. */
export function mongoOrderSnapshot(
  orders: Model<OrderDocument>,
): Omit<Snapshot<OrderRecord>, keyof AsyncDisposable> {
  async function* pages(filter: object): AsyncGenerator<OrderDocument> {
    let after = '';
    for (;;) {
      const found = await orders
        .find({ ...filter, _id: { $gt: after } })
        .sort({ _id: 1 })
        .limit(PAGE)
        .lean<OrderDocument[]>();
      yield* found;
      if (found.length < PAGE) return;
      after = found.at(-1)?._id ?? '';
    }
  }

  async function addOrders(records: readonly Extract<OrderRecord, { kind: 'order' }>[]): Promise<void> {
    await orders.bulkWrite(
      records.map(({ order, key, digest }) => {
        const { _id, ...document } = toDocument(order, { ...order, key }, digest, []);
        return { updateOne: { filter: { _id }, update: { $setOnInsert: document }, upsert: true } };
      }),
    );
  }

  return {
    isEmpty: async () => (await orders.findOne().select('_id').lean()) === null,
    async *read() {
      for await (const { outbox: _, idempotencyKey, digest, ...document } of pages({}))
        yield { kind: 'order', order: fromDocument(document), key: idempotencyKey, digest };
      for await (const { outbox } of pages({ 'outbox.since': { $exists: true } })) {
        for (const { eventId, topic, key, type, value } of outbox.pending)
          yield { kind: 'event', topic, key, id: eventId, type, value: new Uint8Array(value) };
      }
    },
    async write(records) {
      let waiting: Extract<OrderRecord, { kind: 'order' }>[] = [];
      const flush = async () => {
        if (waiting.length > 0) await addOrders(waiting);
        waiting = [];
      };
      for await (const record of records) {
        if (record.kind === 'order') {
          if (waiting.push(record) === PAGE) await flush();
          continue;
        }
        await flush();
        const { kind: _, ...event } = record;
        const lacking = { _id: event.key, 'outbox.pending.eventId': { $ne: event.id } };
        await orders.updateOne(lacking, pushEvents([event]) as UpdateQuery<OrderDocument>);
      }
      await flush();
    },
  };
}
