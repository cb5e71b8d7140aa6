import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type MongoServer, startMongo } from '@qipei/testing/mongo-server';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { INVENTORY_EDITS_CONTRACT, stockEditor } from '../../application/inventory-edits.contract.ts';
import { INVENTORY_HISTORY_CONTRACT } from '../../application/inventory-history.contract.ts';
import { keepsLedgerInStep } from '../../application/inventory-ledger.contract.ts';
import {
  INVENTORY_STORE_CONTRACT,
  inventoryUser,
  type OpenedInventory,
  scopeOf,
} from '../../application/inventory-store.contract.ts';
import { openInventorySnapshot, republishInventory } from '../../compose.ts';
import { openSqliteFixture } from '../sqlite/sqlite-inventory.fixture.ts';
import { openMongoFixture } from './mongo-inventory.fixture.ts';
import { mongoInventoryStore } from './mongo-inventory-store.ts';
import { stepDocuments } from './step-documents.ts';

let folder: string;
let server: MongoServer;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'qipei-inventory-mongo-'));
  server = await startMongo({ folder });
});
afterAll(async () => {
  await server[Symbol.asyncDispose]();
  rmSync(folder, { recursive: true });
});

const open = (storage: string) => openMongoFixture(`${server.url}/${storage}`);

test.each(
  Object.entries({ ...INVENTORY_STORE_CONTRACT, ...INVENTORY_EDITS_CONTRACT, ...INVENTORY_HISTORY_CONTRACT }),
)('MongoDB %s', async (_, holds) => {
  await holds(open, assert);
});

test.each([1, 2])(
  'MongoDB keeps ledger, levels, reservations and events in step over random operations (seed %i)',
  async (seed) => {
    await keepsLedgerInStep({ open, assert, seed, rounds: 60 });
  },
  180_000,
);

test('has the declared indexes and no others', async () => {
  await using opened = await open('indexes');
  const { models } = opened.inventory;
  const names = async (collection: { indexes(): Promise<{ name?: string | undefined }[]> }) =>
    (await collection.indexes()).map(({ name }) => name).sort();
  expect(await names(models.items.collection)).toEqual(['_id_', 'outbox-since', 'posting']);
  expect(await names(models.reservations.collection)).toEqual(['_id_', 'decided', 'oldest-in-state']);
  expect(await names(models.warehouses.collection)).toEqual(['_id_', 'of-tenant']);
  expect(await names(models.ledger.collection)).toEqual(['_id_', 'copy-of', 'of-item']);
  expect(await names(models.priceChanges.collection)).toEqual(['_id_', 'of-item']);
});

test('tells once more of all that there is, with the version that it has', async () => {
  await using opened = await open('republish');
  for (const tenant of ['acme', 'bolt']) {
    const user = inventoryUser(opened, scopeOf(tenant));
    await user.setStock('p1', 'north', 3);
    await user.setStock('p1', 'north', 4);
    await user.setStock('never', 'north', 0);
  }
  const before = await opened.events();
  const storage = { engine: 'mongodb', url: `${server.url}/republish` } as const;
  expect(await republishInventory({ storage })).toBe(2);
  const after = await opened.events();
  expect(after).toHaveLength(before.length + 2);
  const offer = { partId: 'p1', version: 2, totalAvailable: 4, bestPrice: undefined };
  for (const key of ['acme/p1', 'bolt/p1'])
    expect(after.findLast((each) => each.key === key)).toEqual({ key, offer });
});

test('of a part at rest nothing of its past is added up; of one that is being written to all is', async () => {
  await using opened = await open('first-page');
  const { models } = opened.inventory;
  const user = inventoryUser(opened, scopeOf('acme'));
  for (let onHand = 1; onHand <= 20; onHand += 1) await user.setStock('p1', 'north', onHand);
  await user.setStock('p1', 'south', 7);
  const sums = vi.spyOn(models.ledger, 'aggregate');
  const page = { partId: 'p1', warehouseId: 'north', before: undefined, limit: 3 };
  const first = await opened.store.stockEntries('acme', page);
  expect([first.entries.length, first.latest.get('north'), sums.mock.calls.length]).toEqual([3, 20, 0]);
  for (const written of [
    { lock: { by: 'step', reservation: 'acme/r', at: new Date() } },
    { posting: { by: 'edit', entries: [] } },
  ]) {
    sums.mockClear();
    await models.items.updateOne({ _id: 'acme/p1' }, { $set: written });
    const { entries, latest } = await opened.store.stockEntries('acme', page);
    expect([entries, latest.get('north'), sums.mock.calls.length]).toEqual([first.entries, 20, 1]);
    await models.items.updateOne({ _id: 'acme/p1' }, { $unset: { lock: 1, posting: 1 } });
  }
  sums.mockRestore();
});

test('a service that comes up carries out what another had decided before it died', async () => {
  await using opened = await open('recovery');
  const { models, recover } = opened.inventory;
  const user = inventoryUser(opened, scopeOf('acme'));
  for (const partId of ['p1', 'p2']) await user.setStock(partId, 'north', 9);
  const documents = stepDocuments(models);
  const dying = {
    ...documents,
    carryOut: () => Promise.reject(new Error('killed')),
    unlock: async () => {},
  };
  const store = mongoInventoryStore({
    models,
    documents: dying,
    pace: { now: () => Date.now() - 60_000, pause: async () => {} },
    onCommit() {},
  });
  const died = inventoryUser({ store, take: opened.take }, scopeOf('acme'));
  const lines = ['p1', 'p2'].map((partId) => ({ partId, quantity: 4 }));
  await expect(died.reserve('r', lines)).rejects.toThrow('killed');
  expect(await user.stock('p1')).toEqual([['north', 9, 0]]);
  expect(await recover()).toBe(1);
  for (const partId of ['p1', 'p2']) expect(await user.stock(partId)).toEqual([['north', 9, 4]]);
  expect(await recover()).toBe(0);
});

test('an edit that was made before its data came from SQLite is known by its key, and booked no second time', async () => {
  const dataDir = join(folder, 'embedded');
  mkdirSync(dataDir);
  const edit = (opened: OpenedInventory) => {
    const editor = stockEditor(opened.store, scopeOf('acme'));
    return editor.adjust('p1', 'north', -3, 'key/1 %2F \\', 'damaged');
  };
  {
    await using source = openSqliteFixture(join(dataDir, 'inventory.sqlite'));
    await inventoryUser(source, scopeOf('acme')).setStock('p1', 'north', 10);
    expect(await edit(source)).toMatchObject({ replayed: false });
  }
  const storage = { engine: 'mongodb', url: `${server.url}/copied` } as const;
  {
    await using from = await openInventorySnapshot({ storage: { engine: 'sqlite', dataDir } });
    await using to = await openInventorySnapshot({ storage });
    await to.write(from.read());
    expect(await Array.fromAsync(to.read())).toEqual(await Array.fromAsync(from.read()));
  }
  await using target = await open('copied');
  expect(await edit(target)).toMatchObject({ replayed: true });
  expect(await inventoryUser(target, scopeOf('acme')).stock('p1')).toEqual([['north', 7, 0]]);
  const page = { partId: 'p1', warehouseId: '', before: undefined, limit: 9 };
  const { entries } = await target.store.stockEntries('acme', page);
  expect(entries.map(({ delta }) => delta)).toEqual([-3, 10]);
  expect(Object.keys(entries[0] ?? {})).not.toContain('copyOf');
});
