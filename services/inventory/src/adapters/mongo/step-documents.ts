import { isDuplicateKey, newOutbox, type OutboxEvent, pushEvents, withDatabaseErrors } from '@qipei/mongo';
import { type AnyBulkWriteOperation, mongo, type UpdateQuery } from 'mongoose';
import type {
  ItemChange,
  ItemDocument,
  ItemLock,
  LedgerEntry,
  PriceChangeDocument,
  ReservationDocument,
  StoredItem,
  WarehouseDocument,
} from './inventory-documents.ts';
import type { InventoryModels } from './inventory-schema.ts';

/** How an item is to be written: as new, or at the version at which it was read, free or under the writer's own lock. */
export type ItemBasis = { new: true } | { version: number; lockedBy: string | undefined };

export interface ItemWrite {
  basis: ItemBasis;
  /** As it is from then on. */
  item: Omit<StoredItem, 'lock'>;
  event: OutboxEvent | undefined;
}

/**
 * The reads and writes of which steps are made. Each write is one to a document, or some that don't depend on each
 * other; each can be repeated, come late, or be cut short, and says in its condition whose it is.
 */
export interface StepDocuments {
  /** Locks those items of the ids that are there and free. All that are there, with the locks that they have then. */
  lock(ids: readonly string[], lock: ItemLock): Promise<StoredItem[]>;
  /** Frees what the attempt has locked of them. */
  unlock(ids: readonly string[], by: string): Promise<void>;
  items(ids: readonly string[]): Promise<StoredItem[]>;
  reservation(id: string): Promise<ReservationDocument | undefined>;
  /** Writes a reservation where it is at a version and no step of it is under way, or where there is none. */
  decide(reservation: ReservationDocument, before: number | undefined): Promise<boolean>;
  /** What a decided step does to those items that are still locked for it; frees them. */
  carryOut(changes: readonly ItemChange[], by: string): Promise<void>;
  /** Adds to the ledger what isn't there. */
  post(entries: readonly LedgerEntry[]): Promise<void>;
  /** Likewise to the history of the prices. */
  postPrices(changes: readonly PriceChangeDocument[]): Promise<void>;
  entry(id: string): Promise<LedgerEntry | undefined>;
  /** The step is everywhere. */
  endStep(id: string, by: string): Promise<void>;
  /** Changes nothing of a reservation but its version, so that an attempt that read it before can't decide. */
  abandon(reservation: ReservationDocument): Promise<boolean>;
  /** So where there is no reservation: a void one. */
  abandonNew(reservation: ReservationDocument): Promise<boolean>;
  /** Decided before the instant and not ended. */
  unendedSteps(before: Date, limit: number): Promise<ReservationDocument[]>;

  /** Writes those whose basis holds. True where it held for all. */
  writeItems(writes: readonly ItemWrite[]): Promise<boolean>;
  /** The entries of that write are in the ledger. */
  endPosting(ids: readonly string[], by: string): Promise<void>;
  unendedPostings(limit: number): Promise<StoredItem[]>;
  warehousesOf(ids: readonly string[]): Promise<WarehouseDocument[]>;
  /** At the version before its own, or as new where that is 0. */
  writeWarehouse(warehouse: WarehouseDocument): Promise<boolean>;
}

const NO_LOCK = { $exists: false };
const WITHOUT_OUTBOX = '-outbox';

export function stepDocuments({
  items,
  reservations,
  warehouses,
  ledger,
  priceChanges,
}: InventoryModels): StepDocuments {
  async function find(ids: readonly string[]): Promise<StoredItem[]> {
    return await items
      .find({ _id: { $in: ids } })
      .select(WITHOUT_OUTBOX)
      .lean<StoredItem[]>();
  }

  return withDatabaseErrors<StepDocuments>({
    items: find,
    async lock(ids, lock) {
      const [first, ...others] = ids;
      if (first === undefined) return [];
      if (others.length > 0) {
        await items.updateMany({ _id: { $in: ids }, lock: NO_LOCK }, { $set: { lock } });
        return await find(ids);
      }
      const locked = await items
        .findOneAndUpdate({ _id: first, lock: NO_LOCK }, { $set: { lock } }, { returnDocument: 'after' })
        .select(WITHOUT_OUTBOX)
        .lean<StoredItem>();
      return locked === null ? await find(ids) : [locked];
    },
    async unlock(ids, by) {
      if (ids.length === 0) return;
      await items.updateMany({ _id: { $in: ids }, 'lock.by': by }, { $unset: { lock: 1 } });
    },
    async reservation(id) {
      return (await reservations.findById(id).lean<ReservationDocument>()) ?? undefined;
    },
    async decide(reservation, before) {
      if (before === undefined) return await inserted(() => reservations.insertMany([reservation]));
      const { _id, step, ...rest } = reservation;
      const { matchedCount } = await reservations.updateOne(
        { _id, version: before, step: { $exists: false } },
        { $set: { ...rest, ...(step === undefined ? {} : { step }) } },
      );
      return matchedCount === 1;
    },
    async carryOut(changes, by) {
      if (changes.length === 0) return;
      await items.bulkWrite(
        changes.map(({ _id, version, levels, told, event }) => ({
          updateOne: {
            // The lock alone won't do: sent twice, it may come again when all is over.
            filter: { _id, 'lock.by': by, version: version - 1 },
            update: {
              $set: { version, levels, told },
              $unset: { lock: 1 },
              ...pushEvents(eventsOf(event)),
            } as Update,
          },
        })),
        { ordered: false },
      );
    },
    async post(entries) {
      if (entries.length > 0) await inserted(() => ledger.insertMany(entries, { ordered: false }));
    },
    async postPrices(changes) {
      if (changes.length > 0) await inserted(() => priceChanges.insertMany(changes, { ordered: false }));
    },
    async entry(id) {
      const found = await ledger.findOne({ $or: [{ _id: id }, { copyOf: id }] }).lean<LedgerEntry>();
      return found ?? undefined;
    },
    async endStep(_id, by) {
      await reservations.updateOne({ _id, 'step.by': by }, { $unset: { step: 1 } });
    },
    async abandon({ _id, version }) {
      const { matchedCount } = await reservations.updateOne(
        { _id, version },
        { $set: { version: version + 1 } },
      );
      return matchedCount === 1;
    },
    async abandonNew(reservation) {
      return await inserted(() => reservations.insertMany([reservation]));
    },
    async unendedSteps(before, limit) {
      return await reservations
        .find({ 'step.at': { $lt: before } })
        .limit(limit)
        .lean<ReservationDocument[]>();
    },
    async writeItems(writes) {
      let expected = 0;
      const operations = writes.map((write) => {
        const { basis, item, event } = write;
        if ('new' in basis)
          return { insertOne: { document: { ...item, outbox: newOutbox(eventsOf(event)) } } };
        expected += 1;
        return { updateOne: { filter: filterOf(item._id, basis), update: updateOf(write) } };
      });
      let matched = 0;
      const allNew = await inserted(async () => {
        const { matchedCount } = await items.bulkWrite(operations as AnyBulkWriteOperation<ItemDocument>[], {
          ordered: false,
        });
        matched = matchedCount;
      });
      return allNew && matched === expected;
    },
    async endPosting(ids, by) {
      await items.updateMany({ _id: { $in: ids }, 'posting.by': by }, { $unset: { posting: 1 } });
    },
    async unendedPostings(limit) {
      return await items
        .find({ 'posting.by': { $exists: true } })
        .select(WITHOUT_OUTBOX)
        .limit(limit)
        .lean<StoredItem[]>();
    },
    async warehousesOf(ids) {
      return await warehouses.find({ _id: { $in: ids } }).lean<WarehouseDocument[]>();
    },
    async writeWarehouse(warehouse) {
      const { _id, ...rest } = warehouse;
      if (rest.version === 1) return await inserted(() => warehouses.insertMany([warehouse]));
      const { matchedCount } = await warehouses.updateOne({ _id, version: rest.version - 1 }, { $set: rest });
      return matchedCount === 1;
    },
  });
}

type Update = UpdateQuery<ItemDocument>;

/** False where something with the id of one of them is there already; all the others are written. */
async function inserted(insert: () => Promise<unknown>): Promise<boolean> {
  try {
    await insert();
    return true;
  } catch (error) {
    if (!isDuplicateKey(error) || !onlyDuplicates(error)) throw error;
    return false;
  }
}

/** Of several that failed the error's own code is that of the first. */
function onlyDuplicates(error: unknown): boolean {
  if (!(error instanceof mongo.MongoBulkWriteError)) return true;
  return [error.writeErrors].flat().every(({ code }) => code === 11000);
}

function filterOf(_id: string, { version, lockedBy }: { version: number; lockedBy: string | undefined }) {
  return { _id, version, ...(lockedBy === undefined ? { lock: NO_LOCK } : { 'lock.by': lockedBy }) };
}

function updateOf({ item, event }: ItemWrite): Update {
  const { _id, posting, ...rest } = item;
  return {
    $set: { ...rest, ...(posting === undefined ? {} : { posting }) },
    $unset: { lock: 1 },
    ...pushEvents(eventsOf(event)),
  } as Update;
}

function eventsOf(event: OutboxEvent | undefined): OutboxEvent[] {
  return event === undefined ? [] : [event];
}
