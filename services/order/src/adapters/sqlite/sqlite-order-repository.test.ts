import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readEnvelope } from '@qipei/contracts';
import { newId } from '@qipei/kernel';
import { newTraceparent } from '@qipei/service-kit';
import { type Database, openDatabase, sqliteOutbox } from '@qipei/sqlite';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { confirmOrder, type Order, placeOrder } from '../../domain/order.ts';
import type { OrderRepository } from '../../domain/order-repository.ts';
import { ORDER_MIGRATIONS } from './order-schema.ts';
import { sqliteOrderRepository } from './sqlite-order-repository.ts';

let dataDir: string;
let db: Database;
let orders: OrderRepository;
let commits: number;

function open(): void {
  db = openDatabase({ file: join(dataDir, 'order.sqlite'), migrations: ORDER_MIGRATIONS });
  commits = 0;
  orders = sqliteOrderRepository(db, () => {
    commits += 1;
  });
}
beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'qipei-order-'));
  open();
});
afterEach(() => {
  db.close();
  rmSync(dataDir, { recursive: true, force: true });
});

const trace = newTraceparent();
const now = new Date('2027-01-01T00:00:00Z');
const part = { partId: 'part_1', brand: 'MANN', partNumber: 'W 712', nameZh: '滤清器', nameEn: '' };

function order(tenant = 'acme', customerId = ''): Order {
  return placeOrder({ orderId: newId('ord'), tenant, customerId, customerReference: '', now }, [
    { ...part, quantity: 2, warehouseId: '' },
  ]);
}
const keyOf = ({ tenant, customerId }: Order, key: string) => ({ tenant, customerId, key });
const reserved = {
  allocations: [{ line: 1, partId: 'part_1', warehouseId: 'a', quantity: 2 }],
  prices: [{ line: 1, unitPrice: { amount: 5, currency: 'CNY' } }],
};

it('gives a key to one of many that come at once, and the others what it stands for', async () => {
  const candidates = Array.from({ length: 20 }, () => order());
  const answers = await Promise.all(
    candidates.map((each) => orders.add(each, keyOf(each, 'k'), 'digest', trace)),
  );
  expect(answers.filter((each) => each === undefined)).toHaveLength(1);
  const winner = candidates[answers.indexOf(undefined)];
  expect(new Set(answers.filter((each) => each !== undefined).map((each) => each.orderId))).toEqual(
    new Set([winner?.orderId]),
  );
  expect(
    await orders.list({
      tenant: 'acme',
      customerId: undefined,
      state: undefined,
      before: undefined,
      limit: 99,
    }),
  ).toEqual([winner]);
  // All of one turn share one transaction.
  expect(commits).toBe(1);
});

it('keeps keys of customers and tenants apart', async () => {
  for (const each of [order('acme'), order('acme', 'garage-1'), order('bolt')])
    expect(await orders.add(each, keyOf(each, 'k'), 'digest', trace)).toBeUndefined();
});

it('gives back after reopening what was saved, and saves no version twice', async () => {
  const placed = order();
  await orders.add(placed, keyOf(placed, 'k'), 'digest', trace);
  const confirmed = confirmOrder(placed, reserved, new Date(now.getTime() + 1));
  expect(await orders.save(confirmed, trace)).toBe(true);
  expect(await orders.save(confirmed, trace)).toBe(false);
  db.close();
  open();
  expect(await orders.find('acme', placed.orderId)).toEqual(confirmed);
  expect(await orders.find('bolt', placed.orderId)).toBeUndefined();
  expect(await orders.findKey(keyOf(placed, 'k'))).toEqual({ orderId: placed.orderId, digest: 'digest' });
  const events = sqliteOutbox(db)
    .read(10)
    .map(({ value, key }) => ({ key, type: readEnvelope(value).type }));
  expect(events).toEqual([
    { key: placed.orderId, type: 'qipei.order.v1.OrderPlaced' },
    { key: placed.orderId, type: 'qipei.order.v1.OrderConfirmed' },
  ]);
});

it('lists newest first by tenant, customer and state, page by page', async () => {
  const made: Order[] = [];
  for (let i = 0; i < 30; i += 1) {
    const each = order(i % 10 === 9 ? 'bolt' : 'acme', i % 2 === 0 ? 'garage-1' : '');
    await orders.add(each, keyOf(each, `k${i}`), 'digest', trace);
    const confirmed = i % 3 === 0 ? confirmOrder(each, reserved, now) : undefined;
    if (confirmed !== undefined) await orders.save(confirmed, trace);
    made.unshift(confirmed ?? each);
  }
  for (const customerId of [undefined, '', 'garage-1'] as const) {
    for (const state of [undefined, 'placed', 'confirmed', 'cancelled'] as const) {
      const seen: Order[] = [];
      for (let before: string | undefined; ; before = seen.at(-1)?.orderId) {
        const page = await orders.list({ tenant: 'acme', customerId, state, before, limit: 4 });
        seen.push(...page);
        if (page.length < 4) break;
      }
      expect(seen).toEqual(
        made.filter(
          (each) =>
            each.tenant === 'acme' &&
            (customerId === undefined || each.customerId === customerId) &&
            (state === undefined || each.state === state),
        ),
      );
    }
  }
});

it('finds what isn’t settled, oldest first', async () => {
  const [a, b, c] = [order(), order(), order('bolt')];
  for (const each of [a, b, c]) await orders.add(each, keyOf(each, each.orderId), 'digest', trace);
  await orders.save(confirmOrder(b, reserved, now), trace);
  expect(await orders.unsettled(new Date(now.getTime() + 1), 10)).toEqual(
    [a, c].map(({ tenant, orderId }) => ({ tenant, orderId })),
  );
  expect(await orders.unsettled(now, 10)).toEqual([]);
});
