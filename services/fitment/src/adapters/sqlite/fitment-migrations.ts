import { EXPORT_JOB_MIGRATIONS } from '@qipei/export-job/sqlite';
import { IMPORT_JOB_MIGRATIONS } from '@qipei/import-job/sqlite';
import { RELEASE_MIGRATIONS } from '@qipei/release/sqlite';
import { type Migration, OUTBOX_MIGRATION } from '@qipei/sqlite';
import { FITMENT_RELEASE_MIGRATIONS } from './fitment-release-schema.ts';
import { MOVED_ROWS_MIGRATION, MOVED_ROWS_OF_RELEASES_MIGRATION } from './moved-rows.ts';
import { RULE_PACK_MIGRATION } from './sqlite-rule-packs.ts';
import {
  UNRESOLVED_COUNTS_MIGRATION,
  UNRESOLVED_MIGRATION,
  UNRESOLVED_OF_PARTS_MIGRATION,
} from './sqlite-unresolved-fitments.ts';
import { VEHICLE_MIGRATION } from './vehicle-tables.ts';

export const FITMENT_MIGRATIONS: readonly Migration[] = [
  OUTBOX_MIGRATION,
  ...IMPORT_JOB_MIGRATIONS,
  VEHICLE_MIGRATION,
  RULE_PACK_MIGRATION,
  {
    id: '001-part-fitments',
    // `body` holds the fitments as one JSON array: they are read and written as a whole.
    up: `CREATE TABLE part_fitments (
      part_id TEXT PRIMARY KEY,
      publisher TEXT NOT NULL,
      public INTEGER NOT NULL,
      version INTEGER NOT NULL,
      body TEXT NOT NULL
    ) STRICT, WITHOUT ROWID`,
  },
  {
    id: '002-part-version',
    // The catalogue's version of the part that `public` comes from; 0 where it isn't known.
    up: 'ALTER TABLE part_fitments ADD COLUMN part_version INTEGER NOT NULL DEFAULT 0',
  },
  UNRESOLVED_MIGRATION,
  {
    id: '004-part-fitments-in-rows',
    // A table without row ids keeps a quarter of a page of each row in its tree, and the rest of it in a page of its own:
    // three times the room, and two reads of storage for one part.
    up: `CREATE TABLE part_fitments_in_rows (
      part_id TEXT NOT NULL UNIQUE,
      publisher TEXT NOT NULL,
      public INTEGER NOT NULL,
      part_version INTEGER NOT NULL,
      version INTEGER NOT NULL,
      body TEXT NOT NULL
    ) STRICT;
    INSERT INTO part_fitments_in_rows
      SELECT part_id, publisher, public, part_version, version, body FROM part_fitments ORDER BY part_id;
    DROP TABLE part_fitments;
    ALTER TABLE part_fitments_in_rows RENAME TO part_fitments`,
  },
  UNRESOLVED_OF_PARTS_MIGRATION,
  ...RELEASE_MIGRATIONS,
  ...FITMENT_RELEASE_MIGRATIONS,
  ...EXPORT_JOB_MIGRATIONS,
  UNRESOLVED_COUNTS_MIGRATION,
  MOVED_ROWS_MIGRATION,
  MOVED_ROWS_OF_RELEASES_MIGRATION,
];
