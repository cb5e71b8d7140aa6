import type { Database } from '@qipei/sqlite';
import type { RefusedRows } from '../../application/bounded-said.ts';
import { type DataSetTally, NO_TALLY } from '../../application/data-set-tally.ts';

/** A part of the difference; bodies are packed, empty where there is nothing. */
export interface ChangeRow {
  part_id: string;
  change: 'added' | 'changed' | 'removed';
  brand: string;
  part_number: string;
  before_fitments: string;
  before_waiting: string;
  after_fitments: string;
  after_waiting: string;
}

/** What is to be written of a part. */
export interface WriteRow {
  part_id: string;
  /** The version that it is made for; 0 where there is none. */
  base_version: number;
  /** Where there is none; afterwards what the catalogue tells goes straight to what is live. */
  public: number;
  part_version: number;
  /** Null where its fitments stay as they are; `AS_CHANGED` where it is what the difference has of them. */
  body: string | null;
  event: Uint8Array | null;
  /** All that waits of the part, as it is stored; empty where nothing does. */
  waiting_before: string;
  waiting: string;
  waiting_count: number;
}

/** How far a difference has been worked out. */
export interface Progress extends DataSetTally {
  /** The last part of it. */
  partId: string;
  /** Missing in what an earlier version has begun. */
  refused?: RefusedRows;
  /** It is being taken anew, of a release that was about to go live: what there is of it isn't all. */
  anew?: true;
}

/** No document is empty. It is then stored once: of a large file it is most of what is written. */
export const AS_CHANGED = '';

export const NO_PROGRESS: Progress = { partId: '', ...NO_TALLY };

type Table = 'staged_fitments' | 'fitment_release_change' | 'fitment_release_write';

/** Statements over what releases hold; each is part of the caller's transaction. */
export function fitmentReleaseTables(db: Database) {
  const insertChange = db.prepare(
    `INSERT INTO fitment_release_change (release, part_id, change, brand, part_number, before_fitments, before_waiting,
       after_fitments, after_waiting)
     VALUES (@release, @part_id, @change, @brand, @part_number, @before_fitments, @before_waiting, @after_fitments,
       @after_waiting)`,
  );
  const insertWrite = db.prepare(
    `INSERT OR REPLACE INTO fitment_release_write (release, part_id, base_version, public, part_version, body, event,
       waiting_before, waiting, waiting_count)
     VALUES (@release, @part_id, @base_version, @public, @part_version, @body, @event, @waiting_before, @waiting,
       @waiting_count)`,
  );
  const putProgress = db.prepare('INSERT OR REPLACE INTO fitment_release_progress VALUES (?, ?, ?)');
  const progress = db
    .prepare<[number], string>('SELECT counts FROM fitment_release_progress WHERE release = ?')
    .pluck();
  const dropProgress = db.prepare('DELETE FROM fitment_release_progress WHERE release = ?');
  const changes = db.prepare<[number, string, string | null, string | null, number], ChangeRow>(
    `SELECT part_id, change, brand, part_number, before_fitments, before_waiting, after_fitments, after_waiting
     FROM fitment_release_change WHERE release = ? AND part_id > ? AND (? IS NULL OR change = ?)
     ORDER BY part_id LIMIT ?`,
  );
  const changeOf = db.prepare<[number, string], ChangeRow>(
    'SELECT * FROM fitment_release_change WHERE release = ? AND part_id = ?',
  );
  const forget = (table: Table) =>
    db.prepare(`DELETE FROM ${table} WHERE id IN (SELECT id FROM ${table} WHERE release = ? LIMIT ?)`);
  const forgetting = {
    staged_fitments: forget('staged_fitments'),
    fitment_release_change: forget('fitment_release_change'),
    fitment_release_write: forget('fitment_release_write'),
  };
  return {
    addChange: (release: number, row: ChangeRow) => void insertChange.run({ release, ...row }),
    putWrite: (release: number, row: WriteRow) => void insertWrite.run({ release, ...row }),
    progress(release: number): Progress {
      const found = progress.get(release);
      return found === undefined ? NO_PROGRESS : (JSON.parse(found) as Progress);
    },
    setProgress: (release: number, now: Progress) =>
      void putProgress.run(release, now.partId, JSON.stringify(now)),
    dropProgress: (release: number) => void dropProgress.run(release),
    /** By part, after one. */
    changes: (release: number, after: string, change: ChangeRow['change'] | undefined, limit: number) =>
      changes.all(release, after, change ?? null, change ?? null, limit),
    changeOf: (release: number, partId: string) => changeOf.get(release, partId),
    /** Returns how many rows went, at most `limit`. */
    forget: (table: Table, release: number, limit: number): number =>
      forgetting[table].run(release, limit).changes,
  };
}

export type FitmentReleaseTables = ReturnType<typeof fitmentReleaseTables>;
