import { pushEvents, TooManyConflicts } from '@qipei/mongo';
import type { Release, SettleContext } from '@qipei/release';
import type { Unsettled } from '@qipei/release/mongo';
import { type AnyBulkWriteOperation, mongo } from 'mongoose';
import type { ExpanderOf } from '../../application/expander-of.ts';
import { FITMENTS_SAVED, savedEvent } from '../../application/saved-event.ts';
import { diffOfSaid, ofDataSet, type SaidDiff, withoutRelease } from '../../domain/data-set-diff.ts';
import type { Fitment } from '../../domain/fitment.ts';
import { applyChanges, type FitmentChange } from '../../domain/part-fitments.ts';
import { fitmentRecord } from '../events/fitment-event.ts';
import { packFitments, unpackFitments } from '../json/packed-fitments.ts';
import { changedContent, changesOf } from './fitment-changes.ts';
import {
  changeId,
  type FitmentChangeDocument,
  type FitmentReleaseModels,
  type NextFitmentsDocument,
  type NextWaitingDocument,
} from './fitment-release-documents.ts';
import type { PartFitmentsDocument } from './part-fitments-schema.ts';
import { replacedOf } from './replaced-fitments.ts';
import { plainText } from './stored-text.ts';
import { type WaitingDocument, waitingId } from './waiting-document.ts';

/** Carries out on the parts what a release has decided; what is done already stays as it is. */
export type SettleFitments = (unsettled: Unsettled, context: SettleContext) => Promise<void>;

const TOO_LARGE = [10_334, 17_419, 17_420];
/** Of a part that others write without knowing that it is locked. */
const REBASE_ATTEMPTS = 12;

/** Documents stay locked, so that for as long as the release settles the same are read from the same place. */
export function settleMongoFitments(
  { fitments, nextFitments, waiting, nextWaiting, changes }: FitmentReleaseModels,
  { expanderOf, page }: { expanderOf: ExpanderOf; page: number },
): SettleFitments {
  async function settleFitments(
    ids: readonly string[],
    unsettled: Unsettled,
    context: SettleContext,
  ): Promise<void> {
    const { flip, release } = unsettled;
    const coming = await nextFitments
      .find({ _id: { $in: [...ids] }, seq: flip })
      .lean<NextFitmentsDocument[]>();
    if (coming.length === 0) return;
    const writes = coming.map((next) => toOperation(next, next.version - 1, release, context));
    if ((await write(writes)) === writes.length) return;
    for (const next of coming) await rebase(next, unsettled, context);
  }

  /** How many were as they had to be. */
  async function write(writes: AnyBulkWriteOperation<PartFitmentsDocument>[]): Promise<number> {
    try {
      return (await fitments.bulkWrite(writes, { ordered: false, skipValidation: true })).matchedCount;
    } catch (error) {
      // Too many events of a part wait for the log.
      const isFull = error instanceof mongo.MongoBulkWriteError && TOO_LARGE.includes(Number(error.code));
      throw isFull ? new TooManyConflicts(fitments.collection.collectionName) : error;
    }
  }

  /**
   * A replica of a version that knows no locks has written the part since it was prepared: what the release changes of the data set is
   * made of what is there now.
   */
  async function rebase(next: NextFitmentsDocument, unsettled: Unsettled, context: SettleContext) {
    const { _id, seq } = next;
    const { release, taken, as } = unsettled;
    for (let attempt = 0; attempt < REBASE_ATTEMPTS; attempt += 1) {
      const found = await fitments
        .findOne({ _id, 'lock.seq': seq, 'lock.done': { $exists: false } })
        .select('version body replaced')
        .lean<Pick<PartFitmentsDocument, 'version' | 'body' | 'replaced'>>();
      if (found === null) return;
      const change = await changes.findById(changeId(release.id, taken, _id)).lean<FitmentChangeDocument>();
      if (change === null) throw new Error(`what the release '${release.id}' changes of '${_id}' is gone`);
      const { before, after } = changedContent(change, release);
      const [from, to] = as === 'published' ? [before, after] : [after, before];
      const { own, others } = ofDataSet({ fitments: unpackFitments(found.body), waiting: [] }, release.feed);
      const rebased =
        change.moved === true
          ? withoutRelease(own, release.jobId, replacedOf(found.replaced, release.id)).fitments
          : rebasedFitments(own.fitments, diffOfSaid(from, to));
      const said = [...others.fitments, ...rebased];
      const modelIds = new Set(said.map(({ selector }) => selector.modelId));
      const expander = await expanderOf(release.tenant, [...modelIds]);
      const version = found.version + 1;
      const saved = { partId: _id, publisher: release.tenant, public: false, partVersion: 0, version };
      const told = savedEvent({ ...saved, fitments: said }, expander.expand(said), release.traceparent);
      const body = plainText(_id, packFitments(said));
      const again = { ...next, version, body, event: Buffer.from(told.payload) };
      if ((await write([toOperation(again, found.version, release, context)])) === 1) return;
    }
    throw new TooManyConflicts(fitments.collection.collectionName);
  }

  async function settleWaiting(ids: readonly string[], { flip, release }: Unsettled): Promise<void> {
    const coming = await nextWaiting
      .find({ _id: { $in: ids.map((id) => waitingId(release.tenant, id)) }, seq: flip })
      .lean<NextWaitingDocument[]>();
    if (coming.length === 0) return;
    const writes = coming.map(({ _id, seq, tag, count, body }) => ({
      updateOne: { filter: { _id, 'lock.seq': seq }, update: { $set: { tag, count, body } } },
    })) as unknown as AnyBulkWriteOperation<WaitingDocument>[];
    await waiting.bulkWrite(writes, { ordered: false, skipValidation: true });
  }

  return async (unsettled, context) => {
    const { release, taken } = unsettled;
    for await (const found of changesOf(changes, { id: release.id, taken }, { page, select: 'partId' })) {
      const ids = found.map(({ partId }) => partId);
      await settleFitments(ids, unsettled, context);
      await settleWaiting(ids, unsettled);
    }
  };
}

function rebasedFitments(now: readonly Fitment[], { before, after }: SaidDiff): Fitment[] {
  const gone = before.fitments.map((fitment): FitmentChange => ({ action: 'delete', fitment }));
  const come = after.fitments.map((fitment): FitmentChange => ({ action: 'set', fitment }));
  return applyChanges([...now], [...gone, ...come]).fitments;
}

/** Once: the version that it brings may be another's as well, so that the lock says it. */
function toOperation(
  { _id, version, seq, body, event: payload, at }: NextFitmentsDocument,
  before: number,
  { tenant: publisher }: Release,
  { traceparent }: SettleContext,
): AnyBulkWriteOperation<PartFitmentsDocument> {
  const event = { type: FITMENTS_SAVED, payload, traceparent };
  return {
    updateOne: {
      filter: { _id, version: before, 'lock.seq': seq, 'lock.done': { $exists: false } },
      update: {
        $set: { version, body, 'lock.done': true },
        ...pushEvents([fitmentRecord({ saved: { partId: _id, publisher }, event }, at)]),
      },
    },
  } as unknown as AnyBulkWriteOperation<PartFitmentsDocument>;
}
