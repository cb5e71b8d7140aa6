import { type Migration, OUTBOX_MIGRATION } from '@qipei/sqlite';

/** Values of part.visibility and part_identity.visibility; a withdrawn part keeps its id and its count of versions. */
export const WITHDRAWN = 0;
export const PRIVATE = 1;
export const PUBLIC = 2;

export const CATALOG_MIGRATIONS: readonly Migration[] = [
  OUTBOX_MIGRATION,
  {
    id: 'catalog-1-part',
    // `body` is an encoded qipei.catalog.v1.Part, last so that the columns before it are read without it.
    up: `CREATE TABLE part (
      seq INTEGER PRIMARY KEY,
      part_id TEXT NOT NULL UNIQUE,
      publisher TEXT NOT NULL,
      visibility INTEGER NOT NULL,
      body BLOB NOT NULL
    ) STRICT;
    CREATE INDEX part_of_publisher ON part (publisher, part_id) WHERE visibility > 0;
    CREATE INDEX part_public ON part (part_id) WHERE visibility = 2;
    CREATE TABLE part_identity (
      publisher TEXT NOT NULL,
      brand_key TEXT NOT NULL,
      number_key TEXT NOT NULL,
      seq INTEGER NOT NULL,
      part_id TEXT NOT NULL,
      visibility INTEGER NOT NULL,
      version INTEGER NOT NULL,
      content_hash BLOB NOT NULL,
      PRIMARY KEY (publisher, brand_key, number_key)
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX part_identity_public ON part_identity (brand_key, number_key, seq, part_id) WHERE visibility = 2;
    CREATE TABLE number_index (
      number_key TEXT NOT NULL,
      scope TEXT NOT NULL,
      kind INTEGER NOT NULL,
      space TEXT NOT NULL,
      seq INTEGER NOT NULL,
      PRIMARY KEY (number_key, scope, kind, space, seq)
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE brand_count (
      scope TEXT NOT NULL,
      brand_key TEXT NOT NULL,
      name TEXT NOT NULL,
      parts INTEGER NOT NULL,
      PRIMARY KEY (scope, brand_key)
    ) STRICT, WITHOUT ROWID`,
  },
  {
    id: 'catalog-2-identity-of-part',
    // From a part to its identity, for what goes through all parts.
    up: 'CREATE INDEX part_identity_of_part ON part_identity (seq)',
  },
  {
    id: 'catalog-feed-of-part',
    // The data set that last said the part; what it says isn't part of the content.
    up: "ALTER TABLE part_identity ADD COLUMN feed TEXT NOT NULL DEFAULT ''",
  },
];
