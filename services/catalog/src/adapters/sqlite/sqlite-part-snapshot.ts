import type { Snapshot } from '@qipei/kernel';
import { type Database, immediateTransaction } from '@qipei/sqlite';
import { indexEntries, scopeOf } from '../../domain/number-index.ts';
import type { PartRecord } from '../../domain/part-snapshot.ts';
import { decodePart } from '../protobuf/part-message.ts';
import { brandCounters } from './brand-counters.ts';
import { PRIVATE, PUBLIC, WITHDRAWN } from './schema.ts';

const PAGE = 1_000;
const NO_BYTES = new Uint8Array(0);

interface PartRow {
  part_id: string;
  publisher: string;
  brand_key: string;
  number_key: string;
  version: number;
  visibility: number;
  content_hash: Buffer;
  feed: string;
  body: Buffer;
}

/** Of a file that has `CATALOG_MIGRATIONS`; in id order. */
export function sqlitePartSnapshot(db: Database): Omit<Snapshot<PartRecord>, keyof AsyncDisposable> {
  const page = db.prepare<[string], PartRow>(
    `SELECT part.part_id, part.publisher, brand_key, number_key, version, part_identity.visibility, content_hash, feed, body
     FROM part JOIN part_identity ON part_identity.seq = part.seq AND part_identity.publisher = part.publisher
     WHERE part.part_id > ? ORDER BY part.part_id LIMIT ${PAGE}`,
  );
  const insertPart = db.prepare(
    'INSERT OR IGNORE INTO part (part_id, publisher, visibility, body) VALUES (?, ?, ?, ?)',
  );
  const insertIdentity = db.prepare(`INSERT INTO part_identity
    (publisher, brand_key, number_key, seq, part_id, visibility, version, content_hash, feed)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`);
  const insertNumber = db.prepare('INSERT INTO number_index VALUES (?, ?, ?, ?, ?)');
  const counters = brandCounters(db);

  function take({ partId, publisher, brandKey, partNumberKey, version, feed, content }: PartRecord): void {
    const part = content && decodePart(content.body);
    const visibility = part === undefined ? WITHDRAWN : part.visibility === 'public' ? PUBLIC : PRIVATE;
    const body = content?.body ?? NO_BYTES;
    const { changes, lastInsertRowid } = insertPart.run(partId, publisher, visibility, body);
    // It is there from a copy that was broken off, with all that goes with it.
    if (changes === 0) return;
    const seq = Number(lastInsertRowid);
    const hash = content?.hash ?? NO_BYTES;
    insertIdentity.run(publisher, brandKey, partNumberKey, seq, partId, visibility, version, hash, feed);
    if (part === undefined) return;
    for (const { key, scope, kind, space } of indexEntries(part, publisher))
      insertNumber.run(key, scope, kind, space, seq);
    counters.add(scopeOf(part, publisher), brandKey, part.brand, 1);
  }

  function takeAll(records: readonly PartRecord[]): void {
    try {
      immediateTransaction(db, () => {
        for (const record of records) take(record);
        counters.flush();
      });
    } catch (error) {
      counters.forget();
      throw error;
    }
  }

  return {
    isEmpty: async () => page.get('') === undefined,
    async *read() {
      let after = '';
      for (let rows = page.all(after); rows.length > 0; rows = page.all(after)) {
        for (const row of rows) yield toRecord(row);
        after = rows.at(-1)?.part_id ?? after;
      }
    },
    async write(records) {
      let waiting: PartRecord[] = [];
      for await (const record of records) {
        if (waiting.push(record) < PAGE) continue;
        takeAll(waiting);
        waiting = [];
      }
      takeAll(waiting);
    },
  };
}

function toRecord(row: PartRow): PartRecord {
  const { part_id: partId, publisher, brand_key: brandKey, number_key: partNumberKey, version, feed } = row;
  const content =
    row.visibility === WITHDRAWN
      ? undefined
      : { hash: new Uint8Array(row.content_hash), body: new Uint8Array(row.body) };
  return { kind: 'part', partId, publisher, brandKey, partNumberKey, version, feed, content };
}
