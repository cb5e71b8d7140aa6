import type { Money } from '@qipei/kernel';
import { type Database, sqliteOutbox } from '@qipei/sqlite';
import { type RowOutcome, type RowStep, takeRow } from '../../application/row-step.ts';
import { declaredParts } from '../../domain/declared-parts.ts';
import { editReference } from '../../domain/edit-key.ts';
import { type Balances, type PriceChange, type StockEntry, samePrice } from '../../domain/entries.ts';
import type {
  About,
  Edit,
  EditEntry,
  EditUnit,
  EntryQuery,
  PartStock,
  PartUnit,
  ReservationUnit,
  Scope,
  StockEntryQuery,
  WarehouseUnit,
} from '../../domain/inventory-store.ts';
import type { PriceBreak } from '../../domain/offer.ts';
import { available, type StockLevel, type Warehouse } from '../../domain/stock.ts';
import { historyTable } from './history-table.ts';
import { NO_EDIT } from './inventory-schema.ts';
import { type ItemChanges, itemTable } from './item-table.ts';
import { type ReservationTable, reservationTable } from './reservation-table.ts';

export interface SqliteInventoryTables {
  readonly reservations: ReservationTable;
  warehouses(tenant: string): Warehouse[];
  /** In the order asked, all of one moment. */
  partStock(tenant: string, partIds: readonly string[]): PartStock[];
  /** In the order of the part ids, behind the one given; all of one moment. */
  partsAfter(tenant: string, page: { after: string; limit: number }): PartStock[];
  stockEntries(tenant: string, query: StockEntryQuery): { entries: StockEntry[]; latest: Balances };
  priceChanges(tenant: string, query: EntryQuery): PriceChange[];
  /** Runs a step in the transaction that is open, and adds its events to the outbox. */
  step<T>(scope: Scope, about: About, step: (unit: ReservationUnit) => T): T;
  edit<T>(scope: Scope, edit: Edit, step: (unit: EditUnit) => T): T;
  /** So too with rows of an import, which are one step. */
  takeRows(scope: Scope, rows: readonly RowStep[]): RowOutcome[];
}

/** Statements over a file that has `INVENTORY_MIGRATIONS`. */
export function sqliteInventoryTables(db: Database): SqliteInventoryTables {
  const selectItemId = db.prepare<[string, string], number>(
    'SELECT item_id FROM item WHERE tenant = ? AND part_id = ?',
  );
  selectItemId.pluck();
  const selectLevels = db.prepare<[number], StockLevel>(
    'SELECT warehouse_id AS warehouseId, on_hand AS onHand, reserved FROM stock WHERE item_id = ? ORDER BY warehouse_id',
  );
  const selectLevel = db.prepare<[number, string], StockLevel>(
    'SELECT warehouse_id AS warehouseId, on_hand AS onHand, reserved FROM stock WHERE item_id = ? AND warehouse_id = ?',
  );
  const putLevel = db.prepare(
    `INSERT INTO stock VALUES (?, ?, ?, ?)
     ON CONFLICT DO UPDATE SET on_hand = excluded.on_hand, reserved = excluded.reserved`,
  );
  const insertEntry = db.prepare('INSERT INTO ledger_entry VALUES (NULL, ?, ?, ?, ?, ?, ?, ?, ?)');
  const selectEdit = db.prepare<[number, string], EditEntry>(
    `SELECT warehouse_id AS warehouseId, delta, reason, actor, request FROM ledger_entry
     WHERE item_id = ? AND reference = ? AND NOT (${NO_EDIT})`,
  );
  const selectAfter = db.prepare<[string, string, number], { itemId: number; partId: string }>(
    `SELECT item_id AS itemId, part_id AS partId FROM item WHERE tenant = ? AND part_id > ?
     ORDER BY part_id LIMIT ?`,
  );
  const selectPrices = db.prepare<[number], { min: number; amount: number; currency: string }>(
    'SELECT min_quantity AS min, amount, currency FROM price_break WHERE item_id = ? ORDER BY min_quantity',
  );
  const putPrice = db.prepare(
    `INSERT INTO price_break VALUES (?, ?, ?, ?)
     ON CONFLICT DO UPDATE SET amount = excluded.amount, currency = excluded.currency`,
  );
  const removePrice = db.prepare('DELETE FROM price_break WHERE item_id = ? AND min_quantity = ?');
  const selectWarehouses = db.prepare<[string], Warehouse>(
    'SELECT warehouse_id AS warehouseId, name FROM warehouse WHERE tenant = ? ORDER BY warehouse_id',
  );
  const selectWarehouse = db.prepare<[string, string], Warehouse>(
    'SELECT warehouse_id AS warehouseId, name FROM warehouse WHERE tenant = ? AND warehouse_id = ?',
  );
  const putWarehouse = db.prepare(
    'INSERT INTO warehouse VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET name = excluded.name',
  );
  const selectPrice = db.prepare<[number, number], Money>(
    'SELECT amount, currency FROM price_break WHERE item_id = ? AND min_quantity = ?',
  );
  const reservations = reservationTable(db);
  const history = historyTable(db);
  const pricesOf = (itemId: number): PriceBreak[] =>
    selectPrices
      .all(itemId)
      .map(({ min, amount, currency }) => ({ minQuantity: min, price: { amount, currency } }));
  const changesOf = itemTable(db, sqliteOutbox(db), pricesOf);

  /** `touch` is told of every part that is. */
  function partUnit(scope: Scope, items: ItemChanges, touch: (partId: string) => void): PartUnit {
    const find = (partId: string) => {
      touch(partId);
      return items.find(partId);
    };
    return {
      scope,
      levels(partId) {
        const item = find(partId);
        return item === undefined ? [] : selectLevels.all(item.itemId);
      },
      level(partId, warehouseId) {
        const item = find(partId);
        return item === undefined ? undefined : selectLevel.get(item.itemId, warehouseId);
      },
      prices(partId) {
        const item = find(partId);
        return item === undefined ? [] : pricesOf(item.itemId);
      },
      move({ partId, warehouseId, onHand, reserved, reason, reference, edit }) {
        touch(partId);
        const item = items.ensure(partId);
        const before = selectLevel.get(item.itemId, warehouseId) ?? { warehouseId, onHand: 0, reserved: 0 };
        const after = { onHand: before.onHand + onHand, reserved: before.reserved + reserved };
        putLevel.run(item.itemId, warehouseId, after.onHand, after.reserved);
        if (onHand !== 0 || edit !== undefined) {
          const { actor = '', request = '' } = edit ?? {};
          const at = scope.now.getTime();
          insertEntry.run(item.itemId, warehouseId, onHand, reason, reference, at, actor, request);
        }
        const by = available(after) - available(before);
        if (by !== 0) items.availableChanged(item, by);
      },
      putPrice(partId, { minQuantity, price }, source) {
        const item = items.ensure(partId);
        const before = selectPrice.get(item.itemId, minQuantity);
        if (samePrice(before, price)) return;
        putPrice.run(item.itemId, minQuantity, price.amount, price.currency);
        history.addPriceChange(item.itemId, { minQuantity, before, price, ...source, at: scope.now });
        items.pricesChanged(item);
      },
      removePrice(partId, minQuantity, source) {
        const item = find(partId);
        const before = item && selectPrice.get(item.itemId, minQuantity);
        if (item === undefined || before === undefined) return false;
        removePrice.run(item.itemId, minQuantity);
        const change = { minQuantity, before, price: undefined, ...source, at: scope.now };
        history.addPriceChange(item.itemId, change);
        items.pricesChanged(item);
        return true;
      },
    };
  }

  return {
    reservations,
    warehouses: (tenant) => selectWarehouses.all(tenant),
    partStock: db.transaction((tenant: string, partIds: readonly string[]) =>
      partIds.map((partId) => {
        const itemId = selectItemId.get(tenant, partId);
        if (itemId === undefined) return { partId, levels: [], prices: [] };
        return { partId, levels: selectLevels.all(itemId), prices: pricesOf(itemId) };
      }),
    ),
    partsAfter: db.transaction((tenant: string, { after, limit }: { after: string; limit: number }) =>
      selectAfter.all(tenant, after, limit).map(({ itemId, partId }) => ({
        partId,
        levels: selectLevels.all(itemId),
        prices: pricesOf(itemId),
      })),
    ),
    stockEntries: db.transaction((tenant: string, query: StockEntryQuery) => {
      const itemId = selectItemId.get(tenant, query.partId);
      return itemId === undefined
        ? { entries: [], latest: new Map<string, number>() }
        : history.stockEntries(itemId, query);
    }),
    priceChanges: db.transaction((tenant: string, query: EntryQuery) => {
      const itemId = selectItemId.get(tenant, query.partId);
      return itemId === undefined ? [] : history.priceChanges(itemId, query);
    }),
    edit(scope, { partId, key }, step) {
      const items = changesOf(scope);
      const { move, ...unit } = partUnit(scope, items, declaredParts([partId]).require);
      const reference = editReference(key);
      const result = step({
        ...unit,
        booked() {
          const item = items.find(partId);
          return item === undefined ? undefined : selectEdit.get(item.itemId, reference);
        },
        adjust: ({ delta, actor, request, ...entry }) =>
          move({ ...entry, partId, onHand: delta, reserved: 0, reference, edit: { actor, request } }),
      });
      items.publish();
      return result;
    },
    step(scope, { reservationId, partIds }, step) {
      const { tenant } = scope;
      const items = changesOf(scope);
      const declared = declaredParts(partIds);
      const result = step({
        ...partUnit(scope, items, declared.require),
        reservation() {
          const found = reservations.find(tenant, reservationId);
          declared.add(found?.allocations ?? []);
          return found;
        },
        putReservation: (reservation) => reservations.put(tenant, { ...reservation, reservationId }),
        setReservationState: (state) => reservations.setState(tenant, reservationId, state),
      });
      items.publish();
      return result;
    },
    takeRows(scope, rows) {
      const { tenant } = scope;
      const items = changesOf(scope);
      const unit: PartUnit & WarehouseUnit = {
        ...partUnit(scope, items, () => {}),
        warehouse: (warehouseId) => selectWarehouse.get(tenant, warehouseId),
        putWarehouse: ({ warehouseId, name }) => void putWarehouse.run(tenant, warehouseId, name),
      };
      const outcomes = rows.map((row) => takeRow(unit, row));
      items.publish();
      return outcomes;
    },
  };
}
