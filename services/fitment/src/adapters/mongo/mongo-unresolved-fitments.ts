import { setTimeout as pause } from 'node:timers/promises';
import {
  createIndexes,
  isDuplicateKey,
  type MongoMigration,
  TooManyConflicts,
  withDatabaseErrors,
} from '@qipei/mongo';
import type { AnyBulkWriteOperation, Model } from 'mongoose';
import { ASSETS } from '../../domain/feed-asset.ts';
import { PartTooLarge } from '../../domain/part-too-large.ts';
import { UNKNOWN_PARTS } from '../../domain/unknown-part.ts';
import {
  charactersOf,
  type PageSize,
  type UnresolvedFitment,
  type UnresolvedFitments,
  type UnresolvedKey,
} from '../../domain/unresolved-fitments.ts';
import type { FitmentLocks } from './fitment-locks.ts';
import type { FitmentViews } from './fitment-views.ts';
import { fullParts } from './full-parts.ts';
import {
  asRead,
  rowsThatFit,
  type WaitingDocument,
  waitingId,
  waitingRows,
  waitingState,
} from './waiting-document.ts';

/** Rows as documents of their own, as they were kept once: see `takeOverWaitingRows`. */
export const UNRESOLVED_MONGO_MIGRATION: MongoMigration = {
  id: '002-unresolved-fitments',
  up: createIndexes('unresolved_fitments', [
    { name: 'of-publisher', key: { publisher: 1, partId: 1, key: 1 }, unique: true },
  ]),
};

/** What becomes of the rows of a part, from what they are. */
type RowsOfPart<T> = (partId: string, before: readonly UnresolvedFitment[]) => T;

interface AsyncUnresolvedFitments extends UnresolvedFitments {
  settle(...of: Parameters<UnresolvedFitments['settle']>): Promise<void>;
  settleWhatFits(
    ...of: Parameters<UnresolvedFitments['settleWhatFits']>
  ): Promise<readonly UnresolvedFitment[]>;
}

const ATTEMPTS = 12;
const FIRST_PAUSE_MS = 2;
/** Parts that are read and written together. */
const PARTS_AT_ONCE = 100;
/** Few, as one of them may have thousands of rows. */
const PARTS_OF_PAGE = 16;

export function mongoUnresolvedFitments(
  waiting: Model<WaitingDocument>,
  { views, locks }: { views: FitmentViews; locks: FitmentLocks },
): UnresolvedFitments {
  const full = fullParts();

  /** Those that are still as full as they were, and of which nothing is said that isn't new. They aren't read for that. */
  async function stillFull(
    publisher: string,
    partIds: readonly string[],
    keysOf: (partId: string) => string[],
  ): Promise<ReadonlySet<string>> {
    const ids = partIds.map((partId) => waitingId(publisher, partId)).filter(full.has);
    if (ids.length === 0) return new Set();
    const found = await waiting
      .find({ _id: { $in: ids } })
      .select('partId tag lock')
      .lean<Pick<WaitingDocument, '_id' | 'partId' | 'tag' | 'lock'>[]>();
    const refusing = found.filter(
      ({ _id, partId, tag, lock }) => lock === undefined && full.refuses(_id, tag, keysOf(partId)),
    );
    return new Set(refusing.map(({ partId }) => partId));
  }

  /**
   * Each part is written where nobody else has written since it was read. `whatFits` says what becomes of a part of which there is
   * more than can be kept.
   */
  async function settleSome(
    publisher: string,
    partIds: readonly string[],
    changeOf: RowsOfPart<UnresolvedFitment[] | undefined>,
    whatFits: RowsOfPart<UnresolvedFitment[]> | undefined,
  ): Promise<void> {
    const ids = partIds.map((partId) => waitingId(publisher, partId));
    for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
      if (attempt > 0) await pause(FIRST_PAUSE_MS * 2 ** attempt * Math.random());
      const found = await waiting.find({ _id: { $in: ids } }).lean<WaitingDocument[]>();
      const locked = found.filter(({ lock }) => lock !== undefined);
      if (locked.length > 0) {
        await locks.freeWaiting(locked);
        continue;
      }
      const foundOf = new Map(found.map((each) => [each.partId, each]));
      const filled: Parameters<typeof full.remember>[] = [];
      const writes = partIds.flatMap((partId) => {
        const now = foundOf.get(partId);
        const before = now === undefined ? [] : waitingRows(now);
        const rows = changeOf(partId, before);
        if (rows === undefined) return [];
        const of = { publisher, partId };
        try {
          return toWrite(of, now, rows);
        } catch (error) {
          if (whatFits === undefined || !(error instanceof PartTooLarge)) throw error;
          const fitting = whatFits(partId, before);
          const state = waitingState(partId, fitting);
          const keys = fitting.map(({ key }) => key);
          filled.push([waitingId(publisher, partId), state.tag, keys]);
          return toWrite(of, now, fitting, state);
        }
      });
      if (!(await writeAll(writes))) continue;
      for (const each of filled) full.remember(...each);
      return;
    }
    throw new TooManyConflicts(waiting.collection.collectionName);
  }

  async function writeAll(writes: AnyBulkWriteOperation<WaitingDocument>[]): Promise<boolean> {
    if (writes.length === 0) return true;
    try {
      const done = await waiting.bulkWrite(writes, { ordered: false, skipValidation: true });
      return done.insertedCount + done.matchedCount + done.deletedCount === writes.length;
    } catch (error) {
      if (!isDuplicateKey(error)) throw error;
      return false;
    }
  }

  async function settle(
    publisher: string,
    kept: readonly UnresolvedFitment[],
    resolved: () => readonly UnresolvedKey[],
    whenFull: 'thrown' | 'left-out',
  ): Promise<UnresolvedFitment[]> {
    if (kept.length === 0 && (await waiting.exists({ publisher })) === null) return [];
    const goneOf = Map.groupBy(resolved(), ({ partId }) => partId);
    const keptOf = Map.groupBy(kept, ({ partId }) => partId);
    const keysGone = (partId: string) => (goneOf.get(partId) ?? []).map(({ key }) => key);
    const refusedOf = new Map<string, readonly UnresolvedFitment[]>();
    const change: RowsOfPart<UnresolvedFitment[] | undefined> = (partId, before) => {
      refusedOf.delete(partId);
      return rowsAfter(before, keptOf.get(partId) ?? [], keysGone(partId));
    };
    const whatFits: RowsOfPart<UnresolvedFitment[]> = (partId, before) => {
      const left = rowsAfter(before, [], keysGone(partId)) ?? before;
      const { rows, refused } = rowsThatFit(left, keptOf.get(partId) ?? []);
      refusedOf.set(partId, refused);
      return rows;
    };
    const partIds = [...new Set([...goneOf.keys(), ...keptOf.keys()])];
    for (let at = 0; at < partIds.length; at += PARTS_AT_ONCE) {
      const some = partIds.slice(at, at + PARTS_AT_ONCE);
      if (whenFull === 'thrown') {
        await settleSome(publisher, some, change, undefined);
        continue;
      }
      const keysOf = (partId: string) => [
        ...(keptOf.get(partId) ?? []).map(({ key }) => key),
        ...keysGone(partId),
      ];
      const refusing = await stillFull(publisher, some, keysOf);
      for (const partId of refusing) refusedOf.set(partId, keptOf.get(partId) ?? []);
      const others = some.filter((partId) => !refusing.has(partId));
      if (others.length > 0) await settleSome(publisher, others, change, whatFits);
    }
    return [...refusedOf.values()].flat();
  }

  /** By part and key, of the parts of a range, after one row; of the size of a page. */
  async function rowsOf(
    publisher: string,
    range: { $gte?: string; $lt?: string },
    {
      settling,
      after,
      limit,
      characters,
    }: { settling: number | undefined; after: UnresolvedKey | undefined } & PageSize,
  ): Promise<UnresolvedFitment[]> {
    const found: UnresolvedFitment[] = [];
    let left = characters;
    const { $gte = '' } = range;
    let beyond: object =
      after === undefined || after.partId < $gte ? range : { ...range, $gte: after.partId };
    if (limit <= 0) return found;
    for (;;) {
      const parts = await views.waiting({ publisher, partId: beyond }, settling, PARTS_OF_PAGE);
      for (const part of parts) {
        // Each may be large: no more of them are unpacked than it takes.
        const afterKey = part.partId === after?.partId ? after.key : '';
        for (const row of waitingRows(part)) {
          if (row.key <= afterKey) continue;
          found.push(row);
          left -= charactersOf(row);
          if (found.length >= limit || left <= 0) return found;
        }
      }
      const last = parts.at(-1);
      if (last === undefined || parts.length < PARTS_OF_PAGE) break;
      beyond = { ...range, $gt: last.partId };
    }
    return found;
  }

  return withDatabaseErrors<AsyncUnresolvedFitments>({
    async settle(publisher, kept, resolved) {
      await settle(publisher, kept, resolved, 'thrown');
    },
    settleWhatFits: (publisher, kept, resolved) => settle(publisher, kept, resolved, 'left-out'),
    list: (publisher, after, limit) =>
      views.within(async (settling) => {
        const of = { settling, after, characters: Number.POSITIVE_INFINITY };
        const found = await rowsOf(publisher, { $lt: ASSETS.from }, { ...of, limit });
        const behind = { ...of, limit: limit - found.length };
        return found.concat(await rowsOf(publisher, { $gte: ASSETS.before }, behind));
      }),
    listAssets: (publisher, after, size) =>
      views.within((settling) =>
        rowsOf(publisher, { $gte: ASSETS.from, $lt: ASSETS.before }, { settling, after, ...size }),
      ),
    ofParts: (publisher, partIds) =>
      views.within(async (settling) => {
        const asked = { _id: { $in: partIds.map((partId) => waitingId(publisher, partId)) } };
        return (await views.waiting(asked, settling)).flatMap(waitingRows);
      }),
    unknownParts: (publisher, after, limit) =>
      views.within(async (settling) => {
        const found: UnresolvedFitment[] = [];
        for (let from = after === '' ? UNKNOWN_PARTS.from : after; found.length < limit; ) {
          const filter = { publisher, partId: { $gt: from, $lt: UNKNOWN_PARTS.before } };
          const parts = await views.waiting(filter, settling, PARTS_OF_PAGE);
          for (const part of parts) found.push(...waitingRows(part).slice(0, 1));
          const last = parts.at(-1);
          if (last === undefined || parts.length < PARTS_OF_PAGE) break;
          from = last.partId;
        }
        return found.slice(0, limit);
      }),
    count: (publisher) => views.within((settling) => views.countWaiting(publisher, settling)),
    // Those for which something is about to wait are among them; they are then asked for nothing.
    publishers: async () => await waiting.distinct('publisher'),
  });
}

/** Undefined where nothing changes. */
function rowsAfter(
  before: readonly UnresolvedFitment[],
  kept: readonly UnresolvedFitment[],
  gone: readonly string[],
): UnresolvedFitment[] | undefined {
  const rows = new Map(before.map((row) => [row.key, row]));
  let changed = kept.length > 0;
  for (const key of gone) changed = rows.delete(key) || changed;
  if (!changed) return undefined;
  for (const row of kept) rows.set(row.key, { ...row, since: rows.get(row.key)?.since ?? row.since });
  return [...rows.values()].sort((a, b) => (a.key < b.key ? -1 : 1));
}

function toWrite(
  of: { publisher: string; partId: string },
  now: WaitingDocument | undefined,
  rows: readonly UnresolvedFitment[],
  state = waitingState(of.partId, rows),
): AnyBulkWriteOperation<WaitingDocument>[] {
  if (now === undefined) {
    if (rows.length === 0) return [];
    const document = { _id: waitingId(of.publisher, of.partId), ...of, ...state };
    return [{ insertOne: { document } }];
  }
  const filter = asRead(now);
  if (rows.length === 0) return [{ deleteOne: { filter } }] as AnyBulkWriteOperation<WaitingDocument>[];
  const update = { $set: state };
  return [{ updateOne: { filter, update } }] as AnyBulkWriteOperation<WaitingDocument>[];
}
