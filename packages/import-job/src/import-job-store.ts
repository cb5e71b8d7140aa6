import type { RowFault, RowFormat } from '@qipei/interchange';
import { NotFound } from '@qipei/kernel';
import { type Database, immediateTransaction } from '@qipei/sqlite';
import { announceImport } from './import-announcement.ts';
import { type ImportJob, type ImportState, TooManyImports } from './import-job.ts';
import type { BatchOutcome } from './import-kind.ts';
import { type Page, type PageRequest, readPageRequest, toPage } from './page.ts';

export interface NewImportJob {
  id: string;
  tenant: string;
  kind: string;
  format: RowFormat;
  filename: string;
  bytesTotal: number;
  createdAt: Date;
}

/** What one batch adds to a job. */
export interface BatchProgress {
  /** Rows read when the batch ends. */
  rows: number;
  bytesDone: number;
  outcome: Omit<BatchOutcome, 'errors'>;
  errors: readonly RowFault[];
  notes: readonly string[];
}

export interface ImportJobStore {
  /** @throws TooManyImports */
  create(job: NewImportJob): ImportJob;
  /** @throws TooManyImports where `create` would. */
  requireRoom(tenant: string): void;
  /** @throws NotFound */
  get(tenant: string, id: string): ImportJob;
  /** Newest first. @throws InvalidInput for a page size or token that isn't one. */
  list(tenant: string, page: PageRequest): Page<ImportJob>;
  /** In the order of the file. @throws NotFound, InvalidInput */
  errors(tenant: string, id: string, page: PageRequest): Page<RowFault>;
  /** A queued job ends at once, a running one at its next batch; one that has ended stays as it is. @throws NotFound */
  cancel(tenant: string, id: string, now: Date): ImportJob;
  /**
   * The job to work on: one that was interrupted, else the oldest of the tenant that has waited longest for its turn; it
   * is running from then on.
   */
  takeNext(): ImportJob | undefined;
  /** How far a running job has got. Undefined where it isn't running. */
  standing(id: string): { rows: number; cancelRequested: boolean } | undefined;
  /** Inside the transaction that applies the batch. */
  record(id: string, progress: BatchProgress): void;
  /** Whether a running job is to stop. */
  cancelRequested(id: string): boolean;
  /** Ends a running job. Undefined where it has ended already. */
  finish(
    id: string,
    state: 'done' | 'failed' | 'cancelled',
    failure: string,
    now: Date,
  ): ImportJob | undefined;
  /** Ids whose upload is still needed. */
  openIds(): Set<string>;
  /** Forgets jobs that ended before the instant, with their errors. Returns how many. */
  removeEndedBefore(instant: Date): number;
}

export interface ImportJobStoreOptions {
  /** Most errors kept of a job; further ones are only counted. Default 100,000. */
  maxErrors?: number;
  /** Most jobs that a tenant may have queued or running. Default 100. */
  maxOpenJobs?: number;
}

interface JobRecord {
  sequence: number;
  id: string;
  tenant: string;
  kind: string;
  format: RowFormat;
  filename: string;
  state: ImportState;
  cancel_requested: number;
  bytes_total: number;
  bytes_done: number;
  rows: number;
  created: number;
  updated: number;
  unchanged: number;
  deleted: number;
  failed: number;
  errors_kept: number;
  failure: string;
  notes: string;
  created_at: number;
  finished_at: number | null;
}

const MAX_NOTES = 60;

/** The jobs of a service, in its own file (which has `IMPORT_JOB_MIGRATION`). One store for each connection. */
export function importJobStore(db: Database, options: ImportJobStoreOptions = {}): ImportJobStore {
  const maxErrors = options.maxErrors ?? 100_000;
  const maxOpenJobs = options.maxOpenJobs ?? 100;
  const insert =
    db.prepare(`INSERT INTO import_job (id, tenant, kind, format, filename, state, bytes_total, created_at)
    VALUES (@id, @tenant, @kind, @format, @filename, 'queued', @bytesTotal, @createdAt)`);
  const byId = db.prepare<[string], JobRecord>('SELECT * FROM import_job WHERE id = ?');
  const byTenant = db.prepare<[string, string], JobRecord>(
    'SELECT * FROM import_job WHERE id = ? AND tenant = ?',
  );
  const countOpen = db
    .prepare<[string], number>(
      "SELECT count(*) FROM import_job WHERE state IN ('queued', 'running') AND tenant = ?",
    )
    .pluck();
  const page = db.prepare<[string, number, number], JobRecord>(
    'SELECT * FROM import_job WHERE tenant = ? AND sequence < ? ORDER BY sequence DESC LIMIT ?',
  );
  const errorPage = db.prepare<[string, number, number], RowFault & { position: number }>(
    `SELECT position, row, line, column_name AS "column", code, value, message FROM import_row_error
      WHERE job_id = ? AND position > ? ORDER BY position LIMIT ?`,
  );
  const insertError =
    db.prepare(`INSERT INTO import_row_error (job_id, position, tenant, row, line, column_name, code, value, message)
    VALUES (@jobId, @position, @tenant, @row, @line, @column, @code, @value, @message)`);
  const interrupted = db.prepare<[], JobRecord>(
    "SELECT * FROM import_job WHERE state = 'running' ORDER BY sequence LIMIT 1",
  );
  const nextQueued = db.prepare<[], JobRecord>(`SELECT * FROM import_job AS job WHERE state = 'queued'
      AND sequence = (SELECT min(sequence) FROM import_job WHERE state = 'queued' AND tenant = job.tenant)
    ORDER BY (SELECT max(turn) FROM import_job WHERE tenant = job.tenant), sequence LIMIT 1`);
  const begin = db.prepare(
    "UPDATE import_job SET state = 'running', turn = (SELECT max(turn) FROM import_job) + 1 WHERE id = ?",
  );
  const advance = db.prepare(`UPDATE import_job SET rows = @rows, bytes_done = max(bytes_done, @bytesDone),
      created = created + @created, updated = updated + @updated, unchanged = unchanged + @unchanged,
      deleted = deleted + @deleted, failed = failed + @failed, errors_kept = @errorsKept, notes = @notes WHERE id = @id`);
  const end = db.prepare(`UPDATE import_job SET state = @state, failure = @failure, finished_at = @now,
      bytes_done = iif(@state = 'done', bytes_total, bytes_done) WHERE id = @id AND state IN ('queued', 'running')`);
  const requestCancel = db.prepare(
    "UPDATE import_job SET cancel_requested = 1 WHERE id = ? AND state = 'running'",
  );
  const open = db
    .prepare<[], string>("SELECT id FROM import_job WHERE state IN ('queued', 'running')")
    .pluck();
  const removeEnded = db.prepare('DELETE FROM import_job WHERE finished_at < ?');

  function find(tenant: string, id: string): JobRecord {
    const found = byTenant.get(id, tenant);
    if (found === undefined) throw new NotFound('import', id);
    return found;
  }

  function requireRoom(tenant: string): void {
    if ((countOpen.get(tenant) ?? 0) >= maxOpenJobs) throw new TooManyImports(maxOpenJobs);
  }

  function keepErrors(job: JobRecord, errors: readonly RowFault[]): number {
    let kept = job.errors_kept;
    for (const error of errors) {
      if (kept >= maxErrors) break;
      kept += 1;
      insertError.run({ ...cut(error), jobId: job.id, position: kept, tenant: job.tenant });
      if (kept === maxErrors) {
        const message = `${maxErrors} errors are listed; further ones are counted only.`;
        const last = {
          row: error.row,
          line: error.line,
          column: '',
          code: 'more-errors',
          value: '',
          message,
        };
        insertError.run({ ...last, jobId: job.id, position: kept + 1, tenant: job.tenant });
      }
    }
    return kept;
  }

  return {
    create(job) {
      const created = immediateTransaction(db, () => {
        requireRoom(job.tenant);
        insert.run({ ...job, createdAt: job.createdAt.getTime() });
        return toJob(find(job.tenant, job.id));
      });
      announceImport(db);
      return created;
    },
    requireRoom,
    get: (tenant, id) => toJob(find(tenant, id)),
    list(tenant, request) {
      const { size, after } = readPageRequest(request);
      const records = page.all(tenant, after ?? Number.MAX_SAFE_INTEGER, size + 1);
      const { items, nextPageToken } = toPage(records, size, ({ sequence }) => sequence);
      return { items: items.map(toJob), nextPageToken };
    },
    errors(tenant, id, request) {
      const { size, after } = readPageRequest(request);
      const records = errorPage.all(find(tenant, id).id, after ?? 0, size + 1);
      const { items, nextPageToken } = toPage(records, size, ({ position }) => position);
      return { items: items.map(({ position: _, ...fault }) => fault), nextPageToken };
    },
    cancel(tenant, id, now) {
      const cancelled = immediateTransaction(db, () => {
        const { state } = find(tenant, id);
        if (state === 'queued') end.run({ id, state: 'cancelled', failure: '', now: now.getTime() });
        else requestCancel.run(id);
        return toJob(find(tenant, id));
      });
      announceImport(db);
      return cancelled;
    },
    takeNext: () =>
      immediateTransaction(db, () => {
        const record = interrupted.get() ?? nextQueued.get();
        if (record === undefined) return undefined;
        if (record.state === 'queued') begin.run(record.id);
        return toJob({ ...record, state: 'running' });
      }),
    record(id, progress) {
      if (!db.inTransaction)
        throw new Error('Progress is recorded in the transaction that applies the batch.');
      const job = byId.get(id);
      if (job?.state !== 'running') throw new Error(`Import '${id}' isn't running.`);
      const notes = [...(JSON.parse(job.notes) as string[]), ...progress.notes].slice(0, MAX_NOTES);
      advance.run({
        ...progress.outcome,
        id,
        rows: progress.rows,
        bytesDone: Math.min(progress.bytesDone, job.bytes_total),
        failed: new Set(progress.errors.map(({ row }) => row)).size,
        errorsKept: keepErrors(job, progress.errors),
        notes: JSON.stringify([...new Set(notes)]),
      });
    },
    standing(id) {
      const job = byId.get(id);
      return job?.state === 'running'
        ? { rows: job.rows, cancelRequested: job.cancel_requested === 1 }
        : undefined;
    },
    cancelRequested: (id) => byId.get(id)?.cancel_requested === 1,
    finish: (id, state, failure, now) =>
      immediateTransaction(db, () => {
        if (end.run({ id, state, failure: failure.slice(0, 1000), now: now.getTime() }).changes === 0)
          return undefined;
        const ended = byId.get(id);
        return ended && toJob(ended);
      }),
    openIds: () => new Set(open.all()),
    removeEndedBefore: (instant) => removeEnded.run(instant.getTime()).changes,
  };
}

function cut(fault: RowFault): RowFault {
  const { row, line, column, code } = fault;
  return { row, line, column, code, value: fault.value.slice(0, 200), message: fault.message.slice(0, 500) };
}

function toJob(record: JobRecord): ImportJob {
  const {
    id,
    tenant,
    kind,
    format,
    filename,
    state,
    rows,
    created,
    updated,
    unchanged,
    deleted,
    failed,
    failure,
  } = record;
  return {
    ...{
      id,
      tenant,
      kind,
      format,
      filename,
      state,
      rows,
      created,
      updated,
      unchanged,
      deleted,
      failed,
      failure,
    },
    cancelRequested: record.cancel_requested === 1,
    bytesTotal: record.bytes_total,
    bytesDone: record.bytes_done,
    notes: JSON.parse(record.notes) as string[],
    createdAt: new Date(record.created_at),
    finishedAt: record.finished_at === null ? undefined : new Date(record.finished_at),
  };
}
