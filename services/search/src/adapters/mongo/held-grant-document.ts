import { createIndexes, type MongoMigration } from '@qipei/mongo';
import { Schema } from 'mongoose';

export interface HeldGrantDocument {
  /** The grant's id. */
  _id: string;
  subscriber: string;
  version: number;
  revoked: boolean;
  validFrom?: Date;
  validUntil?: Date;
  readers: readonly string[];
}

const COLLECTION = 'held_grant';

export const HELD_GRANT_MONGO_MIGRATION: MongoMigration = {
  id: 'held-grant-1',
  up: createIndexes(COLLECTION, [{ name: 'subscriber', key: { subscriber: 1, _id: 1 } }]),
};

export const heldGrantSchema = new Schema<HeldGrantDocument>(
  {
    _id: { type: String, required: true },
    subscriber: { type: String, required: true },
    version: { type: Number, required: true },
    revoked: { type: Boolean, required: true },
    validFrom: Date,
    validUntil: Date,
    readers: { type: [String], required: true },
  },
  { collection: COLLECTION, versionKey: false, strict: 'throw' },
);
