import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type MongoServer, startMongo } from '@qipei/testing/mongo-server';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { keepsLedgerInStep } from '../../application/inventory-ledger.contract.ts';
import { INVENTORY_STORE_CONTRACT } from '../../application/inventory-store.contract.ts';
import { openMongoFixture } from './mongo-inventory.fixture.ts';

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

test.each(Object.entries(INVENTORY_STORE_CONTRACT))('MongoDB %s', async (_, holds) => {
  await holds(open, assert);
});

test.each([1, 2])(
  'MongoDB keeps ledger, levels, reservations and events in step over random operations (seed %i)',
  async (seed) => {
    await keepsLedgerInStep({ open, assert, seed, rounds: 60 });
  },
  120_000,
);

test('has the declared indexes and no others', async () => {
  await using opened = await open('indexes');
  const { models } = opened.inventory;
  const names = async (collection: { indexes(): Promise<{ name?: string | undefined }[]> }) =>
    (await collection.indexes()).map(({ name }) => name).sort();
  expect(await names(models.items.collection)).toEqual(['_id_', 'outbox-since', 'posting']);
  expect(await names(models.reservations.collection)).toEqual(['_id_', 'decided', 'oldest-in-state']);
  expect(await names(models.warehouses.collection)).toEqual(['_id_', 'of-tenant']);
  expect(await names(models.ledger.collection)).toEqual(['_id_', 'of-item']);
});
