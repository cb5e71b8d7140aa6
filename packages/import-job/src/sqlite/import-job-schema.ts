import type { Migration } from '@qipei/sqlite';

const TABLES: Migration = {
  id: 'import-job-1',
  up: `
    CREATE TABLE import_job (
      sequence INTEGER PRIMARY KEY AUTOINCREMENT,
      id TEXT NOT NULL UNIQUE,
      tenant TEXT NOT NULL,
      kind TEXT NOT NULL,
      format TEXT NOT NULL,
      filename TEXT NOT NULL,
      state TEXT NOT NULL CHECK (state IN ('queued', 'running', 'done', 'failed', 'cancelled')),
      cancel_requested INTEGER NOT NULL DEFAULT 0,
      turn INTEGER NOT NULL DEFAULT 0,
      bytes_total INTEGER NOT NULL,
      bytes_done INTEGER NOT NULL DEFAULT 0,
      rows INTEGER NOT NULL DEFAULT 0,
      created INTEGER NOT NULL DEFAULT 0,
      updated INTEGER NOT NULL DEFAULT 0,
      unchanged INTEGER NOT NULL DEFAULT 0,
      deleted INTEGER NOT NULL DEFAULT 0,
      failed INTEGER NOT NULL DEFAULT 0,
      errors_kept INTEGER NOT NULL DEFAULT 0,
      failure TEXT NOT NULL DEFAULT '',
      notes TEXT NOT NULL DEFAULT '[]',
      created_at INTEGER NOT NULL,
      finished_at INTEGER
    ) STRICT;
    CREATE INDEX import_job_of_tenant ON import_job (tenant, sequence);
    CREATE INDEX import_job_turn ON import_job (tenant, turn);
    CREATE INDEX import_job_open ON import_job (state, tenant, sequence) WHERE state IN ('queued', 'running');
    CREATE TABLE import_row_error (
      job_id TEXT NOT NULL REFERENCES import_job (id) ON DELETE CASCADE,
      position INTEGER NOT NULL,
      tenant TEXT NOT NULL,
      row INTEGER NOT NULL,
      line INTEGER NOT NULL,
      column_name TEXT NOT NULL,
      code TEXT NOT NULL,
      value TEXT NOT NULL,
      message TEXT NOT NULL,
      PRIMARY KEY (job_id, position)
    ) STRICT, WITHOUT ROWID;
  `,
};

/** Tables of the jobs, in the service's own file. */
export const IMPORT_JOB_MIGRATIONS: readonly Migration[] = [
  TABLES,
  { id: 'import-job-2', up: "ALTER TABLE import_job ADD COLUMN traceparent TEXT NOT NULL DEFAULT ''" },
  {
    id: 'import-job-3',
    up: `ALTER TABLE import_job ADD COLUMN mapping TEXT NOT NULL DEFAULT '';
      ALTER TABLE import_job ADD COLUMN settings TEXT NOT NULL DEFAULT '{}'`,
  },
  {
    id: 'import-job-4',
    up: `
      ALTER TABLE import_job ADD COLUMN idempotency_key TEXT NOT NULL DEFAULT '';
      ALTER TABLE import_job ADD COLUMN request_digest TEXT NOT NULL DEFAULT '';
      CREATE UNIQUE INDEX import_job_key ON import_job (tenant, idempotency_key) WHERE idempotency_key <> '';
      CREATE TABLE import_upload (
        id TEXT PRIMARY KEY,
        tenant TEXT NOT NULL,
        kind TEXT NOT NULL,
        format TEXT NOT NULL,
        filename TEXT NOT NULL,
        mapping TEXT NOT NULL,
        settings TEXT NOT NULL,
        bytes_total INTEGER NOT NULL,
        sha256 TEXT NOT NULL,
        reached INTEGER NOT NULL DEFAULT 0,
        session TEXT NOT NULL DEFAULT '',
        job_id TEXT NOT NULL DEFAULT '',
        created_at INTEGER NOT NULL,
        touched_at INTEGER NOT NULL
      ) STRICT, WITHOUT ROWID;
      CREATE INDEX import_upload_of_tenant ON import_upload (tenant, job_id);
      CREATE INDEX import_upload_touched ON import_upload (touched_at);
      CREATE TABLE mapping_profile (
        tenant TEXT NOT NULL,
        kind TEXT NOT NULL,
        name TEXT NOT NULL,
        mapping TEXT NOT NULL,
        fingerprint TEXT NOT NULL,
        version INTEGER NOT NULL,
        created_at INTEGER NOT NULL,
        updated_at INTEGER NOT NULL,
        last_used_at INTEGER,
        PRIMARY KEY (tenant, kind, name)
      ) STRICT, WITHOUT ROWID;
      CREATE INDEX mapping_profile_made_for ON mapping_profile (tenant, kind, fingerprint)`,
  },
];
