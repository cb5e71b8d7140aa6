import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readEnvelope, TOPICS } from '@qipei/contracts';
import {
  ConfirmReservationRequest,
  GetAvailabilityRequest,
  GetReservationRequest,
  InventoryServiceService,
  ReleaseReservationRequest,
  ReservationState,
  ReserveRequest,
} from '@qipei/contracts/inventory/v1/inventory';
import { OfferChanged } from '@qipei/contracts/inventory/v1/inventory_events';
import { openSqliteEventLog } from '@qipei/event-log/sqlite';
import { createGrpcClient, systemContext } from '@qipei/service-kit';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { inventoryUser, type OpenedInventory, scopeOf } from './application/inventory-store.contract.ts';
import { readInventoryConfig, startInventory } from './service.ts';

export interface ServiceStorage {
  /** What the service is told of it. */
  env: Record<string, string>;
  /** Beside the service. */
  open(): Promise<OpenedInventory>;
}

const acme = systemContext('acme', 'test');
const bolt = systemContext('bolt', 'test');

/** The service over gRPC, on a storage that is empty at first. */
export async function startOver(
  storage: ServiceStorage,
  options: {
    stack: AsyncDisposableStack;
    dataDir: string;
    time: () => number;
    background?: 'inline' | 'thread';
  },
) {
  const { stack, dataDir, time, background = 'inline' } = options;
  const config = readInventoryConfig({
    QIPEI_DATA_DIR: dataDir,
    INVENTORY_GRPC_ADDRESS: '127.0.0.1:0',
    LOG_LEVEL: 'silent',
    INVENTORY_BACKGROUND: background,
    ...storage.env,
  });
  const service = stack.use(await startInventory(config, { clock: { now: () => new Date(time()) } }));
  const client = stack.use(createGrpcClient(InventoryServiceService, { address: service.address }));
  const opened = stack.use(await storage.open());
  const user = (tenant: string) => inventoryUser(opened, scopeOf(tenant, new Date(time())));
  return {
    service,
    client,
    setStock: (tenant: string, partId: string, warehouseId: string, quantity: number) =>
      user(tenant).setStock(partId, warehouseId, quantity),
    setPrice: (tenant: string, partId: string, minQuantity: number, price: string) =>
      user(tenant).setPrice(partId, minQuantity, price),
    async availability(partId: string, context = acme) {
      const answer = await client.getAvailability(
        GetAvailabilityRequest.fromPartial({ partIds: [partId] }),
        context,
      );
      return answer.availabilities[0];
    },
    reserve: (
      reservationId: string,
      lines: { partId: string; quantity: number; warehouseId?: string }[],
      context = acme,
    ) =>
      client.reserve(
        ReserveRequest.fromPartial({
          reservationId,
          lines: lines.map((each, i) => ({ line: i + 1, ...each })),
        }),
        context,
      ),
    confirm: (reservationId: string, context = acme) =>
      client.confirmReservation(ConfirmReservationRequest.fromPartial({ reservationId }), context),
    release: (reservationId: string, context = acme) =>
      client.releaseReservation(ReleaseReservationRequest.fromPartial({ reservationId }), context),
    get: (reservationId: string, context = acme) =>
      client.getReservation(GetReservationRequest.fromPartial({ reservationId }), context),
  };
}

/** What callers see, whatever keeps the stock. `open` gives an empty storage in a folder. */
export function inventoryServiceContract(open: (dataDir: string) => ServiceStorage): void {
  vi.setConfig({ testTimeout: 180_000 });
  let dataDir: string;
  let stack: AsyncDisposableStack;
  let time: number;
  beforeEach(() => {
    dataDir = mkdtempSync(join(tmpdir(), 'qipei-inventory-'));
    stack = new AsyncDisposableStack();
    time = Date.UTC(2027, 0, 1);
  });
  afterEach(async () => {
    await stack.disposeAsync();
    rmSync(dataDir, { recursive: true, force: true });
  });
  const start = (background: 'inline' | 'thread' = 'inline') =>
    startOver(open(dataDir), { stack, dataDir, time: () => time, background });

  it('holds, confirms and gives back, each as often as it is asked to with one effect', async () => {
    const it = await start();
    await it.setStock('acme', 'p1', 'north', 10);
    await it.setPrice('acme', 'p1', 1, '12.50');
    await it.setPrice('acme', 'p1', 5, '11');

    const held = await it.reserve('ord_1', [{ partId: 'p1', quantity: 6 }]);
    expect(await it.reserve('ord_1', [{ partId: 'p1', quantity: 6 }])).toEqual(held);
    expect(held.reservation).toMatchObject({
      state: ReservationState.HELD,
      allocations: [{ line: 1, partId: 'p1', warehouseId: 'north', quantity: 6 }],
      prices: [{ line: 1, unitPrice: { amount: 1100, currency: 'CNY' } }],
      expiresAt: new Date(time + 900_000),
    });
    expect(await it.availability('p1')).toMatchObject({
      stock: [{ warehouseId: 'north', onHand: 10, reserved: 6, available: 4 }],
      totalAvailable: 4,
      bestPrice: { amount: 1250, currency: 'CNY' },
    });
    for (let i = 0; i < 2; i += 1) {
      expect((await it.confirm('ord_1')).reservation?.state).toBe(ReservationState.CONFIRMED);
      expect((await it.availability('p1'))?.stock).toEqual([
        { warehouseId: 'north', onHand: 4, reserved: 0, available: 4 },
      ]);
    }
    for (let i = 0; i < 2; i += 1) {
      expect((await it.release('ord_1')).reservation?.state).toBe(ReservationState.RELEASED);
      expect((await it.availability('p1'))?.stock).toEqual([
        { warehouseId: 'north', onHand: 10, reserved: 0, available: 10 },
      ]);
    }
    await expect(it.reserve('ord_1', [{ partId: 'p1', quantity: 1 }])).rejects.toMatchObject({
      kind: 'conflict',
      code: 'reservation-released',
    });
    await expect(it.confirm('ord_1')).rejects.toMatchObject({ code: 'reservation-released' });
  });

  it('says of a shortage what lacks where, and holds nothing', async () => {
    const it = await start();
    await it.setStock('acme', 'p1', 'north', 10);
    const { reservation, shortages } = await it.reserve('ord_1', [
      { partId: 'p1', quantity: 8 },
      { partId: 'p1', quantity: 8 },
      { partId: 'nobody', quantity: 1, warehouseId: 'north' },
    ]);
    expect(reservation).toBeUndefined();
    expect(shortages).toEqual([
      { line: 2, partId: 'p1', warehouseId: '', requested: 8, available: 2 },
      { line: 3, partId: 'nobody', warehouseId: 'north', requested: 1, available: 0 },
    ]);
    expect((await it.availability('p1'))?.totalAvailable).toBe(10);
    expect((await it.reserve('ord_1', [{ partId: 'p1', quantity: 8 }])).reservation?.state).toBe(
      ReservationState.HELD,
    );
  });

  it('gives back what nobody confirmed in time; then it may be reserved anew', async () => {
    const it = await start();
    await it.setStock('acme', 'p1', 'north', 5);
    await it.reserve('ord_1', [{ partId: 'p1', quantity: 5 }]);
    time += 899_000;
    expect(await it.service.sweep()).toBe(0);
    time += 1_000;
    expect(await it.service.sweep()).toBe(1);
    expect((await it.get('ord_1')).reservation?.state).toBe(ReservationState.EXPIRED);
    await expect(it.confirm('ord_1')).rejects.toMatchObject({
      kind: 'conflict',
      code: 'reservation-expired',
    });
    expect((await it.availability('p1'))?.totalAvailable).toBe(5);

    const again = await it.reserve('ord_1', [{ partId: 'p1', quantity: 3 }]);
    expect(again.reservation?.expiresAt).toEqual(new Date(time + 900_000));
    // Overdue and not yet swept: reserving takes it for expired, confirming for what it still holds.
    time += 900_000;
    expect(
      (await it.reserve('ord_1', [{ partId: 'p1', quantity: 4 }])).reservation?.allocations,
    ).toMatchObject([{ quantity: 4 }]);
    time += 900_000;
    expect((await it.confirm('ord_1')).reservation?.state).toBe(ReservationState.CONFIRMED);
    expect(await it.service.sweep()).toBe(0);
  });

  it('refuses a reserve that comes after its own release', async () => {
    const it = await start();
    await it.setStock('acme', 'p1', 'north', 5);
    expect((await it.release('ord_1')).reservation).toBeUndefined();
    expect((await it.release('ord_1')).reservation).toBeUndefined();
    await expect(it.reserve('ord_1', [{ partId: 'p1', quantity: 1 }])).rejects.toMatchObject({
      code: 'reservation-released',
    });
    await expect(it.get('ord_1')).rejects.toMatchObject({ code: 'reservation-not-found' });
  });

  it('keeps tenants apart, also where their ids are equal', async () => {
    const it = await start();
    await it.setStock('acme', 'p1', 'north', 5);
    await it.setStock('bolt', 'p1', 'north', 7);
    await it.reserve('ord_1', [{ partId: 'p1', quantity: 5 }]);
    await expect(it.get('ord_1', bolt)).rejects.toMatchObject({ kind: 'not-found' });
    await expect(it.confirm('ord_1', bolt)).rejects.toMatchObject({ kind: 'not-found' });
    await it.release('ord_1', bolt);
    expect((await it.get('ord_1')).reservation?.state).toBe(ReservationState.HELD);
    expect((await it.availability('p1', bolt))?.totalAvailable).toBe(7);
    const { warehouses } = await it.client.listWarehouses({}, systemContext('third', 'test'));
    expect(warehouses).toEqual([]);
  });

  it('never sells a piece twice to callers who come at once', async () => {
    const it = await start();
    await it.setStock('acme', 'p1', 'north', 30);
    await it.setStock('acme', 'p1', 'south', 20);
    const answers = await Promise.all(
      Array.from({ length: 40 }, (_, i) => it.reserve(`ord_${i}`, [{ partId: 'p1', quantity: 3 }])),
    );
    expect(answers.filter((each) => each.reservation !== undefined)).toHaveLength(16);
    expect((await it.availability('p1'))?.totalAvailable).toBe(2);
  });

  it('tells the event log of each change, in order, and of nothing twice', async () => {
    const it = await start('thread');
    await using log = openSqliteEventLog({ file: join(dataDir, 'event-log.sqlite') });
    const seen: [string, OfferChanged][] = [];
    await it.setStock('acme', 'p1', 'north', 5);
    await it.setStock('acme', 'p1', 'north', 5);
    await it.setPrice('acme', 'p1', 1, '2.00');
    await it.reserve('ord_1', [{ partId: 'p1', quantity: 2 }]);
    await it.confirm('ord_1');
    await it.release('ord_1');
    await using _subscription = await log.subscribe({
      topics: [TOPICS.inventoryOffer],
      group: 'test',
      handler: (records) => {
        for (const { key, value } of records)
          seen.push([key, OfferChanged.decode(readEnvelope(value).payload)]);
      },
    });
    await expect.poll(() => seen.length).toBe(4);
    const price = { amount: 200, currency: 'CNY' };
    expect(seen).toEqual([
      ['acme/p1', { partId: 'p1', version: 1, totalAvailable: 5, bestPrice: undefined }],
      ['acme/p1', { partId: 'p1', version: 2, totalAvailable: 5, bestPrice: price }],
      ['acme/p1', { partId: 'p1', version: 3, totalAvailable: 3, bestPrice: price }],
      ['acme/p1', { partId: 'p1', version: 4, totalAvailable: 5, bestPrice: price }],
    ]);
  });

  it.each([
    [{ reservationId: '', lines: [{ line: 1, partId: 'p', quantity: 1 }] }, 'reservation-id-invalid'],
    [{ reservationId: 'a b', lines: [{ line: 1, partId: 'p', quantity: 1 }] }, 'reservation-id-invalid'],
    [{ reservationId: 'r', lines: [] }, 'lines-invalid'],
    [
      {
        reservationId: 'r',
        lines: Array.from({ length: 1_001 }, (_, i) => ({ line: i + 1, partId: 'p', quantity: 1 })),
      },
      'lines-invalid',
    ],
    [{ reservationId: 'r', lines: [{ line: 0, partId: 'p', quantity: 1 }] }, 'line-invalid'],
    [
      {
        reservationId: 'r',
        lines: [
          { line: 1, partId: 'p', quantity: 1 },
          { line: 1, partId: 'p', quantity: 1 },
        ],
      },
      'line-invalid',
    ],
    [{ reservationId: 'r', lines: [{ line: 1, partId: '', quantity: 1 }] }, 'part-id-invalid'],
    [{ reservationId: 'r', lines: [{ line: 1, partId: 'p'.repeat(101), quantity: 1 }] }, 'part-id-invalid'],
    [{ reservationId: 'r', lines: [{ line: 1, partId: 'p', quantity: 0 }] }, 'quantity-invalid'],
    [{ reservationId: 'r', lines: [{ line: 1, partId: 'p', quantity: -5 }] }, 'quantity-invalid'],
    [{ reservationId: 'r', lines: [{ line: 1, partId: 'p', quantity: 2 ** 52 }] }, 'quantity-invalid'],
    [
      { reservationId: 'r', lines: [{ line: 1, partId: 'p', quantity: 1, warehouseId: '../etc' }] },
      'warehouse-id-invalid',
    ],
  ])('refuses a hostile request %#', async (request, code) => {
    const it = await start();
    await expect(it.client.reserve(ReserveRequest.fromPartial(request), acme)).rejects.toMatchObject({
      kind: 'invalid',
      code,
    });
  });

  it('answers for 500 parts in the order asked, and for no more', async () => {
    const it = await start();
    await it.setStock('acme', 'p7', 'north', 5);
    const partIds = Array.from({ length: 500 }, (_, i) => `p${499 - i}`);
    const { availabilities } = await it.client.getAvailability({ partIds }, acme);
    expect(availabilities.map((each) => each.partId)).toEqual(partIds);
    expect(availabilities.find((each) => each.totalAvailable > 0)?.partId).toBe('p7');
    await expect(it.client.getAvailability({ partIds: [...partIds, 'x'] }, acme)).rejects.toMatchObject({
      code: 'too-many-parts',
    });
  });
}
