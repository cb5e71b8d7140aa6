import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readEnvelope } from '@qipei/contracts';
import { newId } from '@qipei/kernel';
import { newTraceparent } from '@qipei/service-kit';
import { type Database, openDatabase, sqliteOutbox } from '@qipei/sqlite';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { placeOrder } from '../../domain/order.ts';
import { ORDER_REPOSITORY_CONTRACT } from '../../domain/order-repository.contract.ts';
import { ORDER_MIGRATIONS } from './order-schema.ts';
import { sqliteOrderRepository } from './sqlite-order-repository.ts';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'qipei-order-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function open(storage: string): Database {
  return openDatabase({ file: join(folder, `${storage}.sqlite`), migrations: ORDER_MIGRATIONS });
}

it.each(Object.entries(ORDER_REPOSITORY_CONTRACT))('SQLite %s', async (_, holds) => {
  await holds(async (storage) => {
    const db = open(storage);
    return {
      orders: sqliteOrderRepository(db, () => {}),
      events: async () =>
        sqliteOutbox(db)
          .read(100)
          .map(({ key, type, value }) => {
            const envelope = readEnvelope(value);
            expect(envelope).toMatchObject({ type, aggregateId: key });
            return { key, type, tenant: envelope.tenant };
          }),
      [Symbol.asyncDispose]: async () => void db.close(),
    };
  }, assert);
});

it('puts all that is added in one turn in one transaction', async () => {
  const db = open('turn');
  let commits = 0;
  const orders = sqliteOrderRepository(db, () => {
    commits += 1;
  });
  const line = {
    partId: 'part_1',
    brand: '',
    partNumber: '',
    nameZh: '',
    nameEn: '',
    quantity: 2,
    warehouseId: '',
  };
  const facts = { tenant: 'acme', customerId: '', customerReference: '', now: new Date() };
  await Promise.all(
    Array.from({ length: 20 }, () => {
      const order = placeOrder({ ...facts, orderId: newId('ord') }, [line]);
      return orders.add(order, { ...facts, key: order.orderId }, 'digest', newTraceparent());
    }),
  );
  expect(commits).toBe(1);
  db.close();
});
