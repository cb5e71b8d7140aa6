import type { Database } from 'better-sqlite3';
import type { Migration } from './migrations.ts';

export const OUTBOX_MIGRATION: Migration = {
  id: 'outbox-1',
  up: `CREATE TABLE outbox (
    sequence INTEGER PRIMARY KEY AUTOINCREMENT,
    topic TEXT NOT NULL,
    key TEXT NOT NULL,
    id TEXT NOT NULL,
    type TEXT NOT NULL,
    value BLOB NOT NULL
  ) STRICT`,
};

export interface OutboxRecord {
  key: string;
  id: string;
  type: string;
  value: Uint8Array;
}

export interface OutboxRow extends OutboxRecord {
  sequence: number;
  topic: string;
}

export interface SqliteOutbox {
  /** Inside the transaction that saves what the event tells of. */
  add(topic: string, record: OutboxRecord): void;
  /** The oldest rows in the order in which they were committed. */
  read(limit: number): OutboxRow[];
  remove(sequences: readonly number[]): void;
}

/**
 * The outbox of a file that has `OUTBOX_MIGRATION`. SQLite has one writer at a time, so a row with a lower sequence is
 * never committed after one with a higher: a reader that goes by sequence skips nothing. A sequence is not used twice.
 */
export function sqliteOutbox(db: Database): SqliteOutbox {
  const insert = db.prepare('INSERT INTO outbox (topic, key, id, type, value) VALUES (?, ?, ?, ?, ?)');
  const select = db.prepare<[number], OutboxRow>(
    'SELECT sequence, topic, key, id, type, value FROM outbox ORDER BY sequence LIMIT ?',
  );
  const remove = db.prepare('DELETE FROM outbox WHERE sequence IN (SELECT value FROM json_each(?))');
  return {
    add(topic, record) {
      if (!db.inTransaction)
        throw new Error('An event is added to the outbox in the transaction that it tells of.');
      insert.run(topic, record.key, record.id, record.type, record.value);
    },
    read: (limit) => select.all(limit),
    remove(sequences) {
      if (sequences.length > 0) remove.run(JSON.stringify(sequences));
    },
  };
}
