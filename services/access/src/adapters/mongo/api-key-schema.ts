import { createIndexes, type MongoMigration } from '@qipei/mongo';
import { Schema } from 'mongoose';

export interface ApiKeyDocument {
  /** The key's id. */
  _id: string;
  tenant: string;
  name: string;
  scopes: string[];
  customerId: string;
  secretHash: string;
  createdAt: Date;
  revokedAt?: Date;
}

const COLLECTION = 'api_key';

export const API_KEY_MIGRATIONS: readonly MongoMigration[] = [
  {
    id: '001-api-key',
    up: createIndexes(COLLECTION, [
      { name: 'secret-hash', key: { secretHash: 1 }, unique: true },
      { name: 'oldest', key: { createdAt: 1, _id: 1 } },
      { name: 'oldest-of-tenant', key: { tenant: 1, createdAt: 1, _id: 1 } },
    ]),
  },
];

const text = { type: String, required: true } as const;

export const apiKeySchema = new Schema<ApiKeyDocument>(
  {
    _id: text,
    tenant: text,
    // Mongoose takes an empty string for a missing one.
    name: String,
    scopes: { type: [String], required: true },
    customerId: String,
    secretHash: text,
    createdAt: { type: Date, required: true },
    revokedAt: Date,
  },
  { collection: COLLECTION, versionKey: false, strict: 'throw' },
);
