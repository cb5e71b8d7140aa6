import { createIndexes, type MongoMigration } from '@qipei/mongo';
import { Schema } from 'mongoose';
import type { StorefrontLogo, StorefrontSettings } from '../../domain/storefront.ts';

export interface StorefrontDocument {
  /** The tenant. */
  _id: string;
  version: number;
  updatedAt: Date;
  slug: string;
  /** Not there where there is none: an empty list would count as a value that only one may have. */
  hosts?: string[];
  settings: Omit<StorefrontSettings, 'slug' | 'hosts'>;
  /** With the id of the document that has its bytes. */
  logo?: StorefrontLogo & { contentId: string };
}

/** Written before the storefront that names it, and never changed. */
export interface StorefrontLogoDocument {
  _id: string;
  content: Buffer;
}

const COLLECTION = 'storefront';

export const STOREFRONT_MIGRATIONS: readonly MongoMigration[] = [
  {
    id: 'storefront-001',
    up: createIndexes(COLLECTION, [
      { name: 'slug', key: { slug: 1 }, unique: true },
      { name: 'hosts', key: { hosts: 1 }, unique: true, sparse: true },
    ]),
  },
];

const text = { type: String, required: true } as const;

export const storefrontSchema = new Schema<StorefrontDocument>(
  {
    _id: text,
    version: { type: Number, required: true },
    updatedAt: { type: Date, required: true },
    slug: text,
    hosts: { type: [String], default: undefined },
    settings: { type: Schema.Types.Mixed, required: true },
    logo: Schema.Types.Mixed,
  },
  { collection: COLLECTION, versionKey: false, strict: 'throw', minimize: false },
);

export const storefrontLogoSchema = new Schema<StorefrontLogoDocument>(
  { _id: text, content: { type: Buffer, required: true } },
  { collection: 'storefront_logo', versionKey: false, strict: 'throw' },
);
