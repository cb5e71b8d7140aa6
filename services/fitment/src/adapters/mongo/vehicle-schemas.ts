import { createIndexes, type MongoMigration } from '@qipei/mongo';
import { Schema } from 'mongoose';
import type { EntryKind, EntryState, ReleaseOperation, RowOutcome } from '../../domain/vehicle-entry.ts';
import type { Submission, VehicleRelease } from '../../domain/vehicle-repository.ts';

export interface ReleaseDocument {
  /** `<tenant>/<sequence>`: two releases can't have one number. */
  _id: string;
  tenant: string;
  sequence: number;
  id: string;
  jobId: string;
  submission: Submission;
  source: string;
  startedAt: Date;
  completedAt?: Date;
  retired: VehicleRelease['retired'];
  revision: number;
}

export interface EntryDocument {
  /** `<tenant>/<id>` */
  _id: string;
  tenant: string;
  id: string;
  kind: EntryKind;
  makeId: string;
  modelId: string;
  state: EntryState;
  unresolved: boolean;
  /** The entry as JSON, but for what it was last seen by. */
  body: string;
  seenRelease: number;
  seenRow: number;
  seenOutcome: RowOutcome;
}

export interface VersionDocument {
  /** `<tenant>/<id>/<release>`, the release in nine digits: the same batch writes the same documents. */
  _id: string;
  tenant: string;
  id: string;
  release: number;
  kind: EntryKind;
  operation: ReleaseOperation;
  unresolved: boolean;
  body: string;
}

export interface KeyDocument {
  /** `<tenant>/<space>/<key>` */
  _id: string;
  tenant: string;
  space: 'external' | 'name';
  key: string;
  id: string;
}

const RELEASES = 'vehicle_release';
const ENTRIES = 'vehicle_entry';
const VERSIONS = 'vehicle_version';
const KEYS = 'vehicle_key';

export const VEHICLE_MONGO_MIGRATION: MongoMigration = {
  id: 'vehicles-1',
  async up(db) {
    await createIndexes(RELEASES, [
      { name: 'by-id', key: { tenant: 1, id: 1 }, unique: true },
      { name: 'in-order', key: { tenant: 1, sequence: -1 }, unique: true },
    ])(db);
    await createIndexes(ENTRIES, [
      { name: 'of-model', key: { tenant: 1, modelId: 1 } },
      { name: 'above', key: { tenant: 1, kind: 1, makeId: 1 } },
      { name: 'seen', key: { tenant: 1, state: 1, seenRelease: 1 } },
      { name: 'unresolved', key: { tenant: 1, unresolved: 1, id: 1 } },
    ])(db);
    await createIndexes(VERSIONS, [
      { name: 'as-of', key: { tenant: 1, id: 1, release: -1 }, unique: true },
      { name: 'of-release', key: { tenant: 1, release: 1, kind: 1, operation: 1 } },
    ])(db);
  },
};

const text = { type: String, required: true } as const;
/** Mongoose takes an empty string for a missing one. */
const anyText = { type: String } as const;
const whole = { type: Number, required: true } as const;
const flag = { type: Boolean, required: true } as const;
const document = { versionKey: false, id: false, strict: 'throw' } as const;

export const releaseSchema = new Schema<ReleaseDocument>(
  {
    ...{ _id: text, tenant: text, sequence: whole, id: text, jobId: text, submission: text },
    ...{ source: anyText, startedAt: { type: Date, required: true }, completedAt: { type: Date } },
    ...{ retired: text, revision: whole },
  },
  { ...document, collection: RELEASES },
);

export const entrySchema = new Schema<EntryDocument>(
  {
    ...{ _id: text, tenant: text, id: text, kind: text, makeId: anyText, modelId: anyText, state: text },
    ...{ unresolved: flag, body: text, seenRelease: whole, seenRow: whole, seenOutcome: text },
  },
  { ...document, collection: ENTRIES },
);

export const versionSchema = new Schema<VersionDocument>(
  {
    ...{ _id: text, tenant: text, id: text, release: whole, kind: text, operation: text },
    ...{ unresolved: flag, body: text },
  },
  { ...document, collection: VERSIONS },
);

export const keySchema = new Schema<KeyDocument>(
  { _id: text, tenant: text, space: text, key: text, id: text },
  { ...document, collection: KEYS },
);
