import type { Database } from '@qipei/sqlite';
import type { LogRecord, NewRecord } from '../event-log.ts';

interface RecordRow {
  record_offset: number;
  key: string;
  id: string;
  type: string;
  appended_at: number;
  value: Uint8Array;
}

export interface RecordStore {
  topicId(topic: string): number | undefined;
  ensureTopic(topic: string): number;
  append(topicId: number, records: readonly NewRecord[], at: Date): void;
  /** The records behind `position`, at most `limit`, and fewer where they are large. */
  read(topic: string, topicId: number, position: number, limit: number): LogRecord[];
  /** The offset of the topic's newest record, 0 where there is none. */
  head(topicId: number): number;
  count(topicId: number, position: number): number;
  /** Whether the oldest record has been passed by every group and is older. */
  trimmable(topicId: number, olderThan: Date): boolean;
  /** Deletes at most `limit` of the oldest records that every group has passed. Returns how many. */
  trim(topicId: number, olderThan: Date, limit: number): number;
  topicIds(): number[];
}

const MAX_BATCH_BYTES = 4 * 1024 * 1024;

/** The topics and their records. What writes is called inside a transaction. */
export function recordStore(db: Database): RecordStore {
  const selectTopic = db.prepare<[string], number>('SELECT id FROM topic WHERE name = ?').pluck();
  const insertTopic = db.prepare('INSERT INTO topic (name) VALUES (?)');
  const topicIds = db.prepare<[], number>('SELECT id FROM topic').pluck();
  const insert = db.prepare(
    'INSERT INTO record (topic_id, key, id, type, appended_at, value) VALUES (?, ?, ?, ?, ?, ?)',
  );
  const select = db.prepare<[number, number, number], RecordRow>(
    `SELECT record_offset, key, id, type, appended_at, value FROM record
     WHERE topic_id = ? AND record_offset > ? ORDER BY record_offset LIMIT ?`,
  );
  const head = db
    .prepare<[number], number | null>('SELECT max(record_offset) FROM record WHERE topic_id = ?')
    .pluck();
  const count = db
    .prepare<[number, number], number>('SELECT count(*) FROM record WHERE topic_id = ? AND record_offset > ?')
    .pluck();
  const slowest = db
    .prepare<[number], number | null>('SELECT min(position) FROM position WHERE topic_id = ?')
    .pluck();
  const oldest = db.prepare<[number, number, number], { record_offset: number; appended_at: number }>(
    `SELECT record_offset, appended_at FROM record
     WHERE topic_id = ? AND record_offset <= ? ORDER BY record_offset LIMIT ?`,
  );
  const remove = db.prepare('DELETE FROM record WHERE topic_id = ? AND record_offset <= ?');

  const passed = (topicId: number) => slowest.get(topicId) ?? Number.MAX_SAFE_INTEGER;

  return {
    topicId: (topic) => selectTopic.get(topic),
    ensureTopic: (topic) => selectTopic.get(topic) ?? Number(insertTopic.run(topic).lastInsertRowid),
    append(topicId, records, at) {
      const time = at.getTime();
      for (const { key, id, type, value } of records) insert.run(topicId, key, id, type, time, value);
    },
    read(topic, topicId, position, limit) {
      const records: LogRecord[] = [];
      let bytes = 0;
      for (const row of select.iterate(topicId, position, limit)) {
        records.push({
          topic,
          offset: row.record_offset,
          key: row.key,
          id: row.id,
          type: row.type,
          value: row.value,
          timestamp: new Date(row.appended_at),
          attempt: 1,
        });
        bytes += row.value.byteLength;
        if (bytes >= MAX_BATCH_BYTES) break;
      }
      return records;
    },
    head: (topicId) => head.get(topicId) ?? 0,
    count: (topicId, position) => count.get(topicId, position) ?? 0,
    trimmable(topicId, olderThan) {
      const [first] = oldest.all(topicId, passed(topicId), 1);
      return first !== undefined && first.appended_at < olderThan.getTime();
    },
    trim(topicId, olderThan, limit) {
      const candidates = oldest.all(topicId, passed(topicId), limit);
      const kept = candidates.findIndex((each) => each.appended_at >= olderThan.getTime());
      const last = kept === -1 ? candidates.at(-1) : candidates[kept - 1];
      return last === undefined ? 0 : remove.run(topicId, last.record_offset).changes;
    },
    topicIds: () => topicIds.all(),
  };
}
