import { withDatabaseErrors } from '@qipei/mongo';
import type { Release } from '@qipei/release';
import { idsWith, type MongoReleaseLedger } from '@qipei/release/mongo';
import type { AnyBulkWriteOperation, Model } from 'mongoose';
import { boundedSaid, countRefused, NONE_REFUSED, type RefusedRows } from '../../application/bounded-said.ts';
import {
  changeOfSaid,
  type DataSetTally,
  isSameSaid,
  NO_TALLY,
  NOTHING_SAID,
  tallyPart,
} from '../../application/data-set-tally.ts';
import { diffOfSaid, isSame, type RowsOfPart, type SaidOfPart } from '../../domain/data-set-diff.ts';
import { isAssetPart } from '../../domain/feed-asset.ts';
import type { SelectorPool } from '../json/selector-pool.ts';
import { changedContent, packedSaid } from './fitment-changes.ts';
import {
  type ComparedDocument,
  changeId,
  changePrefix,
  type FitmentChangeDocument,
  type FitmentReleaseModels,
} from './fitment-release-documents.ts';
import type { FitmentViews } from './fitment-views.ts';
import { type LiveOfPart, liveOfParts } from './live-of-parts.ts';
import type { StagedFitments } from './staged-fitments.ts';
import { rowsThatFit, waitingId } from './waiting-document.ts';

export interface FitmentReleaseDiff {
  /** `rows`: of the file, those that say where a part fits or no longer does. Keeps the difference under a number of its own: the one that was looked at before stays as it is. */
  take(release: Release): Promise<{
    counts: DataSetTally['parts'];
    tally: DataSetTally;
    taken: number;
    rows: number;
    refused: RefusedRows;
  }>;
  /** Whether the data set says of every part what it said then, whatever others say. */
  holds(release: Release, taken: number): Promise<boolean>;
}

const VERSIONS_AT_ONCE = 1_000;

/** Compares what is staged with what is live, page by page; nothing is locked meanwhile. */
export function fitmentReleaseDiff(
  { fitments, waiting, changes, compared }: FitmentReleaseModels,
  {
    ledger,
    views,
    staged,
    selectors,
    page = 200,
  }: {
    ledger: Pick<MongoReleaseLedger, 'nextNumber'>;
    views: FitmentViews;
    staged: StagedFitments;
    selectors: SelectorPool;
    page?: number | undefined;
  },
): FitmentReleaseDiff {
  /** Of which anything is live, after one. */
  async function livePartIds(publisher: string, after: string): Promise<{ ids: string[]; isAll: boolean }> {
    const ofFitments = await fitments
      .find({ publisher, _id: { $gt: after } })
      .select('_id')
      .sort({ _id: 1 })
      .limit(page)
      .lean<{ _id: string }[]>();
    const ofWaiting = await waiting
      .find({ publisher, partId: { $gt: after } })
      .select('partId')
      .sort({ partId: 1 })
      .limit(page)
      .lean<{ partId: string }[]>();
    return inOrder([
      { ids: ofFitments.map(({ _id }) => _id), isAll: ofFitments.length < page },
      { ids: ofWaiting.map(({ partId }) => partId), isAll: ofWaiting.length < page },
    ]);
  }

  /** The parts that the difference is about. */
  async function* pages({ id, tenant, submission }: Release): AsyncGenerator<string[]> {
    for (let after = ''; ; ) {
      const named = await staged.partIds(id, after);
      // What the data set has and the file doesn't name is removed.
      const { ids, isAll } =
        submission === 'full' ? inOrder([named, await livePartIds(tenant, after)]) : named;
      const some = ids.slice(0, page);
      if (some.length > 0) yield some;
      if (isAll && ids.length <= page) return;
      after = some.at(-1) ?? after;
    }
  }

  const live = (release: Release, partIds: readonly string[], settling: number | undefined) =>
    liveOfParts(views, release, partIds, { settling, selectors });

  async function compare(
    release: Release,
    taken: number,
    ids: readonly string[],
    { tally, refused }: { tally: DataSetTally; refused: RefusedRows },
  ) {
    const rowsOf = await staged.of(release.id, release.tenant, ids);
    const liveOf = await views.within((settling) => live(release, ids, settling));
    let rowsSaid = 0;
    const differing: FitmentChangeDocument[] = [];
    const same: ComparedDocument[] = [];
    for (const partId of ids) {
      const rows = rowsOf.get(partId) ?? [];
      const { version, tag, own: before } = liveOf.get(partId) as LiveOfPart;
      const { after, tooMany } = saidBy(release, { now: before, rows });
      const { counts } = diffOfSaid(before, after);
      for (const { changes: said } of rows) rowsSaid += said.length;
      tallyPart(tally, { partId, before, after, counts }, rows);
      // A row of an asset is staged as what it keeps or takes away.
      if (isAssetPart(partId))
        for (const { waiting: kept, settled } of rows) rowsSaid += kept.length + settled.length;
      tally.waitingRows -= tooMany.length;
      countRefused(refused, tooMany);
      const head = { _id: changeId(release.id, taken, partId), partId, version, tag };
      if (isSame(counts)) {
        same.push(head);
        continue;
      }
      const { brand = '', partNumber = '' } = rows.at(-1) ?? {};
      const packed = packedSaid(partId, before, after);
      differing.push({ ...head, change: changeOfSaid(before, after), brand, partNumber, ...packed });
    }
    await insert(changes, differing);
    await insert(compared, same);
    return rowsSaid;
  }

  /** Of those, whether the data set says of all of them what it said then. */
  async function areAsCompared(
    release: Release,
    taken: number,
    partIds: readonly string[],
  ): Promise<boolean> {
    if (partIds.length === 0) return true;
    const ids = partIds.toSorted();
    const differing = await changes
      .find({ _id: { $in: ids.map((id) => changeId(release.id, taken, id)) } })
      .lean<FitmentChangeDocument[]>();
    const changeOf = new Map(differing.map((each) => [each.partId, each]));
    const rowsOf = await staged.of(release.id, release.tenant, ids);
    const liveOf = await live(release, ids, undefined);
    return ids.every((partId) => {
      const { own } = liveOf.get(partId) as LiveOfPart;
      const change = changeOf.get(partId);
      if (change !== undefined) return isSameSaid(own, changedContent(change, release).before);
      const { after } = saidBy(release, { now: own, rows: rowsOf.get(partId) ?? [] });
      return isSameSaid(own, after);
    });
  }

  /** Those that something has written since. */
  async function overtaken(publisher: string, then: readonly ComparedDocument[]): Promise<string[]> {
    const ids = then.map(({ partId }) => partId);
    const versions = await fitments
      .find({ _id: { $in: ids } })
      .select('version')
      .lean<{ _id: string; version: number }[]>();
    const tags = await waiting
      .find({ _id: { $in: ids.map((id) => waitingId(publisher, id)) } })
      .select('partId tag count')
      .lean<{ partId: string; tag: string; count: number }[]>();
    const versionOf = new Map(versions.map((each) => [each._id, each.version]));
    const tagOf = new Map(tags.map(({ partId, tag, count }) => [partId, count === 0 ? '' : tag]));
    return then
      .filter(({ partId, version, tag = '' }) => {
        return (versionOf.get(partId) ?? 0) !== version || (tagOf.get(partId) ?? '') !== tag;
      })
      .map(({ partId }) => partId);
  }

  async function pageHolds<T extends ComparedDocument>(model: Model<T>, release: Release, taken: number) {
    const prefix = changePrefix(release.id, taken);
    for (let after = ''; ; ) {
      const found = await (model as unknown as Model<ComparedDocument>)
        .find(idsWith(prefix, after))
        .select('partId version tag')
        .sort({ _id: 1 })
        .limit(VERSIONS_AT_ONCE)
        .lean<ComparedDocument[]>();
      const moved = await overtaken(release.tenant, found);
      for (let at = 0; at < moved.length; at += page)
        if (!(await areAsCompared(release, taken, moved.slice(at, at + page)))) return false;
      const last = found.at(-1);
      if (last === undefined || found.length < VERSIONS_AT_ONCE) return true;
      after = last._id;
    }
  }

  /** Parts of which nothing was live when it was taken, and something is by now. A full submission says something of them, too. */
  async function unseenHold(release: Release, taken: number): Promise<boolean> {
    for (let after = ''; ; ) {
      const { ids, isAll } = await livePartIds(release.tenant, after);
      const known = { _id: { $in: ids.map((id) => changeId(release.id, taken, id)) } };
      const seen = new Set<string>();
      for (const model of [changes, compared] as unknown as Model<ComparedDocument>[])
        for (const { partId } of await model.find(known).select('partId').lean<ComparedDocument[]>())
          seen.add(partId);
      const unseen = ids.filter((id) => !seen.has(id));
      if (!(await areAsCompared(release, taken, unseen))) return false;
      const last = ids.at(-1);
      if (isAll || last === undefined) return true;
      after = last;
    }
  }

  return withDatabaseErrors<FitmentReleaseDiff>({
    async take(release) {
      const taken = await ledger.nextNumber();
      const tally = structuredClone(NO_TALLY);
      const refused = structuredClone(NONE_REFUSED);
      let rows = 0;
      for await (const ids of pages(release)) rows += await compare(release, taken, ids, { tally, refused });
      return { counts: tally.parts, tally, taken, rows, refused };
    },
    async holds(release, taken) {
      if (!(await pageHolds(changes, release, taken))) return false;
      if (!(await pageHolds(compared, release, taken))) return false;
      return release.submission !== 'full' || (await unseenHold(release, taken));
    },
  });
}

function saidBy({ submission }: Release, { now, rows }: { now: SaidOfPart; rows: readonly RowsOfPart[] }) {
  return boundedSaid(submission === 'full' ? NOTHING_SAID : now, rows, rowsThatFit);
}

/** Of lists in order, of which some go on, what all of them surely have. */
function inOrder(lists: readonly { ids: string[]; isAll: boolean }[]): { ids: string[]; isAll: boolean } {
  const ends = lists.filter(({ isAll }) => !isAll).map(({ ids }) => ids.at(-1) ?? '');
  const [end] = ends.sort();
  const all = [...new Set(lists.flatMap(({ ids }) => ids))].sort();
  return { ids: end === undefined ? all : all.filter((id) => id <= end), isAll: end === undefined };
}

async function insert<T extends ComparedDocument>(model: Model<T>, documents: readonly T[]): Promise<void> {
  if (documents.length === 0) return;
  const writes = documents.map((document) => ({ insertOne: { document } }));
  await (model as unknown as Model<ComparedDocument>).bulkWrite(
    writes as unknown as AnyBulkWriteOperation<ComparedDocument>[],
    { ordered: false, skipValidation: true },
  );
}
