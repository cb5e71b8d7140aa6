import type { DiffCounts, Release } from '@qipei/release';
import type { Database } from '@qipei/sqlite';
import { ADDED, CHANGED, MOVED, REMOVED } from './part-release-schema.ts';

/** `release` is a release's sequence. */
interface Wanted {
  release: number;
  publisher: string;
  feed: string;
  full: number;
}

// A row of staged_part without content withdraws its part. A part that was withdrawn counts as none.
const NAMED = `SELECT CASE WHEN s.content_id = 0 THEN ${REMOVED}
      WHEN coalesce(i.visibility, 0) = 0 THEN ${ADDED}
      WHEN i.content_hash = s.content_hash THEN ${MOVED} ELSE ${CHANGED} END AS change,
    s.brand_key, s.number_key, coalesce(i.version, 0) AS version, coalesce(i.feed, '') AS feed, i.seq, i.visibility
  FROM staged_part AS s LEFT JOIN part_identity AS i
    ON i.publisher = @publisher AND i.brand_key = s.brand_key AND i.number_key = s.number_key
  WHERE s.release = @release AND CASE WHEN s.content_id = 0 THEN coalesce(i.visibility, 0) > 0
    ELSE coalesce(i.visibility, 0) = 0 OR i.content_hash <> s.content_hash OR i.feed <> @feed END`;
/** What only a full submission removes. */
const UNNAMED = `SELECT ${REMOVED} AS change, i.brand_key, i.number_key, i.version, i.feed, i.seq, i.visibility
  FROM part_identity AS i
  WHERE @full = 1 AND i.publisher = @publisher AND i.feed = @feed AND i.visibility > 0 AND NOT EXISTS
    (SELECT 1 FROM staged_part AS s
     WHERE s.release = @release AND s.brand_key = i.brand_key AND s.number_key = i.number_key)`;

/** The difference of what is staged and what is live, taken by SQLite alone: what is in memory doesn't grow with it. */
export function partReleaseDiff(db: Database) {
  const remove = db.prepare('DELETE FROM part_release_change WHERE release = ?');
  const insert = [NAMED, UNNAMED].map((found) =>
    db.prepare<[Wanted]>(`INSERT INTO part_release_change
        (release, change, brand_key, number_key, before_version, before_feed, before_body)
      SELECT @release, d.change, d.brand_key, d.number_key, d.version, d.feed,
        CASE WHEN d.visibility > 0 AND d.change <> ${MOVED}
          THEN (SELECT body FROM part WHERE part.seq = d.seq) END
      FROM (${found}) AS d`),
  );
  const countFound = db.prepare<[Wanted], number>(
    `SELECT (SELECT count(*) FROM (${NAMED})) + (SELECT count(*) FROM (${UNNAMED}))`,
  );
  const overtaken = db.prepare<[Wanted], number>(
    `SELECT 1 FROM part_release_change AS c LEFT JOIN part_identity AS i
       ON i.publisher = @publisher AND i.brand_key = c.brand_key AND i.number_key = c.number_key
     WHERE c.release = @release
       AND (coalesce(i.version, 0) <> c.before_version OR coalesce(i.feed, '') <> c.before_feed) LIMIT 1`,
  );
  const counted = db.prepare<[number], { change: number; parts: number }>(
    'SELECT change, count(*) AS parts FROM part_release_change WHERE release = ? GROUP BY change',
  );
  const count = db
    .prepare<[number], number>('SELECT count(*) FROM part_release_change WHERE release = ?')
    .pluck();
  const named = db.prepare<[number], number>('SELECT count(*) FROM staged_part WHERE release = ?').pluck();
  const namedChanges = db
    .prepare<[Wanted], number>(`SELECT count(*) FROM (${NAMED}) WHERE change <> ${MOVED}`)
    .pluck();
  const before = db
    .prepare<[string, string], number>(
      'SELECT count(*) FROM part_identity WHERE publisher = ? AND feed = ? AND visibility > 0',
    )
    .pluck();

  const wantedOf = (release: number, { tenant, feed, submission }: Release): Wanted => ({
    ...{ release, publisher: tenant, feed, full: submission === 'full' ? 1 : 0 },
  });

  return {
    /** Inside the caller's transaction. `named`: parts that the file names. */
    take(key: number, release: Release): { counts: DiffCounts; named: number } {
      const wanted = wantedOf(key, release);
      remove.run(key);
      for (const statement of insert) statement.run(wanted);
      const parts = new Map(counted.all(key).map((each) => [each.change, each.parts]));
      const all = named.get(key) ?? 0;
      return {
        named: all,
        counts: {
          added: parts.get(ADDED) ?? 0,
          changed: parts.get(CHANGED) ?? 0,
          removed: parts.get(REMOVED) ?? 0,
          unchanged: all - (namedChanges.get(wanted) ?? 0),
          before: before.get(release.tenant, release.feed) ?? 0,
        },
      };
    },
    /**
     * Whether the difference would come out the same now: every part in it is as it was then, and no other has come to
     * differ.
     */
    holds(key: number, release: Release): boolean {
      const wanted = wantedOf(key, release);
      return overtaken.get(wanted) === undefined && countFound.pluck().get(wanted) === count.get(key);
    },
  };
}
