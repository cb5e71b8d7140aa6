import { TOPICS } from '@qipei/contracts';
import { pushEvents } from '@qipei/mongo';
import type { AnyBulkWriteOperation, Model } from 'mongoose';
import { partEvent } from '../events/part-event.ts';
import type { PartDocument } from './part-document.ts';

const PAGE = 500;
type Told = Pick<PartDocument, '_id' | 'publisher' | 'version' | 'body'>;

/**
 * Tells of every part once more, as it is now and under the version that it has; one that changes meanwhile tells of
 * itself. Returns how many were told of.
 */
export async function republishMongoParts(
  parts: Model<PartDocument>,
  context: { now: Date; traceparent: string },
): Promise<number> {
  let told = 0;
  for (let after = ''; ; ) {
    const page = await parts
      .find({ _id: { $gt: after }, version: { $gt: 0 } })
      .select('publisher version body')
      .sort({ _id: 1 })
      .limit(PAGE)
      .lean<Told[]>();
    const last = page.at(-1);
    if (last === undefined) return told;
    await parts.bulkWrite(
      page.map((part) => toOperation(part, context)),
      { ordered: false, skipValidation: true },
    );
    told += page.length;
    after = last._id;
  }
}

function toOperation(
  { _id, publisher, version, body }: Told,
  context: { now: Date; traceparent: string },
): AnyBulkWriteOperation<PartDocument> {
  const event = partEvent({ partId: _id, version }, body, { ...context, publisher });
  const update = pushEvents([{ topic: TOPICS.catalogPart, ...event }]);
  return { updateOne: { filter: { _id, version }, update } } as AnyBulkWriteOperation<PartDocument>;
}
