import { IMPORT_JOB_MIGRATIONS } from '@qipei/import-job/sqlite';
import { type Migration, OUTBOX_MIGRATION } from '@qipei/sqlite';
import { VEHICLE_MIGRATION } from './vehicle-tables.ts';

export const FITMENT_MIGRATIONS: readonly Migration[] = [
  OUTBOX_MIGRATION,
  ...IMPORT_JOB_MIGRATIONS,
  VEHICLE_MIGRATION,
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
];
