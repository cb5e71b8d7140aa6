import { createIndexes, type HasOutbox, type MongoMigration, OUTBOX_INDEX, outboxSchema } from '@qipei/mongo';
import { type Connection, type Model, Schema } from 'mongoose';
import type { Release } from '../release.ts';

/** What a flip did to a release. */
export type Flipped = 'published' | 'rolled-back';

/** A release with its events; fields beside `body` are what is looked for, and where a publishing stands. Numbers are 0 for none. */
export interface ReleaseDocument extends HasOutbox {
  /** The release's id. */
  _id: string;
  tenant: string;
  feed: string;
  state: Release['state'];
  content: Release['content'];
  publishedAt?: Date;
  /** Counts the writes, from 1. */
  version: number;
  /** Its turn among what was asked for. */
  asked: number;
  /** The difference that was looked at. */
  taken: number;
  /** The attempt under way; only that one can flip. */
  attempt: number;
  /** The attempt by which it was last flipped: the greatest of all tells what readers see. */
  flip: number;
  /** The same, until all that the flip decided is carried out. */
  settling: number;
  settlingAs?: Flipped;
  /** The flip of another release by which its state was last changed; missing for none. */
  followed?: number;
  /** JSON of what the kind wants to remember from the attempt until all is carried out. */
  memo?: string;
  /** The release as JSON. */
  body: string;
}

export interface ReleaseRulesDocument {
  /** The tenant. */
  _id: string;
  body: string;
}

/** `number`: the last that was given out; `runner`: who publishes, and until when unless renewed. */
export interface ReleaseCounterDocument {
  _id: 'number';
  value: number;
}

export interface ReleaseRunnerDocument {
  _id: 'runner';
  runner: string;
  until: Date;
}

export interface ReleaseModels {
  releases: Model<ReleaseDocument>;
  rules: Model<ReleaseRulesDocument>;
  counter: Model<ReleaseCounterDocument>;
  runner: Model<ReleaseRunnerDocument>;
}

const RELEASES = 'data_release';

/** To be among the migrations of the service's database. */
export const RELEASE_MONGO_MIGRATION: MongoMigration = {
  id: 'release-1',
  up: createIndexes(RELEASES, [
    { name: 'of-tenant', key: { tenant: 1, _id: -1 } },
    { name: 'of-feed', key: { tenant: 1, feed: 1, state: 1, _id: -1 } },
    { name: 'by-day', key: { tenant: 1, feed: 1, publishedAt: 1 } },
    { name: 'in-state', key: { state: 1, tenant: 1, _id: -1 } },
    { name: 'asked', key: { asked: 1 } },
    { name: 'flip', key: { flip: -1 } },
    { name: 'settling', key: { settling: 1 } },
    { name: 'content', key: { content: 1, state: 1 } },
    OUTBOX_INDEX,
  ]),
};

const text = { type: String, required: true } as const;
const whole = { type: Number, required: true } as const;
const options = { versionKey: false, strict: 'throw' } as const;

const releaseSchema = new Schema<ReleaseDocument>(
  {
    // The main data set has an empty name, which counts as missing for `required`.
    ...{ _id: text, tenant: text, feed: { type: String }, state: text, content: text },
    publishedAt: { type: Date },
    ...{ version: whole, asked: whole, taken: whole, attempt: whole, flip: whole, settling: whole },
    ...{ settlingAs: { type: String }, followed: { type: Number }, memo: { type: String }, body: text },
    outbox: { type: outboxSchema, required: true },
  },
  { ...options, collection: RELEASES },
);
const rulesSchema = new Schema<ReleaseRulesDocument>(
  { _id: text, body: text },
  { ...options, collection: 'data_release_rules' },
);
const counterSchema = new Schema<ReleaseCounterDocument>(
  { _id: text, value: whole },
  { ...options, collection: 'data_release_counter' },
);
const runnerSchema = new Schema<ReleaseRunnerDocument>(
  { _id: text, runner: text, until: { type: Date, required: true } },
  { ...options, collection: 'data_release_runner' },
);

export function releaseModels(connection: Connection): ReleaseModels {
  return {
    releases: connection.model('DataRelease', releaseSchema),
    rules: connection.model('DataReleaseRules', rulesSchema),
    counter: connection.model('DataReleaseCounter', counterSchema),
    runner: connection.model('DataReleaseRunner', runnerSchema),
  };
}
