import type { EntryPlace } from '../../domain/entries.ts';
import type { InventoryStore } from '../../domain/inventory-store.ts';
import { documentId, type LedgerEntry, type PriceChangeDocument } from './inventory-documents.ts';
import type { InventoryModels } from './inventory-schema.ts';

const NEWEST_FIRST = { at: -1, _id: -1 } as const;

/** What was booked, and what prices were, of a database that has `INVENTORY_MONGO_MIGRATIONS`. */
export function mongoHistory({
  ledger,
  priceChanges,
}: Pick<InventoryModels, 'ledger' | 'priceChanges'>): Pick<InventoryStore, 'stockEntries' | 'priceChanges'> {
  return {
    async stockEntries(tenant, { partId, warehouseId, before, limit, balances }) {
      const of = { item: documentId(tenant, partId), ...(warehouseId !== '' && { warehouseId }) };
      const found = await ledger
        .find({ ...of, ...behind(before) })
        .sort(NEWEST_FIRST)
        .limit(limit)
        .lean<LedgerEntry[]>();
      const last = found.at(-1);
      const latest = new Map(balances);
      // Not from the levels: an item may be ahead of its ledger by what is being posted.
      if (balances === undefined && last !== undefined) {
        const sums = await ledger.aggregate<{ _id: string; sum: number }>([
          { $match: { ...of, ...behind({ at: last.at, entryId: last._id }) } },
          { $group: { _id: '$warehouseId', sum: { $sum: '$delta' } } },
        ]);
        for (const { _id, sum } of sums) latest.set(_id, sum);
        for (const { warehouseId: at, delta } of found) latest.set(at, (latest.get(at) ?? 0) + delta);
      }
      return {
        entries: found.map(({ _id: entryId, item: _, request: __, copyOf: ___, actor = '', ...entry }) => ({
          ...entry,
          entryId,
          actor,
        })),
        latest,
      };
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

function behind(place: EntryPlace | undefined) {
  if (place === undefined) return {};
  const { at, entryId } = place;
  return { $or: [{ at: { $lt: at } }, { at, _id: { $lt: entryId } }] };
}
