import { TOPICS } from '@qipei/contracts';
import { isDuplicateKey, type OutboxEvent, withDatabaseErrors, writeVersioned } from '@qipei/mongo';
import type { Model, QueryFilter } from 'mongoose';
import type { Order } from '../../domain/order.ts';
import type { KeyRecord, KeyScope, OrderRepository } from '../../domain/order-repository.ts';
import { orderEvent } from '../events/order-event.ts';
import { changing, fromDocument, toDocument } from './order-document.ts';
import type { OrderDocument } from './order-schema.ts';

const ORDER_FIELDS = '-outbox -idempotencyKey -digest';
const UNSETTLED = ['placed', 'cancelling'] as const;

/** The repository over a database that has `ORDER_MIGRATIONS`. `onCommit` is told of every write. */
export function mongoOrderRepository(orders: Model<OrderDocument>, onCommit: () => void): OrderRepository {
  function byKey({ tenant, customerId, key }: KeyScope) {
    return orders
      .findOne({ tenant, customerId, idempotencyKey: key })
      .select('_id digest')
      .lean<{ _id: string; digest: string }>();
  }

  return withDatabaseErrors<OrderRepository>({
    async findKey(scope) {
      return toKeyRecord(await byKey(scope));
    },
    async add(order, scope, digest, traceparent) {
      try {
        await orders.insertMany([toDocument(order, scope, digest, eventsOf(order, traceparent))]);
      } catch (error) {
        if (!isDuplicateKey(error)) throw error;
        // The key's order may have been inserted a moment ago and not yet be on a majority: this read waits for that.
        const taken = toKeyRecord(await byKey(scope).readConcern('linearizable'));
        if (taken === undefined) throw error;
        // Its own insert, sent again by the driver after the first answer was lost.
        if (taken.orderId !== order.orderId) return taken;
      }
      onCommit();
      return undefined;
    },
    async find(tenant, orderId) {
      const found = await orders.findOne({ _id: orderId, tenant }).select(ORDER_FIELDS).lean<OrderDocument>();
      return found === null ? undefined : fromDocument(found);
    },
    async save(order, traceparent) {
      const { tenant, orderId, version } = order;
      const write = { set: changing(order), events: eventsOf(order, traceparent) };
      const written = await writeVersioned(orders, { _id: orderId, tenant }, version - 1, write);
      if (written) onCommit();
      return written;
    },
    async list({ tenant, customerId, state, before, limit }) {
      const filter: QueryFilter<OrderDocument> = {
        tenant,
        ...(customerId === undefined ? {} : { customerId }),
        ...(state === undefined ? {} : { state }),
        ...(before === undefined ? {} : { _id: { $lt: before } }),
      };
      const found = await orders
        .find(filter)
        .select(ORDER_FIELDS)
        .sort({ _id: -1 })
        .limit(limit)
        .lean<OrderDocument[]>();
      return found.map(fromDocument);
    },
    async unsettled(before, limit) {
      const found = await orders
        .find({ state: { $in: UNSETTLED }, updatedAt: { $lt: before } })
        .select('tenant')
        .sort({ updatedAt: 1, _id: 1 })
        .limit(limit)
        .lean<{ _id: string; tenant: string }[]>();
      return found.map(({ _id, tenant }) => ({ tenant, orderId: _id }));
    },
  });
}

function toKeyRecord(found: { _id: string; digest: string } | null): KeyRecord | undefined {
  return found === null ? undefined : { orderId: found._id, digest: found.digest };
}

function eventsOf(order: Order, traceparent: string): OutboxEvent[] {
  const event = orderEvent(order, traceparent);
  return event === undefined ? [] : [{ topic: TOPICS.order, ...event }];
}
