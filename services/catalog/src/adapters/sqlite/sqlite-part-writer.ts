import { TOPICS } from '@qipei/contracts';
import { newId } from '@qipei/kernel';
import { type Database, immediateTransaction, sqliteOutbox } from '@qipei/sqlite';
import { type IndexEntry, indexEntries, scopeOf } from '../../domain/number-index.ts';
import {
  type ChangeContext,
  type ChangeCounts,
  type ChangeOutcome,
  noChanges,
  type PartChange,
  sourceOf,
} from '../../domain/part-change.ts';
import type { PartWriter } from '../../domain/part-repository.ts';
import { partEvent } from '../events/part-event.ts';
import { contentHashOf, decodePart, encodeContent, encodePart } from '../protobuf/part-message.ts';
import { brandCounters } from './brand-counters.ts';
import { PRIVATE, PUBLIC, WITHDRAWN } from './schema.ts';

interface IdentityRow {
  seq: number;
  part_id: string;
  visibility: number;
  version: number;
  content_hash: Buffer;
}

const NO_BYTES = new Uint8Array(0);

export interface SqlitePartWriter extends PartWriter {
  apply(changes: readonly PartChange[], context: ChangeContext): ChangeCounts;
}

/** Writes parts, their index and their events. The database has `CATALOG_MIGRATIONS`. */
export function sqlitePartWriter(db: Database): SqlitePartWriter {
  const outbox = sqliteOutbox(db);
  const counters = brandCounters(db);
  const index = numberIndexWriter(db);
  const byIdentity = db.prepare<[string, string, string], IdentityRow>(
    'SELECT seq, part_id, visibility, version, content_hash FROM part_identity WHERE publisher = ? AND brand_key = ? AND number_key = ?',
  );
  const insertPart = db.prepare(
    'INSERT INTO part (part_id, publisher, visibility, body) VALUES (?, ?, ?, ?)',
  );
  const insertIdentity = db.prepare('INSERT INTO part_identity VALUES (?, ?, ?, ?, ?, ?, ?, ?)');
  const updatePart = db.prepare('UPDATE part SET visibility = ?, body = ? WHERE seq = ?');
  const updateIdentity = db.prepare(
    'UPDATE part_identity SET visibility = ?, version = ?, content_hash = ? WHERE publisher = ? AND brand_key = ? AND number_key = ?',
  );
  const bodyOf = db.prepare<[number], Buffer>('SELECT body FROM part WHERE seq = ?').pluck();

  /** Takes what the stored version adds to the index and the counters out of them. */
  function unindex(seq: number, publisher: string): { removed: IndexEntry[]; scope: string; brand: string } {
    const body = bodyOf.get(seq);
    if (body === undefined) throw new Error('a part has an identity and no row');
    const old = decodePart(body);
    return { removed: indexEntries(old, publisher), scope: scopeOf(old, publisher), brand: old.brand };
  }

  function upsert(
    { identity, content, row }: Extract<PartChange, { action: 'upsert' }>,
    context: ChangeContext,
  ): ChangeOutcome {
    const { publisher, now } = context;
    const { brandKey, partNumberKey } = identity;
    const bytes = encodeContent(content);
    const contentHash = contentHashOf(bytes);
    const known = byIdentity.get(publisher, brandKey, partNumberKey);
    if (known !== undefined && known.visibility !== WITHDRAWN && known.content_hash.equals(contentHash))
      return 'unchanged';
    const partId = known?.part_id ?? newId('part');
    const version = (known?.version ?? 0) + 1;
    const visibility = content.visibility === 'public' ? PUBLIC : PRIVATE;
    const source = sourceOf(context, row);
    const body = encodePart(bytes, { partId, publisher, version, source, updatedAt: now });
    if (known === undefined) {
      const seq = Number(insertPart.run(partId, publisher, visibility, body).lastInsertRowid);
      insertIdentity.run(publisher, brandKey, partNumberKey, seq, partId, visibility, version, contentHash);
      index.add(seq, indexEntries(content, publisher));
    } else {
      const before = known.visibility === WITHDRAWN ? undefined : unindex(known.seq, publisher);
      updatePart.run(visibility, body, known.seq);
      updateIdentity.run(visibility, version, contentHash, publisher, brandKey, partNumberKey);
      index.replace(known.seq, before?.removed ?? [], indexEntries(content, publisher));
      if (before !== undefined) counters.add(before.scope, brandKey, before.brand, -1);
    }
    counters.add(scopeOf(content, publisher), brandKey, content.brand, 1);
    outbox.add(TOPICS.catalogPart, partEvent({ partId, version }, body, context));
    return known === undefined || known.visibility === WITHDRAWN ? 'created' : 'updated';
  }

  function withdraw(
    { identity: { brandKey, partNumberKey } }: PartChange,
    context: ChangeContext,
  ): ChangeOutcome {
    const { publisher } = context;
    const known = byIdentity.get(publisher, brandKey, partNumberKey);
    if (known === undefined || known.visibility === WITHDRAWN) return 'unchanged';
    const version = known.version + 1;
    const before = unindex(known.seq, publisher);
    updatePart.run(WITHDRAWN, NO_BYTES, known.seq);
    updateIdentity.run(WITHDRAWN, version, NO_BYTES, publisher, brandKey, partNumberKey);
    index.replace(known.seq, before.removed, []);
    counters.add(before.scope, brandKey, before.brand, -1);
    outbox.add(TOPICS.catalogPart, partEvent({ partId: known.part_id, version }, undefined, context));
    return 'deleted';
  }

  return {
    apply(changes, context) {
      const counts = noChanges();
      try {
        immediateTransaction(db, () => {
          for (const change of changes)
            counts[change.action === 'upsert' ? upsert(change, context) : withdraw(change, context)] += 1;
          index.flush();
          counters.flush();
        });
      } catch (error) {
        index.forget();
        counters.forget();
        throw error;
      }
      return counts;
    },
  };
}

/** Collects new entries and inserts them in key order: neighbours share a page. */
function numberIndexWriter(db: Database) {
  const insert = db.prepare('INSERT INTO number_index VALUES (?, ?, ?, ?, ?)');
  const remove = db.prepare(
    'DELETE FROM number_index WHERE number_key = ? AND scope = ? AND kind = ? AND space = ? AND seq = ?',
  );
  let waiting: { seq: number; entry: IndexEntry }[] = [];

  function flush(): void {
    waiting.sort(({ entry: { key: a } }, { entry: { key: b } }) => (a < b ? -1 : a > b ? 1 : 0));
    for (const { seq, entry } of waiting) insert.run(entry.key, entry.scope, entry.kind, entry.space, seq);
    waiting = [];
  }

  return {
    add(seq: number, entries: readonly IndexEntry[]): void {
      for (const entry of entries) waiting.push({ seq, entry });
    },
    replace(seq: number, before: readonly IndexEntry[], after: readonly IndexEntry[]): void {
      flush();
      const old = new Map(before.map((entry) => [entryKey(entry), entry]));
      for (const entry of after)
        if (!old.delete(entryKey(entry))) insert.run(entry.key, entry.scope, entry.kind, entry.space, seq);
      for (const { key, scope, kind, space } of old.values()) remove.run(key, scope, kind, space, seq);
    },
    flush,
    /** After a rollback. */
    forget(): void {
      waiting = [];
    },
  };
}

function entryKey({ key, scope, kind, space }: IndexEntry): string {
  return JSON.stringify([key, scope, kind, space]);
}
