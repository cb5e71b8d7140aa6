import type { QueryFilter } from 'mongoose';
import type { EntryPlace, StockEntry } from '../../domain/entries.ts';
import type { InventoryStore } from '../../domain/inventory-store.ts';
import {
  documentId,
  type LedgerEntry,
  type PriceChangeDocument,
  type StoredItem,
} from './inventory-documents.ts';
import type { InventoryModels } from './inventory-schema.ts';

const NEWEST_FIRST = { at: -1, _id: -1 } as const;
/** How often an item is hoped to be at rest; then its past is added up. */
const ATTEMPTS = 3;

/** What was booked, and what prices were, of a database that has `INVENTORY_MONGO_MIGRATIONS`. */
export function mongoHistory({
  items,
  ledger,
  priceChanges,
}: Pick<InventoryModels, 'items' | 'ledger' | 'priceChanges'>): Pick<
  InventoryStore,
  'stockEntries' | 'priceChanges'
> {
  /**
   * Undefined while something is being booked. Steps post their entries while they hold the item's lock, and imports and edits keep
   * theirs in the item until they are posted: an item with neither has its whole ledger.
   */
  async function atRest(item: string): Promise<Pick<StoredItem, 'version' | 'levels'> | undefined> {
    const found = await items
      .findById(item)
      .select('version levels lock.by posting.by')
      .lean<Pick<StoredItem, 'version' | 'levels' | 'lock' | 'posting'>>();
    return found === null || found.lock !== undefined || found.posting !== undefined ? undefined : found;
  }

  async function sums(of: QueryFilter<LedgerEntry>): Promise<Map<string, number>> {
    const found = await ledger.aggregate<{ _id: string; sum: number }>([
      { $match: of },
      { $group: { _id: '$warehouseId', sum: { $sum: '$delta' } } },
    ]);
    return new Map(found.map(({ _id, sum }) => [_id, sum]));
  }

  return {
    async stockEntries(tenant, { partId, warehouseId, before, limit, balances }) {
      const item = documentId(tenant, partId);
      const of = { item, ...(warehouseId !== '' && { warehouseId }) };
      const read = async () =>
        await ledger
          .find({ ...of, ...behind(before) })
          .sort(NEWEST_FIRST)
          .limit(limit)
          .lean<LedgerEntry[]>();
      if (balances !== undefined) return { entries: (await read()).map(toEntry), latest: balances };
      for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
        const known = await atRest(item);
        if (known === undefined) continue;
        const found = await read();
        // Down from what is on hand: of a past as long as it may be nothing is added up but what is newer.
        const newer =
          before === undefined ? new Map<string, number>() : await sums({ ...of, ...from(before) });
        if ((await atRest(item))?.version !== known.version) continue;
        const latest = known.levels.map(
          (level) => [level.warehouseId, level.onHand - (newer.get(level.warehouseId) ?? 0)] as const,
        );
        return { entries: found.map(toEntry), latest: new Map(latest) };
      }
      const found = await read();
      const last = found.at(-1);
      if (last === undefined) return { entries: [], latest: new Map() };
      const latest = await sums({ ...of, ...behind({ at: last.at, entryId: last._id }) });
      for (const { warehouseId: at, delta } of found) latest.set(at, (latest.get(at) ?? 0) + delta);
      return { entries: found.map(toEntry), latest };
    },
    async priceChanges(tenant, { partId, before, limit }) {
      const found = await priceChanges
        .find({ item: documentId(tenant, partId), ...behind(before) })
        .sort(NEWEST_FIRST)
        .limit(limit)
        .lean<PriceChangeDocument[]>();
      return found.map(({ _id: entryId, item: _, before: was, price, ...change }) => ({
        ...change,
        entryId,
        before: was,
        price,
      }));
    },
  };
}

function toEntry({
  _id: entryId,
  item: _,
  request: __,
  copyOf: ___,
  actor = '',
  ...entry
}: LedgerEntry): StockEntry {
  return { ...entry, entryId, actor };
}

/** All that isn't behind it. */
function from({ at, entryId }: EntryPlace) {
  return { $or: [{ at: { $gt: at } }, { at, _id: { $gte: entryId } }] };
}

function behind(place: EntryPlace | undefined) {
  if (place === undefined) return {};
  const { at, entryId } = place;
  return { $or: [{ at: { $lt: at } }, { at, _id: { $lt: entryId } }] };
}
