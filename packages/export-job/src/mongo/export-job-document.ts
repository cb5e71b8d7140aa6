import { createIndexes, type MongoMigration } from '@qipei/mongo';
import { type Connection, type Model, Schema } from 'mongoose';
import type { ExportJob } from '../export-job.ts';
import { readBody } from '../export-job-body.ts';

export interface ExportJobDocument {
  /** The job's id; those of one service sort by time. */
  _id: string;
  tenant: string;
  /** Counts the jobs of the tenant, from 1. */
  sequence: number;
  state: ExportJob['state'];
  cancelRequested: boolean;
  rows: number;
  /** The later it was begun, the greater; 0 until then. */
  turn: number;
  /** Who makes the file, and until when unless renewed. */
  lease?: { runner: string; until: Date };
  expiresAt?: Date;
  /** See `readBody`. */
  body: string;
  /** JSON of the report. */
  losses: string;
}

/** A file, whole once it has a digest. */
export interface ExportFileDocument {
  /** Of one turn: a runner that has lost its job writes over nobody's. */
  _id: string;
  exportId: string;
  /** Hex; empty while it is being written. */
  sha256: string;
  bytes: number;
  startedAt: Date;
}

export interface ExportChunkDocument {
  /** `<file>/<number>`, numbers from 0. */
  _id: string;
  data: Buffer;
}

const JOBS = 'export_job';
export const EXPORT_FILES = 'export_file';
export const EXPORT_CHUNKS = 'export_file_chunk';

/** To be among the migrations of the service's database. */
export const EXPORT_JOB_MONGO_MIGRATION: MongoMigration = {
  id: 'export-job-1',
  async up(db) {
    await createIndexes(JOBS, [
      { name: 'newest', key: { tenant: 1, sequence: -1 }, unique: true },
      { name: 'open', key: { state: 1, tenant: 1, _id: 1 } },
      { name: 'turn', key: { turn: -1 } },
      { name: 'expires', key: { expiresAt: 1 }, sparse: true },
    ])(db);
    await createIndexes(EXPORT_FILES, [{ name: 'of-export', key: { exportId: 1 } }])(db);
  },
};

const text = { type: String, required: true } as const;
const whole = { type: Number, required: true } as const;

const schema = new Schema<ExportJobDocument>(
  {
    ...{ _id: text, tenant: text, sequence: whole, state: text, rows: whole, turn: whole },
    cancelRequested: { type: Boolean, required: true },
    lease: new Schema(
      { runner: text, until: { type: Date, required: true } },
      { _id: false, id: false, strict: 'throw' },
    ),
    expiresAt: { type: Date },
    ...{ body: text, losses: text },
  },
  { collection: JOBS, versionKey: false, strict: 'throw' },
);

export function exportJobModel(connection: Connection): Model<ExportJobDocument> {
  return connection.model('ExportJob', schema);
}

export function toExportJob({
  _id,
  tenant,
  state,
  cancelRequested,
  rows,
  body,
}: ExportJobDocument): ExportJob {
  return { ...readBody(body), id: _id, tenant, state, rows, cancelRequested };
}
