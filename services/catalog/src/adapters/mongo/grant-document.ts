import { createIndexes, type HasOutbox, type MongoMigration, OUTBOX_INDEX, outboxSchema } from '@qipei/mongo';
import { Schema } from 'mongoose';

/** A grant with the events that wait: one document, so that each write is one atomic step. */
export interface GrantDocument extends HasOutbox {
  /** The grant's id; ids sort by age. */
  _id: string;
  publisher: string;
  subscriber: string;
  /** Publisher, subscriber and a digest of the scope; absent of a grant that was revoked, so that there is one of each in force. */
  held?: string;
  /** The subscriber, absent of one that was revoked: by what sight is read. */
  inForce?: string;
  version: number;
  /** An encoded qipei.catalog.v1.Grant. */
  body: Buffer;
}

const COLLECTION = 'catalogue_grant';

export const GRANT_MONGO_MIGRATIONS: readonly MongoMigration[] = [
  {
    id: 'grants-1',
    up: createIndexes(COLLECTION, [
      { name: 'held', key: { held: 1 }, unique: true, sparse: true },
      { name: 'in-force', key: { inForce: 1, publisher: 1 }, sparse: true },
      { name: 'given', key: { publisher: 1, _id: 1 } },
      { name: 'received', key: { subscriber: 1, _id: 1 } },
      OUTBOX_INDEX,
    ]),
  },
];

const text = { type: String, required: true } as const;

export const grantSchema = new Schema<GrantDocument>(
  {
    _id: text,
    publisher: text,
    subscriber: text,
    held: String,
    inForce: String,
    version: { type: Number, required: true },
    body: { type: Buffer, required: true },
    outbox: { type: outboxSchema, required: true },
  },
  { collection: COLLECTION, versionKey: false, strict: 'throw' },
);
