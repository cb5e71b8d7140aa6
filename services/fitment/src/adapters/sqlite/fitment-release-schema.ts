import type { Migration } from '@qipei/sqlite';

/** What releases of fitments hold; `release` is the sequence of a release. Bodies are packed as the live ones are. */
export const FITMENT_RELEASE_MIGRATIONS: readonly Migration[] = [
  {
    id: 'fitment-release-1',
    // staged_fitments: rows of the file, as they came. fitment_release_change: the difference, and what undoes it.
    // fitment_release_write: documents and events as they will be written, made beforehand so that publishing is short.
    up: `CREATE TABLE staged_fitments (
      id INTEGER PRIMARY KEY,
      release INTEGER NOT NULL,
      part_id TEXT NOT NULL,
      public INTEGER NOT NULL,
      brand TEXT NOT NULL,
      part_number TEXT NOT NULL,
      actions TEXT NOT NULL,
      fitments TEXT NOT NULL,
      waiting TEXT NOT NULL,
      settled TEXT NOT NULL
    ) STRICT;
    CREATE INDEX staged_fitments_of_part ON staged_fitments (release, part_id);
    CREATE TABLE fitment_release_change (
      id INTEGER PRIMARY KEY,
      release INTEGER NOT NULL,
      part_id TEXT NOT NULL,
      change TEXT NOT NULL,
      brand TEXT NOT NULL,
      part_number TEXT NOT NULL,
      before_fitments TEXT NOT NULL,
      before_waiting TEXT NOT NULL,
      after_fitments TEXT NOT NULL,
      after_waiting TEXT NOT NULL
    ) STRICT;
    CREATE UNIQUE INDEX fitment_release_change_of_part ON fitment_release_change (release, part_id, change);
    CREATE TABLE fitment_release_write (
      id INTEGER PRIMARY KEY,
      release INTEGER NOT NULL,
      part_id TEXT NOT NULL,
      base_version INTEGER NOT NULL,
      public INTEGER NOT NULL,
      body TEXT,
      event BLOB,
      waiting_before TEXT NOT NULL,
      waiting TEXT NOT NULL,
      waiting_count INTEGER NOT NULL
    ) STRICT;
    CREATE UNIQUE INDEX fitment_release_write_of_part ON fitment_release_write (release, part_id);
    CREATE TABLE fitment_release_progress (
      release INTEGER PRIMARY KEY,
      part_id TEXT NOT NULL,
      counts TEXT NOT NULL
    ) STRICT;
    CREATE INDEX part_fitments_of_publisher ON part_fitments (publisher, part_id)`,
  },
  {
    id: 'fitment-release-2',
    // As in part_fitments: the catalogue's version of the part that `public` comes from; 0 where it isn't known.
    up: `ALTER TABLE staged_fitments ADD COLUMN part_version INTEGER NOT NULL DEFAULT 0;
      ALTER TABLE fitment_release_write ADD COLUMN part_version INTEGER NOT NULL DEFAULT 0`,
  },
  {
    id: 'fitment-release-3',
    // 1: all that the row says is its fitments, no two of which are one application.
    up: 'ALTER TABLE staged_fitments ADD COLUMN plain INTEGER NOT NULL DEFAULT 0',
  },
  {
    id: 'fitment-release-4',
    // Found without reading the documents that are to be written beside them.
    up: `CREATE INDEX fitment_release_write_of_waiting ON fitment_release_write (release, part_id)
      WHERE waiting <> waiting_before`,
  },
];
