import { type Release, type ReleaseFinding, ReleaseStateConflict } from '@qipei/release';
import type { SqliteReleaseLedger } from '@qipei/release/sqlite';
import { type Database, joinedTransaction } from '@qipei/sqlite';
import type { PartChange } from '../../domain/part-change.ts';
import type { PartStaging, StageContext } from '../imports/part-staging.ts';
import { contentHashOf, encodeContent } from '../protobuf/part-message.ts';
import { partReleaseDiff } from './part-release-diff.ts';

const NO_BYTES = new Uint8Array(0);
const SAMPLES = 10;

interface StagedRow {
  content_id: number;
}

/** Of a file that has `PART_RELEASE_MIGRATIONS`. Of rows that say the same part the last one counts. */
export function sqlitePartStaging(db: Database, ledger: SqliteReleaseLedger): PartStaging {
  const diff = partReleaseDiff(db);
  const find = db.prepare<[number, string, string], StagedRow>(
    'SELECT content_id FROM staged_part WHERE release = ? AND brand_key = ? AND number_key = ?',
  );
  const insertContent = db.prepare('INSERT INTO staged_content (content) VALUES (?)');
  const removeContent = db.prepare('DELETE FROM staged_content WHERE id = ?');
  const put =
    db.prepare(`INSERT INTO staged_part (release, brand_key, number_key, row, content_id, content_hash)
    VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT DO UPDATE SET row = excluded.row, content_id = excluded.content_id,
      content_hash = excluded.content_hash, repeats = repeats + 1`);
  const repeats = db
    .prepare<[number], number>(
      'SELECT coalesce(sum(repeats), 0) FROM staged_part WHERE release = ? AND repeats > 0',
    )
    .pluck();
  const repeated = db
    .prepare<[number, number], string>(
      `SELECT brand_key || ':' || number_key || ' #' || row FROM staged_part
       WHERE release = ? AND repeats > 0 ORDER BY row LIMIT ?`,
    )
    .pluck();

  function begin({ start, now }: StageContext): Release {
    const release = ledger.begin(start, now);
    if (release.state !== 'staging') throw new ReleaseStateConflict(release, 'added to');
    return release;
  }

  function findings(key: number): ReleaseFinding[] {
    const count = repeats.get(key) ?? 0;
    return count === 0 ? [] : [{ code: 'repeated-part', count, samples: repeated.all(key, SAMPLES) }];
  }

  return {
    stage(changes, context) {
      joinedTransaction(db, () => {
        const { id } = begin(context);
        const key = ledger.keyOf(id);
        // Contents in the order of the file, keys in their own: neighbours share a page.
        const rows = lastOfEach(changes).map((change) => {
          const content = change.action === 'upsert' ? encodeContent(change.content) : NO_BYTES;
          const hash = content.length === 0 ? NO_BYTES : contentHashOf(content);
          const contentId = content.length === 0 ? 0 : Number(insertContent.run(content).lastInsertRowid);
          return { ...change.identity, row: change.row, again: change.again, contentId, hash };
        });
        rows.sort((a, b) => compare(a.brandKey, b.brandKey) || compare(a.partNumberKey, b.partNumberKey));
        for (const { brandKey, partNumberKey, row, again, contentId, hash } of rows) {
          const earlier = find.get(key, brandKey, partNumberKey);
          if (earlier !== undefined && earlier.content_id !== 0) removeContent.run(earlier.content_id);
          for (let times = again; times >= 0; times -= 1)
            put.run(key, brandKey, partNumberKey, row, contentId, hash);
        }
      });
    },
    conclude(context) {
      return joinedTransaction(db, () => {
        const release = ledger.begin(context.start, context.now);
        const nothing = { created: 0, updated: 0, unchanged: 0, deleted: 0, errors: [] };
        // It has been concluded before: what came after that is somebody's decision.
        if (release.state !== 'staging' && release.stagedAt !== undefined) return nothing;
        const key = ledger.keyOf(release.id);
        const { counts, named } = diff.take(key, release);
        const { rowsRefused, rowsLeftOut = 0 } = context;
        const told = { counts, named, rowsRefused, rowsLeftOut, findings: findings(key) };
        ledger.staged(release.id, told, context.now);
        const { added: created, changed: updated, unchanged, removed: deleted } = counts;
        return { created, updated, unchanged, deleted, errors: [] };
      });
    },
  };
}

/** Of the changes of one batch the last of each identity, with how many came before it. */
function lastOfEach(changes: readonly PartChange[]): (PartChange & { again: number })[] {
  const last = new Map<string, PartChange & { again: number }>();
  for (const change of changes) {
    const identity = `${change.identity.brandKey}:${change.identity.partNumberKey}`;
    const before = last.get(identity);
    last.set(identity, { ...change, again: before === undefined ? 0 : before.again + 1 });
  }
  return [...last.values()];
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
