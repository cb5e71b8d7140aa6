import { type MongoReleaseLedger, type ReleaseViews, releaseViews } from '@qipei/release/mongo';
import type { QueryFilter } from 'mongoose';
import { ASSETS } from '../../domain/feed-asset.ts';
import type {
  FitmentReleaseModels,
  NextFitmentsDocument,
  NextWaitingDocument,
} from './fitment-release-documents.ts';
import type { PartFitmentsDocument } from './part-fitments-schema.ts';
import type { WaitingDocument } from './waiting-document.ts';

export type FoundFitments = Omit<PartFitmentsDocument, 'outbox'>;

/** `settling`: see `ReleaseViews`. */
export interface FitmentViews extends ReleaseViews {
  fitments(filter: QueryFilter<PartFitmentsDocument>, settling: number | undefined): Promise<FoundFitments[]>;
  /** By part, at most so many; those without rows, where a release takes them away, are among them. */
  waiting(
    filter: QueryFilter<WaitingDocument>,
    settling: number | undefined,
    limit?: number,
  ): Promise<WaitingDocument[]>;
  /** How many rows of a publisher wait; what is said of assets doesn't. */
  countWaiting(publisher: string, settling: number | undefined): Promise<number>;
}

const FITMENTS = 'publisher public partVersion version body lock replaced';

/**
 * While a release is carried out, the documents that it changes, which all have their places, are taken for what it has prepared beside
 * them.
 */
export function fitmentViews(
  { fitments, nextFitments, waiting, nextWaiting }: FitmentReleaseModels,
  ledger: Pick<MongoReleaseLedger, 'mark'>,
): FitmentViews {
  return {
    ...releaseViews(ledger),
    async fitments(filter, settling) {
      const found = await fitments
        .find({
          ...filter,
          ...thereOr({ version: { $gt: 0 } }, settling),
        } as QueryFilter<PartFitmentsDocument>)
        .select(FITMENTS)
        .lean<FoundFitments[]>();
      const changing = lockedFor(found, settling);
      if (changing.length === 0) return found;
      const next = await nextFitments
        .find({ _id: { $in: changing }, seq: settling as number })
        .select('version body')
        .lean<NextFitmentsDocument[]>();
      const nextOf = new Map(next.map((each) => [each._id, each]));
      return found.flatMap((each) => {
        const { version, body } = nextOf.get(each._id) ?? each;
        return version > 0 ? [{ ...each, version, body }] : [];
      });
    },
    async waiting(filter, settling, limit = 0) {
      const found = await waiting
        .find({ ...filter, ...thereOr({ count: { $gt: 0 } }, settling) } as QueryFilter<WaitingDocument>)
        .sort({ partId: 1 })
        .limit(limit)
        .lean<WaitingDocument[]>();
      const changing = lockedFor(found, settling);
      if (changing.length === 0) return found;
      const next = await nextWaiting
        .find({ _id: { $in: changing }, seq: settling as number })
        .lean<NextWaitingDocument[]>();
      const nextOf = new Map(next.map((each) => [each._id, each]));
      return found.map((each) => {
        const { tag, count, body } = nextOf.get(each._id) ?? each;
        return { ...each, tag, count, body };
      });
    },
    async countWaiting(publisher, settling) {
      const sum = { $group: { _id: null, rows: { $sum: '$count' } } };
      const own = { publisher, partId: { $not: { $gte: ASSETS.from, $lt: ASSETS.before } } };
      const $match = settling === undefined ? own : { ...own, 'lock.seq': { $ne: settling } };
      const there = await waiting.aggregate<{ rows: number }>([{ $match }, sum]);
      // What is locked has its successor, also where it stays the same.
      const coming =
        settling === undefined
          ? []
          : await nextWaiting.aggregate<{ rows: number }>([{ $match: { ...own, seq: settling } }, sum]);
      return (there[0]?.rows ?? 0) + (coming[0]?.rows ?? 0);
    },
  };
}

/** Places of what is to come are there for the release that brings it. */
function thereOr(there: object, settling: number | undefined): object {
  return settling === undefined ? there : { $or: [there, { 'lock.seq': settling }] };
}

function lockedFor(
  found: readonly { _id: string; lock?: { seq: number } }[],
  settling: number | undefined,
): string[] {
  if (settling === undefined) return [];
  return found.filter(({ lock }) => lock?.seq === settling).map(({ _id }) => _id);
}
