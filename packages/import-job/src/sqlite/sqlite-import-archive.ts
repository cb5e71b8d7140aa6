import type { RowFault } from '@qipei/interchange';
import { type Database, immediateTransaction } from '@qipei/sqlite';
import { type ImportArchive, type ImportRecord, ImportsOpen } from '../import-archive.ts';
import { hasEnded } from '../import-job.ts';
import { type JobRecord, toJob } from './job-record.ts';
import { type ProfileRecord, toProfile } from './sqlite-mapping-profiles.ts';

const AT_ONCE = 1_000;

type ErrorRow = RowFault & { position: number };

/** Of a file that has `IMPORT_JOB_MIGRATIONS`. */
export function sqliteImportArchive(db: Database): ImportArchive {
  const jobIds = db.prepare<[], string>('SELECT id FROM import_job ORDER BY tenant, sequence').pluck();
  const byId = db.prepare<[string], JobRecord>('SELECT * FROM import_job WHERE id = ?');
  const errorPage = db.prepare<[string, number], ErrorRow>(
    `SELECT position, row, line, column_name AS "column", code, value, message FROM import_row_error
     WHERE job_id = ? AND position > ? ORDER BY position LIMIT ${AT_ONCE}`,
  );
  const insertJob = db.prepare(`INSERT OR IGNORE INTO import_job (id, tenant, kind, format, filename, state,
      cancel_requested, bytes_total, bytes_done, rows, created, updated, unchanged, deleted, failed, errors_kept, failure,
      notes, created_at, finished_at, traceparent, mapping, settings, idempotency_key, request_digest)
    VALUES (@id, @tenant, @kind, @format, @filename, @state, @cancelRequested, @bytesTotal, @bytesDone, @rows, @created,
      @updated, @unchanged, @deleted, @failed, @errorsKept, @failure, @notes, @createdAt, @finishedAt, @traceparent,
      @mapping, @settings, @idempotencyKey, @requestDigest)`);
  const insertError = db.prepare(`INSERT OR IGNORE INTO import_row_error
      (job_id, position, tenant, row, line, column_name, code, value, message)
    VALUES (@jobId, @position, @tenant, @row, @line, @column, @code, @value, @message)`);

  function* errorsOf({ id, tenant }: JobRecord): Generator<ImportRecord> {
    let after = 0;
    for (let page = errorPage.all(id, after); page.length > 0; page = errorPage.all(id, after)) {
      for (const { position, ...fault } of page) {
        yield { kind: 'import-error', jobId: id, tenant, position, fault };
        after = position;
      }
    }
  }

  const insertProfile = db.prepare(`INSERT OR IGNORE INTO mapping_profile
      (tenant, kind, name, mapping, fingerprint, version, created_at, updated_at, last_used_at)
    VALUES (@tenant, @kind, @name, @mapping, @fingerprint, @version, @createdAt, @updatedAt, @lastUsedAt)`);
  const profiles = db.prepare<[], ProfileRecord>('SELECT * FROM mapping_profile ORDER BY tenant, kind, name');
  const anyProfile = db.prepare('SELECT 1 FROM mapping_profile LIMIT 1');

  function take(record: ImportRecord): void {
    if (record.kind === 'mapping-profile') {
      const { tenant, profile } = record;
      insertProfile.run({
        ...{ ...profile, tenant, lastUsedAt: profile.lastUsedAt?.getTime() ?? null },
        ...{ createdAt: profile.createdAt.getTime(), updatedAt: profile.updatedAt.getTime() },
      });
      return;
    }
    if (record.kind === 'import-error') {
      const { jobId, tenant, position, fault } = record;
      insertError.run({ ...fault, jobId, tenant, position });
      return;
    }
    const { job, errorsKept } = record;
    insertJob.run({
      ...job,
      errorsKept,
      cancelRequested: job.cancelRequested ? 1 : 0,
      notes: JSON.stringify(job.notes),
      settings: JSON.stringify(job.settings),
      createdAt: job.createdAt.getTime(),
      finishedAt: job.finishedAt?.getTime() ?? null,
    });
  }

  return {
    isEmpty: async () => jobIds.get() === undefined && anyProfile.get() === undefined,
    async *read() {
      for (const id of jobIds.all()) {
        const found = byId.get(id);
        if (found === undefined) continue;
        const job = toJob(found);
        if (!hasEnded(job)) throw new ImportsOpen(id);
        yield { kind: 'import-job', job, errorsKept: found.errors_kept };
        yield* errorsOf(found);
      }
      for (const found of profiles.all())
        yield { kind: 'mapping-profile', tenant: found.tenant, profile: toProfile(found) };
    },
    async write(records) {
      let waiting: ImportRecord[] = [];
      const flush = () => {
        immediateTransaction(db, () => waiting.forEach(take));
        waiting = [];
      };
      for await (const record of records) if (waiting.push(record) === AT_ONCE) flush();
      flush();
    },
  };
}
