import type { RowFormat } from '@qipei/interchange';
import {
  type Connection,
  createIndexes,
  type EmbeddedOutbox,
  type HasOutbox,
  type MongoMigration,
  OUTBOX_INDEX,
  outboxSchema,
} from '@qipei/mongo';
import { type Model, Schema } from 'mongoose';
import type { ImportJob, ImportState } from '../import-job.ts';
import { uploadModels } from './import-upload-document.ts';

export interface JobDocument {
  /** The job's id. */
  _id: string;
  /** Of the id, what sorts: jobs of a tenant run in this order. */
  order: string;
  tenant: string;
  /** Counts the tenant's jobs, from 1. */
  sequence: number;
  upload: string;
  kind: string;
  format: RowFormat;
  filename: string;
  /** Missing in documents of earlier versions. */
  traceparent?: string;
  mapping?: string;
  /** As JSON: the names are the kind’s. */
  settings?: string;
  /** Tenant and idempotency key as a JSON list; missing where there is no key. */
  requestKey?: string;
  requestDigest?: string;
  state: ImportState;
  /** The tenant, while the job runs: unique, so that a tenant has one running at most. */
  running?: string;
  /** While the job runs: whose it is, and until when without a sign of life. */
  lease?: { runner: string; until: Date };
  /** How often a runner went on with it; missing for never. */
  takeovers?: number;
  cancelRequested: boolean;
  /** The row before the batch that was last begun. Equal to `rows` where that may have been applied in part. */
  begun: number;
  bytesTotal: number;
  bytesDone: number;
  rows: number;
  created: number;
  updated: number;
  unchanged: number;
  deleted: number;
  failed: number;
  errorsKept: number;
  /** Those kept, and what is said behind the last of them. */
  errorsListed: number;
  failure: string;
  notes: string[];
  createdAt: Date;
  finishedAt?: Date;
  /** From its end on, where that is told of. */
  outbox?: EmbeddedOutbox;
}

export interface RowErrorDocument {
  /** `<job>.<position>`: the same batch writes the same documents. */
  _id: string;
  job: string;
  tenant: string;
  position: number;
  row: number;
  line: number;
  column: string;
  code: string;
  value: string;
  message: string;
}

/** When a tenant last had its turn. */
export interface TurnDocument {
  /** The tenant. */
  _id: string;
  turn: number;
}

export const UPLOAD_BUCKET = 'import_upload';
const JOBS = 'import_job';
const ERRORS = 'import_row_error';
const TURNS = 'import_turn';

/** To be among the migrations of the service's database. */
export const IMPORT_JOB_MONGO_MIGRATION: MongoMigration = {
  id: 'import-job-1',
  async up(db) {
    await createIndexes(JOBS, [
      { name: 'newest', key: { tenant: 1, sequence: -1 }, unique: true },
      { name: 'waiting', key: { state: 1, tenant: 1, order: 1 } },
      { name: 'running', key: { running: 1 }, unique: true, sparse: true },
      { name: 'ended', key: { finishedAt: 1 }, sparse: true },
    ])(db);
    await createIndexes(ERRORS, [{ name: 'in-order', key: { job: 1, position: 1 }, unique: true }])(db);
    await createIndexes(TURNS, [{ name: 'last-turn', key: { turn: -1 } }])(db);
    // As the GridFS specification has them.
    await createIndexes(`${UPLOAD_BUCKET}.files`, [
      { name: 'filename_1_uploadDate_1', key: { filename: 1, uploadDate: 1 } },
    ])(db);
    await createIndexes(`${UPLOAD_BUCKET}.chunks`, [
      { name: 'files_id_1_n_1', key: { files_id: 1, n: 1 }, unique: true },
    ])(db);
  },
};

/** To be among the migrations of the service's database, behind `IMPORT_UPLOAD_MONGO_MIGRATION`. */
export const IMPORT_ENDED_MONGO_MIGRATION: MongoMigration = {
  id: 'import-job-3',
  up: createIndexes(JOBS, [OUTBOX_INDEX]),
};

const text = { type: String, required: true } as const;
/** Mongoose takes an empty string for a missing one. */
const anyText = { type: String } as const;
const whole = { type: Number, required: true } as const;
const part = { _id: false, id: false, strict: 'throw' } as const;
const document = { versionKey: false, strict: 'throw' } as const;

export const jobSchema = new Schema<JobDocument>(
  {
    _id: text,
    order: text,
    tenant: text,
    sequence: whole,
    upload: text,
    kind: text,
    format: text,
    filename: anyText,
    traceparent: anyText,
    mapping: anyText,
    settings: anyText,
    requestKey: anyText,
    requestDigest: anyText,
    state: text,
    running: anyText,
    lease: new Schema({ runner: text, until: { type: Date, required: true } }, part),
    takeovers: { type: Number },
    cancelRequested: { type: Boolean, required: true },
    begun: whole,
    bytesTotal: whole,
    bytesDone: whole,
    rows: whole,
    created: whole,
    updated: whole,
    unchanged: whole,
    deleted: whole,
    failed: whole,
    errorsKept: whole,
    errorsListed: whole,
    failure: anyText,
    notes: { type: [String], required: true },
    createdAt: { type: Date, required: true },
    finishedAt: { type: Date },
    outbox: { type: outboxSchema },
  },
  { ...document, collection: JOBS },
);

export const rowErrorSchema = new Schema<RowErrorDocument>(
  {
    _id: text,
    job: text,
    tenant: text,
    position: whole,
    row: whole,
    line: whole,
    column: anyText,
    code: text,
    value: anyText,
    message: anyText,
  },
  { ...document, collection: ERRORS },
);

export const turnSchema = new Schema<TurnDocument>(
  { _id: text, turn: whole },
  { ...document, collection: TURNS },
);

export function toJob(found: JobDocument): ImportJob {
  const { _id, order: _order, sequence: _sequence, running: _running, lease: _lease, ...rest } = found;
  const {
    begun: _begun,
    takeovers: _takeovers,
    errorsKept: _kept,
    errorsListed: _listed,
    finishedAt,
    traceparent = '',
    mapping = '',
    settings = '{}',
    requestKey,
    requestDigest = '',
    outbox: _outbox,
    ...job
  } = rest;
  const told = JSON.parse(settings) as Record<string, string>;
  const idempotencyKey = requestKey === undefined ? '' : (JSON.parse(requestKey) as [string, string])[1];
  return { ...job, id: _id, traceparent, mapping, settings: told, finishedAt, idempotencyKey, requestDigest };
}

/** What a document has of an idempotency key. */
export function requestOf(
  tenant: string,
  key: string,
  digest: string,
): Pick<JobDocument, 'requestKey' | 'requestDigest'> {
  return key === '' ? {} : { requestKey: requestKeyOf(tenant, key), requestDigest: digest };
}

export function requestKeyOf(tenant: string, key: string): string {
  return JSON.stringify([tenant, key]);
}

/** Of an id, what sorts. */
export function orderOf(id: string): string {
  return id.slice(-26);
}

/** The jobs as documents with events that wait, for the relay of the service. */
export function importOutbox<T extends HasOutbox>(connection: Connection): Model<T> {
  return jobModel(connection) as unknown as Model<T>;
}

/** A model is made once for each connection. */
function jobModel(connection: Connection) {
  const known = connection.models.ImportJob as Model<JobDocument> | undefined;
  return known ?? connection.model('ImportJob', jobSchema);
}

export function importModels(connection: Connection) {
  return {
    jobs: jobModel(connection),
    errors: connection.model('ImportRowError', rowErrorSchema),
    turns: connection.model('ImportTurn', turnSchema),
    ...uploadModels(connection),
  };
}
