import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { startCatalog } from '@qipei/catalog';
import { readEnvelope, TOPICS } from '@qipei/contracts';
import { CatalogServiceService } from '@qipei/contracts/catalog/v1/catalog';
import * as imports from '@qipei/contracts/imports/v1/imports';
import { InventoryServiceService } from '@qipei/contracts/inventory/v1/inventory';
import * as messages from '@qipei/contracts/order/v1/order';
import { OrderConfirmed } from '@qipei/contracts/order/v1/order_events';
import { openSqliteEventLog } from '@qipei/event-log/sqlite';
import { startInventory } from '@qipei/inventory';
import { DomainError } from '@qipei/kernel';
import { type OrderOverrides, startOrder } from '@qipei/order';
import { type CallContext, createGrpcClient, systemContext } from '@qipei/service-kit';
import { embeddedEngines } from '@qipei/service-kit/environment';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

vi.setConfig({ testTimeout: 60_000 });

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

const acme = systemContext('acme', 'test');
const bolt = systemContext('bolt', 'test');

function orderClient(address: string) {
  const client = createGrpcClient(messages.OrderServiceService, { address, timeoutMs: 30_000 });
  return {
    ...client,
    place: (
      key: string,
      lines: { partId: string; quantity: number; warehouseId?: string }[],
      context = acme,
    ) => client.placeOrder(messages.PlaceOrderRequest.fromPartial({ idempotencyKey: key, lines }), context),
  };
}

async function importInto(address: string, kind: string, csv: string, context: CallContext) {
  await using client = createGrpcClient(imports.ImportServiceService, { address, timeoutMs: 30_000 });
  const body = Buffer.from(csv);
  async function* parts(): AsyncGenerator<imports.StartImportRequest> {
    const file = { kind, format: imports.ImportFormat.CSV, filename: `${kind}.csv` };
    yield {
      part: {
        $case: 'start',
        value: { ...file, mapping: '', settings: {}, profile: '', idempotencyKey: '' },
      },
    };
    yield { part: { $case: 'chunk', value: body } };
    yield { part: { $case: 'finish', value: { bytes: body.length } } };
  }
  const { job } = await client.startImport(parts(), context);
  const jobId = job?.jobId ?? '';
  await expect
    .poll(async () => (await client.getImport({ jobId }, context)).job?.state, { timeout: 60_000 })
    .toBeGreaterThanOrEqual(imports.ImportState.DONE);
  const { errors } = await client.listImportErrors(
    { jobId, pageSize: 100, pageToken: '', code: '' },
    context,
  );
  return { ...(await client.getImport({ jobId }, context)).job, errors };
}

/** Catalogue, inventory and orders over real gRPC, with parts `MANN P-1` to `P-5`, 1,000 of each and a price of 10.00. */
async function startOrdering(background: 'inline' | 'thread' = 'inline') {
  const common = { ...embeddedEngines(dataDir), peerSecurity: {}, logLevel: 'silent' as const };
  const catalog = stack.use(await startCatalog({ ...common, grpcAddress: '127.0.0.1:0', background }));
  const numbers = [1, 2, 3, 4, 5].map((n) => `P-${n}`);
  const header = 'brand,partNumber,partType,nameZh,visibility\n';
  const rows = numbers.map((number) => `MANN,${number},oil-filter,机油滤清器,public\n`).join('');
  expect(await importInto(catalog.address, 'parts', header + rows, acme)).toMatchObject({ created: 5 });
  const catalogClient = stack.use(createGrpcClient(CatalogServiceService, { address: catalog.address }));
  const references = numbers.map((partNumber) => ({ brand: 'MANN', partNumber }));
  const { resolutions } = await catalogClient.resolveParts({ references }, acme);
  const openInventory = (grpcAddress: string) =>
    startInventory({ ...common, grpcAddress, catalogAddress: catalog.address, background, holdSeconds: 900 });
  let inventory = await openInventory('127.0.0.1:0');
  stack.defer(() => inventory[Symbol.asyncDispose]());
  const { address: inventoryAddress } = inventory;
  const importFile = (kind: 'stock' | 'offers', csv: string, context = acme) =>
    importInto(inventoryAddress, kind, csv, context);
  await importFile(
    'stock',
    `brand,partNumber,warehouse,quantity\n${numbers.map((each) => `MANN,${each},north,1000\n`).join('')}`,
  );
  await importFile(
    'offers',
    `brand,partNumber,price,currency\n${numbers.map((each) => `MANN,${each},10.00,CNY\n`).join('')}`,
  );
  const stockClient = stack.use(createGrpcClient(InventoryServiceService, { address: inventoryAddress }));
  const addresses = { grpcAddress: '127.0.0.1:0', catalogAddress: catalog.address, inventoryAddress };
  const config = { ...common, ...addresses, background: 'inline' as const };
  return {
    parts: resolutions.map(({ partId }) => partId),
    config,
    stopInventory: () => inventory[Symbol.asyncDispose](),
    async restartInventory() {
      inventory = await openInventory(inventoryAddress);
    },
    importFile,
    async stock(partId: string, context = acme) {
      const { availabilities } = await stockClient.getAvailability({ partIds: [partId] }, context);
      const levels = availabilities[0]?.stock ?? [];
      return {
        onHand: levels.reduce((sum, level) => sum + level.onHand, 0),
        reserved: levels.reduce((sum, level) => sum + level.reserved, 0),
      };
    },
  };
}

async function startAll(overrides: OrderOverrides = {}) {
  const ordering = await startOrdering();
  const service = stack.use(await startOrder(ordering.config, overrides));
  const order = stack.use(orderClient(service.address));
  const [p1 = '', p2 = ''] = ordering.parts;
  return { ...ordering, order, p1, p2 };
}

/** What an order is remembered by in the log: each event once, however often it was delivered. */
async function confirmedInLog(): Promise<Map<string, number>> {
  await using log = openSqliteEventLog({ file: join(dataDir, 'event-log.sqlite') });
  const ids = new Set<string>();
  const confirmed = new Map<string, number>();
  await using subscription = await log.subscribe({
    topics: [TOPICS.order],
    group: `test-${Date.now()}`,
    handler: (records) => {
      for (const { id, type, value } of records) {
        if (ids.has(id) || type !== 'qipei.order.v1.OrderConfirmed') continue;
        ids.add(id);
        const orderId = OrderConfirmed.decode(readEnvelope(value).payload).order?.orderId ?? '';
        confirmed.set(orderId, (confirmed.get(orderId) ?? 0) + 1);
      }
    },
  });
  await subscription.caughtUp();
  return confirmed;
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
    await expect.poll(async () => (await confirmedInLog()).get(orderId), { timeout: 5_000 }).toBe(1);
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
    const { importFile, stock, parts } = await startOrdering('thread');
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

describe('after kill -9', () => {
  const KILLS = Number(process.env.QIPEI_KILLS_PER_POINT ?? 20);
  const POINTS = ['placed', 'reserved', 'reservation-confirmed', 'settled'];
  const CHILD = `
    import { startOrder } from '@qipei/order';
    const { config, point, hit } = JSON.parse(process.env.CRASH);
    let hits = 0;
    const onStep = (step) => {
      if (step === point && (hits += 1) === hit) process.kill(process.pid, 'SIGKILL');
    };
    const service = await startOrder(config, { onStep });
    console.log(service.address);`;

  it(`each order that was acknowledged is there once, and the stock adds up (${KILLS} kills at each of ${POINTS.length} points)`, async () => {
    const { config, parts, stock } = await startOrdering('thread');
    let seed = Number(process.env.QIPEI_SEED ?? Date.now() % 1_000_000);
    console.log(`seed ${seed}`);
    const random = (n: number) => {
      seed = (Math.imul(seed, 1_103_515_245) + 12_345) & 0x7fffffff;
      return (seed >>> 8) % n;
    };
    const requests = new Map<string, { partId: string; quantity: number }[]>();
    const acknowledged = new Map<string, string>();
    const cancelled = new Set<string>();
    let kills = 0;

    async function round(point: string, hit: number, fresh: number): Promise<void> {
      const child = spawn(process.execPath, ['--input-type=module', '-e', CHILD], {
        cwd: join(import.meta.dirname, '..'),
        env: { ...process.env, CRASH: JSON.stringify({ config, point, hit }) },
        stdio: ['ignore', 'pipe', 'inherit'],
      });
      const exited = once(child, 'exit');
      const lines = createInterface(child.stdout)[Symbol.asyncIterator]();
      // Killed before it could say where it listens: recovery alone met the point.
      const address = (await lines.next()).value as string | undefined;
      if (address !== undefined) {
        for (let i = 0; i < fresh; i += 1) {
          const line = () => ({ partId: parts[random(parts.length)] ?? '', quantity: 1 + random(3) });
          requests.set(`key-${requests.size}`, Array.from({ length: 1 + random(2) }, line));
        }
        await using client = orderClient(address);
        const unlessAway = (error: unknown) => {
          const away = error instanceof DomainError && ['unavailable', 'deadline'].includes(error.kind);
          if (!away && child.exitCode === null && child.signalCode === null) throw error;
        };
        const open = [...requests].filter(([key]) => !acknowledged.has(key));
        const place = async ([key, lines]: (typeof open)[number]) => {
          const { order } = await client.place(key, lines);
          acknowledged.set(key, order?.orderId ?? '');
        };
        await Promise.all(open.map((each) => place(each).catch(unlessAway)));
        const victim = [...acknowledged.values()][random(acknowledged.size + 1)];
        if (victim !== undefined) {
          const cancel = client.cancelOrder({ orderId: victim }, acme);
          await cancel.then(() => cancelled.add(victim)).catch(unlessAway);
        }
      }
      if (point === '') child.kill('SIGKILL');
      else setTimeout(() => child.kill('SIGTERM'), 3_000).unref();
      const [, signal] = await exited;
      if (signal === 'SIGKILL' && point !== '') kills += 1;
    }

    for (const point of POINTS) {
      kills = 0;
      while (kills < KILLS) await round(point, 1 + random(4), 4);
    }
    await round('', 0, 0);
    expect(acknowledged.size).toBe(requests.size);

    const service = stack.use(await startOrder(config));
    await using client = orderClient(service.address);
    const orders: messages.Order[] = [];
    for (let pageToken = ''; ; ) {
      const page = await client.listOrders({ pageSize: 200, pageToken, state: 0 }, acme);
      orders.push(...page.orders);
      pageToken = page.nextPageToken;
      if (pageToken === '') break;
    }
    expect(orders.map((each) => each.orderId).sort()).toEqual([...acknowledged.values()].sort());
    for (const orderId of cancelled)
      expect(orders.find((each) => each.orderId === orderId)?.state).toBe(messages.OrderState.CANCELLED);
    for (const [key, orderId] of acknowledged) {
      const lines = orders.find((each) => each.orderId === orderId)?.lines;
      expect(lines?.map(({ partId, quantity }) => ({ partId, quantity }))).toEqual(requests.get(key));
    }
    await expect
      .poll(async () => Promise.all(parts.map((partId) => stock(partId))), { timeout: 20_000 })
      .toEqual(
        parts.map((partId) => ({
          onHand: orders
            .filter((each) => each.state === messages.OrderState.CONFIRMED)
            .flatMap((each) => each.lines)
            .filter((line) => line.partId === partId)
            .reduce((left, { quantity }) => left - quantity, 1_000),
          reserved: 0,
        })),
      );
    await expect
      .poll(async () => Object.fromEntries(await confirmedInLog()), { timeout: 20_000 })
      .toEqual(Object.fromEntries(orders.map((each) => [each.orderId, 1])));
  }, 600_000);
});
