import type { RowFault, RowFormat } from '@qipei/interchange';
import type { ImportArchive } from './import-archive.ts';
import type { ImportJob, ImportState } from './import-job.ts';
import type { BatchOutcome } from './import-kind.ts';
import type { ImportUploads } from './import-uploads.ts';
import type { MappingProfiles } from './mapping-profiles.ts';
import type { Page, PageRequest } from './page.ts';

export interface NewImportJob {
  /** Its name in the spool, of the form of a job's id. */
  upload: string;
  tenant: string;
  kind: string;
  format: RowFormat;
  filename: string;
  mapping: string;
  settings: Readonly<Record<string, string>>;
  /** W3C trace context of the upload; empty where there is none. */
  traceparent: string;
  bytesTotal: number;
  createdAt: Date;
  /** The sender's; empty or absent where there is none. */
  idempotencyKey?: string;
  /** Of all that the sender asked for and sent, to tell another request under the same key. */
  requestDigest?: string;
}

/** What is absent or empty is no condition. */
export interface JobsRequest extends PageRequest {
  kind?: string;
  state?: ImportState | undefined;
}

export interface ErrorsRequest extends PageRequest {
  /** Only errors with this code; absent or empty: with any. */
  code?: string;
}

export interface ErrorCount {
  code: string;
  errors: number;
}

/**
 * The jobs as their senders see them. Every adapter promises: a job is durable when `create` resolves; nobody sees
 * another tenant's.
 */
export interface ImportJobStore {
  /**
   * Gives the job its id. Under a key that the tenant has used it gives the job that was made then, whose `upload` is another.
   * @throws TooManyImports
   */
  create(job: NewImportJob): Promise<ImportJob>;
  /** @throws TooManyImports where `create` would. */
  requireRoom(tenant: string): Promise<void>;
  /** The job that was made under an idempotency key. */
  byKey(tenant: string, key: string): Promise<ImportJob | undefined>;
  /** @throws NotFound */
  get(tenant: string, id: string): Promise<ImportJob>;
  /** Newest first. @throws InvalidInput for a page size or token that isn't one. */
  list(tenant: string, page: JobsRequest): Promise<Page<ImportJob>>;
  /** In the order of the file. @throws NotFound, InvalidInput */
  errors(tenant: string, id: string, page: ErrorsRequest): Promise<Page<RowFault>>;
  /** Of the errors that are kept, the most frequent code first. @throws NotFound */
  errorCounts(tenant: string, id: string): Promise<ErrorCount[]>;
  /** A queued job ends at once, a running one at its next batch; one that has ended stays as it is. @throws NotFound */
  cancel(tenant: string, id: string, now: Date): Promise<ImportJob>;
  /** Files that come in parts. */
  readonly uploads: ImportUploads;
  readonly profiles: MappingProfiles;
}

/** The next rows of a job. */
export interface ImportBatch {
  /** Where the job stands before it. */
  rowsBefore: number;
  /** Rows read when it ends, the faulty ones included. */
  rows: number;
  bytesDone: number;
  notes: readonly string[];
  /** Of rows that weren't read into values. */
  faults: readonly RowFault[];
  /** Takes the other rows in. `takeovers`: see `ApplyContext`. */
  apply(takeovers: number): BatchOutcome | Promise<BatchOutcome>;
}

/** `lost`: another runner has the job, and this one must leave it. */
export type BatchEnd = { kind: 'taken'; job: ImportJob } | { kind: 'cancelled' } | { kind: 'lost' };

/**
 * The jobs as a runner works them off: oldest first within a tenant, tenants in turn. Every adapter promises that a
 * tenant never has two jobs running, and that what is counted of a job is what was taken in, wherever a process ends.
 */
export interface ImportQueue {
  /**
   * The job to work on: one that was interrupted, else the oldest of the tenant that has waited longest for its turn; it
   * is running from then on.
   */
  takeNext(): Promise<ImportJob | undefined>;
  /** Keeps a job that was taken, until disposed of. `lost` is called where another runner has it. */
  hold(id: string, lost: () => void): AsyncDisposable;
  /**
   * Applies a batch and records it. A storage with transactions does both in one, and refuses an `apply` that is
   * asynchronous. Any other applies, then records: where it was interrupted in between, the batch comes again, and `apply`
   * is to know the rows that it took (see `ImportMarker`). A batch that may have been applied in part is applied, also
   * where the job is to be cancelled.
   */
  commitBatch(id: string, batch: ImportBatch): Promise<BatchEnd>;
  /** A running job as it is recorded, for its runner. */
  standing(id: string): Promise<ImportJob>;
  /** Whether a running job is to stop where it stands. */
  cancelRequested(id: string): Promise<boolean>;
  /** Ends a running job. Undefined where it has ended already, or another runner has it. */
  finish(
    id: string,
    state: 'done' | 'failed' | 'cancelled',
    failure: string,
    now: Date,
  ): Promise<ImportJob | undefined>;
  /** How many jobs are queued, of all tenants and kinds. */
  waiting(): Promise<number>;
  /** Uploads that are still needed: those of open jobs, and those that wait for more. */
  openUploads(): Promise<Set<string>>;
  /** Forgets jobs that ended before the instant, with their errors. Returns how many. */
  removeEndedBefore(instant: Date): Promise<number>;
  /** Calls when a store of this process has something to do for the queue. One that is elsewhere isn't heard. */
  onAnnounced(listener: () => void): Disposable;
}

export interface ImportJobs extends ImportJobStore, ImportQueue {
  archive: ImportArchive;
}

export interface ImportLimits {
  /** Most errors kept of a job; further ones are only counted. Default 100,000. */
  maxErrors?: number;
  /** Most jobs that a tenant may have queued or running. Default 100. */
  maxOpenJobs?: number;
  /** Most uploads of a tenant that may wait for more. Default 20. */
  maxOpenUploads?: number;
}

export interface ImportTelling {
  /** Where the end of a job is told of, by the service's outbox and in one write with it. Nowhere unless given. */
  topic?: string;
}
