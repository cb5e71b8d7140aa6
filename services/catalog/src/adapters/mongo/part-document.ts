import { type ImportMarker, importMarkerSchema } from '@qipei/import-job/mongo';
import { createIndexes, type HasOutbox, type MongoMigration, OUTBOX_INDEX, outboxSchema } from '@qipei/mongo';
import { type ReleaseLock, UNLOCKED } from '@qipei/release/mongo';
import { Schema } from 'mongoose';
import { type IndexEntry, KIND_RANKS } from '../../domain/number-index.ts';
import type { PartIdentity } from '../../domain/part.ts';

/** Fields of a part's document that say that it waits to be checked; every write of the part sets them. */
export interface GraphCheckFields {
  /** Present while the part waits. */
  graphTicket?: string;
  /** The part itself was written. */
  graphChanged?: boolean;
  /** The publisher, where the part has faults: what they are listed by. */
  graphFaulty?: string;
  /** JSON of what was found. */
  graphFaults?: string;
}

/**
 * A part with the numbers under which it is found, the rows that an import took into it and the events that wait: one
 * document, so that each write is one atomic step. A withdrawn part keeps its id and its count of versions.
 */
export interface PartDocument extends HasOutbox, GraphCheckFields {
  /** The part's id; ids sort by age. */
  _id: string;
  publisher: string;
  /** See `identityKey`; one part of a publisher has it. */
  identity: string;
  /** 0 while it is but the place of a part that a release is about to add. */
  version: number;
  /** The data set that last said it; absent for the main one. */
  feed?: string;
  /** Who sees it: its publisher, or `EVERYBODY`. Absent of a part that was withdrawn, as are the next three. */
  scope?: string;
  brand?: string;
  contentHash?: Buffer;
  /** An encoded qipei.catalog.v1.Part. */
  body?: Buffer;
  /** See `numberToken`. */
  numbers: readonly string[];
  import?: ImportMarker;
  lock?: ReleaseLock;
}

export { UNLOCKED };

/** Neither half has a colon: one is letters and digits of any script, the other A-Z and 0-9. */
export function identityKey({ brandKey, partNumberKey }: PartIdentity): string {
  return `${brandKey}:${partNumberKey}`;
}

export const BRAND_OF_IDENTITY = { $arrayElemAt: [{ $split: ['$identity', ':'] }, 0] };

/**
 * An entry of the number index as one text, not as fields of its own: so the bounds of a search are those of a single
 * field of the index, whatever the planner makes of an array. Key and kind have no blank.
 */
export function numberToken({ key, kind, space }: Omit<IndexEntry, 'scope'>): string {
  return `${key} ${kind} ${space}`;
}

/** The tokens of a key and a kind in any space. */
export function tokensOf(key: string, kind: keyof typeof KIND_RANKS): { $gte: string; $lt: string } {
  const start = `${key} ${KIND_RANKS[kind]}`;
  return { $gte: `${start} `, $lt: `${start}!` };
}

const COLLECTION = 'part';

export const CATALOG_MONGO_MIGRATIONS: readonly MongoMigration[] = [
  {
    id: '001-part',
    up: createIndexes(COLLECTION, [
      { name: 'identity', key: { publisher: 1, identity: 1 }, unique: true },
      { name: 'own', key: { publisher: 1, scope: 1, _id: 1 } },
      { name: 'seen', key: { scope: 1, _id: 1 } },
      { name: 'seen-identity', key: { scope: 1, identity: 1, _id: 1 } },
      { name: 'number', key: { scope: 1, numbers: 1, _id: 1 } },
      OUTBOX_INDEX,
    ]),
  },
];

const text = { type: String, required: true } as const;

export const partSchema = new Schema<PartDocument>(
  {
    _id: text,
    publisher: text,
    identity: text,
    version: { type: Number, required: true },
    feed: String,
    // An empty text counts as missing for `required`.
    scope: String,
    brand: String,
    contentHash: Buffer,
    body: Buffer,
    numbers: { type: [String], required: true },
    import: importMarkerSchema,
    lock: new Schema(
      { seq: Number, release: String, done: Boolean },
      { _id: false, id: false, strict: 'throw' },
    ),
    outbox: { type: outboxSchema, required: true },
    graphTicket: String,
    graphChanged: Boolean,
    graphFaulty: String,
    graphFaults: String,
  },
  { collection: COLLECTION, versionKey: false, strict: 'throw' },
);
