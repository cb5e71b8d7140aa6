import type { Snapshot } from '@qipei/kernel';
import { documentsById, insertMissing, isCollectionEmpty, newOutbox } from '@qipei/mongo';
import type { Model } from 'mongoose';
import { indexEntries, scopeOf } from '../../domain/number-index.ts';
import type { PartRecord } from '../../domain/part-snapshot.ts';
import { decodePart } from '../protobuf/part-message.ts';
import { waitingForCheck } from './mongo-graph-checks.ts';
import { identityKey, numberToken, type PartDocument } from './part-document.ts';

const AT_ONCE = 250;

/** Of a database that has `CATALOG_MONGO_MIGRATIONS`; in id order. */
export function mongoPartSnapshot(
  parts: Model<PartDocument>,
): Omit<Snapshot<PartRecord>, keyof AsyncDisposable> {
  return {
    isEmpty: () => isCollectionEmpty(parts),
    async *read() {
      for await (const part of documentsById(parts, {
        // What is but the place of a part to come is none.
        filter: { version: { $gt: 0 } },
        select: '-outbox -numbers -import -graphTicket -graphChanged -graphFaulty -graphFaults -lock',
      }))
        yield toRecord(part);
    },
    async write(records) {
      let waiting: PartDocument[] = [];
      for await (const record of records) {
        if (waiting.push(toDocument(record)) < AT_ONCE) continue;
        await insertMissing(parts, waiting);
        waiting = [];
      }
      await insertMissing(parts, waiting);
    },
  };
}

function toDocument({ partId, publisher, version, feed, content, ...identity }: PartRecord): PartDocument {
  const kept = {
    ...{ _id: partId, publisher, identity: identityKey(identity), version, outbox: newOutbox([]) },
    ...(feed !== '' && { feed }),
  };
  if (content === undefined) return { ...kept, numbers: [] };
  const part = decodePart(content.body);
  return {
    ...kept,
    scope: scopeOf(part, publisher),
    brand: part.brand,
    contentHash: Buffer.from(content.hash),
    ...waitingForCheck(),
    body: Buffer.from(content.body),
    numbers: indexEntries(part, publisher).map(numberToken),
  };
}

function toRecord({
  _id,
  publisher,
  identity,
  version,
  feed = '',
  contentHash,
  body,
}: PartDocument): PartRecord {
  const [brandKey = '', partNumberKey = ''] = identity.split(':');
  const content =
    contentHash === undefined || body === undefined
      ? undefined
      : { hash: new Uint8Array(contentHash), body: new Uint8Array(body) };
  return { kind: 'part', partId: _id, publisher, brandKey, partNumberKey, version, feed, content };
}
