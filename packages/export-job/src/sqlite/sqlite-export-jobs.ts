import { resolve } from 'node:path';
import { readPageRequest, toPage } from '@qipei/import-job';
import { NotFound } from '@qipei/kernel';
import { type Database, immediateTransaction, type Migration, patientTransaction } from '@qipei/sqlite';
import { announceExport, onExportAnnounced } from '../export-announcement.ts';
import { type ExportJob, type ExportLoss, hasEnded } from '../export-job.ts';
import { readBody, withTold } from '../export-job-body.ts';
import type { ExportJobs } from '../export-jobs.ts';
import { MAX_OPEN_EXPORTS, TooManyExports, UNMADE_KEPT_MS } from '../export-limits.ts';

/** Tables of the exports of one service, in its own file. */
export const EXPORT_JOB_MIGRATIONS: readonly Migration[] = [
  {
    id: 'export-job-1',
    // `body` is an ExportJob as JSON without what the columns say; `losses` the report.
    up: `CREATE TABLE export_job (
      sequence INTEGER PRIMARY KEY AUTOINCREMENT,
      id TEXT NOT NULL UNIQUE,
      tenant TEXT NOT NULL,
      state TEXT NOT NULL,
      cancel_requested INTEGER NOT NULL DEFAULT 0,
      rows INTEGER NOT NULL DEFAULT 0,
      turn INTEGER NOT NULL DEFAULT 0,
      expires_at INTEGER,
      body TEXT NOT NULL,
      losses TEXT NOT NULL DEFAULT '[]'
    ) STRICT;
    CREATE INDEX export_job_of_tenant ON export_job (tenant, sequence);
    CREATE INDEX export_job_open ON export_job (state, sequence) WHERE state IN ('queued', 'running')`,
  },
];

interface JobRow {
  sequence: number;
  id: string;
  tenant: string;
  state: ExportJob['state'];
  cancel_requested: number;
  rows: number;
  body: string;
}

const COLUMNS = 'sequence, id, tenant, state, cancel_requested, rows, body';
const OPEN = "state IN ('queued', 'running')";

/** The exports of a service, in its own file (which has `EXPORT_JOB_MIGRATIONS`). There is one runner for a file. */
export function sqliteExportJobs(
  db: Database,
): ExportJobs & { onAnnounced(listener: () => void): Disposable } {
  const storage = resolve(db.name);
  const insert = db.prepare("INSERT INTO export_job (id, tenant, state, body) VALUES (?, ?, 'queued', ?)");
  const ofTenant = db.prepare<[string, string], JobRow>(
    `SELECT ${COLUMNS} FROM export_job WHERE id = ? AND tenant = ?`,
  );
  const byId = db.prepare<[string], JobRow>(`SELECT ${COLUMNS} FROM export_job WHERE id = ?`);
  const page = db.prepare<[string, number, number], JobRow>(
    `SELECT ${COLUMNS} FROM export_job WHERE tenant = ? AND sequence < ? ORDER BY sequence DESC LIMIT ?`,
  );
  const lossesOf = db
    .prepare<[string, string], string>('SELECT losses FROM export_job WHERE id = ? AND tenant = ?')
    .pluck();
  const countOpen = db
    .prepare<[string], number>(`SELECT count(*) FROM export_job WHERE ${OPEN} AND tenant = ?`)
    .pluck();
  const askToCancel = db.prepare(
    "UPDATE export_job SET cancel_requested = 1 WHERE id = ? AND state = 'running'",
  );
  const next = db.prepare<[], JobRow>(`SELECT ${COLUMNS} FROM export_job AS job WHERE ${OPEN}
    ORDER BY state = 'queued', (SELECT max(turn) FROM export_job WHERE tenant = job.tenant), sequence LIMIT 1`);
  const begin = db.prepare(
    "UPDATE export_job SET state = 'running', rows = 0, turn = (SELECT max(turn) FROM export_job) + 1 WHERE id = ?",
  );
  const setRows = db.prepare(
    "UPDATE export_job SET rows = ? WHERE id = ? AND state = 'running' AND cancel_requested = 0",
  );
  const giveBack = db.prepare(
    "UPDATE export_job SET state = 'queued', rows = 0, body = ? WHERE id = ? AND state = 'running'",
  );
  const finish = db.prepare(
    `UPDATE export_job SET state = ?, rows = ?, expires_at = ?, body = ?, losses = ? WHERE id = ? AND ${OPEN}`,
  );
  const remove = db.prepare('DELETE FROM export_job WHERE id = ? AND tenant = ?');
  const removeExpired = db.prepare('DELETE FROM export_job WHERE expires_at < ?');
  const countIn = db.prepare<[string], number>('SELECT count(*) FROM export_job WHERE state = ?').pluck();
  const withFiles = db
    .prepare<[], string>("SELECT id FROM export_job WHERE state IN ('running', 'done')")
    .pluck();

  function find(tenant: string, id: string): JobRow {
    const found = ofTenant.get(id, tenant);
    if (found === undefined) throw new NotFound('export', id);
    return found;
  }

  return {
    onAnnounced: (listener) => onExportAnnounced(storage, listener),
    async add({ id, tenant, ...rest }) {
      await patientTransaction(db, () => {
        if ((countOpen.get(tenant) ?? 0) >= MAX_OPEN_EXPORTS) throw new TooManyExports();
        insert.run(id, tenant, JSON.stringify(rest));
      });
      announceExport(storage);
    },
    get: async (tenant, id) => toJob(find(tenant, id)),
    async list(tenant, request) {
      const { size, after } = readPageRequest(request);
      const found = page.all(tenant, after ?? Number.MAX_SAFE_INTEGER, size + 1);
      const { items, nextPageToken } = toPage(found, size, ({ sequence }) => sequence);
      return { items: items.map(toJob), nextPageToken };
    },
    async losses(tenant, id) {
      find(tenant, id);
      return JSON.parse(lossesOf.get(id, tenant) ?? '[]') as ExportLoss[];
    },
    async cancel(tenant, id, now) {
      await patientTransaction(db, () => {
        const row = find(tenant, id);
        if (row.state === 'running') askToCancel.run(id);
        if (row.state === 'queued') {
          const expiresAt = new Date(now.getTime() + UNMADE_KEPT_MS);
          finish.run(
            'cancelled',
            0,
            expiresAt.getTime(),
            withTold(row.body, { finishedAt: now, expiresAt }),
            '[]',
            id,
          );
        }
      });
      return toJob(find(tenant, id));
    },
    async remove(tenant, id) {
      await patientTransaction(db, () => {
        find(tenant, id);
        remove.run(id, tenant);
      });
    },
    takeNext: async () =>
      immediateTransaction(db, () => {
        const found = next.get();
        if (found === undefined) return undefined;
        begin.run(found.id);
        return toJob({ ...found, state: 'running', rows: 0 });
      }),
    hold: () => ({ [Symbol.asyncDispose]: async () => {} }),
    progress: async (id, rows) => immediateTransaction(db, () => setRows.run(rows, id).changes === 1),
    async giveBack(id, left) {
      immediateTransaction(db, () => {
        const row = byId.get(id);
        if (row !== undefined) giveBack.run(withTold(row.body, left), id);
      });
    },
    end: async (id, end, { now, expiresAt }) =>
      immediateTransaction(db, () => {
        const row = byId.get(id);
        if (row === undefined || hasEnded(row)) return false;
        const { state } = end;
        const losses = state === 'done' ? end.losses : [];
        const told = {
          ...{ finishedAt: now, expiresAt, losses: losses.reduce((sum, { count }) => sum + count, 0) },
          ...(state === 'done' && { bytes: end.bytes, sha256: end.sha256, asOf: end.asOf, notes: end.notes }),
          ...(state === 'failed' && { failure: end.failure }),
        };
        const rows = state === 'done' ? end.rows : row.rows;
        finish.run(state, rows, expiresAt.getTime(), withTold(row.body, told), JSON.stringify(losses), id);
        return state === 'done';
      }),
    async removeExpired(now) {
      immediateTransaction(db, () => removeExpired.run(now.getTime()));
    },
    countIn: async (state) => countIn.get(state) ?? 0,
    withFiles: async () => new Set(withFiles.all()),
  };
}

function toJob({ id, tenant, state, cancel_requested, rows, body }: JobRow): ExportJob {
  return { ...readBody(body), id, tenant, state, rows, cancelRequested: cancel_requested === 1 };
}
