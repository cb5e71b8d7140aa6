import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as messages from '@qipei/contracts/order/v1/order';
import type { DomainError } from '@qipei/kernel';
import { type OrderOverrides, startOrder } from '@qipei/order';
import { systemContext } from '@qipei/service-kit';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { acme, confirmedInLog, orderClient, startOrdering } from './ordering-bench.fixture.ts';

vi.setConfig({ testTimeout: 180_000 });

const bolt = systemContext('bolt', 'test');

let dataDir: string;
let stack: AsyncDisposableStack;
beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'qipei-ordering-'));
  stack = new AsyncDisposableStack();
});
afterEach(async () => {
  await stack.disposeAsync();
  rmSync(dataDir, { recursive: true, force: true });
});

async function startAll(overrides: OrderOverrides = {}) {
  const ordering = await startOrdering(dataDir, stack);
  const service = stack.use(await startOrder(ordering.config, overrides));
  const order = stack.use(orderClient(service.address));
  const [p1 = '', p2 = ''] = ordering.parts;
  return { ...ordering, order, p1, p2 };
}

describe('placing an order', () => {
  it('takes the stock, keeps what was ordered for how much, and tells the log', async () => {
    const { order, stock, p1, p2 } = await startAll();
    const { order: placed, replayed } = await order.place('k1', [
      { partId: p1, quantity: 3 },
      { partId: p2, quantity: 2, warehouseId: 'north' },
    ]);
    expect(replayed).toBe(false);
    expect(placed).toMatchObject({
      state: messages.OrderState.CONFIRMED,
      totals: [{ amount: 5_000, currency: 'CNY' }],
      lines: [
        {
          line: 1,
          brand: 'MANN',
          partNumber: 'P-1',
          nameZh: '机油滤清器',
          allocations: [{ line: 1, warehouseId: 'north', quantity: 3 }],
          unitPrice: { amount: 1_000, currency: 'CNY' },
          amount: { amount: 3_000, currency: 'CNY' },
        },
        { line: 2, warehouseId: 'north', amount: { amount: 2_000, currency: 'CNY' } },
      ],
    });
    expect(await stock(p1)).toEqual({ onHand: 997, reserved: 0 });
    const orderId = placed?.orderId ?? '';
    expect((await order.getOrder({ orderId }, acme)).order).toEqual(placed);
    await expect.poll(async () => (await confirmedInLog(dataDir)).get(orderId)).toBe(1);
  });

  it('comes to the same order for the same key, and refuses other content and unknown parts', async () => {
    const { order, stock, p1 } = await startAll();
    const lines = [{ partId: p1, quantity: 1 }];
    const answers = await Promise.all(Array.from({ length: 12 }, () => order.place('k1', lines)));
    expect(new Set(answers.map((each) => each.order?.orderId)).size).toBe(1);
    expect(answers.filter((each) => !each.replayed)).toHaveLength(1);
    expect(await stock(p1)).toEqual({ onHand: 999, reserved: 0 });
    await expect(order.place('k1', [{ partId: p1, quantity: 2 }])).rejects.toMatchObject({
      kind: 'conflict',
      code: 'idempotency-key-reused',
    });
    await expect(
      order.place('k2', [...lines, { partId: `part_${'0'.repeat(26)}`, quantity: 1 }]),
    ).rejects.toMatchObject({ code: 'part-not-found', fields: [{ field: 'lines[1].partId' }] });
    const other = await order.place('k1', lines, { ...acme, customerId: 'garage-7' });
    expect(other.replayed).toBe(false);
    expect(other.order?.orderId).not.toBe(answers[0]?.order?.orderId);
  });

  it('orders nothing where a line lacks, says what lacks, and says the same again', async () => {
    const { order, stock, p1, p2 } = await startAll();
    const lines = [
      { partId: p2, quantity: 1 },
      { partId: p1, quantity: 600 },
      { partId: p1, quantity: 600 },
    ];
    const first = await order.place('k1', lines).catch((error: unknown) => error);
    expect(first).toMatchObject({
      kind: 'conflict',
      code: 'out-of-stock',
      message: 'Not enough stock: line 3 lacks 200 of 600. Nothing was ordered.',
      details: {
        shortages: [{ line: 3, partId: p1, warehouseId: '', requested: 600, available: 400 }],
        moreShortages: 0,
      },
    });
    const { code, message, details } = first as DomainError;
    await expect(order.place('k1', lines)).rejects.toMatchObject({ code, message, details });
    expect([await stock(p1), await stock(p2)]).toEqual(Array(2).fill({ onHand: 1_000, reserved: 0 }));
    const { order: rejected } = await order.getOrder({ orderId: String(details.orderId) }, acme);
    expect(rejected?.state).toBe(messages.OrderState.REJECTED);
    await expect(order.cancelOrder({ orderId: String(details.orderId) }, acme)).rejects.toMatchObject({
      kind: 'conflict',
      code: 'order-not-cancellable',
    });
  });

  it('never sells a piece twice to callers who come at once', async () => {
    const { order, stock, p1, p2 } = await startAll();
    const results = await Promise.allSettled(
      Array.from({ length: 40 }, (_, i) =>
        order.place(`k${i}`, [
          { partId: p1, quantity: 30 },
          { partId: p2, quantity: 30 },
        ]),
      ),
    );
    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(33);
    expect(await stock(p1)).toEqual({ onHand: 10, reserved: 0 });
    expect(await stock(p2)).toEqual({ onHand: 10, reserved: 0 });
  });

  it('takes an order to its end when the inventory comes back', async () => {
    const { order, stock, p1, stopInventory, restartInventory } = await startAll();
    await stopInventory();
    await expect(order.place('k1', [{ partId: p1, quantity: 4 }])).rejects.toMatchObject({
      kind: 'unavailable',
    });
    const { orders } = await order.listOrders({ pageSize: 0, pageToken: '', state: 0 }, acme);
    expect(orders).toMatchObject([{ state: messages.OrderState.PLACED }]);
    await restartInventory();
    const orderId = orders[0]?.orderId ?? '';
    await expect
      .poll(async () => (await order.getOrder({ orderId }, acme)).order?.state, { timeout: 30_000 })
      .toBe(messages.OrderState.CONFIRMED);
    const again = await order.place('k1', [{ partId: p1, quantity: 4 }]);
    expect(again).toMatchObject({ replayed: true, order: { orderId } });
    expect(await stock(p1)).toEqual({ onHand: 996, reserved: 0 });
  });
});

describe('cancelling an order', () => {
  it('gives the stock back once, however often and whenever it is asked', async () => {
    const reserved = Promise.withResolvers<string>();
    const { order, stock, p1 } = await startAll({
      onStep: (step, orderId) => {
        if (step === 'reserved') reserved.resolve(orderId);
      },
    });
    const placing = order.place('k1', [{ partId: p1, quantity: 5 }]);
    const orderId = await reserved.promise;
    // Still being placed: it is taken to its end first.
    const cancels = await Promise.all(Array.from({ length: 5 }, () => order.cancelOrder({ orderId }, acme)));
    expect(cancels.map((each) => each.order?.state)).toEqual(Array(5).fill(messages.OrderState.CANCELLED));
    expect((await placing).order?.orderId).toBe(orderId);
    expect(await stock(p1)).toEqual({ onHand: 1_000, reserved: 0 });
    expect(await order.place('k1', [{ partId: p1, quantity: 5 }])).toMatchObject({
      replayed: true,
      order: { state: messages.OrderState.CANCELLED },
    });
  });
});

describe('importing stock and offers', () => {
  it('changes nothing the second time, and says what is wrong with a row', async () => {
    const { importFile, stock, parts } = await startOrdering(dataDir, stack, 'thread');
    const counts =
      'brand,partNumber,warehouse,quantity\nMANN,P-1,north,7\nMANN,P-1,south,8\nMANN,P-2,north,1000\n';
    expect(await importFile('stock', counts)).toMatchObject({ created: 1, updated: 1, unchanged: 1 });
    expect(await importFile('stock', counts)).toMatchObject({ created: 0, updated: 0, unchanged: 3 });
    expect(await stock(parts[0] ?? '')).toEqual({ onHand: 15, reserved: 0 });
    expect(await stock(parts[0] ?? '', bolt)).toEqual({ onHand: 0, reserved: 0 });

    const faulty = await importFile(
      'offers',
      'brand,partNumber,price,currency,minQuantity,action\nMANN,NOPE,1,CNY,,\nMANN,P-1,8.5,CNY,10,\nMANN,P-2,,,,delete\n',
    );
    expect(faulty).toMatchObject({ created: 1, deleted: 1, failed: 1 });
    expect(faulty.errors).toMatchObject([{ row: 1, column: 'partNumber', code: 'part-unknown' }]);
  });
});
