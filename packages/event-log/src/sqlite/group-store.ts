import { randomInt } from 'node:crypto';
import type { Database } from '@qipei/sqlite';
import type { DeadLetter, LogRecord } from '../event-log.ts';

export interface Position {
  position: number;
  /** Names the group's newest subscription, which alone may move the position. */
  generation: number;
  failing_offset: number | null;
  failures: number;
}

export interface ParkedRecord {
  sequence: number;
  record: LogRecord;
}

interface DeadLetterRow {
  sequence: number;
  record_offset: number;
  key: string;
  id: string;
  type: string;
  appended_at: number;
  value: Uint8Array;
  error: string;
  attempts: number;
  parked_at: number;
}

/** One group's state in one topic. What writes is called inside a transaction. */
export interface GroupStore {
  /** Takes the topic over from any earlier subscription of the group. */
  claim(): Position;
  position(): Position | undefined;
  /** False where the position isn't what the caller left: somebody else has taken over. */
  advance(from: Position, to: number): boolean;
  /** Remembers failed deliveries, so that a restart doesn't start counting anew. */
  countFailure(generation: number, offset: number, failures: number): boolean;
  park(record: LogRecord, error: unknown): void;
  deadLetters(limit: number): DeadLetter[];
  countDeadLetters(): number;
  /** Marks parked records for another delivery. */
  putBack(limit: number): number;
  nextPutBack(): ParkedRecord | undefined;
  /** How many are put back, up to a sequence. */
  countPutBack(upTo: number): number;
  lastPutBack(): number;
  replayed(sequence: number): void;
  parkAgain(sequence: number, attempts: number, error: unknown): void;
  countReplay(sequence: number, attempts: number): void;
  /** Drops the position and the dead letters. */
  forget(): void;
}

/** A forgotten group begins anew somewhere else, so that a subscription from before finds that it is not its own. */
const FIRST_GENERATIONS = 2 ** 47;

export function groupStore(db: Database, group: string, topic: string, topicId: number): GroupStore {
  const key = [group, topicId] as const;
  const claim = db.prepare(
    `INSERT INTO position (group_name, topic_id, position, generation) VALUES (?, ?, 0, ?)
     ON CONFLICT DO UPDATE SET generation = generation + 1`,
  );
  const select = db.prepare<[string, number], Position>(
    'SELECT position, generation, failing_offset, failures FROM position WHERE group_name = ? AND topic_id = ?',
  );
  const advance = db.prepare(
    `UPDATE position SET position = ?, failing_offset = NULL, failures = 0
     WHERE group_name = ? AND topic_id = ? AND generation = ? AND position = ?`,
  );
  const countFailure = db.prepare(
    'UPDATE position SET failing_offset = ?, failures = ? WHERE group_name = ? AND topic_id = ? AND generation = ?',
  );
  const insert = db.prepare(
    `INSERT INTO dead_letter (group_name, topic_id, record_offset, key, id, type, appended_at, value, error, attempts, parked_at)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  );
  const columns = 'sequence, record_offset, key, id, type, appended_at, value, error, attempts, parked_at';
  const list = (replay: 0 | 1) =>
    db.prepare<[string, number, number], DeadLetterRow>(
      `SELECT ${columns} FROM dead_letter WHERE group_name = ? AND topic_id = ? AND replay = ${replay} ORDER BY sequence LIMIT ?`,
    );
  const parked = list(0);
  const waiting = list(1);
  const mark = db.prepare(
    `UPDATE dead_letter SET replay = 1 WHERE sequence IN (
       SELECT sequence FROM dead_letter WHERE group_name = ? AND topic_id = ? AND replay = 0 ORDER BY sequence LIMIT ?)`,
  );
  const count = db
    .prepare<[string, number, number], number>(
      'SELECT count(*) FROM dead_letter WHERE group_name = ? AND topic_id = ? AND replay = 1 AND sequence <= ?',
    )
    .pluck();
  const countParked = db
    .prepare<[string, number], number>(
      'SELECT count(*) FROM dead_letter WHERE group_name = ? AND topic_id = ? AND replay = 0',
    )
    .pluck();
  const last = db
    .prepare<[string, number], number | null>(
      'SELECT max(sequence) FROM dead_letter WHERE group_name = ? AND topic_id = ? AND replay = 1',
    )
    .pluck();
  const remove = db.prepare('DELETE FROM dead_letter WHERE sequence = ?');
  const parkAgain = db.prepare(
    'UPDATE dead_letter SET replay = 0, attempts = ?, error = ?, parked_at = ? WHERE sequence = ?',
  );
  const forgetting = ['position', 'dead_letter'].map((table) =>
    db.prepare(`DELETE FROM ${table} WHERE group_name = ? AND topic_id = ?`),
  );
  const countReplay = db.prepare('UPDATE dead_letter SET attempts = ? WHERE sequence = ?');

  return {
    claim() {
      claim.run(...key, randomInt(FIRST_GENERATIONS));
      return select.get(...key) as Position;
    },
    position: () => select.get(...key),
    advance: (from, to) => advance.run(to, ...key, from.generation, from.position).changes === 1,
    countFailure: (generation, offset, failures) =>
      countFailure.run(offset, failures, ...key, generation).changes === 1,
    park(record, error) {
      const { offset, id, type, value, timestamp, attempt } = record;
      const appendedAt = timestamp.getTime();
      insert.run(
        ...key,
        offset,
        record.key,
        id,
        type,
        appendedAt,
        value,
        errorText(error),
        attempt,
        Date.now(),
      );
    },
    deadLetters: (limit) =>
      parked.all(...key, limit).map((row) => ({
        topic,
        group,
        offset: row.record_offset,
        key: row.key,
        id: row.id,
        type: row.type,
        value: row.value,
        error: row.error,
        attempts: row.attempts,
        parkedAt: new Date(row.parked_at),
      })),
    countDeadLetters: () => countParked.get(...key) ?? 0,
    putBack: (limit) => mark.run(...key, limit).changes,
    nextPutBack() {
      const [row] = waiting.all(...key, 1);
      if (row === undefined) return undefined;
      const { record_offset: offset, key: recordKey, id, type, value } = row;
      const timestamp = new Date(row.appended_at);
      return {
        sequence: row.sequence,
        record: { topic, offset, key: recordKey, id, type, value, timestamp, attempt: row.attempts + 1 },
      };
    },
    countPutBack: (upTo) => count.get(...key, upTo) ?? 0,
    lastPutBack: () => last.get(...key) ?? 0,
    replayed: (sequence) => void remove.run(sequence),
    parkAgain: (sequence, attempts, error) =>
      void parkAgain.run(attempts, errorText(error), Date.now(), sequence),
    countReplay: (sequence, attempts) => void countReplay.run(attempts, sequence),
    forget() {
      for (const each of forgetting) each.run(...key);
    },
  };
}

function errorText(error: unknown): string {
  return (error instanceof Error ? (error.stack ?? error.message) : String(error)).slice(0, 4_000);
}
