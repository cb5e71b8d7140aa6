import type { Migration } from '@qipei/sqlite';

/** Tables of the releases of one kind, in the service's own file. */
export const RELEASE_MIGRATIONS: readonly Migration[] = [
  {
    id: 'release-1',
    // `body` is a Release as JSON; the columns before it are those of its fields that are looked for.
    up: `CREATE TABLE data_release (
      sequence INTEGER PRIMARY KEY AUTOINCREMENT,
      id TEXT NOT NULL UNIQUE,
      tenant TEXT NOT NULL,
      feed TEXT NOT NULL,
      state TEXT NOT NULL,
      content TEXT NOT NULL,
      asked INTEGER NOT NULL DEFAULT 0,
      published_at INTEGER,
      body TEXT NOT NULL
    ) STRICT;
    CREATE INDEX data_release_of_tenant ON data_release (tenant, id);
    CREATE INDEX data_release_of_feed ON data_release (tenant, feed, state);
    CREATE INDEX data_release_asked ON data_release (asked) WHERE asked > 0;
    CREATE INDEX data_release_content ON data_release (content) WHERE content <> 'gone';
    CREATE TABLE data_release_rules (
      tenant TEXT PRIMARY KEY,
      body TEXT NOT NULL
    ) STRICT, WITHOUT ROWID`,
  },
  {
    id: 'release-2',
    up: `CREATE INDEX data_release_open ON data_release (tenant, sequence)
        WHERE state IN ('staging', 'staged', 'publishing');
      CREATE INDEX data_release_by_day ON data_release (tenant, feed, published_at);
      CREATE INDEX data_release_of_feed_by_id ON data_release (tenant, feed, id);
      CREATE INDEX data_release_in_state_by_id ON data_release (tenant, state, id)`,
  },
];
