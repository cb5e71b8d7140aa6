import type { Snapshot } from '@qipei/kernel';
import { type Database, immediateTransaction } from '@qipei/sqlite';
import {
  type InventoryRecord,
  type ItemRecord,
  inOrder,
  type LedgerRecord,
  type PriceRecord,
} from '../../domain/inventory-snapshot.ts';
import type { PriceBreak } from '../../domain/offer.ts';
import type { StockLevel } from '../../domain/stock.ts';
import {
  PRICE_CHANGE_COLUMNS,
  type PriceChangeRow,
  priceChangeInsert,
  toPriceChange,
} from './history-table.ts';
import { reservationTable } from './reservation-table.ts';

const AT_ONCE = 1_000;

interface ItemRow {
  itemId: number;
  tenant: string;
  partId: string;
  version: number;
  totalAvailable: number;
  bestAmount: number | null;
  bestCurrency: string | null;
}

type EntryRow = Omit<LedgerRecord, 'kind' | 'tenant' | 'partId' | 'at'> & { at: number };

/** Of a file that has `INVENTORY_MIGRATIONS`. */
export function sqliteInventorySnapshot(
  db: Database,
): Omit<Snapshot<InventoryRecord>, keyof AsyncDisposable> {
  const reservations = reservationTable(db);
  const warehouses = db.prepare<[], { tenant: string; warehouseId: string; name: string }>(
    `SELECT tenant, warehouse_id AS warehouseId, name FROM warehouse ORDER BY tenant || '/' || warehouse_id`,
  );
  const items = db.prepare<[], ItemRow>(
    `SELECT item_id AS itemId, tenant, part_id AS partId, version, total_available AS totalAvailable,
       best_amount AS bestAmount, best_currency AS bestCurrency FROM item ORDER BY tenant || '/' || part_id`,
  );
  const levels = db.prepare<[number], StockLevel>(
    'SELECT warehouse_id AS warehouseId, on_hand AS onHand, reserved FROM stock WHERE item_id = ? ORDER BY warehouse_id',
  );
  const prices = db.prepare<[number], { minQuantity: number; amount: number; currency: string }>(
    'SELECT min_quantity AS minQuantity, amount, currency FROM price_break WHERE item_id = ? ORDER BY min_quantity',
  );
  // One pass over the ledger instead of one look-up an item.
  const entries = db.prepare<[], EntryRow & { tenant: string; partId: string }>(
    `SELECT tenant, part_id AS partId, warehouse_id AS warehouseId, delta, reason, reference, at, actor, request
     FROM ledger_entry JOIN item USING (item_id) ORDER BY tenant || '/' || part_id, at, entry_id`,
  );
  const priceChanges = db.prepare<[number], PriceChangeRow>(
    `SELECT ${PRICE_CHANGE_COLUMNS} FROM price_change WHERE item_id = ? ORDER BY at, entry_id`,
  );
  const reservationIds = db.prepare<[], { tenant: string; reservationId: string }>(
    `SELECT tenant, reservation_id AS reservationId FROM reservation ORDER BY tenant || '/' || reservation_id`,
  );
  const writer = recordWriter(db);

  function* itemRecords(): Generator<InventoryRecord> {
    const ledger = entries.iterate();
    let entry = ledger.next();
    for (const item of items.iterate()) {
      yield toItemRecord(item, levels.all(item.itemId), prices.all(item.itemId).map(toPrice));
      for (; !entry.done; entry = ledger.next()) {
        const { tenant, partId, at, ...rest } = entry.value;
        if (tenant !== item.tenant || partId !== item.partId) break;
        yield { kind: 'ledger-entry', tenant, partId, ...rest, at: new Date(at) };
      }
      for (const row of priceChanges.all(item.itemId)) yield toPriceRecord(item, row);
    }
  }

  return {
    isEmpty: async () => items.get() === undefined && reservationIds.get() === undefined,
    async *read() {
      for (const warehouse of warehouses.iterate()) yield { kind: 'warehouse', ...warehouse };
      yield* itemRecords();
      for (const { tenant, reservationId } of reservationIds.iterate()) {
        const found = reservations.find(tenant, reservationId);
        if (found !== undefined)
          yield { kind: 'reservation', tenant, ...found, allocations: inOrder(found.allocations) };
      }
    },
    async write(records) {
      let waiting: InventoryRecord[] = [];
      const flush = () => {
        immediateTransaction(db, () => waiting.forEach(writer));
        waiting = [];
      };
      for await (const record of records) if (waiting.push(record) === AT_ONCE) flush();
      flush();
    },
  };
}

function toItemRecord(
  { tenant, partId, version, totalAvailable, bestAmount, bestCurrency }: ItemRow,
  levels: readonly StockLevel[],
  prices: readonly PriceBreak[],
): ItemRecord {
  const bestPrice =
    bestAmount === null || bestCurrency === null ? undefined : { amount: bestAmount, currency: bestCurrency };
  return { kind: 'item', tenant, partId, version, totalAvailable, bestPrice, levels, prices };
}

function toPriceRecord({ tenant, partId }: ItemRow, row: PriceChangeRow): PriceRecord {
  const { entryId: _, ...change } = toPriceChange(row);
  return { kind: 'price-change', tenant, partId, ...change };
}

function toPrice(row: { minQuantity: number; amount: number; currency: string }): PriceBreak {
  return { minQuantity: row.minQuantity, price: { amount: row.amount, currency: row.currency } };
}

/** Writes one record inside a transaction; what is there from a copy that was broken off stays single. */
function recordWriter(db: Database): (record: InventoryRecord) => void {
  const reservations = reservationTable(db);
  const insertWarehouse = db.prepare('INSERT OR IGNORE INTO warehouse VALUES (?, ?, ?)');
  const insertItem = db.prepare('INSERT OR IGNORE INTO item VALUES (NULL, ?, ?, ?, ?, ?, ?)');
  const itemId = db
    .prepare<[string, string], number>('SELECT item_id FROM item WHERE tenant = ? AND part_id = ?')
    .pluck();
  const insertLevel = db.prepare('INSERT OR IGNORE INTO stock VALUES (?, ?, ?, ?)');
  const insertPrice = db.prepare('INSERT OR IGNORE INTO price_break VALUES (?, ?, ?, ?)');
  const insertEntry = db.prepare('INSERT INTO ledger_entry VALUES (NULL, ?, ?, ?, ?, ?, ?, ?, ?)');
  const countEntries = db
    .prepare<[number], number>('SELECT count(*) FROM ledger_entry WHERE item_id = ?')
    .pluck();
  const insertChange = priceChangeInsert(db);
  const countChanges = db
    .prepare<[number], number>('SELECT count(*) FROM price_change WHERE item_id = ?')
    .pluck();
  /** The item whose entries and changes follow, and how many of them are there. */
  let current = { itemId: 0, skip: 0, skipChanges: 0 };

  function putItem({ tenant, partId, version, totalAvailable, bestPrice, levels, prices }: ItemRecord): void {
    const { amount = null, currency = null } = bestPrice ?? {};
    const added = insertItem.run(tenant, partId, version, totalAvailable, amount, currency).changes === 1;
    const id = itemId.get(tenant, partId) ?? 0;
    current = {
      itemId: id,
      skip: added ? 0 : (countEntries.get(id) ?? 0),
      skipChanges: added ? 0 : (countChanges.get(id) ?? 0),
    };
    for (const { warehouseId, onHand, reserved } of levels)
      insertLevel.run(id, warehouseId, onHand, reserved);
    for (const { minQuantity, price } of prices)
      insertPrice.run(id, minQuantity, price.amount, price.currency);
  }

  return (record) => {
    switch (record.kind) {
      case 'warehouse':
        insertWarehouse.run(record.tenant, record.warehouseId, record.name);
        break;
      case 'item':
        putItem(record);
        break;
      case 'ledger-entry': {
        const { warehouseId, delta, reason, reference, actor, request } = record;
        const [{ itemId: item }, at] = [current, record.at.getTime()];
        if (current.skip > 0) current.skip -= 1;
        else insertEntry.run(item, warehouseId, delta, reason, reference, at, actor, request);
        break;
      }
      case 'price-change':
        if (current.skipChanges > 0) current.skipChanges -= 1;
        else insertChange(current.itemId, record);
        break;
      case 'reservation':
        reservations.put(record.tenant, record);
    }
  };
}
