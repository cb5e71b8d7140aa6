import type { RowFormat } from '@qipei/interchange';
import { NotFound } from '@qipei/kernel';
import { type Database, patientTransaction } from '@qipei/sqlite';
import { type ImportUpload, type ImportUploads, TooManyUploads } from '../import-uploads.ts';

interface UploadRecord {
  id: string;
  tenant: string;
  kind: string;
  format: RowFormat;
  filename: string;
  mapping: string;
  settings: string;
  bytes_total: number;
  sha256: string;
  reached: number;
  job_id: string;
  created_at: number;
  touched_at: number;
}

/** In a file that has `IMPORT_JOB_MIGRATIONS`. */
export function sqliteImportUploads(db: Database, maxOpenUploads: number): ImportUploads {
  const countOpen = db
    .prepare<[string], number>("SELECT count(*) FROM import_upload WHERE tenant = ? AND job_id = ''")
    .pluck();
  const insert = db.prepare(`INSERT INTO import_upload
      (id, tenant, kind, format, filename, mapping, settings, bytes_total, sha256, created_at, touched_at)
    VALUES (@id, @tenant, @kind, @format, @filename, @mapping, @settings, @bytesTotal, @sha256, @createdAt, @createdAt)`);
  const byId = db.prepare<[string, string], UploadRecord>(
    'SELECT * FROM import_upload WHERE id = ? AND tenant = ?',
  );
  const open = db.prepare<[string], UploadRecord>(
    "SELECT * FROM import_upload WHERE tenant = ? AND job_id = '' ORDER BY id DESC",
  );
  const claim = db.prepare('UPDATE import_upload SET session = ? WHERE id = ?');
  const advance = db.prepare(
    `UPDATE import_upload SET reached = @offset, touched_at = @now
      WHERE id = @id AND session = @session AND job_id = '' AND reached <= @offset`,
  );
  const complete = db.prepare('UPDATE import_upload SET job_id = ?, touched_at = ? WHERE id = ?');
  const remove = db.prepare('DELETE FROM import_upload WHERE id = ? AND tenant = ?');
  const removeUntouched = db.prepare<[number], { id: string; job_id: string }>(
    'DELETE FROM import_upload WHERE touched_at < ? RETURNING id, job_id',
  );

  function find(tenant: string, id: string): ImportUpload {
    const found = byId.get(id, tenant);
    if (found === undefined) throw new NotFound('upload', id);
    return toUpload(found);
  }

  return {
    create: async ({ id, tenant, start, bytesTotal, sha256, createdAt }) =>
      patientTransaction(db, () => {
        if ((countOpen.get(tenant) ?? 0) >= maxOpenUploads) throw new TooManyUploads(maxOpenUploads);
        const settings = JSON.stringify(start.settings);
        insert.run({ ...start, id, tenant, settings, bytesTotal, sha256, createdAt: createdAt.getTime() });
        return find(tenant, id);
      }),
    get: async (tenant, id) => find(tenant, id),
    list: async (tenant) => open.all(tenant).map(toUpload),
    claim: async (tenant, id, session) =>
      patientTransaction(db, () => {
        const found = find(tenant, id);
        claim.run(session, id);
        return found;
      }),
    advance: (id, session, offset, now) =>
      patientTransaction(db, () => advance.run({ id, session, offset, now: now.getTime() }).changes === 1),
    complete: (id, jobId, now) => patientTransaction(db, () => void complete.run(jobId, now.getTime(), id)),
    remove: (tenant, id) =>
      patientTransaction(db, () => {
        if (remove.run(id, tenant).changes === 0) throw new NotFound('upload', id);
      }),
    removeUntouchedSince: (instant) =>
      patientTransaction(db, () =>
        removeUntouched.all(instant.getTime()).flatMap(({ id, job_id }) => (job_id === '' ? [id] : [])),
      ),
  };
}

function toUpload(record: UploadRecord): ImportUpload {
  const { id, tenant, kind, format, filename, mapping, settings, sha256 } = record;
  return {
    ...{ id, tenant, sha256, bytesTotal: record.bytes_total, offset: record.reached, jobId: record.job_id },
    start: { kind, format, filename, mapping, settings: JSON.parse(settings) as Record<string, string> },
    createdAt: new Date(record.created_at),
    touchedAt: new Date(record.touched_at),
  };
}
