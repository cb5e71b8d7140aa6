import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { isDuplicateKey, TooManyConflicts } from '@qipei/mongo';
import type { AnyBulkWriteOperation, Model } from 'mongoose';
import type { UnresolvedFitment } from '../../domain/unresolved-fitments.ts';
import type { FitmentLocks } from './fitment-locks.ts';
import {
  asRead,
  type MovingRows,
  type WaitingDocument,
  type WaitingState,
  waitingId,
  waitingState,
} from './waiting-document.ts';

export type WaitingWrites = AnyBulkWriteOperation<WaitingDocument>[];

/** Writes what is made of these parts, by part; it is made anew where somebody else has written one since it was read. */
export type RewriteWaiting = (
  publisher: string,
  partIds: readonly string[],
  writesOf: (found: ReadonlyMap<string, WaitingDocument>) => WaitingWrites,
) => Promise<void>;

const ATTEMPTS = 12;
const FIRST_PAUSE_MS = 2;

/** A release that is about to change a part gives way; one that has gone live is waited for. */
export function rewritingWaiting(waiting: Model<WaitingDocument>, locks: FitmentLocks): RewriteWaiting {
  async function writeAll(writes: WaitingWrites): Promise<boolean> {
    if (writes.length === 0) return true;
    try {
      const done = await waiting.bulkWrite(writes, { ordered: false, skipValidation: true });
      return done.insertedCount + done.matchedCount + done.deletedCount === writes.length;
    } catch (error) {
      if (!isDuplicateKey(error)) throw error;
      return false;
    }
  }

  return async (publisher, partIds, writesOf) => {
    const ids = partIds.map((partId) => waitingId(publisher, partId));
    for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
      if (attempt > 0) await pause(FIRST_PAUSE_MS * 2 ** attempt * Math.random());
      const found = await waiting.find({ _id: { $in: ids } }).lean<WaitingDocument[]>();
      const locked = found.filter(({ lock }) => lock !== undefined);
      if (locked.length > 0) {
        await locks.freeWaiting(locked);
        continue;
      }
      if (await writeAll(writesOf(new Map(found.map((each) => [each.partId, each]))))) return;
    }
    throw new TooManyConflicts(waiting.collection.collectionName);
  };
}

/** Of a part as it was read, undefined where there was nothing. */
export function toWrite(
  of: { publisher: string; partId: string },
  now: WaitingDocument | undefined,
  rows: readonly UnresolvedFitment[],
  { state = waitingState(of.partId, rows), moving = now?.moving ?? [] }: Partial<Rewritten> = {},
): WaitingWrites {
  if (now !== undefined) return toRewrite(now, { state, moving });
  if (rows.length === 0) return [];
  const document = { _id: waitingId(of.publisher, of.partId), ...of, ...state };
  return [{ insertOne: { document } }];
}

export interface Rewritten {
  moving: readonly MovingRows[];
  /** Missing where the rows stay as they are. */
  state?: WaitingState;
}

/** What is being moved still has to be known as taken back, also where no row is left. */
export function toRewrite(now: WaitingDocument, { moving, state }: Rewritten): WaitingWrites {
  const filter = asRead(now);
  const count = state?.count ?? now.count;
  if (count === 0 && moving.length === 0) return [{ deleteOne: { filter } }] as WaitingWrites;
  const said = state ?? { tag: randomUUID() };
  const update = moving.length === 0 ? { $set: said, $unset: { moving: 1 } } : { $set: { ...said, moving } };
  return [{ updateOne: { filter, update } }] as WaitingWrites;
}
