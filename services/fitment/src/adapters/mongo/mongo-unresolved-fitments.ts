import type { Clock } from '@qipei/kernel';
import { createIndexes, type MongoMigration, withDatabaseErrors } from '@qipei/mongo';
import { ASSETS } from '../../domain/feed-asset.ts';
import { PartTooLarge } from '../../domain/part-too-large.ts';
import { UNKNOWN_PARTS } from '../../domain/unknown-part.ts';
import {
  charactersOf,
  notOvertaken,
  type PageSize,
  type SettledKey,
  type UnresolvedFitment,
  type UnresolvedFitments,
  type UnresolvedKey,
} from '../../domain/unresolved-fitments.ts';
import type { FitmentLocks } from './fitment-locks.ts';
import type { FitmentReleaseModels } from './fitment-release-documents.ts';
import type { FitmentViews } from './fitment-views.ts';
import { fullParts } from './full-parts.ts';
import { mongoRowMoves } from './move-waiting-rows.ts';
import { rewritingWaiting, toWrite } from './rewrite-waiting.ts';
import { countOf, nameOf, ofName, without } from './row-notes.ts';
import {
  type MovingRows,
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
  keepLate(...of: Parameters<UnresolvedFitments['keepLate']>): Promise<void>;
  move(...of: Parameters<UnresolvedFitments['move']>): Promise<void>;
}

/** Parts that are read and written together. */
const PARTS_AT_ONCE = 100;
/** Few, as one of them may have thousands of rows. */
const PARTS_OF_PAGE = 16;

export function mongoUnresolvedFitments(
  models: Pick<FitmentReleaseModels, 'fitments' | 'waiting' | 'movedRows'>,
  { views, locks, clock }: { views: FitmentViews; locks: FitmentLocks; clock: Clock },
): UnresolvedFitments {
  const { waiting } = models;
  const full = fullParts();
  const rewrite = rewritingWaiting(waiting, locks);

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

  /** `whatFits` says what becomes of a part of which there is more than can be kept. */
  async function settleSome(
    publisher: string,
    partIds: readonly string[],
    changeOf: RowsOfPart<UnresolvedFitment[] | undefined>,
    whatFits: RowsOfPart<UnresolvedFitment[]> | undefined,
    standing: ReadonlySet<string> = new Set(),
  ): Promise<void> {
    const filled: Parameters<typeof full.remember>[] = [];
    await rewrite(publisher, partIds, (found) => {
      filled.length = 0;
      return partIds.flatMap((partId) => {
        const now = found.get(partId);
        const before = now === undefined ? [] : waitingRows(now);
        const changed = changeOf(partId, before);
        const moving = withoutStanding(now?.moving, changed ?? before, standing);
        const rows = changed ?? (countOf(moving) < countOf(now?.moving) ? before : undefined);
        if (rows === undefined) return [];
        const of = { publisher, partId };
        try {
          return toWrite(of, now, rows, { moving });
        } catch (error) {
          if (whatFits === undefined || !(error instanceof PartTooLarge)) throw error;
          const fitting = whatFits(partId, before);
          const state = waitingState(partId, fitting);
          const keys = fitting.map(({ key }) => key);
          filled.push([waitingId(publisher, partId), state.tag, keys]);
          return toWrite(of, now, fitting, { state, moving });
        }
      });
    });
    for (const each of filled) full.remember(...each);
  }

  async function settle(
    publisher: string,
    kept: readonly UnresolvedFitment[],
    resolved: () => readonly SettledKey[],
    { whenFull, standing }: { whenFull: 'thrown' | 'left-out'; standing?: ReadonlySet<string> | undefined },
  ): Promise<UnresolvedFitment[]> {
    if (kept.length === 0 && (await waiting.exists({ publisher })) === null) return [];
    const goneOf = Map.groupBy(resolved(), ({ partId }) => partId);
    const keptOf = Map.groupBy(kept, ({ partId }) => partId);
    const rowsGone = (partId: string) => goneOf.get(partId) ?? [];
    const refusedOf = new Map<string, readonly UnresolvedFitment[]>();
    const change: RowsOfPart<UnresolvedFitment[] | undefined> = (partId, before) => {
      refusedOf.delete(partId);
      return rowsAfter(before, keptOf.get(partId) ?? [], rowsGone(partId));
    };
    const whatFits: RowsOfPart<UnresolvedFitment[]> = (partId, before) => {
      const left = rowsAfter(before, [], rowsGone(partId)) ?? before;
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
        ...rowsGone(partId).map(({ key }) => key),
      ];
      const refusing = await stillFull(publisher, some, keysOf);
      for (const partId of refusing) refusedOf.set(partId, keptOf.get(partId) ?? []);
      const others = some.filter((partId) => !refusing.has(partId));
      if (others.length > 0) await settleSome(publisher, others, change, whatFits, standing);
    }
    return [...refusedOf.values()].flat();
  }

  async function keepLate(publisher: string, kept: readonly UnresolvedFitment[]): Promise<void> {
    const keptOf = Map.groupBy(kept, ({ partId }) => partId);
    const partIds = [...keptOf.keys()];
    for (let at = 0; at < partIds.length; at += PARTS_AT_ONCE)
      await settleSome(
        publisher,
        partIds.slice(at, at + PARTS_AT_ONCE),
        (partId, before) => rowsAfter(before, notOvertaken(before, keptOf.get(partId) ?? []), []),
        undefined,
      );
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
    ...mongoRowMoves(models, rewrite, clock),
    keepLate,
    async settle(publisher, kept, resolved) {
      await settle(publisher, kept, resolved, { whenFull: 'thrown' });
    },
    settleWhatFits: (publisher, kept, resolved, standing) =>
      settle(publisher, kept, resolved, { whenFull: 'left-out', standing }),
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

/** What is noted, but for rows that wait no longer because they were said again where they are put. */
function withoutStanding(
  moving: readonly MovingRows[] = [],
  rows: readonly UnresolvedFitment[],
  standing: ReadonlySet<string>,
): MovingRows[] {
  const waits = new Set(moving.length === 0 || standing.size === 0 ? [] : rows.map(nameOf));
  return without(moving, (name) => standing.has(ofName(name).source) && !waits.has(name));
}

/** Undefined where nothing changes. */
function rowsAfter(
  before: readonly UnresolvedFitment[],
  kept: readonly UnresolvedFitment[],
  gone: readonly SettledKey[],
): UnresolvedFitment[] | undefined {
  const rows = new Map(before.map((row) => [row.key, row]));
  let changed = kept.length > 0;
  for (const { key, source } of gone)
    if (source === undefined || rows.get(key)?.source === source) changed = rows.delete(key) || changed;
  if (!changed) return undefined;
  for (const row of kept) rows.set(row.key, { ...row, since: rows.get(row.key)?.since ?? row.since });
  return [...rows.values()].sort((a, b) => (a.key < b.key ? -1 : 1));
}
