import { type AnyBulkWriteOperation, type Model, mongo } from 'mongoose';
import type { MongoReleaseLedger } from './mongo-release-ledger.ts';

/** Of the attempt of a release that is about to change a document, or has: who writes it otherwise has to free it first. */
export interface ReleaseLock {
  seq: number;
  release: string;
  /** What was decided is carried out on the document; where a kind can't tell it by the document itself. */
  done?: boolean;
}

export interface LockedDocument {
  _id: string;
  lock?: ReleaseLock;
}

/** What a document will be when the attempt of that number has flipped. Ids are those of the documents. */
export interface NextDocument {
  _id: string;
  seq: number;
}

/** For the filter of whoever writes such a document on its own. */
export const UNLOCKED = { lock: { $exists: false } };

/** Documents that releases change, and where that is prepared beside them. Its migration indexes `lock.seq` and `seq`. */
export interface LockedCollection<
  L extends LockedDocument = LockedDocument,
  N extends NextDocument = NextDocument,
> {
  live: Model<L>;
  next: Model<N>;
  /** Tells a document that only holds the place of one to come, or of nothing any more. */
  place: object;
}

export interface ReleaseLocks {
  /**
   * Takes the decision away from attempts that haven't flipped yet, and frees these documents of the collection. What has flipped and
   * isn't carried out yet stays locked: the caller waits.
   */
  free(collection: LockedCollection, found: readonly LockedDocument[]): Promise<void>;
  /** Frees all that attempts up to this one have locked, and what was to come of it. They must be over. */
  sweep(upTo: number): Promise<void>;
}

const AT_ONCE = 500;
const DUPLICATE_KEY = 11_000;

export function releaseLocks(
  collections: readonly LockedCollection[],
  ledger: Pick<MongoReleaseLedger, 'decide' | 'unsettled'>,
): ReleaseLocks {
  return {
    async free(collection, found) {
      for (const [seq, ofAttempt] of Map.groupBy(found, ({ lock }) => lock?.seq)) {
        const release = ofAttempt[0]?.lock?.release;
        if (seq === undefined || release === undefined) continue;
        const flipped = await ledger.decide(release, seq);
        if (flipped && (await ledger.unsettled())?.flip === seq) continue;
        await unlock(collection, ofAttempt, seq);
      }
    },
    async sweep(upTo) {
      for (const collection of collections) {
        for (;;) {
          const found = await collection.live
            .find({ 'lock.seq': { $lte: upTo } })
            .select('_id')
            .limit(AT_ONCE)
            .lean<LockedDocument[]>();
          if (found.length === 0) break;
          await unlock(collection, found, { $lte: upTo });
        }
        const { next } = collection;
        for (;;) {
          const found = await next
            .find({ seq: { $lte: upTo } })
            .select('_id')
            .limit(AT_ONCE)
            .lean<NextDocument[]>();
          if (found.length === 0) break;
          await next.deleteMany({ _id: { $in: found.map(({ _id }) => _id) }, seq: { $lte: upTo } });
        }
      }
    },
  };
}

async function unlock(
  { live, place }: LockedCollection,
  found: readonly LockedDocument[],
  seq: object | number,
): Promise<void> {
  const locked = { _id: { $in: found.map(({ _id }) => _id) }, 'lock.seq': seq };
  // What never was anything but a place. Those that have waited for an event have been one.
  await live.deleteMany({ ...locked, ...place } as typeof locked);
  await live.updateMany(locked, { $unset: { lock: 1 } });
}

/**
 * Writes what an attempt is to make of documents beside them, and locks them by `locking`. False where one isn't as it was read, or a
 * later attempt is under way.
 */
export async function writeBeside<L extends LockedDocument, N extends NextDocument>(
  { live, next }: Pick<LockedCollection<L, N>, 'live' | 'next'>,
  { seq, coming, locking }: { seq: number; coming: readonly N[]; locking: AnyBulkWriteOperation<L>[] },
): Promise<boolean> {
  const options = { ordered: false, skipValidation: true };
  try {
    if (coming.length > 0)
      await next.bulkWrite(
        coming.map((each) => ({
          replaceOne: { filter: { _id: each._id, seq: { $lte: seq } }, replacement: each, upsert: true },
        })) as unknown as Parameters<typeof next.bulkWrite>[0],
        options,
      );
    if (locking.length === 0) return true;
    const done = await (live as unknown as Model<LockedDocument>).bulkWrite(
      locking as unknown as AnyBulkWriteOperation<LockedDocument>[],
      options,
    );
    return done.insertedCount + done.matchedCount + done.upsertedCount === locking.length;
  } catch (error) {
    // One that was to be new has come meanwhile, or what a later attempt has prepared is there.
    if (error instanceof mongo.MongoBulkWriteError && error.code === DUPLICATE_KEY) return false;
    throw error;
  }
}
