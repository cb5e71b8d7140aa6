import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { INVENTORY_EDITS_CONTRACT } from '../../application/inventory-edits.contract.ts';
import { keepsLedgerInStep } from '../../application/inventory-ledger.contract.ts';
import { INVENTORY_STORE_CONTRACT } from '../../application/inventory-store.contract.ts';
import { openSqliteFixture } from './sqlite-inventory.fixture.ts';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'qipei-inventory-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const open = async (storage: string) => openSqliteFixture(join(folder, `${storage}.sqlite`));

it.each(Object.entries({ ...INVENTORY_STORE_CONTRACT, ...INVENTORY_EDITS_CONTRACT }))(
  'SQLite %s',
  async (_, holds) => {
    await holds(open, assert);
  },
);

it.each([1, 2, 3])(
  'SQLite keeps ledger, levels, reservations and events in step over random operations (seed %i)',
  async (seed) => {
    await keepsLedgerInStep({ open, assert, seed, rounds: 150 });
  },
  60_000,
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
