import type { RowFormat } from '@qipei/interchange';
import { type Connection, createIndexes, type MongoMigration } from '@qipei/mongo';
import { Schema } from 'mongoose';

export interface UploadDocument {
  /** The upload's id. */
  _id: string;
  tenant: string;
  kind: string;
  format: RowFormat;
  filename: string;
  mapping: string;
  /** As JSON: the names are the kind’s. */
  settings: string;
  bytesTotal: number;
  sha256: string;
  offset: number;
  session: string;
  jobId: string;
  createdAt: Date;
  touchedAt: Date;
}

export interface ProfileDocument {
  /** Tenant, kind and name as a JSON list. */
  _id: string;
  tenant: string;
  kind: string;
  name: string;
  mapping: string;
  fingerprint: string;
  version: number;
  createdAt: Date;
  updatedAt: Date;
  lastUsedAt?: Date;
}

const UPLOADS = 'import_parts_upload';
const PROFILES = 'mapping_profile';

/** To be among the migrations of the service's database, behind `IMPORT_JOB_MONGO_MIGRATION`. */
export const IMPORT_UPLOAD_MONGO_MIGRATION: MongoMigration = {
  id: 'import-job-2',
  async up(db) {
    await createIndexes('import_job', [
      { name: 'request', key: { requestKey: 1 }, unique: true, sparse: true },
    ])(db);
    await createIndexes(UPLOADS, [
      { name: 'waiting', key: { tenant: 1, jobId: 1 } },
      { name: 'touched', key: { touchedAt: 1 } },
    ])(db);
    await createIndexes(PROFILES, [
      { name: 'by-name', key: { tenant: 1, kind: 1, name: 1 }, unique: true },
      { name: 'made-for', key: { tenant: 1, kind: 1, fingerprint: 1 } },
    ])(db);
  },
};

const text = { type: String, required: true } as const;
/** Mongoose takes an empty string for a missing one. */
const anyText = { type: String } as const;
const whole = { type: Number, required: true } as const;
const instant = { type: Date, required: true } as const;
const document = { versionKey: false, strict: 'throw' } as const;

const uploadSchema = new Schema<UploadDocument>(
  {
    ...{ _id: text, tenant: text, kind: text, format: text, settings: text },
    ...{ filename: anyText, mapping: anyText, sha256: anyText, session: anyText, jobId: anyText },
    ...{ bytesTotal: whole, offset: whole, createdAt: instant, touchedAt: instant },
  },
  { ...document, collection: UPLOADS },
);

const profileSchema = new Schema<ProfileDocument>(
  {
    ...{ _id: text, tenant: text, kind: text, name: text, mapping: anyText, fingerprint: anyText },
    ...{ version: whole, createdAt: instant, updatedAt: instant, lastUsedAt: { type: Date } },
  },
  { ...document, collection: PROFILES },
);

export function uploadModels(connection: Connection) {
  return {
    uploads: connection.model('ImportPartsUpload', uploadSchema),
    profiles: connection.model('MappingProfile', profileSchema),
  };
}
