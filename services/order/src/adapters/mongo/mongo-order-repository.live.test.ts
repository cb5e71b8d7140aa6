import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readEnvelope, TOPICS } from '@qipei/contracts';
import { newId } from '@qipei/kernel';
import { openMongo } from '@qipei/mongo';
import { newTraceparent } from '@qipei/service-kit';
import { type MongoServer, startMongo } from '@qipei/testing/mongo-server';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { placeOrder } from '../../domain/order.ts';
import { ORDER_REPOSITORY_CONTRACT } from '../../domain/order-repository.contract.ts';
import { openMongoOrders } from './open-mongo-orders.ts';

let folder: string;
let server: MongoServer;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'qipei-order-mongo-'));
  server = await startMongo({ folder });
});
afterAll(async () => {
  await server[Symbol.asyncDispose]();
  rmSync(folder, { recursive: true });
});

test.each(Object.entries(ORDER_REPOSITORY_CONTRACT))('MongoDB %s', async (_, holds) => {
  await holds(async (storage) => {
    const store = await openMongoOrders(`${server.url}/${storage}`, () => {});
    return {
      orders: store.orders,
      events: async () =>
        (await store.outbox.read(100)).map(({ key, type, value, topic }) => {
          const envelope = readEnvelope(value);
          expect(envelope).toMatchObject({ type, aggregateId: key });
          expect(topic).toBe(TOPICS.order);
          return { key, type, tenant: envelope.tenant };
        }),
      [Symbol.asyncDispose]: () => store[Symbol.asyncDispose](),
    };
  }, assert);
});

test('an insert that the driver sends twice is one order', async () => {
  let commits = 0;
  await using store = await openMongoOrders(`${server.url}/twice`, () => {
    commits += 1;
  });
  const facts = { tenant: 'acme', customerId: '', customerReference: '', now: new Date() };
  const order = placeOrder({ ...facts, orderId: newId('ord') }, []);
  const add = () => store.orders.add(order, { ...facts, key: 'k' }, 'd', newTraceparent());
  expect([await add(), await add(), commits]).toEqual([undefined, undefined, 2]);
  expect(await store.outbox.length()).toBe(1);
});

test('has the declared indexes and no others', async () => {
  await using _ = await openMongoOrders(`${server.url}/indexes`, () => {});
  const connection = await openMongo({ url: server.url, database: 'indexes-order' });
  const indexes = await connection.collection('order').indexes();
  await connection.close();
  expect(indexes.map(({ name, unique = false }) => [name, unique]).sort()).toEqual([
    ['_id_', false],
    ['idempotency-key', true],
    ['newest', false],
    ['newest-in-state', false],
    ['newest-of-customer', false],
    ['oldest-in-state', false],
    ['outbox-since', false],
  ]);
});
