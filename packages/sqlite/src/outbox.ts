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
  /**
   * How many rows wait. Quick at any length, for a metric: exact below 10,000, from there on the span from the oldest
   * to the newest, which also counts what was removed between them.
   */
  length(): number;
  /** The row that has waited longest, for a metric. */
  oldest(): OutboxRow | undefined;
}

const COUNTED = 10_000;

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
  const removeRun = db.prepare('DELETE FROM outbox WHERE sequence BETWEEN ? AND ?');
  const length = db
    .prepare<[number, number], number>(
      `SELECT CASE WHEN waiting < ? THEN waiting ELSE
         (SELECT max(sequence) FROM outbox) - (SELECT min(sequence) FROM outbox) + 1 END
       FROM (SELECT count(*) AS waiting FROM (SELECT 1 FROM outbox LIMIT ?))`,
    )
    .pluck();
  return {
    add(topic, record) {
      if (!db.inTransaction)
        throw new Error('An event is added to the outbox in the transaction that it tells of.');
      insert.run(topic, record.key, record.id, record.type, record.value);
    },
    read: (limit) => select.all(limit),
    remove(sequences) {
      const [first, last] = [sequences[0], sequences.at(-1)];
      if (first === undefined || last === undefined) return;
      // What was read in one go stands without gaps, as a rule: then it goes as one range.
      if (last - first === sequences.length - 1 && isAscending(sequences)) removeRun.run(first, last);
      else remove.run(JSON.stringify(sequences));
    },
    length: () => length.get(COUNTED, COUNTED) ?? 0,
    oldest: () => select.get(1),
  };
}

function isAscending(numbers: readonly number[]): boolean {
  return numbers.every((number, at) => at === 0 || number > (numbers[at - 1] ?? number));
}
