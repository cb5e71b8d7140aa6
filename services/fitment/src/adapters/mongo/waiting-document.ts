import { randomUUID } from 'node:crypto';
import { createIndexes, type MongoMigration } from '@qipei/mongo';
import { type LockedDocument, UNLOCKED } from '@qipei/release/mongo';
import { type AnyBulkWriteOperation, Schema } from 'mongoose';
import type { UnresolvedFitment } from '../../domain/unresolved-fitments.ts';
import { packUnresolved, unpackUnresolved } from '../json/packed-unresolved.ts';
import { type StoredText, storedText, textOf } from './stored-text.ts';

/** The rows of a part that wait, for the part or for its vehicles: one document, as its fitments are. */
export interface WaitingDocument extends LockedDocument {
  /** See `waitingId`. */
  _id: string;
  publisher: string;
  partId: string;
  /** Another one with each write. */
  tag: string;
  /** How many rows; 0 while it is but the place of rows that a release is about to add, or has taken away. */
  count: number;
  /** Packed; empty where there are none. */
  body: StoredText;
}

export type WaitingState = Pick<WaitingDocument, 'tag' | 'count' | 'body'>;

const COLLECTION = 'unresolved_of_part';
/** Where each row was a document of its own. */
const BEFORE = 'unresolved_fitments';
const AT_ONCE = 100;

const text = { type: String, required: true } as const;

export const lockSchema = new Schema(
  { seq: Number, release: String },
  { _id: false, id: false, strict: 'throw' },
);

export const waitingSchema = new Schema<WaitingDocument>(
  {
    ...{ _id: text, publisher: text, partId: text, tag: text },
    count: { type: Number, required: true },
    body: { type: Schema.Types.Mixed },
    lock: lockSchema,
  },
  { collection: COLLECTION, versionKey: false, strict: 'throw' },
);

export function waitingId(publisher: string, partId: string): string {
  return `${publisher}/${partId}`;
}

/** @throws PartTooLarge */
export function waitingState(partId: string, rows: readonly UnresolvedFitment[]): WaitingState {
  const body = rows.length === 0 ? '' : storedText(partId, packUnresolved(rows));
  return { tag: randomUUID(), count: rows.length, body };
}

export function waitingRows({
  publisher,
  partId,
  body,
}: Pick<WaitingDocument, 'publisher' | 'partId' | 'body'>): UnresolvedFitment[] {
  return body === '' ? [] : unpackUnresolved(publisher, partId, textOf(body));
}

export const UNRESOLVED_OF_PARTS_MONGO_MIGRATION: MongoMigration = {
  id: '003-unresolved-of-parts',
  async up(db) {
    await createIndexes(COLLECTION, [
      { name: 'of-publisher', key: { publisher: 1, partId: 1 }, unique: true },
      { name: 'locked', key: { 'lock.seq': 1 }, sparse: true },
    ])(db);
    const documents = db.collection<WaitingDocument>(COLLECTION);
    let inserts: AnyBulkWriteOperation<WaitingDocument>[] = [];
    let rows: UnresolvedFitment[] = [];
    const flush = async () => {
      // One that is there is of another process, which may have gone on with it.
      if (inserts.length > 0) await documents.bulkWrite(inserts as never, { ordered: false });
      inserts = [];
    };
    const endOfPart = async () => {
      const [first] = rows;
      if (first === undefined) return;
      const { publisher, partId } = first;
      const filter = { _id: waitingId(publisher, partId) };
      const $setOnInsert = { publisher, partId, ...waitingState(partId, rows) };
      inserts.push({
        updateOne: { filter, update: { $setOnInsert }, upsert: true },
      } as (typeof inserts)[number]);
      rows = [];
      if (inserts.length === AT_ONCE) await flush();
    };
    const before = db.collection<SingleRow>(BEFORE).find().sort({ publisher: 1, partId: 1, key: 1 });
    for await (const { _id, dataSet = '', cells, ...row } of before) {
      if (rows[0]?.publisher !== row.publisher || rows[0].partId !== row.partId) await endOfPart();
      rows.push({ ...row, dataSet, cells: JSON.parse(cells) as UnresolvedFitment['cells'] });
    }
    await endOfPart();
    await flush();
    const [left] = await db.listCollections({ name: BEFORE }).toArray();
    if (left !== undefined) await db.collection(BEFORE).drop();
  },
};

interface SingleRow extends Omit<UnresolvedFitment, 'cells' | 'dataSet'> {
  _id: string;
  dataSet?: string;
  /** JSON of an object. */
  cells: string;
}

/** Where the document is as it was read, and locked for nobody. */
export function asRead({ _id, tag }: Pick<WaitingDocument, '_id' | 'tag'>) {
  return { _id, tag, ...UNLOCKED };
}
