import { createIndexes, type MongoMigration } from '@qipei/mongo';
import { KEY_RULES_VERSION } from '@qipei/part-number';
import { failOpenMongoReleases } from '@qipei/release/mongo';
import { type Connection, type Model, Schema } from 'mongoose';
import type { PartIdentity } from '../../domain/part.ts';
import type { PartDocument } from './part-document.ts';

/** What a file says of a part, the last row of it. Ids are those of `stagedId`. */
export interface StagedPartDocument {
  _id: string;
  row: number;
  /** Rows before it that named the part as well. */
  repeats: number;
  /** The release, where there are any. */
  repeated?: string;
  /** Encoded; absent where the part is withdrawn, and where it is no longer needed. */
  content?: Buffer;
  hash?: Buffer;
}

export const CHANGES = { added: 1, changed: 2, removed: 3 } as const;
/** Another data set says the same. */
export const MOVED = 4;
export type Change = (typeof CHANGES)[keyof typeof CHANGES] | typeof MOVED;

/** A part of a difference, and what undoes it. Ids are those of `changeId`. */
export interface PartChangeDocument {
  _id: string;
  change: Change;
  identity: string;
  /** 0 where there was none. */
  beforeVersion: number;
  beforeFeed: string;
  /** Encoded; absent where nothing was live. */
  beforeBody?: Buffer;
}

/**
 * What a part will be when the attempt of that number has flipped: read in the part's place from then on until that is carried out.
 * Fields are those of the part's own document; without a scope the part is withdrawn.
 */
export interface NextPartDocument
  extends Pick<
    PartDocument,
    | '_id'
    | 'publisher'
    | 'identity'
    | 'version'
    | 'feed'
    | 'scope'
    | 'brand'
    | 'contentHash'
    | 'body'
    | 'numbers'
  > {
  seq: number;
  /** When it was said, for the event. */
  at: Date;
}

export interface PartReleaseModels {
  parts: Model<PartDocument>;
  nexts: Model<NextPartDocument>;
  staged: Model<StagedPartDocument>;
  changes: Model<PartChangeDocument>;
}

const [NEXTS, STAGED, CHANGED] = ['part_next', 'staged_part', 'part_release_change'] as const;

export const PART_RELEASE_MONGO_MIGRATIONS: readonly MongoMigration[] = [
  {
    id: 'part-release-1',
    async up(db) {
      await createIndexes('part', [{ name: 'locked', key: { 'lock.seq': 1 }, sparse: true }])(db);
      await createIndexes(STAGED, [{ name: 'repeated', key: { repeated: 1, row: 1 }, sparse: true }])(db);
      await createIndexes(NEXTS, [
        { name: 'seen', key: { seq: 1, scope: 1, _id: 1 } },
        { name: 'seen-identity', key: { seq: 1, scope: 1, identity: 1, _id: 1 } },
        { name: 'number', key: { seq: 1, scope: 1, numbers: 1, _id: 1 } },
        { name: 'own', key: { publisher: 1, identity: 1 } },
      ])(db);
    },
  },
];

const RULES_CHANGED =
  'number-rules-changed: The rules of part numbers have changed since the file was read; send it again.';

/** One for every change of the rules, to be run before parts get their keys: what is staged has keys of the rules before. */
export const STAGED_KEY_MONGO_MIGRATIONS: readonly MongoMigration[] = Array.from(
  { length: KEY_RULES_VERSION - 1 },
  (_, at) => ({
    id: `part-release-number-rules-${at + 2}`,
    async up(db) {
      await failOpenMongoReleases(db, RULES_CHANGED, new Date());
      const parts = db.collection<PartDocument>('part');
      const locked = { lock: { $exists: true } };
      await parts.deleteMany({ ...locked, version: 0 });
      await parts.updateMany(locked, { $unset: { lock: 1 } });
      await db.collection(NEXTS).deleteMany({});
    },
  }),
);

const text = { type: String, required: true } as const;
const whole = { type: Number, required: true } as const;
const options = { versionKey: false, strict: 'throw' } as const;

const nextSchema = new Schema<NextPartDocument>(
  {
    ...{ _id: text, publisher: text, identity: text, version: whole, seq: whole },
    at: { type: Date, required: true },
    ...{ feed: String, scope: String, brand: String, contentHash: Buffer, body: Buffer },
    numbers: { type: [String], required: true },
  },
  { ...options, collection: NEXTS },
);
const stagedSchema = new Schema<StagedPartDocument>(
  { _id: text, row: whole, repeats: whole, repeated: String, content: Buffer, hash: Buffer },
  { ...options, collection: STAGED },
);
const changeSchema = new Schema<PartChangeDocument>(
  {
    ...{ _id: text, change: whole, identity: text, beforeVersion: whole },
    ...{ beforeFeed: { type: String }, beforeBody: Buffer },
  },
  { ...options, collection: CHANGED },
);

export function partReleaseModels(connection: Connection, parts: Model<PartDocument>): PartReleaseModels {
  return {
    parts,
    nexts: connection.model('NextPart', nextSchema),
    staged: connection.model('StagedPart', stagedSchema),
    changes: connection.model('PartReleaseChange', changeSchema),
  };
}

/** Ids have no blank: the rows of a release stand together, in the order of their parts. */
export function stagedId(releaseId: string, identity: string): string {
  return `${releaseId} ${identity}`;
}

export function identityOfStaged({ _id }: Pick<StagedPartDocument, '_id'>): string {
  return _id.slice(_id.indexOf(' ') + 1);
}

/** `taken`: the number of the difference. */
export function changeId(releaseId: string, taken: number, change: Change, identity: string): string {
  return `${releaseId}.${taken} ${change} ${identity}`;
}

export function changePrefix(releaseId: string, taken: number): string {
  return `${releaseId}.${taken} `;
}

export function readIdentity(identity: string): PartIdentity {
  const [brandKey = '', partNumberKey = ''] = identity.split(':');
  return { brandKey, partNumberKey };
}
