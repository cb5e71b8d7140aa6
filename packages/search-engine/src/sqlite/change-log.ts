import type { Database } from '@qipei/sqlite';

/** Cards of documents; any other number is a tenant's. */
export const DOCUMENT_CARDS = 0;

/** How much of the log is kept. A reader that is further behind loads everything anew. */
const KEPT_CHARACTERS = 16 * 1024 * 1024;
const TRIM_AT_ONCE = 32;

export interface Change {
  seq: number;
  tenant: number;
  /** Comma-separated JSON arrays. */
  cards: string;
}

/** What tells readers in other connections which of their columns to renew. Written in the writer's transaction. */
export function changeWriter(db: Database) {
  const last = db.prepare<[], { seq: number; ends: number }>(
    'SELECT seq, ends FROM change ORDER BY seq DESC LIMIT 1',
  );
  const insert = db.prepare<[number, number, number, string]>(
    'INSERT INTO change (seq, tenant, ends, cards) VALUES (?, ?, ?, ?)',
  );
  const oldest = db.prepare<[number], { seq: number; ends: number }>(
    'SELECT seq, ends FROM change ORDER BY seq LIMIT ?',
  );
  const remove = db.prepare<[number]>('DELETE FROM change WHERE seq <= ?');
  return function record(changes: Iterable<readonly [tenant: number, cards: readonly string[]]>): void {
    let { seq, ends } = last.get() ?? { seq: 0, ends: 0 };
    for (const [tenant, cards] of changes) {
      if (cards.length === 0) continue;
      const text = cards.join(',');
      seq += 1;
      ends += text.length + 64;
      insert.run(seq, tenant, ends, text);
    }
    const tooOld = oldest.all(TRIM_AT_ONCE).findLast((row) => row.ends < ends - KEPT_CHARACTERS);
    if (tooOld !== undefined) remove.run(tooOld.seq);
  };
}

/** `null` where the log no longer reaches back to `since`. To be called inside a read transaction. */
export function changeReader(db: Database) {
  const first = db.prepare<[], number | null>('SELECT min(seq) FROM change').pluck();
  const latest = db.prepare<[], number | null>('SELECT max(seq) FROM change').pluck();
  const after = db.prepare<[number], Change>(
    'SELECT seq, tenant, cards FROM change WHERE seq > ? ORDER BY seq',
  );
  return {
    latest: (): number => latest.get() ?? 0,
    since(seq: number): Iterable<Change> | null {
      const newest = latest.get() ?? 0;
      if (newest === seq) return [];
      if (newest < seq || (first.get() ?? 0) > seq + 1) return null;
      return after.iterate(seq);
    },
  };
}
