import type { Snapshot } from '@qipei/kernel';
import { documentsById, insertMissing, isCollectionEmpty, newOutbox, withDatabaseErrors } from '@qipei/mongo';
import { isEditReference } from '../../domain/edit-key.ts';
import { type InventoryRecord, inOrder } from '../../domain/inventory-snapshot.ts';
import {
  documentId,
  editEntryId,
  type ItemDocument,
  type LedgerEntry,
  type PriceChangeDocument,
  type ReservationDocument,
  type WarehouseDocument,
} from './inventory-documents.ts';
import type { InventoryModels } from './inventory-schema.ts';

const PAGE = 500;
const COPIED = 'copied';

/** Of a database that has `INVENTORY_MONGO_MIGRATIONS`, and in which every step that was decided is carried out. */
export function mongoInventorySnapshot(
  models: InventoryModels,
): Omit<Snapshot<InventoryRecord>, keyof AsyncDisposable> {
  const { items, reservations, warehouses, ledger, priceChanges } = models;
  const { entriesOf, changesOf } = withDatabaseErrors({
    changesOf: async (item: string) =>
      await priceChanges.find({ item }).sort({ at: 1, _id: 1 }).lean<PriceChangeDocument[]>(),
    entriesOf: async (item: string) =>
      await ledger.find({ item }).sort({ at: 1, _id: 1 }).lean<LedgerEntry[]>(),
  });

  return {
    isEmpty: async () => (await isCollectionEmpty(items)) && (await isCollectionEmpty(reservations)),
    async *read() {
      for await (const { tenant, warehouseId, name } of documentsById(warehouses))
        yield { kind: 'warehouse', tenant, warehouseId, name };
      for await (const { _id, tenant, partId, levels, prices, told } of documentsById(items, {
        select: '-outbox -import',
      })) {
        const { version, totalAvailable, bestPrice } = told;
        yield { kind: 'item', tenant, partId, version, totalAvailable, bestPrice, levels, prices };
        for (const { _id: _, item: __, copyOf: ___, actor = '', request = '', ...entry } of await entriesOf(
          _id,
        ))
          yield { kind: 'ledger-entry', tenant, partId, ...entry, actor, request };
        for (const { _id: _, item: __, before, price, ...change } of await changesOf(_id))
          yield { kind: 'price-change', tenant, partId, ...change, before, price };
      }
      for await (const { tenant, reservationId, state, allocations, prices, expiresAt } of documentsById(
        reservations,
      )) {
        if (state === 'void') continue;
        const sorted = inOrder(allocations);
        yield { kind: 'reservation', tenant, reservationId, state, allocations: sorted, prices, expiresAt };
      }
    },
    async write(records) {
      const waiting = {
        warehouses: [] as WarehouseDocument[],
        items: [] as ItemDocument[],
        entries: [] as LedgerEntry[],
        changes: [] as PriceChangeDocument[],
        reservations: [] as ReservationDocument[],
      };
      async function flush(): Promise<void> {
        await insertMissing(warehouses, waiting.warehouses.splice(0));
        await insertMissing(items, waiting.items.splice(0));
        await insertMissing(ledger, waiting.entries.splice(0));
        await insertMissing(priceChanges, waiting.changes.splice(0));
        await insertMissing(reservations, waiting.reservations.splice(0));
      }
      let taken = 0;
      let entriesOfItem = 0;
      let changesOfItem = 0;
      for await (const record of records) {
        taken += 1;
        if (taken % PAGE === 0) await flush();
        switch (record.kind) {
          case 'warehouse': {
            const { kind: _, ...warehouse } = record;
            const _id = documentId(record.tenant, record.warehouseId);
            waiting.warehouses.push({ _id, ...warehouse, version: 1 });
            break;
          }
          case 'item':
            entriesOfItem = 0;
            changesOfItem = 0;
            waiting.items.push(toItem(record));
            break;
          case 'ledger-entry': {
            const { kind: _, tenant, partId, ...entry } = record;
            const item = documentId(tenant, partId);
            entriesOfItem += 1;
            // Entries of one moment stay in this order, and a repeated copy writes the same.
            const _id = `${COPIED}/${item}/${String(entriesOfItem).padStart(12, '0')}`;
            const isEdit = isEditReference(entry.reference);
            const copyOf = isEdit ? { copyOf: editEntryId(item, entry.reference) } : {};
            waiting.entries.push({ _id, item, ...entry, ...copyOf });
            break;
          }
          case 'price-change': {
            const { kind: _, tenant, partId, before, price, ...change } = record;
            const item = documentId(tenant, partId);
            changesOfItem += 1;
            const _id = `${COPIED}/${item}/${String(changesOfItem).padStart(12, '0')}`;
            const money = { ...(before !== undefined && { before }), ...(price !== undefined && { price }) };
            waiting.changes.push({ _id, item, ...change, ...money });
            break;
          }
          case 'reservation': {
            const { kind: _, ...reservation } = record;
            const _id = documentId(record.tenant, record.reservationId);
            waiting.reservations.push({ _id, ...reservation, version: 1, by: COPIED });
          }
        }
      }
      await flush();
    },
  };
}

function toItem(record: Extract<InventoryRecord, { kind: 'item' }>): ItemDocument {
  const { tenant, partId, version, totalAvailable, bestPrice, levels, prices } = record;
  return {
    _id: documentId(tenant, partId),
    ...{ tenant, partId, version: Math.max(1, version), levels: [...levels], prices: [...prices] },
    told: { version, totalAvailable, ...(bestPrice !== undefined && { bestPrice }) },
    outbox: newOutbox([]),
  };
}
