import type { Migration } from '@qipei/sqlite';

/** Tables of what tenants have added to the vehicle table. */
export const VEHICLE_MIGRATION: Migration = {
  id: 'vehicles-1',
  // `body` is the entry as JSON, but for what has a column; `completed_at` is null while rows still come.
  up: `CREATE TABLE vehicle_release (
      tenant TEXT NOT NULL,
      sequence INTEGER NOT NULL,
      id TEXT NOT NULL,
      job_id TEXT NOT NULL,
      submission TEXT NOT NULL,
      source TEXT NOT NULL,
      started_at INTEGER NOT NULL,
      completed_at INTEGER,
      retired TEXT NOT NULL DEFAULT 'nothing',
      revision INTEGER NOT NULL DEFAULT 0,
      PRIMARY KEY (tenant, sequence),
      UNIQUE (tenant, id)
    ) STRICT;
    CREATE TABLE vehicle_entry (
      tenant TEXT NOT NULL,
      id TEXT NOT NULL,
      kind TEXT NOT NULL,
      make_id TEXT NOT NULL,
      model_id TEXT NOT NULL,
      state TEXT NOT NULL,
      unresolved INTEGER NOT NULL,
      body TEXT NOT NULL,
      seen_release INTEGER NOT NULL,
      seen_row INTEGER NOT NULL,
      seen_outcome TEXT NOT NULL,
      UNIQUE (tenant, id)
    ) STRICT;
    CREATE INDEX vehicle_entry_model ON vehicle_entry (tenant, model_id) WHERE model_id <> '';
    CREATE INDEX vehicle_entry_above ON vehicle_entry (tenant, kind, make_id, state, id) WHERE kind IN ('make', 'model');
    CREATE INDEX vehicle_entry_seen ON vehicle_entry (tenant, state, seen_release);
    CREATE INDEX vehicle_entry_unresolved ON vehicle_entry (tenant, id) WHERE unresolved = 1;
    CREATE TABLE vehicle_version (
      tenant TEXT NOT NULL,
      id TEXT NOT NULL,
      release INTEGER NOT NULL,
      kind TEXT NOT NULL,
      operation TEXT NOT NULL,
      unresolved INTEGER NOT NULL,
      body TEXT NOT NULL,
      UNIQUE (tenant, id, release)
    ) STRICT;
    CREATE INDEX vehicle_version_release ON vehicle_version (tenant, release, kind, operation, unresolved);
    CREATE TABLE vehicle_key (
      tenant TEXT NOT NULL,
      space TEXT NOT NULL,
      key TEXT NOT NULL,
      id TEXT NOT NULL,
      PRIMARY KEY (tenant, space, key)
    ) STRICT, WITHOUT ROWID`,
};
