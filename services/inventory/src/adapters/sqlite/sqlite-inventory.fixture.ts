import { readEnvelope } from '@qipei/contracts';
import { OfferChanged } from '@qipei/contracts/inventory/v1/inventory_events';
import { IMPORT_JOB_MIGRATIONS } from '@qipei/import-job/sqlite';
import { type Database, immediateTransaction, openDatabase, sqliteOutbox } from '@qipei/sqlite';
import type { LedgerLine, OpenedInventory } from '../../application/inventory-store.contract.ts';
import { INVENTORY_MIGRATIONS } from './inventory-schema.ts';
import { sqliteInventoryStore } from './sqlite-inventory-store.ts';
import { sqliteInventoryTables } from './sqlite-inventory-unit.ts';

export interface SqliteInventoryFixture extends OpenedInventory {
  db: Database;
}

export function openSqliteFixture(file: string): SqliteInventoryFixture {
  const open = () => openDatabase({ file, migrations: [...INVENTORY_MIGRATIONS, ...IMPORT_JOB_MIGRATIONS] });
  const db = open();
  // As imports have one: it waits for the write lock.
  const imports = open();
  const tables = sqliteInventoryTables(imports);
  return {
    db,
    store: sqliteInventoryStore(db, () => {}),
    async take(rows, context) {
      const steps = rows.map(({ step }) => step);
      return immediateTransaction(imports, () => tables.takeRows(context, steps));
    },
    events: async () =>
      sqliteOutbox(db)
        .read(1_000_000)
        .map(({ key, value }) => ({ key, offer: OfferChanged.decode(readEnvelope(value).payload) })),
    ledger: async () =>
      db
        .prepare<[], LedgerLine>(
          `SELECT tenant, part_id AS partId, warehouse_id AS warehouseId, delta, reason, reference, actor
           FROM ledger_entry JOIN item USING (item_id) ORDER BY entry_id`,
        )
        .all(),
    async [Symbol.asyncDispose]() {
      imports.close();
      db.close();
    },
  };
}
