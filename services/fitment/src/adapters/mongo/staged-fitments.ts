import { idsWith } from '@qipei/release/mongo';
import type { AnyBulkWriteOperation } from 'mongoose';
import type { StageBatchContext, StagedPart } from '../../application/fitment-staging.ts';
import type { VisibilityOfPart } from '../../application/part-visibility.ts';
import type { RowsOfPart } from '../../domain/data-set-diff.ts';
import type { PartVisibility } from '../../domain/part-fitments-repository.ts';
import { PartTooLarge } from '../../domain/part-too-large.ts';
import { type PackedStaged, packStaged, unpackStaged } from '../json/packed-staged.ts';
import type { SelectorPool } from '../json/selector-pool.ts';
import {
  type FitmentReleaseModels,
  type StagedFitmentsDocument,
  type StagedRunDocument,
  stagedId,
} from './fitment-release-documents.ts';
import { type StoredText, storedText, textOf } from './stored-text.ts';

export interface StagedBatch extends RowsOfPart, VisibilityOfPart, Pick<StagedPart, 'brand' | 'partNumber'> {}

export interface StagedFitments {
  /**
   * A batch of a file. What batches from its first row on said before goes: they were not recorded, and are cut anew. What a run says
   * that another has taken over from counts no more, also where it comes afterwards.
   */
  put(parts: Iterable<StagedPart>, context: StageBatchContext): Promise<void>;
  /** Ids of parts that the file names, after one, in their order; `isAll` where there are none behind them. */
  partIds(releaseId: string, after: string): Promise<{ ids: string[]; isAll: boolean }>;
  /** By part, in the order of the file. */
  of(releaseId: string, publisher: string, partIds: readonly string[]): Promise<Map<string, StagedBatch[]>>;
  /** What `visibilityIn` goes by. */
  visibility(
    releaseId: string,
    publisher: string,
    partIds: readonly string[],
  ): Promise<Map<string, (VisibilityOfPart & { changes: { length: number } })[]>>;
  /** As the catalogue tells of parts of which nothing may be live yet. */
  setVisibility(parts: readonly PartVisibility[]): Promise<void>;
}

const AT_ONCE = 250;
/** Of a request, about: a message has 48 MB at most. */
const BYTES_AT_ONCE = 16 * 1024 * 1024;
const IDS_AT_ONCE = 1_000;

/** Rows of files as they came, by part. */
export function stagedFitments(
  { staged, stagedRuns }: Pick<FitmentReleaseModels, 'staged' | 'stagedRuns'>,
  selectors: SelectorPool,
): StagedFitments {
  /** Which of a release's batches are of its file. */
  async function ofFile(release: string): Promise<(batch: StagedFitmentsDocument) => boolean> {
    const runs = await stagedRuns
      .find(idsWith(`${release} `))
      .select('run at')
      .lean<Pick<StagedRunDocument, 'run' | 'at'>[]>();
    return ({ at, run }) => run === undefined || !runs.some((each) => each.run > run && each.at <= at);
  }

  return {
    async put(parts, { start: { id: release, tenant: publisher }, rowsBefore: at, takeovers: run }) {
      // The first write of a run: whoever wrote before it can spoil nothing from here on.
      await stagedRuns.updateOne(
        { _id: `${release} ${run}` },
        { $setOnInsert: { release, run, at } },
        { upsert: true },
      );
      const before = [{ run: { $lte: run } }, { run: { $exists: false } }];
      await staged.deleteMany({ release, at: { $gte: at }, $or: before });
      let writes: AnyBulkWriteOperation<StagedFitmentsDocument>[] = [];
      const flush = async () => {
        if (writes.length > 0) await staged.bulkWrite(writes, { ordered: false, skipValidation: true });
        writes = [];
        bytes = 0;
      };
      let bytes = 0;
      for (const part of parts) {
        const { partId, brand, partNumber, public: isPublic } = part;
        const head = {
          ...{ release, publisher, partId, at, run, brand, partNumber },
          ...{ public: isPublic, partVersion: 0 },
        };
        for (const [piece, stored] of storedPieces(partId, part).entries()) {
          const _id = stagedId(release, partId, { at, run, piece });
          const replacement = { ...head, ...(piece > 0 && { piece }), ...stored };
          writes.push({
            replaceOne: { filter: { _id }, replacement, upsert: true },
          } as (typeof writes)[number]);
          bytes += bytesOf(stored);
          if (writes.length >= AT_ONCE || bytes > BYTES_AT_ONCE) await flush();
        }
      }
      await flush();
    },
    async partIds(releaseId, after) {
      const found = await staged
        .find({
          _id: { $gt: after === '' ? `${releaseId} ` : `${releaseId} ${after}!`, $lt: `${releaseId}!` },
        })
        .select('partId')
        .sort({ _id: 1 })
        .limit(IDS_AT_ONCE)
        .lean<Pick<StagedFitmentsDocument, 'partId'>[]>();
      return {
        ids: [...new Set(found.map(({ partId }) => partId))],
        isAll: found.length < IDS_AT_ONCE,
      };
    },
    async of(releaseId, publisher, partIds) {
      const found = await staged
        .find({ publisher, partId: { $in: [...partIds] }, release: releaseId })
        .lean<StagedFitmentsDocument[]>();
      const counts = await ofFile(releaseId);
      const byPart = Map.groupBy(found.filter(counts).sort(byBatch), ({ partId }) => partId);
      return new Map(
        [...byPart].map(([partId, batches]) => [
          partId,
          batches.map((each) => {
            const { public: isPublic, partVersion, brand, partNumber } = each;
            const said = unpackStaged(textsOf(each), { publisher, partId, selectors });
            return { public: isPublic, partVersion, brand, partNumber, ...said };
          }),
        ]),
      );
    },
    async visibility(releaseId, publisher, partIds) {
      if (partIds.length === 0) return new Map();
      const found = await staged
        .find({ publisher, partId: { $in: [...partIds] }, release: releaseId })
        .select('partId at run piece public partVersion fitments')
        .lean<StagedFitmentsDocument[]>();
      const counts = await ofFile(releaseId);
      const all = found
        .filter(counts)
        .sort(byBatch)
        .map(({ partId, public: isPublic, partVersion, fitments }) => {
          return { partId, public: isPublic, partVersion, changes: { length: fitments.length } };
        });
      return Map.groupBy(all, ({ partId }) => partId);
    },
    async setVisibility(parts) {
      for (const [publisher, told] of Map.groupBy(parts, (part) => part.publisher)) {
        if ((await staged.exists({ publisher })) === null) continue;
        await staged.bulkWrite(
          told.map(({ partId, public: isPublic, partVersion }) => ({
            updateMany: {
              filter: { publisher, partId, partVersion: { $lt: partVersion } },
              update: { $set: { public: isPublic, partVersion } },
            },
          })),
          { ordered: false },
        );
      }
    },
  };
}

type StoredStaged = Record<keyof PackedStaged, StoredText>;

/** A batch may be of one part, and its characters be escaped: into as many documents as it takes. @throws PartTooLarge for one row */
export function storedPieces(partId: string, { changes, waiting, settled }: RowsOfPart): StoredStaged[] {
  const whole = storedIfItFits(partId, { changes, waiting, settled });
  if (whole !== undefined) return [whole];
  // In the order in which a batch is read: what waits is said behind what waits no longer.
  return [
    ...halved(partId, changes, (some) => ({ ...NO_ROWS, changes: some })),
    ...halved(partId, settled, (some) => ({ ...NO_ROWS, settled: some })),
    ...halved(partId, waiting, (some) => ({ ...NO_ROWS, waiting: some })),
  ];
}

const NO_ROWS: RowsOfPart = { changes: [], waiting: [], settled: [] };

function halved<T>(
  partId: string,
  all: readonly T[],
  rowsOf: (some: readonly T[]) => RowsOfPart,
): StoredStaged[] {
  if (all.length === 0) return [];
  const whole = all.length === 1 ? storedStaged(partId, rowsOf(all)) : storedIfItFits(partId, rowsOf(all));
  if (whole !== undefined) return [whole];
  const middle = Math.ceil(all.length / 2);
  return [all.slice(0, middle), all.slice(middle)].flatMap((some) => halved(partId, some, rowsOf));
}

function storedIfItFits(partId: string, rows: RowsOfPart): StoredStaged | undefined {
  try {
    return storedStaged(partId, rows);
  } catch (error) {
    if (error instanceof PartTooLarge) return undefined;
    throw error;
  }
}

/** Each of its texts is kept, and so all of them are, in a document. @throws PartTooLarge */
function storedStaged(partId: string, rows: RowsOfPart): StoredStaged {
  const { actions, fitments, waiting, settled } = packStaged(rows);
  const stored = (text: string) => storedText(partId, text);
  return {
    actions: stored(actions),
    fitments: stored(fitments),
    waiting: stored(waiting),
    settled: stored(settled),
  };
}

function textsOf({ actions, fitments, waiting, settled }: StagedFitmentsDocument): PackedStaged {
  return {
    actions: textOf(actions),
    fitments: textOf(fitments),
    waiting: textOf(waiting),
    settled: textOf(settled),
  };
}

function bytesOf(stored: StoredStaged): number {
  return Object.values(stored).reduce((sum, text) => sum + Buffer.byteLength(text), 0);
}

function byBatch(a: StagedFitmentsDocument, b: StagedFitmentsDocument): number {
  return a.at - b.at || (a.piece ?? 0) - (b.piece ?? 0);
}
