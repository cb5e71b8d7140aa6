import type { ReleaseContent } from '@qipei/release';
import type { SqliteReleaseLedger } from '@qipei/release/sqlite';
import { type Database, immediateTransaction } from '@qipei/sqlite';
import { ADDED, CHANGED, MOVED, REMOVED } from './part-release-schema.ts';

/** Rows of one step, which is one short transaction. */
const AT_ONCE = 5_000;

interface StagedRow {
  brand_key: string;
  number_key: string;
  content_id: number;
  /** What the release did to it; 0: nothing. */
  change: number;
}

/** Forgets what a release of parts holds, a piece at a time. */
export function forgetPartRelease(db: Database, ledger: SqliteReleaseLedger): ReleaseContent['forget'] {
  const page = db.prepare<[number, string, string, number], StagedRow>(
    `SELECT brand_key, number_key, content_id, coalesce((SELECT change FROM part_release_change AS c
       WHERE c.release = s.release AND c.change IN (${ADDED}, ${CHANGED}, ${REMOVED}, ${MOVED})
         AND c.brand_key = s.brand_key AND c.number_key = s.number_key), 0) AS change
     FROM staged_part AS s WHERE release = ? AND (brand_key, number_key) > (?, ?)
     ORDER BY brand_key, number_key LIMIT ?`,
  );
  const removePart = db.prepare(
    'DELETE FROM staged_part WHERE release = ? AND brand_key = ? AND number_key = ?',
  );
  const withoutContent = db.prepare(
    'UPDATE staged_part SET content_id = 0 WHERE release = ? AND brand_key = ? AND number_key = ?',
  );
  const removeContent = db.prepare('DELETE FROM staged_content WHERE id = ?');
  const removeChanges = db.prepare(
    `DELETE FROM part_release_change WHERE release = @key AND (change, brand_key, number_key) <=
       (SELECT change, brand_key, number_key FROM part_release_change WHERE release = @key
        ORDER BY change, brand_key, number_key LIMIT 1 OFFSET @atOnce)`,
  );
  const removeLast = db.prepare('DELETE FROM part_release_change WHERE release = ?');
  /** How far it is with what keeps some; a restart begins again. */
  let at = { id: '', brandKey: '', numberKey: '' };

  function forgetStaged(key: number, all: boolean): boolean {
    const rows = page.all(key, at.brandKey, at.numberKey, AT_ONCE);
    for (const { brand_key, number_key, content_id, change } of rows) {
      at = { ...at, brandKey: brand_key, numberKey: number_key };
      if (!all && change !== 0 && change !== MOVED) continue;
      // What only changed hands is rolled back by its hash.
      if (!all && change === MOVED) withoutContent.run(key, brand_key, number_key);
      else removePart.run(key, brand_key, number_key);
      if (content_id !== 0) removeContent.run(content_id);
    }
    return rows.length < AT_ONCE;
  }

  return ({ id }, what) =>
    immediateTransaction(db, () => {
      const key = ledger.keyOf(id);
      const cursor = `${what} ${id}`;
      if (at.id !== cursor) at = { id: cursor, brandKey: '', numberKey: '' };
      if (!forgetStaged(key, what === 'all')) return false;
      if (what === 'unchanged') return true;
      if (removeChanges.run({ key, atOnce: AT_ONCE }).changes > 0) return false;
      removeLast.run(key);
      return true;
    });
}
