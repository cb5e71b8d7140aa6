import type { Database, Migration } from '@qipei/sqlite';
import type { Fitment } from '../../domain/fitment.ts';
import type { ReplacedFitments } from '../../domain/part-fitments.ts';
import { packFitments, unpackFitments } from '../json/packed-fitments.ts';

/** Where rows of a part went that is another by now, as one does that wasn't known. */
export const MOVED_ROWS_MIGRATION: Migration = {
  id: '007-moved-rows',
  up: `CREATE TABLE moved_rows (
    publisher TEXT NOT NULL,
    part_id TEXT NOT NULL,
    to_part TEXT NOT NULL,
    PRIMARY KEY (publisher, part_id, to_part)
  ) STRICT, WITHOUT ROWID`,
};

/**
 * Of each release for itself: to which parts rows of it were moved (`source` is empty), and what rows that came late stand in the place of.
 * Where rows went before isn't known by release: it is kept of all of the publisher's that can be rolled back.
 */
export const MOVED_ROWS_OF_RELEASES_MIGRATION: Migration = {
  id: '008-moved-rows-of-releases',
  up: `CREATE TABLE moved_rows_of_release (
      release TEXT NOT NULL,
      part_id TEXT NOT NULL,
      source TEXT NOT NULL,
      replaced TEXT NOT NULL,
      PRIMARY KEY (release, part_id, source)
    ) STRICT, WITHOUT ROWID;
    INSERT INTO moved_rows_of_release
      SELECT DISTINCT r.id, m.to_part, '', '' FROM moved_rows AS m JOIN data_release AS r ON r.tenant = m.publisher
      WHERE r.content NOT IN ('going', 'gone');
    DROP TABLE moved_rows;
    ALTER TABLE moved_rows_of_release RENAME TO moved_rows`,
};

/** What it takes to roll a release back beside its difference; each call is part of the caller's transaction. */
export function movedRows(db: Database) {
  const put = db.prepare('INSERT OR REPLACE INTO moved_rows VALUES (?, ?, ?, ?)');
  const drop = db.prepare('DELETE FROM moved_rows WHERE release = ? AND part_id = ? AND source = ?');
  const parts = db
    .prepare<[string], string>("SELECT part_id FROM moved_rows WHERE release = ? AND source = ''")
    .pluck();
  const replaced = db.prepare<[string, string], { source: string; replaced: string }>(
    "SELECT source, replaced FROM moved_rows WHERE release = ? AND part_id = ? AND source <> ''",
  );
  const forget = db.prepare(
    `DELETE FROM moved_rows WHERE release = @release AND (part_id, source) IN
       (SELECT part_id, source FROM moved_rows WHERE release = @release LIMIT @limit)`,
  );
  return {
    remember: (release: string, partId: string) => void put.run(release, partId, '', ''),
    rememberReplaced(partId: string, { release, rows }: ReplacedFitments): void {
      if (release === '') return;
      for (const [source, fitment] of rows)
        if (fitment === undefined) drop.run(release, partId, source);
        else put.run(release, partId, source, packFitments([fitment]));
    },
    partsOf: (release: string): string[] => parts.all(release),
    replacedIn(release: string, partId: string): Map<string, Fitment> {
      const found = replaced.all(release, partId);
      return new Map(
        found.flatMap(({ source, replaced: body }) =>
          unpackFitments(body).map((each) => [source, each] as const),
        ),
      );
    },
    /** Returns how many went, at most `limit`. */
    forget: (release: string, limit: number): number => forget.run({ release, limit }).changes,
  };
}
