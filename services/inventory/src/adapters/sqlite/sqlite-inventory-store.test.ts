import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openDatabase } from '@qipei/sqlite';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { INVENTORY_EDITS_CONTRACT } from '../../application/inventory-edits.contract.ts';
import { INVENTORY_HISTORY_CONTRACT } from '../../application/inventory-history.contract.ts';
import { keepsLedgerInStep } from '../../application/inventory-ledger.contract.ts';
import {
  INVENTORY_STORE_CONTRACT,
  inventoryUser,
  scopeOf,
} from '../../application/inventory-store.contract.ts';
import { listStockEntries } from '../../application/list-entries.ts';
import { INVENTORY_MIGRATIONS } from './inventory-schema.ts';
import { openSqliteFixture } from './sqlite-inventory.fixture.ts';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'qipei-inventory-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const open = async (storage: string) => openSqliteFixture(join(folder, `${storage}.sqlite`));

it.each(
  Object.entries({ ...INVENTORY_STORE_CONTRACT, ...INVENTORY_EDITS_CONTRACT, ...INVENTORY_HISTORY_CONTRACT }),
)('SQLite %s', async (_, holds) => {
  await holds(open, assert);
});

it.each([1, 2, 3])(
  'SQLite keeps ledger, levels, reservations and events in step over random operations (seed %i)',
  async (seed) => {
    await keepsLedgerInStep({ open, assert, seed, rounds: 150 });
  },
  180_000,
);

it('takes nothing back out of the ledger', async () => {
  await using opened = await open('append-only');
  expect(() => opened.db.prepare('DELETE FROM ledger_entry').run()).not.toThrow();
  opened.db.exec(
    "INSERT INTO item VALUES (1, 't', 'p', 0, 0, NULL, NULL); INSERT INTO ledger_entry VALUES (1, 1, 'w', 1, 'import', 'x', 0, '', '')",
  );
  expect(() => opened.db.prepare('DELETE FROM ledger_entry').run()).toThrow('append-only');
  expect(() => opened.db.prepare('UPDATE ledger_entry SET delta = 0').run()).toThrow('append-only');
});

it('counts balances down from what is on hand, and adds up none of the past behind a page', async () => {
  await using opened = await open('balances');
  // A past that was never told to this ledger: whoever added it up would miss it.
  opened.db.exec(
    `INSERT INTO item VALUES (1, 'acme', 'p1', 1, 7, NULL, NULL);
     INSERT INTO stock VALUES (1, 'north', 7, 0);
     INSERT INTO ledger_entry VALUES (1, 1, 'north', 1, 'import', 'x', 0, '', ''), (2, 1, 'north', 2, 'import', 'x', 1, '', '')`,
  );
  const { store } = opened;
  const { entries } = await listStockEntries(
    'acme',
    { partId: 'p1', warehouseId: '', pageSize: 9, pageToken: '' },
    { store },
  );
  expect(entries.map(({ onHand }) => onHand)).toEqual([7, 5]);
});

it('goes on with a file from before prices had a history: the first change tells what was', async () => {
  const file = join(folder, 'old.sqlite');
  const old = openDatabase({ file, migrations: INVENTORY_MIGRATIONS.slice(0, -1) });
  old.exec(
    `INSERT INTO item VALUES (1, 'acme', 'p1', 1, 3, 1250, 'CNY');
     INSERT INTO warehouse VALUES ('acme', 'north', 'North');
     INSERT INTO stock VALUES (1, 'north', 3, 0);
     INSERT INTO ledger_entry VALUES (1, 1, 'north', 3, 'import', 'stock_1', 5, '', '');
     INSERT INTO price_break VALUES (1, 1, 1250, 'CNY'), (1, 10, 1100, 'CNY')`,
  );
  old.close();
  await using opened = await openSqliteFixture(file);
  const { store } = opened;
  expect(await store.priceChanges('acme', { partId: 'p1', before: undefined, limit: 9 })).toEqual([]);
  await inventoryUser(opened, scopeOf('acme')).setPrice('p1', 1, '13');
  expect(await store.priceChanges('acme', { partId: 'p1', before: undefined, limit: 9 })).toMatchObject([
    { minQuantity: 1, before: { amount: 1250 }, price: { amount: 1300 }, reason: 'import' },
  ]);
  const query = { partId: 'p1', warehouseId: '', before: undefined, limit: 9 };
  expect((await store.stockEntries('acme', query)).entries).toMatchObject([
    { delta: 3, reference: 'stock_1' },
  ]);
});
