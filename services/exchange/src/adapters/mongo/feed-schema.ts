import { createIndexes, type MongoMigration } from '@qipei/mongo';
import { Schema } from 'mongoose';
import type {
  Block,
  ChangeDocument,
  EntityDocument,
  FeedHead,
  GenerationDocument,
  GrantedDocument,
  OpeningDocument,
  WalkDocument,
} from './feed-documents.ts';

export const FEED_MONGO_MIGRATIONS: readonly MongoMigration[] = [
  {
    id: 'feed-1',
    async up(db) {
      await createIndexes('entity', [
        { name: 'grantable', key: { grantable: 1, _id: 1 }, sparse: true },
        { name: 'events-by-age', key: { at: 1 }, sparse: true },
      ])(db);
      await createIndexes('change', [
        { name: 'of-audience', key: { audience: 1, type: 1, gone: 1, sequence: 1 }, sparse: true },
        { name: 'by-place', key: { sequence: 1 }, sparse: true },
      ])(db);
      await createIndexes('granted', [
        { name: 'pair', key: { publisher: 1, subscriber: 1 } },
        { name: 'begins', key: { from: 1 }, sparse: true },
        { name: 'ends', key: { until: 1 }, sparse: true },
      ])(db);
      await createIndexes('opening', [
        { name: 'of-publisher', key: { publisher: 1 } },
        { name: 'for-subscriber', key: { subscriber: 1 } },
      ])(db);
      await createIndexes('walk', [{ name: 'next', key: { turn: 1 }, sparse: true }])(db);
      await createIndexes('generation', [{ name: 'in-order', key: { number: 1 } }])(db);
    },
  },
  {
    id: 'feed-2',
    up: createIndexes('granted', [
      { name: 'begins-in-order', key: { from: 1, _id: 1 } },
      { name: 'ends-in-order', key: { until: 1, _id: 1 } },
    ]),
  },
];

/** Each has the number of the block that wrote it last, so that what comes from an older one is known. */
type Kept<T> = T & { block: number };
export type KeptEntity = Kept<EntityDocument>;
export type KeptChange = Kept<Partial<ChangeDocument> & Pick<ChangeDocument, '_id'>>;
export type KeptGrant = Kept<GrantedDocument>;
export type KeptOpening = Kept<OpeningDocument>;
export type KeptWalk = Kept<WalkDocument>;
export type KeptGeneration = Kept<GenerationDocument>;

export const HEAD_ID = 'head';
export interface HeadDocument extends FeedHead {
  _id: typeof HEAD_ID;
  /** Decided on and not settled. */
  pending?: Block;
}

const text = { type: String, required: true } as const;
/** Mongoose takes an empty string for a missing one. */
const anyText = { type: String } as const;
const whole = { type: Number, required: true } as const;
const flag = { type: Boolean, required: true } as const;
const instant = { type: Date, required: true } as const;

const options = (collection: string) =>
  ({ collection, versionKey: false, strict: 'throw', minimize: false }) as const;

export const headSchema = new Schema<HeadDocument>(
  {
    ...{ _id: text, storeId: text, block: whole, sequence: whole, generation: anyText },
    ...{ at: instant, grantsAt: instant, turning: Schema.Types.Mixed, pending: Schema.Types.Mixed },
  },
  options('feed_head'),
);

export const entitySchema = new Schema<KeptEntity>(
  {
    ...{ _id: text, block: whole, publisher: text, brandId: anyText, isPublic: flag, gone: flag },
    ...{ version: whole, eventType: anyText, at: Date, bytes: whole, data: Buffer, grantable: String },
    views: Schema.Types.Mixed,
  },
  options('entity'),
);

export const changeSchema = new Schema<KeptChange>(
  {
    ...{ _id: text, block: whole, audience: String, type: Number, sequence: Number, gone: Boolean },
    ...{ id: String, publisher: String, version: Number, at: Date, bytes: Number },
  },
  { ...options('change'), id: false },
);

export const grantedSchema = new Schema<KeptGrant>(
  {
    ...{ _id: text, block: whole, publisher: text, subscriber: text, revoked: flag, version: whole },
    ...{ brands: { type: [String], default: undefined }, from: Date, until: Date },
  },
  options('granted'),
);

export const openingSchema = new Schema<KeptOpening>(
  { _id: text, block: whole, publisher: text, subscriber: text, brands: { type: [String], required: true } },
  options('opening'),
);

export const walkSchema = new Schema<KeptWalk>(
  { _id: text, block: whole, afterId: anyText, turn: Number },
  options('walk'),
);

export const generationSchema = new Schema<KeptGeneration>(
  { _id: text, block: whole, number: whole, from: whole },
  options('generation'),
);
