import type { Money } from '@qipei/kernel';
import type { Database } from '@qipei/sqlite';
import type { Balances, EntryPlace, PriceChange, PriceSource, StockEntry } from '../../domain/entries.ts';
import type { EntryQuery, StockEntryQuery } from '../../domain/inventory-store.ts';

/** What was booked of an item, and what its prices were. */
export interface HistoryTable {
  addPriceChange(itemId: number, change: Omit<PriceChange, 'entryId'>): void;
  /** To be read within one transaction. */
  stockEntries(itemId: number, query: StockEntryQuery): { entries: StockEntry[]; latest: Balances };
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
  const levels = db.prepare<[{ itemId: number }], { warehouseId: string; onHand: number }>(
    'SELECT warehouse_id AS warehouseId, on_hand AS onHand FROM stock WHERE item_id = @itemId',
  );
  const sumsSince = db.prepare<[Behind], { warehouseId: string; sum: number }>(
    `SELECT warehouse_id AS warehouseId, sum(delta) AS sum FROM ledger_entry
     WHERE item_id = @itemId AND (at, entry_id) >= (@at, @entryId) GROUP BY warehouse_id`,
  );
  const changes = db.prepare<[Behind & { limit: number }], PriceChangeRow>(
    `SELECT ${PRICE_CHANGE_COLUMNS} FROM price_change WHERE ${BEHIND}
     ORDER BY at DESC, entry_id DESC LIMIT @limit`,
  );
  /** Down from what is on hand: of a past as long as it may be nothing is added up but what is newer. */
  function balancesAt(itemId: number, before: EntryPlace | undefined): Balances {
    const onHand = new Map(levels.all({ itemId }).map((level) => [level.warehouseId, level.onHand]));
    const newer = before === undefined ? [] : sumsSince.all({ itemId, ...placeOf(before) });
    for (const { warehouseId, sum } of newer) onHand.set(warehouseId, (onHand.get(warehouseId) ?? 0) - sum);
    return onHand;
  }
  return {
    addPriceChange: addChange,
    stockEntries(itemId, { warehouseId, before, limit, balances }) {
      const rows = entries.all({ itemId, ...placeOf(before), warehouseId, limit });
      return {
        entries: rows.map((row) => ({ ...row, entryId: String(row.entryId), at: new Date(row.at) })),
        latest: balances ?? balancesAt(itemId, before),
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
