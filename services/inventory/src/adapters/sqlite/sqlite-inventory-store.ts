import { type Database, groupCommit } from '@qipei/sqlite';
import { InventoryBusy } from '../../domain/errors.ts';
import type { InventoryStore } from '../../domain/inventory-store.ts';
import { sqliteInventoryTables } from './sqlite-inventory-unit.ts';

/** The store over a file that has `INVENTORY_MIGRATIONS`. `onCommit` is told of every commit. */
export function sqliteInventoryStore(db: Database, onCommit: () => void): InventoryStore {
  const tables = sqliteInventoryTables(db);
  const commits = groupCommit(db, { onCommit, busyError: (cause) => new InventoryBusy(cause) });
  return {
    warehouses: async (tenant) => tables.warehouses(tenant),
    stock: async (tenant, partIds) => tables.partStock(tenant, partIds),
    parts: async (tenant, page) => tables.partsAfter(tenant, page),
    stockEntries: async (tenant, query) => tables.stockEntries(tenant, query),
    priceChanges: async (tenant, query) => tables.priceChanges(tenant, query),
    reservation: async (tenant, reservationId) => tables.reservations.find(tenant, reservationId),
    overdue: async (now, limit) => tables.reservations.overdue(now, limit),
    transact: (scope, about, step) => commits.run(() => tables.step(scope, about, step)),
    edit: (scope, edit, step) => commits.run(() => tables.edit(scope, edit, step)),
  };
}
