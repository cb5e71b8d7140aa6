import type { Database } from 'better-sqlite3';
import type { Migration } from './migrations.ts';

export const INBOX_MIGRATION: Migration = {
  id: 'inbox-1',
  up: `CREATE TABLE inbox (
    consumer TEXT NOT NULL,
    event_id TEXT NOT NULL,
    accepted_at INTEGER NOT NULL,
    PRIMARY KEY (consumer, event_id)
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX inbox_accepted_at ON inbox (accepted_at)`,
};

export interface SqliteInbox {
  /**
   * Whether the consumer sees this event for the first time. Inside the transaction that applies it: both are kept or
   * neither is.
   */
  accept(consumer: string, eventId: string): boolean;
  /**
   * Forgets at most `limit` (default 5,000) events accepted before `olderThan`, which must be further back than the log
   * can deliver again. Returns how many went; call again while it is `limit`.
   */
  prune(olderThan: Date, limit?: number): number;
}

/** The inbox of a file that has `INBOX_MIGRATION`. */
export function sqliteInbox(db: Database): SqliteInbox {
  const insert = db.prepare(
    'INSERT INTO inbox (consumer, event_id, accepted_at) VALUES (?, ?, ?) ON CONFLICT DO NOTHING',
  );
  const remove = db.prepare(
    'DELETE FROM inbox WHERE (consumer, event_id) IN (SELECT consumer, event_id FROM inbox WHERE accepted_at < ? ORDER BY accepted_at LIMIT ?)',
  );
  return {
    accept(consumer, eventId) {
      if (!db.inTransaction) throw new Error('An event is accepted in the transaction that applies it.');
      return insert.run(consumer, eventId, Date.now()).changes === 1;
    },
    prune: (olderThan, limit = 5_000) => remove.run(olderThan.getTime(), limit).changes,
  };
}
