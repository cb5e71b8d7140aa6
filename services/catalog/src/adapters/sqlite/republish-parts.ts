import { TOPICS } from '@qipei/contracts';
import { type Database, immediateTransaction, sqliteOutbox } from '@qipei/sqlite';
import { partEvent } from '../events/part-event.ts';
import { WITHDRAWN } from './schema.ts';

const PAGE = 1_000;

interface PartRow {
  seq: number;
  part_id: string;
  publisher: string;
  visibility: number;
  version: number;
  body: Buffer;
}

/** Tells of every part once more, as it is now and under the version that it has. Returns how many were told of. */
export function republishParts(db: Database, context: { now: Date; traceparent: string }): number {
  const outbox = sqliteOutbox(db);
  const select = db.prepare<[number], PartRow>(
    `SELECT part.seq, part.part_id, part.publisher, part.visibility, part_identity.version, part.body
     FROM part JOIN part_identity ON part_identity.seq = part.seq AND part_identity.publisher = part.publisher
     WHERE part.seq > ? ORDER BY part.seq LIMIT ${PAGE}`,
  );
  let told = 0;
  let after = 0;
  for (let rows = select.all(after); rows.length > 0; rows = select.all(after)) {
    immediateTransaction(db, () => {
      for (const row of rows) outbox.add(TOPICS.catalogPart, eventOf(row, context));
    });
    told += rows.length;
    after = rows.at(-1)?.seq ?? after;
  }
  return told;
}

function eventOf(
  { part_id, publisher, visibility, version, body }: PartRow,
  context: { now: Date; traceparent: string },
): ReturnType<typeof partEvent> {
  const told = visibility === WITHDRAWN ? undefined : body;
  return partEvent({ partId: part_id, version }, told, { ...context, publisher });
}
