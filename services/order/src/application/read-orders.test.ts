import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { newId } from '@qipei/kernel';
import { newTraceparent } from '@qipei/service-kit';
import { openDatabase } from '@qipei/sqlite';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { ORDER_MIGRATIONS } from '../adapters/sqlite/order-schema.ts';
import { sqliteOrderRepository } from '../adapters/sqlite/sqlite-order-repository.ts';
import { type Order, placeOrder } from '../domain/order.ts';
import type { OrderRepository } from '../domain/order-repository.ts';
import { getOrder, listOrders } from './read-orders.ts';

const stack = new DisposableStack();
let orders: OrderRepository;
let ofSeven: Order;
let ofTenant: Order;

const tenant = { tenant: 'acme', customerId: '' };
const seven = { tenant: 'acme', customerId: 'garage-7' };
const eight = { tenant: 'acme', customerId: 'garage-8' };
const foreign = { tenant: 'bolt', customerId: '' };
const anyPage = { pageSize: 0, pageToken: '', state: undefined };

beforeAll(async () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'qipei-order-'));
  stack.defer(() => rmSync(dataDir, { recursive: true, force: true }));
  const db = openDatabase({ file: join(dataDir, 'order.sqlite'), migrations: ORDER_MIGRATIONS });
  stack.defer(() => void db.close());
  orders = sqliteOrderRepository(db, () => {});
  const place = async (caller: { tenant: string; customerId: string }, key: string) => {
    const facts = { ...caller, orderId: newId('ord'), customerReference: '', now: new Date() };
    const part = { partId: newId('part'), brand: 'MANN', partNumber: 'W 712', nameZh: '', nameEn: '' };
    const order = placeOrder(facts, [{ ...part, quantity: 1, warehouseId: '' }]);
    await orders.add(order, { ...caller, key }, 'digest', newTraceparent());
    return order;
  };
  ofSeven = await place(seven, 'k1');
  ofTenant = await place(tenant, 'k2');
});
afterAll(() => stack.dispose());

it('shows an order to its customer and to its tenant', async () => {
  for (const caller of [seven, tenant])
    expect(await getOrder(ofSeven.orderId, caller, { orders })).toEqual(ofSeven);
});

it('answers a stranger alike whether the order exists or not', async () => {
  const failure = (orderId: string, caller: typeof tenant) =>
    getOrder(orderId, caller, { orders }).then(
      () => expect.unreachable(),
      ({ kind, code, message }) => ({ kind, code, message: message.replace(orderId, '…') }),
    );
  for (const stranger of [eight, foreign]) {
    const unknown = await failure(newId('ord'), stranger);
    expect(unknown).toMatchObject({ kind: 'not-found', code: 'order-not-found' });
    expect(await failure(ofSeven.orderId, stranger)).toEqual(unknown);
    expect(await failure(ofTenant.orderId, stranger)).toEqual(unknown);
    expect((await listOrders(anyPage, stranger, { orders })).orders).toEqual([]);
  }
});

it('lists a customer its own and the tenant all, a page at a time', async () => {
  expect((await listOrders(anyPage, seven, { orders })).orders).toEqual([ofSeven]);
  const first = await listOrders({ ...anyPage, pageSize: 1 }, tenant, { orders });
  expect(first).toEqual({ orders: [ofTenant], nextPageToken: ofTenant.orderId });
  const second = await listOrders({ ...anyPage, pageSize: 1, pageToken: first.nextPageToken }, tenant, {
    orders,
  });
  expect(second).toEqual({ orders: [ofSeven], nextPageToken: '' });
});

it.each([
  { pageToken: 'x' },
  { pageToken: "ord_' OR 1=1" },
  { pageSize: 201 },
  { pageSize: -1 },
  { pageSize: 1.5 },
])('refuses a page of %j', async (wrong) => {
  await expect(listOrders({ ...anyPage, ...wrong }, tenant, { orders })).rejects.toMatchObject({
    kind: 'invalid',
  });
});
