import { withDatabaseErrors } from '@qipei/mongo';
import type { InventoryStore } from '../../domain/inventory-store.ts';
import { runEditStep } from './edit-step.ts';
import { documentId, type ReservationDocument, type StoredItem } from './inventory-documents.ts';
import type { InventoryModels } from './inventory-schema.ts';
import type { Pace } from './item-locks.ts';
import { itemTurns } from './item-turns.ts';
import { mongoHistory } from './mongo-history.ts';
import { runReservationStep, toReservation } from './reservation-step.ts';
import type { StepDocuments } from './step-documents.ts';

export interface MongoInventoryOptions {
  models: InventoryModels;
  documents: StepDocuments;
  pace: Pace;
  /** Told of every step. */
  onCommit: () => void;
}

/** The store over a database that has `INVENTORY_MONGO_MIGRATIONS`. */
export function mongoInventoryStore(options: MongoInventoryOptions): InventoryStore {
  const { models, documents, pace, onCommit } = options;
  const reads = withDatabaseErrors<Omit<InventoryStore, 'transact' | 'edit'>>({
    async warehouses(tenant) {
      const found = await models.warehouses.find({ tenant }).sort({ _id: 1 }).lean();
      return found.map(({ warehouseId, name }) => ({ warehouseId, name }));
    },
    async stock(tenant, partIds) {
      const found = await models.items
        .find({ _id: { $in: partIds.map((partId) => documentId(tenant, partId)) } })
        .select('partId levels prices')
        .lean<Pick<StoredItem, 'partId' | 'levels' | 'prices'>[]>();
      const byPart = new Map(found.map((item) => [item.partId, item]));
      return partIds.map((partId) => {
        const { levels = [], prices = [] } = byPart.get(partId) ?? {};
        return { partId, levels, prices };
      });
    },
    async parts(tenant, { after, limit }) {
      // Ids of the tenant's documents begin alike, and nothing else's do.
      const first = documentId(tenant, '');
      const found = await models.items
        .find({ _id: { $gt: documentId(tenant, after), $lt: `${first.slice(0, -1)}0` } })
        .select('partId levels prices')
        .sort({ _id: 1 })
        .limit(limit)
        .lean<Pick<StoredItem, 'partId' | 'levels' | 'prices'>[]>();
      return found.map(({ partId, levels, prices }) => ({ partId, levels, prices }));
    },
    ...mongoHistory(models),
    async reservation(tenant, reservationId) {
      const found = await models.reservations
        .findById(documentId(tenant, reservationId))
        .select('-step')
        .lean<ReservationDocument>();
      return toReservation(found ?? undefined);
    },
    async overdue(now, limit) {
      const found = await models.reservations
        .find({ state: 'held', expiresAt: { $lte: now } })
        .select('tenant reservationId')
        .sort({ expiresAt: 1 })
        .limit(limit)
        .lean<{ tenant: string; reservationId: string }[]>();
      return found.map(({ tenant, reservationId }) => ({ tenant, reservationId }));
    },
  });
  const turns = itemTurns();
  return {
    ...reads,
    async transact(scope, about, run) {
      const result = await runReservationStep({ documents, pace, turns, scope, about, run });
      onCommit();
      return result;
    },
    async edit(scope, edit, run) {
      const result = await runEditStep({ documents, pace, turns, scope, edit, run });
      onCommit();
      return result;
    },
  };
}
