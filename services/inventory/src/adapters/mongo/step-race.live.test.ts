import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type MongoServer, startMongo } from '@qipei/testing/mongo-server';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { importOfferRow } from '../../application/import-offer-row.ts';
import { importStockRow } from '../../application/import-stock-row.ts';
import { stockEditor } from '../../application/inventory-edits.contract.ts';
import { generator, inventoryFaults } from '../../application/inventory-ledger.contract.ts';
import { inventoryUser, jobId, scopeOf } from '../../application/inventory-store.contract.ts';
import type { NumberedRow, RowOutcome } from '../../application/row-step.ts';
import { editReference } from '../../domain/edit-key.ts';
import { documentId, rowEntryId } from './inventory-documents.ts';
import type { InventoryModels } from './inventory-schema.ts';
import { LEASE_MS } from './item-locks.ts';
import { type MongoInventoryFixture, openMongoFixture } from './mongo-inventory.fixture.ts';
import { mongoInventoryStore } from './mongo-inventory-store.ts';
import { mongoRowImporter } from './mongo-row-importer.ts';
import { type StepDocuments, stepDocuments } from './step-documents.ts';
import { race, untilAnswered } from './step-race.fixture.ts';
import { freeAbandoned, recoverSteps } from './step-recovery.ts';

let folder: string;
let server: MongoServer;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'qipei-inventory-race-'));
  server = await startMongo({ folder });
});
afterAll(async () => {
  await server[Symbol.asyncDispose]();
  rmSync(folder, { recursive: true });
});

const FIRST = Number(process.env.QIPEI_TEST_SEED ?? 1);
const RUNS = Number(process.env.QIPEI_TEST_RUNS ?? 60);
const PARTS = ['p1', 'p2', 'p3'];
const IDS = ['r1', 'r2', 'r3', 'r4', 'r5'];
const STOCK = 6;
const SHOPPERS = 3;
const ORDERS = 5;
const IMPORTS = 3;
const EDITS = 6;
const nothing = () => {};

type Guarded = (documents: StepDocuments, models: InventoryModels) => StepDocuments;
const allGuards: Guarded = (documents) => documents;

/** One run in a tenant of its own. Returns what is wrong in the end; nothing, as it should be. */
async function runOne(opened: MongoInventoryFixture, seed: number, guarded: Guarded): Promise<string[]> {
  const { models } = opened.inventory;
  const tenant = `t${seed}`;
  const random = generator(seed);
  const pick = <T>(from: readonly T[]): T => from[random(from.length)] as T;
  const checks: (() => Promise<string[]>)[] = [];
  const plain = inventoryUser(opened, scopeOf(tenant));
  for (const partId of PARTS) await plain.setStock(partId, 'north', STOCK);
  const counting = seed % 2 === 0;
  const documents = stepDocuments(models);
  const players = race(guarded(documents, models), random);

  for (let i = 0; i < SHOPPERS; i += 1) {
    let left = ORDERS;
    players.process(async (its, pace) => {
      const store = mongoInventoryStore({ models, documents: its, pace, onCommit: nothing });
      const user = inventoryUser({ store, take: opened.take }, scopeOf(tenant));
      for (; left > 0; left -= 1) {
        const id = pick(IDS);
        const lines = Array.from({ length: 1 + random(3) }, () => ({
          partId: pick([...PARTS, 'unknown', 'p1']),
          quantity: 1 + random(2),
        }));
        const now = new Date(scopeOf(tenant).now.getTime() + random(3) * 600_000);
        const calls = [
          () => user.reserve(id, lines, now),
          () => user.reserve(id, lines, now),
          () => user.confirm(id),
          () => user.release(id),
        ];
        await untilAnswered<unknown>(pick(calls));
      }
    });
  }

  let taken = 0;
  const jobs = Array.from({ length: IMPORTS }, () => ({ id: jobId(), rows: importRows(random, counting) }));
  players.process(async (its, pace) => {
    const importer = mongoRowImporter({ documents: its, pace, onCommit: nothing });
    while (taken < jobs.length) {
      const { id, rows } = jobs[taken] ?? { id: '', rows: [] };
      const named = rows.map(({ row, of }) => ({ row, step: of(id) }));
      const context = { ...scopeOf(tenant), jobId: id, rowsBefore: 0 };
      const outcomes = await untilAnswered(async () => await importer.take(named, context));
      checks.push(() => uncounted(models, named, outcomes ?? [], id));
      taken += 1;
    }
  });

  let edited = 0;
  const planned = Array.from({ length: EDITS }, () => ({ partId: pick(PARTS), delta: pick([-2, -1, 1, 2]) }));
  players.process(async (its, pace) => {
    const store = mongoInventoryStore({ models, documents: its, pace, onCommit: nothing });
    // Known beforehand: a read that the race doesn't order would be waited for by nobody.
    const warehouses = async () => [{ warehouseId: 'north', name: 'north' }];
    const editor = stockEditor({ ...store, warehouses }, scopeOf(tenant));
    for (; edited < planned.length; edited += 1) {
      const { partId, delta } = planned[edited] ?? { partId: '', delta: 0 };
      const key = `e${edited}`;
      const answer = await untilAnswered(() => editor.adjust(partId, 'north', delta, key));
      if (answer !== undefined) checks.push(() => unbooked(models, { tenant, partId, delta, key }));
    }
  });

  players.process(async (its, pace) => {
    for (let i = 0; i < 3; i += 1) {
      await pace.pause(1_000);
      await untilAnswered(() => recoverSteps(its, new Date(pace.now() - LEASE_MS)));
    }
  });

  await players.run();
  await recoverSteps(documents, new Date(8e15));
  for (const item of await models.items.find({ tenant, lock: { $exists: true } }).lean())
    await freeAbandoned(documents, item);
  checks.push(() => wrongInTheEnd(opened, tenant, counting));
  return (await Promise.all(checks.map((check) => check()))).flat();
}

interface ImportedRow {
  row: number;
  of: (job: string) => NumberedRow['step'];
}

function importRows(random: (n: number) => number, counting: boolean): ImportedRow[] {
  const reference = { brand: 'B', partNumber: 'N' };
  return Array.from({ length: 4 }, (_, i) => {
    const partId = PARTS[random(PARTS.length)] ?? '';
    const quantity = random(STOCK);
    const warehouseId = ['north', 'south'][random(2)] ?? '';
    const price = `${1 + random(3)}`;
    return {
      row: i + 1,
      of: (job) =>
        counting
          ? importStockRow({ ...reference, partId, warehouseId, quantity, warehouseName: undefined }, job)
          : importOfferRow(
              { ...reference, partId, minQuantity: 1, action: 'set', price, currency: 'CNY' },
              job,
            ),
    };
  });
}

/** Rows of which count and ledger differ. */
async function uncounted(
  { ledger }: InventoryModels,
  rows: readonly NumberedRow[],
  outcomes: readonly RowOutcome[],
  job: string,
): Promise<string[]> {
  const entries = await ledger.find({ reference: job }).lean();
  return rows.flatMap(({ row }, i) => {
    const booked = entries.filter(({ _id }) => _id === rowEntryId(job, row, 0)).length;
    return booked === 1 && outcomes[i] === 'unchanged' ? [`counted wrong: row ${row}`] : [];
  });
}

/** An edit that was answered, and isn't in the ledger, or twice. */
async function unbooked(
  { ledger }: InventoryModels,
  { tenant, partId, delta, key }: { tenant: string; partId: string; delta: number; key: string },
): Promise<string[]> {
  const item = documentId(tenant, partId);
  const deltas = (await ledger.find({ item, reference: editReference(key) }).lean()).map(
    (each) => each.delta,
  );
  return deltas.length === 1 && deltas[0] === delta ? [] : [`edit booked wrong: ${key} as ${deltas.join()}`];
}

async function wrongInTheEnd(
  opened: MongoInventoryFixture,
  tenant: string,
  counting: boolean,
): Promise<string[]> {
  const { models } = opened.inventory;
  const facts = { tenants: [tenant], partIds: PARTS, reservationIds: IDS };
  const found = await inventoryFaults(opened, facts);
  for (const { partId, levels } of await opened.store.stock(tenant, PARTS)) {
    for (const { onHand, reserved } of levels) {
      if (reserved < 0) found.push(`reserved below nothing: ${partId}`);
      if (!counting && onHand < reserved) found.push(`oversold: ${partId} ${onHand} < ${reserved}`);
    }
  }
  const left = [
    await models.items.countDocuments({ tenant, 'lock.by': { $exists: true } }),
    await models.items.countDocuments({ tenant, 'posting.by': { $exists: true } }),
    await models.reservations.countDocuments({ tenant, 'step.by': { $exists: true } }),
  ];
  if (left.some((count) => count > 0)) found.push(`left behind: ${left.join()}`);
  return found;
}

/** Runs that went wrong, with their seeds. */
async function wrongRuns(runs: number, database: string, guarded: Guarded = allGuards) {
  const wrong: { seed: number; faults: string[] }[] = [];
  await using opened = await openMongoFixture(`${server.url}/${database}`);
  for (let seed = FIRST; seed < FIRST + runs; seed += 1) {
    // What the store itself finds impossible is a fault, too.
    const faults = await runOne(opened, seed, guarded).catch((error: Error) => [`thrown: ${error.message}`]);
    if (faults.length > 0) wrong.push({ seed, faults });
    const { items, ledger, reservations, warehouses } = opened.inventory.models;
    for (const model of [items, ledger, reservations, warehouses] as (typeof items)[])
      await model.deleteMany({});
  }
  return wrong;
}

const kinds = (wrong: { faults: string[] }[]) =>
  new Set(wrong.flatMap(({ faults }) => faults.map((each) => each.replace(/:.*/, ''))));

test('callers, imports and recovery in any order, with kills and lost, late and doubled calls, keep all in step', async () => {
  expect(await wrongRuns(RUNS, 'guarded')).toEqual([]);
}, 600_000);

test('the same fails where a lock is taken away and its holder may still decide', async () => {
  const careless: Guarded = (documents) => ({
    ...documents,
    abandon: async () => true,
    abandonNew: async () => true,
  });
  expect(kinds(await wrongRuns(25, 'unfenced', careless))).toContain('reserved');
}, 300_000);

test('the same fails where a step is carried out without a look at its lock', async () => {
  const careless: Guarded = (documents, { items }) => ({
    ...documents,
    async carryOut(changes, by) {
      for (const { _id, version, levels, told } of changes)
        await items.updateOne({ _id }, { $set: { version, levels, told } });
      await documents.carryOut(changes, by);
    },
  });
  expect(kinds(await wrongRuns(25, 'unlocked', careless)).size).toBeGreaterThan(0);
}, 300_000);

test('the same fails where a reservation is decided at whatever version it is', async () => {
  const careless: Guarded = (documents) => ({
    ...documents,
    async decide(decision, before) {
      const found = await documents.reservation(decision._id);
      return await documents.decide(decision, found?.version ?? before);
    },
  });
  expect(kinds(await wrongRuns(25, 'unversioned', careless)).size).toBeGreaterThan(0);
}, 300_000);

test('the same fails where an import doesn’t know the rows that it has taken in', async () => {
  const forget = <T extends { import?: unknown }>({ import: _, ...rest }: T) => rest as T;
  const careless: Guarded = (documents) => ({
    ...documents,
    items: async (ids) => (await documents.items(ids)).map(forget),
    lock: async (ids, lock) => (await documents.lock(ids, lock)).map(forget),
  });
  expect(kinds(await wrongRuns(25, 'unmarked', careless))).toContain('counted wrong');
}, 300_000);

test('the same fails where an edit doesn’t know what it has booked', async () => {
  const careless: Guarded = (documents) => ({ ...documents, entry: async () => undefined });
  expect(kinds(await wrongRuns(25, 'unbooked', careless))).toContain('ledger');
}, 300_000);
