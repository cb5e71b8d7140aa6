import { resolve } from 'node:path';
import type { RowFault } from '@qipei/interchange';
import { NotFound } from '@qipei/kernel';
import {
  type Database,
  immediateTransaction,
  patientTransaction,
  releaseMemory,
  sqliteOutbox,
} from '@qipei/sqlite';
import { advanceBy, importLimits } from '../batch-advance.ts';
import { announceImport, onImportAnnounced } from '../import-announcement.ts';
import { importEnded } from '../import-ended.ts';
import { JobFault } from '../import-failure.ts';
import { type ImportJob, TooManyImports } from '../import-job.ts';
import type {
  BatchEnd,
  ErrorCount,
  ImportBatch,
  ImportJobs,
  ImportLimits,
  ImportTelling,
} from '../import-jobs.ts';
import type { BatchOutcome } from '../import-kind.ts';
import { readPageRequest, toPage } from '../page.ts';
import { type JobRecord, toJob } from './job-record.ts';
import { sqliteImportArchive } from './sqlite-import-archive.ts';
import { sqliteImportUploads } from './sqlite-import-uploads.ts';
import { sqliteMappingProfiles } from './sqlite-mapping-profiles.ts';

/**
 * The jobs of a service, in its own file (which has `IMPORT_JOB_MIGRATIONS`). One for each connection. There is one runner for
 * a file, in any thread.
 */
export function sqliteImportJobs(db: Database, options: ImportLimits & ImportTelling = {}): ImportJobs {
  const { maxErrors, maxOpenJobs, maxOpenUploads } = importLimits(options);
  const { topic } = options;
  const outbox = topic === undefined ? undefined : sqliteOutbox(db);
  const storage = resolve(db.name);
  const insert =
    db.prepare(`INSERT INTO import_job (id, tenant, kind, format, filename, state, bytes_total, created_at, traceparent, mapping, settings, idempotency_key, request_digest)
    VALUES (@id, @tenant, @kind, @format, @filename, 'queued', @bytesTotal, @createdAt, @traceparent, @mapping, @settings, @idempotencyKey, @requestDigest)`);
  const byId = db.prepare<[string], JobRecord>('SELECT * FROM import_job WHERE id = ?');
  const byTenant = db.prepare<[string, string], JobRecord>(
    'SELECT * FROM import_job WHERE id = ? AND tenant = ?',
  );
  const countOpen = db
    .prepare<[string], number>(
      "SELECT count(*) FROM import_job WHERE state IN ('queued', 'running') AND tenant = ?",
    )
    .pluck();
  const page = db.prepare<
    { tenant: string; before: number; kind: string; state: string; limit: number },
    JobRecord
  >(
    `SELECT * FROM import_job WHERE tenant = @tenant AND sequence < @before
      AND (@kind = '' OR kind = @kind) AND (@state = '' OR state = @state) ORDER BY sequence DESC LIMIT @limit`,
  );
  const errorPage = db.prepare<
    { id: string; after: number; code: string; limit: number },
    RowFault & { position: number }
  >(
    `SELECT position, row, line, column_name AS "column", code, value, message FROM import_row_error
      WHERE job_id = @id AND position > @after AND (@code = '' OR code = @code) ORDER BY position LIMIT @limit`,
  );
  const errorCounts = db.prepare<[string], ErrorCount>(
    `SELECT code, count(*) AS errors FROM import_row_error WHERE job_id = ?
      GROUP BY code ORDER BY errors DESC, code`,
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
  // As the index `import_job_open` says it: jobs that have ended aren't looked at.
  const countWaiting = db
    .prepare<[], number>(
      "SELECT count(*) FROM import_job WHERE state IN ('queued', 'running') AND state = 'queued'",
    )
    .pluck();
  const byKey = db.prepare<[string, string], JobRecord>(
    "SELECT * FROM import_job WHERE tenant = ? AND idempotency_key = ? AND idempotency_key <> ''",
  );
  const open = db
    .prepare<[], string>(`SELECT id FROM import_job WHERE state IN ('queued', 'running')
      UNION SELECT id FROM import_upload WHERE job_id = ''`)
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

  function record(job: JobRecord, batch: ImportBatch, outcome: BatchOutcome): void {
    const standing = {
      bytesTotal: job.bytes_total,
      notes: JSON.parse(job.notes) as string[],
      errorsKept: job.errors_kept,
    };
    const { counts, errors, errorsKept, bytesDone, notes } = advanceBy(batch, outcome, standing, maxErrors);
    for (const error of errors) insertError.run({ ...error, jobId: job.id, tenant: job.tenant });
    advance.run({
      ...counts,
      ...{ id: job.id, rows: batch.rows, bytesDone, errorsKept, notes: JSON.stringify(notes) },
    });
  }

  /** In the transaction in which it ended. */
  function told(found: JobRecord, now: Date): ImportJob {
    const job = toJob(found);
    if (topic !== undefined) outbox?.add(topic, importEnded(job, now));
    return job;
  }

  /** One transaction. */
  function applyBatch(id: string, batch: ImportBatch): BatchEnd {
    const job = byId.get(id);
    if (job?.state !== 'running' || job.cancel_requested === 1) return { kind: 'cancelled' };
    // Without this a second runner on the same file would apply rows twice.
    if (job.rows !== batch.rowsBefore)
      throw new JobFault(`the job stands at row ${job.rows}, not ${batch.rowsBefore}`);
    const outcome = batch.apply(0);
    if (outcome instanceof Promise) {
      // What it awaits would run after the commit.
      outcome.catch(() => {});
      throw new JobFault('apply is asynchronous');
    }
    record(job, batch, outcome);
    return { kind: 'taken', job: toJob(byId.get(id) ?? job) };
  }

  return {
    archive: sqliteImportArchive(db),
    async create({ upload: id, ...job }) {
      const { idempotencyKey = '', requestDigest = '' } = job;
      const created = await patientTransaction(db, () => {
        const before = byKey.get(job.tenant, idempotencyKey);
        if (before !== undefined) return toJob(before);
        requireRoom(job.tenant);
        insert.run({
          ...job,
          ...{ id, idempotencyKey, requestDigest },
          createdAt: job.createdAt.getTime(),
          settings: JSON.stringify(job.settings),
        });
        return toJob(find(job.tenant, id));
      });
      announceImport(storage);
      return created;
    },
    requireRoom: async (tenant) => requireRoom(tenant),
    async byKey(tenant, key) {
      const found = byKey.get(tenant, key);
      return found && toJob(found);
    },
    uploads: sqliteImportUploads(db, maxOpenUploads),
    profiles: sqliteMappingProfiles(db),
    get: async (tenant, id) => toJob(find(tenant, id)),
    async list(tenant, request) {
      const { size, after } = readPageRequest(request);
      const { kind = '', state = '' } = request;
      const before = after ?? Number.MAX_SAFE_INTEGER;
      const records = page.all({ tenant, before, kind, state, limit: size + 1 });
      const { items, nextPageToken } = toPage(records, size, ({ sequence }) => sequence);
      return { items: items.map(toJob), nextPageToken };
    },
    async errors(tenant, id, request) {
      const { size, after } = readPageRequest(request);
      const { code = '' } = request;
      const records = errorPage.all({ id: find(tenant, id).id, after: after ?? 0, code, limit: size + 1 });
      const { items, nextPageToken } = toPage(records, size, ({ position }) => position);
      return { items: items.map(({ position: _, ...fault }) => fault), nextPageToken };
    },
    errorCounts: async (tenant, id) => errorCounts.all(find(tenant, id).id),
    async cancel(tenant, id, now) {
      const cancelled = await patientTransaction(db, () => {
        const { state } = find(tenant, id);
        if (state !== 'queued') {
          requestCancel.run(id);
          return toJob(find(tenant, id));
        }
        end.run({ id, state: 'cancelled', failure: '', now: now.getTime() });
        return told(find(tenant, id), now);
      });
      announceImport(storage);
      return cancelled;
    },
    takeNext: async () =>
      immediateTransaction(db, () => {
        const record = interrupted.get() ?? nextQueued.get();
        if (record === undefined) return undefined;
        if (record.state === 'queued') begin.run(record.id);
        return toJob({ ...record, state: 'running' });
      }),
    // There is no other runner that could take it.
    hold: () => ({ [Symbol.asyncDispose]: async () => {} }),
    commitBatch: async (id, batch) => immediateTransaction(db, () => applyBatch(id, batch)),
    async standing(id) {
      const found = byId.get(id);
      if (found === undefined) throw new NotFound('import', id);
      return toJob(found);
    },
    cancelRequested: async (id) => byId.get(id)?.cancel_requested === 1,
    async finish(id, state, failure, now) {
      const ended = immediateTransaction(db, () => {
        if (end.run({ id, state, failure: failure.slice(0, 1000), now: now.getTime() }).changes === 0)
          return undefined;
        const found = byId.get(id);
        return found && told(found, now);
      });
      releaseMemory(db);
      return ended;
    },
    waiting: async () => countWaiting.get() ?? 0,
    openUploads: async () => new Set(open.all()),
    removeEndedBefore: async (instant) => removeEnded.run(instant.getTime()).changes,
    onAnnounced: (listener) => onImportAnnounced(storage, listener),
  };
}
