import { pushEvents, TooManyConflicts } from '@qipei/mongo';
import type { Release, SettleContext } from '@qipei/release';
import type { Unsettled } from '@qipei/release/mongo';
import { type AnyBulkWriteOperation, mongo } from 'mongoose';
import { FITMENTS_SAVED } from '../../application/saved-event.ts';
import { fitmentRecord } from '../events/fitment-event.ts';
import { changesOf } from './fitment-changes.ts';
import type {
  FitmentReleaseModels,
  NextFitmentsDocument,
  NextWaitingDocument,
} from './fitment-release-documents.ts';
import type { PartFitmentsDocument } from './part-fitments-schema.ts';
import { type WaitingDocument, waitingId } from './waiting-document.ts';

/** Carries out on the parts what a release has decided; what is done already stays as it is. */
export type SettleFitments = (unsettled: Unsettled, context: SettleContext) => Promise<void>;

const TOO_LARGE = [10_334, 17_419, 17_420];

/** Documents stay locked, so that for as long as the release settles the same are read from the same place. */
export function settleMongoFitments(
  { fitments, nextFitments, waiting, nextWaiting, changes }: FitmentReleaseModels,
  page: number,
): SettleFitments {
  async function settleFitments(
    ids: readonly string[],
    { flip, release }: Unsettled,
    context: SettleContext,
  ): Promise<void> {
    const coming = await nextFitments
      .find({ _id: { $in: [...ids] }, seq: flip })
      .lean<NextFitmentsDocument[]>();
    if (coming.length === 0) return;
    const writes = coming.map((next) => toOperation(next, release, context));
    try {
      await fitments.bulkWrite(writes, { ordered: false, skipValidation: true });
    } catch (error) {
      // Too many events of a part wait for the log.
      const isFull = error instanceof mongo.MongoBulkWriteError && TOO_LARGE.includes(Number(error.code));
      throw isFull ? new TooManyConflicts(fitments.collection.collectionName) : error;
    }
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

/** Once: afterwards the document has the version that it brings. */
function toOperation(
  { _id, version, seq, body, event: payload, at }: NextFitmentsDocument,
  { tenant: publisher }: Release,
  { traceparent }: SettleContext,
): AnyBulkWriteOperation<PartFitmentsDocument> {
  const event = { type: FITMENTS_SAVED, payload, traceparent };
  return {
    updateOne: {
      filter: { _id, version: version - 1, 'lock.seq': seq },
      update: {
        $set: { version, body },
        ...pushEvents([fitmentRecord({ saved: { partId: _id, publisher }, event }, at)]),
      },
    },
  } as unknown as AnyBulkWriteOperation<PartFitmentsDocument>;
}
