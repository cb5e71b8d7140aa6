import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { TOPICS } from '@qipei/contracts';
import { openSqliteEventLog } from '@qipei/event-log/sqlite';
import { newId } from '@qipei/kernel';
import { createLogger, newTraceparent } from '@qipei/service-kit';
import { startMongo } from '@qipei/testing/mongo-server';
import { expect, test } from 'vitest';
import { composeOrder, startOrderBackground } from './compose.ts';
import { readOrderConfig } from './config.ts';
import { confirmOrder, type Order, placeOrder } from './domain/order.ts';

const ORDERS = 120;

test('by configuration alone orders are in MongoDB and their events in the log, though the server is killed twice', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'qipei-order-compose-'));
  await using opened = new AsyncDisposableStack();
  opened.defer(() => rmSync(folder, { recursive: true }));
  const server = opened.use(await startMongo({ folder: join(folder, 'mongo') }));
  const config = readOrderConfig({ QIPEI_DATA_DIR: folder, QIPEI_MONGODB_URL: server.url });
  const { orders } = opened.use(await composeOrder(config));
  opened.use(
    await startOrderBackground(config, { logger: createLogger({ service: 'order', level: 'silent' }) }),
  );
  const log = opened.use(openSqliteEventLog({ file: join(folder, 'event-log.sqlite') }));
  const told = new Map<string, Set<string>>();
  opened.use(
    await log.subscribe({
      topics: [TOPICS.order],
      group: 'test',
      handler: (records) => {
        for (const { key, type } of records) told.set(key, (told.get(key) ?? new Set()).add(type));
      },
    }),
  );

  const trace = newTraceparent();
  const placed: Order[] = [];
  /** As callers do: the same key again until there is an answer. */
  async function untilAnswered<T>(call: () => Promise<T>): Promise<T> {
    for (;;) {
      try {
        return await call();
      } catch (error) {
        expect(error).toMatchObject({ kind: 'unavailable' });
      }
    }
  }
  async function place(i: number): Promise<void> {
    const now = new Date();
    const facts = { tenant: 'acme', customerId: '', customerReference: `${i}`, now };
    const order = placeOrder({ ...facts, orderId: newId('ord') }, []);
    const scope = { ...facts, key: `k${i}` };
    const taken = await untilAnswered(() => orders.add(order, scope, 'd', trace));
    expect(taken).toBeUndefined();
    const confirmed = confirmOrder(order, { allocations: [], prices: [] }, now);
    await untilAnswered(() => orders.save(confirmed, trace));
    placed.push(confirmed);
  }
  const queue = Array.from({ length: ORDERS }, (_, i) => i).values();
  const working = Promise.all(
    Array.from({ length: 4 }, async () => {
      for (const i of queue) await place(i);
    }),
  );
  for (const count of [ORDERS / 4, ORDERS / 2]) {
    await expect.poll(() => placed.length, { timeout: 30_000, interval: 5 }).toBeGreaterThan(count);
    await server.stop('SIGKILL');
    await server.start();
  }
  await working;
  for (const each of placed) expect(await orders.find('acme', each.orderId)).toEqual(each);
  const both = ['qipei.order.v1.OrderPlaced', 'qipei.order.v1.OrderConfirmed'];
  await expect.poll(() => told.size, { timeout: 30_000 }).toBe(ORDERS);
  await expect.poll(() => [...told.values()].every((types) => types.size === 2)).toBe(true);
  for (const each of placed) expect([...(told.get(each.orderId) ?? [])]).toEqual(both);
}, 180_000);
