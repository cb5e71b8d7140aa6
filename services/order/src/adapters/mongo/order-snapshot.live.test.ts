import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { newId, type Snapshot } from '@qipei/kernel';
import { newTraceparent } from '@qipei/service-kit';
import { embeddedEngines, type StorageConfig } from '@qipei/service-kit/environment';
import { openDatabase, sqliteOutbox } from '@qipei/sqlite';
import { type MongoServer, startMongo } from '@qipei/testing/mongo-server';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { placeOrder, rejectOrder } from '../../domain/order.ts';
import type { OrderRecord } from '../../domain/order-snapshot.ts';
import { openOrderSnapshot } from '../../service.ts';
import { ORDER_MIGRATIONS } from '../sqlite/order-schema.ts';
import { sqliteOrderRepository } from '../sqlite/sqlite-order-repository.ts';

let folder: string;
let server: MongoServer;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'qipei-order-snapshot-'));
  server = await startMongo({ folder: join(folder, 'mongo') });
});
afterAll(async () => {
  await server[Symbol.asyncDispose]();
  rmSync(folder, { recursive: true });
});

async function read(snapshot: Snapshot<OrderRecord>): Promise<OrderRecord[]> {
  const records: OrderRecord[] = [];
  for await (const record of snapshot.read()) records.push(record);
  return records;
}

const open = (storage: StorageConfig) => openOrderSnapshot({ storage });

test('orders, their keys and the events that wait go to MongoDB and back as they were', async () => {
  const line = {
    partId: 'part_1',
    brand: 'B',
    partNumber: '1',
    nameZh: '机油格',
    nameEn: '',
    quantity: 2,
    warehouseId: '',
  };
  const source = embeddedEngines(join(folder, 'source')).storage;
  {
    await using _made = await open(source);
    const db = openDatabase({ file: join(folder, 'source', 'order.sqlite'), migrations: ORDER_MIGRATIONS });
    const orders = sqliteOrderRepository(db, () => {});
    for (let at = 0; at < 1_200; at += 1) {
      const facts = {
        tenant: at % 2 === 0 ? 'acme' : 'bolt',
        customerId: at % 3 === 0 ? '' : 'garage',
        customerReference: '',
        now: new Date(),
      };
      const order = placeOrder({ ...facts, orderId: newId('ord') }, [line]);
      await orders.add(order, { ...facts, key: `key-${at}` }, `digest-${at}`, newTraceparent());
      if (at % 5 === 0)
        await orders.save(
          rejectOrder(order, { refusal: { code: 'x', message: 'y' } }, new Date()),
          newTraceparent(),
        );
    }
    const outbox = sqliteOutbox(db);
    outbox.remove(outbox.read(1_300).map(({ sequence }) => sequence));
    db.close();
  }
  const mongodb: StorageConfig = { engine: 'mongodb', url: server.url };
  const target = embeddedEngines(join(folder, 'target')).storage;
  await using from = await open(source);
  await using over = await open(mongodb);
  await using back = await open(target);
  const given = await read(from);
  expect(given.filter(({ kind }) => kind === 'order')).toHaveLength(1_200);
  expect(given.filter(({ kind }) => kind === 'event')).toHaveLength(140);
  expect([await from.isEmpty(), await over.isEmpty(), await back.isEmpty()]).toEqual([false, true, true]);
  await over.write(from.read());
  await over.write(from.read());
  expect(await read(over)).toEqual(given);
  await back.write(over.read());
  await back.write(over.read());
  expect(await read(back)).toEqual(given);
  expect([await over.isEmpty(), await back.isEmpty()]).toEqual([false, false]);
});
