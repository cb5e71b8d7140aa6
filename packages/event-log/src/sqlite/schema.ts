import type { Migration } from '@qipei/sqlite';

/**
 * Offsets are handed out under the write lock and never again, also when the newest records have been trimmed. The index
 * by topic carries the offset, as every index carries the row's.
 */
export const EVENT_LOG_MIGRATIONS: readonly Migration[] = [
  {
    id: 'event-log-1',
    up: `
      CREATE TABLE topic (
        id INTEGER PRIMARY KEY,
        name TEXT NOT NULL UNIQUE
      ) STRICT;
      CREATE TABLE record (
        record_offset INTEGER PRIMARY KEY AUTOINCREMENT,
        topic_id INTEGER NOT NULL,
        key TEXT NOT NULL,
        id TEXT NOT NULL,
        type TEXT NOT NULL,
        appended_at INTEGER NOT NULL,
        value BLOB NOT NULL
      ) STRICT;
      CREATE INDEX record_topic ON record (topic_id);
      CREATE TABLE position (
        group_name TEXT NOT NULL,
        topic_id INTEGER NOT NULL REFERENCES topic (id),
        position INTEGER NOT NULL,
        generation INTEGER NOT NULL,
        failing_offset INTEGER,
        failures INTEGER NOT NULL DEFAULT 0,
        PRIMARY KEY (group_name, topic_id)
      ) STRICT, WITHOUT ROWID;
      CREATE INDEX position_topic ON position (topic_id, position);
      CREATE TABLE dead_letter (
        sequence INTEGER PRIMARY KEY AUTOINCREMENT,
        group_name TEXT NOT NULL,
        topic_id INTEGER NOT NULL REFERENCES topic (id),
        record_offset INTEGER NOT NULL,
        key TEXT NOT NULL,
        id TEXT NOT NULL,
        type TEXT NOT NULL,
        appended_at INTEGER NOT NULL,
        value BLOB NOT NULL,
        error TEXT NOT NULL,
        attempts INTEGER NOT NULL,
        parked_at INTEGER NOT NULL,
        replay INTEGER NOT NULL DEFAULT 0
      ) STRICT;
      CREATE INDEX dead_letter_group ON dead_letter (group_name, topic_id, replay)`,
  },
];
