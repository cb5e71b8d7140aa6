import type { Database } from '@qipei/sqlite';
import type { IndexEntry } from '../../domain/number-index.ts';

/** Collects new entries and inserts them in key order: neighbours share a page. */
export function numberIndexWriter(db: Database) {
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
