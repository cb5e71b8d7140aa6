import { KEY_RULES_VERSION } from '@qipei/part-number';
import { failOpenReleases } from '@qipei/release/sqlite';
import type { Migration } from '@qipei/sqlite';

/** Values of part_release_change.change, in the order in which they are listed. `MOVED`: another data set says the same. */
export const ADDED = 1;
export const CHANGED = 2;
export const REMOVED = 3;
export const MOVED = 4;

/** What releases of parts hold; `release` is the sequence of a release. */
export const PART_RELEASE_MIGRATIONS: readonly Migration[] = [
  {
    id: 'part-release-1',
    // Contents stand in the order of the file, so that they are appended; only their keys are sorted.
    up: `CREATE TABLE staged_content (
      id INTEGER PRIMARY KEY,
      content BLOB NOT NULL
    ) STRICT;
    CREATE TABLE staged_part (
      release INTEGER NOT NULL,
      brand_key TEXT NOT NULL,
      number_key TEXT NOT NULL,
      row INTEGER NOT NULL,
      content_id INTEGER NOT NULL,
      content_hash BLOB NOT NULL,
      repeats INTEGER NOT NULL DEFAULT 0,
      PRIMARY KEY (release, brand_key, number_key)
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX staged_part_repeated ON staged_part (release, row) WHERE repeats > 0;
    CREATE TABLE part_release_change (
      release INTEGER NOT NULL,
      change INTEGER NOT NULL,
      brand_key TEXT NOT NULL,
      number_key TEXT NOT NULL,
      before_version INTEGER NOT NULL,
      before_feed TEXT NOT NULL,
      before_body BLOB,
      PRIMARY KEY (release, change, brand_key, number_key)
    ) STRICT, WITHOUT ROWID`,
  },
];

const RULES_CHANGED =
  'number-rules-changed: The rules of part numbers have changed since the file was read; send it again.';

/** One for every change of the rules: what is staged has keys of the rules before. */
export const STAGED_KEY_MIGRATIONS: readonly Migration[] = Array.from(
  { length: KEY_RULES_VERSION - 1 },
  (_, at) => ({
    id: `part-release-number-rules-${at + 2}`,
    up: (db) => failOpenReleases(db, RULES_CHANGED, new Date()),
  }),
);
