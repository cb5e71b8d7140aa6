import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { hasEnded, startImportRunner } from '@qipei/import-job';
import { gridFsImportSpool, mongoImportJobs } from '@qipei/import-job/mongo';
import { newId, systemClock } from '@qipei/kernel';
import { createLogger } from '@qipei/service-kit';
import { startMongo } from '@qipei/testing/mongo-server';
import { expect, test } from 'vitest';
import { offerImportKind } from './adapters/imports/offer-import-kind.ts';
import { stockImportKind } from './adapters/imports/stock-import-kind.ts';
import { openMongoFixture } from './adapters/mongo/mongo-inventory.fixture.ts';
import { inventoryFaults } from './application/inventory-ledger.contract.ts';
import { inventoryUser, scopeOf } from './application/inventory-store.contract.ts';

const PARTS = 400;
const BATCH_ROWS = 50;
const ORDERS = 60;
const partOf = (i: number) => `part_${i}`;

test('imports and reservations of two replicas come out exact though the server is killed amid them', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'qipei-inventory-outage-'));
  await using opened = new AsyncDisposableStack();
  opened.defer(() => rmSync(folder, { recursive: true }));
  const server = opened.use(await startMongo({ folder }));
  const url = `${server.url}/outage`;
  const replicas = [opened.use(await openMongoFixture(url)), opened.use(await openMongoFixture(url))];
  const logger = createLogger({ service: 'inventory', level: 'silent' });
  const stores = replicas.map(({ inventory }) => {
    const { connection, importer } = inventory;
    const jobs = mongoImportJobs(connection, { leaseMs: 3_000 });
    const spool = gridFsImportSpool(connection);
    // Numbers name parts by themselves; one in a hundred names none.
    const parts = {
      resolve: async (_: string, references: readonly { partNumber: string }[]) =>
        references.map(({ partNumber }) => (partNumber.endsWith('99') ? undefined : `part_${partNumber}`)),
    };
    const kinds = [stockImportKind, offerImportKind].map((kind) =>
      kind({ importer, parts, warehouses: inventory.store.warehouses, clock: systemClock }),
    );
    opened.use(
      startImportRunner({ jobs, spool, kinds, logger, batchRows: BATCH_ROWS, backoffMs: 20, pollMs: 100 }),
    );
    return { jobs, spool };
  });
  const { jobs, spool } = stores[0] ?? (stores as never);

  async function importFile(kind: string, text: string): Promise<string> {
    const upload = newId(kind);
    async function* source() {
      yield Buffer.from(text);
    }
    const bytesTotal = await spool.store(upload, source());
    const made = {
      upload,
      tenant: 'acme',
      kind,
      format: 'csv',
      filename: 'x.csv',
      ...{ mapping: '', settings: {}, traceparent: '' },
      createdAt: new Date(),
    } as const;
    return (await jobs.create({ ...made, bytesTotal })).id;
  }
  const rows = Array.from({ length: PARTS }, (_, i) => i);
  const stock = `brand,partNumber,warehouse,quantity,warehouseName\n${rows
    // Each part twice: the second count is the last.
    .flatMap((i) => [`B,${i},north,1,北\n`, `B,${i},north,100,北\n`])
    .join('')}`;
  const offers = `brand,partNumber,price,currency\n${rows.map((i) => `B,${i},${1 + (i % 9)}.50,CNY\n`).join('')}`;
  const ids = [await importFile('stock', stock), await importFile('offers', offers)];

  /** As callers do: the same again until there is an answer. */
  async function untilAnswered<T>(call: () => Promise<T>): Promise<T> {
    for (;;) {
      try {
        return await call();
      } catch (error) {
        expect(error).toMatchObject({ kind: 'unavailable' });
      }
    }
  }
  let over = false;
  let held = 0;
  const shopping = Promise.all(
    Array.from({ length: 6 }, async (_, worker) => {
      const opened = replicas[worker % 2];
      if (opened === undefined) return;
      const user = inventoryUser(opened, scopeOf('acme'));
      for (let i = 0; i < ORDERS / 6; i += 1) {
        const id = `ord_${worker * 1_000 + i}`;
        const lines = [partOf(i % 7), partOf(200 + (i % 5)), partOf(i % 3)].map((partId) => ({
          partId,
          quantity: 1,
        }));
        for (let answer: unknown; answer === undefined && !over; ) {
          const outcome = await untilAnswered(() => user.reserve(id, lines));
          if ('reservation' in outcome) answer = outcome.reservation;
          // What isn't imported yet will be.
          else await new Promise((resolve) => setTimeout(resolve, 20));
        }
        held += 1;
        if (i % 3 === 0) await untilAnswered(() => user.confirm(id));
        if (i % 3 === 1) await untilAnswered(() => user.release(id));
      }
    }),
  );
  const progress = async () => {
    const found = await Promise.all(ids.map((id) => untilAnswered(() => jobs.get('acme', id))));
    return found.reduce((sum, job) => sum + job.rows, 0);
  };
  try {
    for (const rowsTaken of [100, 500, 900]) {
      await expect.poll(progress, { timeout: 60_000, interval: 10 }).toBeGreaterThanOrEqual(rowsTaken);
      await server.stop('SIGKILL');
      await server.start();
    }
    await expect
      .poll(async () => (await Promise.all(ids.map((id) => jobs.get('acme', id)))).every(hasEnded), {
        timeout: 120_000,
      })
      .toBe(true);
    await shopping;
  } finally {
    over = true;
  }
  expect(held).toBe(ORDERS);
  const [stockJob, offerJob] = await Promise.all(ids.map((id) => jobs.get('acme', id)));
  const unknown = PARTS / 100;
  expect(offerJob).toMatchObject({
    state: 'done',
    created: PARTS - unknown,
    failed: unknown,
    updated: 0,
    unchanged: 0,
  });
  expect(stockJob).toMatchObject({ state: 'done', failed: 2 * unknown, deleted: 0, unchanged: 0 });
  expect((stockJob?.created ?? 0) + (stockJob?.updated ?? 0)).toBe(2 * (PARTS - unknown));
  expect(stockJob?.created).toBe(PARTS - unknown);
  const [one] = replicas;
  if (one === undefined) throw new Error('There is no replica.');
  await one.inventory.recover();
  const reservationIds = Array.from({ length: 6 }, (_, worker) =>
    Array.from({ length: ORDERS / 6 }, (_, i) => `ord_${worker * 1_000 + i}`),
  ).flat();
  const partIds = rows.filter((i) => i % 100 !== 99).map(partOf);
  expect(await inventoryFaults(one, { tenants: ['acme'], partIds, reservationIds })).toEqual([]);
  expect(await one.store.warehouses('acme')).toEqual([{ warehouseId: 'north', name: '北' }]);
}, 240_000);
