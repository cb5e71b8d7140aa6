import { TOPICS } from '@qipei/contracts';
import { newId } from '@qipei/kernel';
import { type Database, sqliteOutbox } from '@qipei/sqlite';
import { type IndexEntry, indexEntries, scopeOf } from '../../domain/number-index.ts';
import type { PartContent, PartIdentity } from '../../domain/part.ts';
import { type EventContext, partEvent } from '../events/part-event.ts';
import { decodePart, encodePart } from '../protobuf/part-message.ts';
import { brandCounters } from './brand-counters.ts';
import { numberIndexWriter } from './number-index-writer.ts';
import { PRIVATE, PUBLIC, WITHDRAWN } from './schema.ts';

/** A publisher's part as it is live, or as it was when it was withdrawn. */
export interface LivePart {
  seq: number;
  part_id: string;
  visibility: number;
  version: number;
  /** Empty of one that was withdrawn. */
  content_hash: Buffer;
  /** The data set that last said it. */
  feed: string;
}

/** What a part is to say. */
export interface NewContent {
  content: PartContent;
  /** `content`, encoded, and its hash. */
  bytes: Uint8Array;
  hash: Buffer;
  /** Import and row of it. */
  source: string;
  feed: string;
}

const NO_BYTES = new Uint8Array(0);

/**
 * Live parts with their index, their counts and their events, written inside the caller's transaction; `flush` before it
 * ends, `forget` after it was rolled back. The database has `CATALOG_MIGRATIONS`.
 */
export function sqlitePartTable(db: Database) {
  const outbox = sqliteOutbox(db);
  const counters = brandCounters(db);
  const index = numberIndexWriter(db);
  const byIdentity = db.prepare<[string, string, string], LivePart>(
    `SELECT seq, part_id, visibility, version, content_hash, feed FROM part_identity
     WHERE publisher = ? AND brand_key = ? AND number_key = ?`,
  );
  const insertPart = db.prepare(
    'INSERT INTO part (part_id, publisher, visibility, body) VALUES (?, ?, ?, ?)',
  );
  const insertIdentity = db.prepare(`INSERT INTO part_identity
    (publisher, brand_key, number_key, seq, part_id, visibility, version, content_hash, feed)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`);
  const updatePart = db.prepare('UPDATE part SET visibility = ?, body = ? WHERE seq = ?');
  const updateIdentity =
    db.prepare(`UPDATE part_identity SET visibility = ?, version = ?, content_hash = ?, feed = ?
    WHERE publisher = ? AND brand_key = ? AND number_key = ?`);
  const updateFeed = db.prepare(
    'UPDATE part_identity SET feed = ? WHERE publisher = ? AND brand_key = ? AND number_key = ?',
  );
  const bodyOf = db.prepare<[number], Buffer>('SELECT body FROM part WHERE seq = ?').pluck();

  /** Takes what the stored version adds to the index and the counters out of them. */
  function unindex(
    seq: number,
    publisher: string,
  ): { removed: IndexEntry[]; scope: string; brand: string; source: string } {
    const body = bodyOf.get(seq);
    if (body === undefined) throw new Error('a part has an identity and no row');
    const old = decodePart(body);
    const { brand, source } = old;
    return { removed: indexEntries(old, publisher), scope: scopeOf(old, publisher), brand, source };
  }

  return {
    find: (publisher: string, { brandKey, partNumberKey }: PartIdentity): LivePart | undefined =>
      byIdentity.get(publisher, brandKey, partNumberKey),

    /** Writes a version of a part; `known` is what `find` gave. Returns the source of the live version that it replaces. */
    put(
      known: LivePart | undefined,
      { brandKey, partNumberKey }: PartIdentity,
      { content, bytes, hash, source, feed }: NewContent,
      context: EventContext,
    ): string | undefined {
      const { publisher, now } = context;
      const partId = known?.part_id ?? newId('part');
      const version = (known?.version ?? 0) + 1;
      const visibility = content.visibility === 'public' ? PUBLIC : PRIVATE;
      const body = encodePart(bytes, { partId, publisher, version, source, updatedAt: now });
      let replaced: string | undefined;
      if (known === undefined) {
        const seq = Number(insertPart.run(partId, publisher, visibility, body).lastInsertRowid);
        insertIdentity.run(publisher, brandKey, partNumberKey, seq, partId, visibility, version, hash, feed);
        index.add(seq, indexEntries(content, publisher));
      } else {
        const before = known.visibility === WITHDRAWN ? undefined : unindex(known.seq, publisher);
        updatePart.run(visibility, body, known.seq);
        updateIdentity.run(visibility, version, hash, feed, publisher, brandKey, partNumberKey);
        index.replace(known.seq, before?.removed ?? [], indexEntries(content, publisher));
        if (before !== undefined) counters.add(before.scope, brandKey, before.brand, -1);
        replaced = before?.source;
      }
      counters.add(scopeOf(content, publisher), brandKey, content.brand, 1);
      outbox.add(TOPICS.catalogPart, partEvent({ partId, version }, body, context));
      return replaced;
    },

    /** Withdraws a part that is live. Returns the source of the version that was. */
    withdraw(
      known: LivePart,
      { brandKey, partNumberKey }: PartIdentity,
      feed: string,
      context: EventContext,
    ): string {
      const { publisher } = context;
      const version = known.version + 1;
      const before = unindex(known.seq, publisher);
      updatePart.run(WITHDRAWN, NO_BYTES, known.seq);
      updateIdentity.run(WITHDRAWN, version, NO_BYTES, feed, publisher, brandKey, partNumberKey);
      index.replace(known.seq, before.removed, []);
      counters.add(before.scope, brandKey, before.brand, -1);
      outbox.add(TOPICS.catalogPart, partEvent({ partId: known.part_id, version }, undefined, context));
      return before.source;
    },

    /** Another data set says the same of a part: nothing that anybody is told of. */
    moveTo(feed: string, publisher: string, { brandKey, partNumberKey }: PartIdentity): void {
      updateFeed.run(feed, publisher, brandKey, partNumberKey);
    },

    flush(): void {
      index.flush();
      counters.flush();
    },
    forget(): void {
      index.forget();
      counters.forget();
    },
  };
}
