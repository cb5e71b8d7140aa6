import type { Money } from '@qipei/kernel';
import type { Database } from '@qipei/sqlite';
import type { EntryPlace, PriceChange, PriceSource, StockEntry } from '../../domain/entries.ts';
import type { EntryQuery } from '../../domain/inventory-store.ts';

/** What was booked of an item, and what its prices were. */
export interface HistoryTable {
  addPriceChange(itemId: number, change: Omit<PriceChange, 'entryId'>): void;
  stockEntries(
    itemId: number,
    query: EntryQuery & { warehouseId: string },
  ): { entries: StockEntry[]; earlier: ReadonlyMap<string, number> };
  priceChanges(itemId: number, query: EntryQuery): PriceChange[];
}

interface Behind {
  itemId: number;
  at: number;
  entryId: number;
}

type EntryRow = Omit<StockEntry, 'at' | 'entryId'> & { entryId: number; at: number };

export interface PriceChangeRow extends PriceSource {
  entryId: number;
  minQuantity: number;
  beforeAmount: number | null;
  beforeCurrency: string | null;
  amount: number | null;
  currency: string | null;
  at: number;
}

/** In the order of `PriceChangeRow`. */
export const PRICE_CHANGE_COLUMNS = `entry_id AS entryId, min_quantity AS minQuantity, before_amount AS beforeAmount,
  before_currency AS beforeCurrency, amount, currency, reason, reference, actor, at`;

const BEHIND = 'item_id = @itemId AND (at, entry_id) < (@at, @entryId)';
/** Behind which stands everything. */
const NEWEST = { at: Number.MAX_SAFE_INTEGER, entryId: 0 };

/** Of a file that has `INVENTORY_MIGRATIONS`. */
export function historyTable(db: Database): HistoryTable {
  const addChange = priceChangeInsert(db);
  const entries = db.prepare<[Behind & { warehouseId: string; limit: number }], EntryRow>(
    `SELECT entry_id AS entryId, warehouse_id AS warehouseId, delta, reason, reference, actor, at FROM ledger_entry
     WHERE ${BEHIND} AND (@warehouseId = '' OR warehouse_id = @warehouseId)
     ORDER BY at DESC, entry_id DESC LIMIT @limit`,
  );
  const sums = db.prepare<[Behind & { warehouseId: string }], { warehouseId: string; sum: number }>(
    `SELECT warehouse_id AS warehouseId, sum(delta) AS sum FROM ledger_entry
     WHERE ${BEHIND} AND (@warehouseId = '' OR warehouse_id = @warehouseId) GROUP BY warehouse_id`,
  );
  const changes = db.prepare<[Behind & { limit: number }], PriceChangeRow>(
    `SELECT ${PRICE_CHANGE_COLUMNS} FROM price_change WHERE ${BEHIND}
     ORDER BY at DESC, entry_id DESC LIMIT @limit`,
  );
  return {
    addPriceChange: addChange,
    stockEntries(itemId, { warehouseId, before, limit }) {
      const rows = entries.all({ itemId, ...placeOf(before), warehouseId, limit });
      const last = rows.at(-1);
      const earlier =
        last === undefined ? [] : sums.all({ itemId, at: last.at, entryId: last.entryId, warehouseId });
      return {
        entries: rows.map((row) => ({ ...row, entryId: String(row.entryId), at: new Date(row.at) })),
        earlier: new Map(earlier.map((each) => [each.warehouseId, each.sum])),
      };
    },
    priceChanges: (itemId, { before, limit }) =>
      changes.all({ itemId, ...placeOf(before), limit }).map(toPriceChange),
  };
}

export function priceChangeInsert(
  db: Database,
): (itemId: number, change: Omit<PriceChange, 'entryId'>) => void {
  const insert = db.prepare('INSERT INTO price_change VALUES (NULL, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)');
  return (itemId, { minQuantity, before, price, reason, reference, actor, at }) => {
    const money = [...moneyCells(before), ...moneyCells(price)];
    insert.run(itemId, minQuantity, ...money, reason, reference, actor, at.getTime());
  };
}

export function toPriceChange({
  entryId,
  beforeAmount,
  beforeCurrency,
  amount,
  currency,
  at,
  ...rest
}: PriceChangeRow): PriceChange {
  return {
    ...rest,
    entryId: String(entryId),
    before: moneyOf(beforeAmount, beforeCurrency),
    price: moneyOf(amount, currency),
    at: new Date(at),
  };
}

/** An id that isn't one of this store's is behind all of its instant. */
function placeOf(place: EntryPlace | undefined): { at: number; entryId: number } {
  if (place === undefined) return NEWEST;
  const entryId = Number(place.entryId);
  return { at: place.at.getTime(), entryId: Number.isSafeInteger(entryId) ? entryId : 0 };
}

function moneyCells(money: Money | undefined): [number | null, string | null] {
  return [money?.amount ?? null, money?.currency ?? null];
}

function moneyOf(amount: number | null, currency: string | null): Money | undefined {
  return amount === null || currency === null ? undefined : { amount, currency };
}
