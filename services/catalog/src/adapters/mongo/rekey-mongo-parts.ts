import { randomBytes } from 'node:crypto';
import { TOPICS } from '@qipei/contracts';
import { type MongoMigration, pushEvents } from '@qipei/mongo';
import { KEY_RULES_VERSION } from '@qipei/part-number';
import { mongo } from 'mongoose';
import { indexEntries } from '../../domain/number-index.ts';
import { brandKey } from '../../domain/number-space.ts';
import { rekeyed } from '../../domain/rekeyed-part.ts';
import { partEvent } from '../events/part-event.ts';
import { contentHashOf, decodePart, encodeContent, encodePart } from '../protobuf/part-message.ts';
import { waitingForCheck } from './mongo-graph-checks.ts';
import { identityKey, numberToken, type PartDocument } from './part-document.ts';

const PAGE = 200;
const DUPLICATE_KEY = 11_000;

type Kept = Pick<PartDocument, '_id' | 'publisher' | 'version'> & { body: Uint8Array | mongo.Binary };

/** One for every change of the rules since the first release; each folds what is stored by the rules of today. */
export const REKEY_MONGO_MIGRATIONS: readonly MongoMigration[] = Array.from(
  { length: KEY_RULES_VERSION - 1 },
  (_, at) => ({ id: `number-rules-${at + 2}`, up: rekeyMongoParts }),
);

/**
 * Gives every part the keys that the rules of today give its numbers, and tells of each that changes. Run again it
 * changes nothing; a part that changes meanwhile is folded by today's rules anyway. A part whose own number would get
 * the key of another part of its publisher keeps the identity that it has: no part is lost.
 */
export async function rekeyMongoParts(db: mongo.Db): Promise<void> {
  const parts = db.collection<PartDocument>('part');
  const trace = `00-${randomBytes(16).toString('hex')}-${randomBytes(8).toString('hex')}-01`;
  for (let after = ''; ; ) {
    const page = await parts
      .find({ _id: { $gt: after }, body: { $exists: true } })
      .project<Kept>({ publisher: 1, version: 1, body: 1 })
      .sort({ _id: 1 })
      .limit(PAGE)
      .toArray();
    const last = page.at(-1);
    if (last === undefined) return;
    for (const part of page) await rekeyPart(parts, part, trace);
    after = last._id;
  }
}

async function rekeyPart(
  parts: mongo.Collection<PartDocument>,
  part: Kept,
  traceparent: string,
): Promise<void> {
  const { _id, publisher, version } = part;
  // The driver gives bytes as its own class unless the connection says otherwise.
  const before = decodePart(part.body instanceof Uint8Array ? part.body : part.body.buffer);
  const content = rekeyed(before);
  const numbers = indexEntries(content, publisher).map(numberToken);
  const bytes = encodeContent(content);
  const contentHash = contentHashOf(bytes);
  if (contentHash.equals(contentHashOf(encodeContent(before)))) {
    await parts.updateOne({ _id, version }, { $set: { numbers } });
    return;
  }
  const now = new Date();
  const next = version + 1;
  const head = { partId: _id, publisher, version: next, source: before.source, updatedAt: now };
  const body = Buffer.from(encodePart(bytes, head));
  const event = partEvent({ partId: _id, version: next }, body, { publisher, now, traceparent });
  const pushed = pushEvents([{ topic: TOPICS.catalogPart, ...event }]);
  const identity = identityKey({
    brandKey: brandKey(content.brand),
    partNumberKey: content.partNumberKey,
  });
  const changed = { numbers, version: next, contentHash, body, ...waitingForCheck() };
  for (const $set of [{ ...changed, identity }, changed]) {
    try {
      await parts.updateOne({ _id, version }, { $set, ...pushed } as mongo.UpdateFilter<PartDocument>);
      return;
    } catch (error) {
      if (!(error instanceof mongo.MongoServerError) || error.code !== DUPLICATE_KEY) throw error;
    }
  }
}
