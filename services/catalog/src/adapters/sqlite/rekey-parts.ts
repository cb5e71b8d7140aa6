import { randomBytes } from 'node:crypto';
import { TOPICS } from '@qipei/contracts';
import { KEY_RULES_VERSION } from '@qipei/part-number';
import { type Database, isSqliteError, type Migration, sqliteOutbox } from '@qipei/sqlite';
import { indexEntries, scopeOf } from '../../domain/number-index.ts';
import { formerKeys, rekeyed } from '../../domain/rekeyed-part.ts';
import { partEvent } from '../events/part-event.ts';
import { contentHashOf, decodePart, encodeContent, encodePart } from '../protobuf/part-message.ts';

const PAGE = 1_000;

interface PartRow {
  seq: number;
  part_id: string;
  publisher: string;
  version: number;
  body: Buffer;
}

/** One for every change of the rules since the first release; each folds what is stored by the rules of today. */
export const REKEY_MIGRATIONS: readonly Migration[] = Array.from(
  { length: KEY_RULES_VERSION - 1 },
  (_, at) => ({
    id: `catalog-number-rules-${at + 2}`,
    up: rekeyParts,
  }),
);

/**
 * Gives every part the keys that the rules of today give its numbers, and tells of each that changes. A part whose own
 * number would get the key of another part of its publisher keeps the identity that it has: no part is lost.
 */
export function rekeyParts(db: Database): void {
  const outbox = sqliteOutbox(db);
  const context = { now: new Date(), traceparent: newTrace() };
  const select = db.prepare<[number], PartRow>(
    `SELECT part.seq, part.part_id, part.publisher, part_identity.version, part.body
     FROM part JOIN part_identity ON part_identity.seq = part.seq AND part_identity.publisher = part.publisher
     WHERE part.seq > ? AND part.visibility > 0 ORDER BY part.seq LIMIT ${PAGE}`,
  );
  const unindex = db.prepare('DELETE FROM number_index WHERE number_key = ? AND scope = ? AND seq = ?');
  const index = db.prepare('INSERT INTO number_index VALUES (?, ?, ?, ?, ?)');
  const updatePart = db.prepare('UPDATE part SET body = ? WHERE seq = ?');
  const updateIdentity = db.prepare(
    'UPDATE part_identity SET version = ?, content_hash = ? WHERE publisher = ? AND seq = ?',
  );
  const moveIdentity = db.prepare('UPDATE part_identity SET number_key = ? WHERE publisher = ? AND seq = ?');
  for (let after = 0; ; ) {
    const rows = select.all(after);
    for (const row of rows) {
      const { seq, part_id: partId, publisher } = row;
      const before = decodePart(row.body);
      const content = rekeyed(before);
      for (const key of formerKeys(before)) unindex.run(key, scopeOf(before, publisher), seq);
      for (const { key, scope, kind, space } of indexEntries(content, publisher))
        index.run(key, scope, kind, space, seq);
      const bytes = encodeContent(content);
      const hash = contentHashOf(bytes);
      if (hash.equals(contentHashOf(encodeContent(before)))) continue;
      const version = row.version + 1;
      const { source } = before;
      const body = encodePart(bytes, { partId, publisher, version, source, updatedAt: context.now });
      updatePart.run(body, seq);
      updateIdentity.run(version, hash, publisher, seq);
      if (content.partNumberKey !== before.partNumberKey)
        ifFree(() => moveIdentity.run(content.partNumberKey, publisher, seq));
      outbox.add(TOPICS.catalogPart, partEvent({ partId, version }, body, { ...context, publisher }));
    }
    const last = rows.at(-1);
    if (last === undefined) return;
    after = last.seq;
  }
}

function ifFree(move: () => void): void {
  try {
    move();
  } catch (error) {
    if (!isSqliteError(error, 'SQLITE_CONSTRAINT')) throw error;
  }
}

/** A start has no request to belong to. */
function newTrace(): string {
  return `00-${randomBytes(16).toString('hex')}-${randomBytes(8).toString('hex')}-01`;
}
