import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import type { PiesFault } from './pies-feed.ts';
import type { Made } from './segment-columns.ts';

/** A row of a segment's sheet. */
export interface StagedRow {
  element: Made;
  faults: PiesFault[];
}

/** Rows of sheets by the part number that they are joined by. */
export interface StagedSegments extends Disposable {
  add(partNumber: string, segment: number, row: StagedRow): void;
  /** No more rows come. */
  seal(): void;
  /** The rows of a part by segment, in the order of their sheets; the text of all is cut at `characters`. */
  of(
    partNumber: string,
    most: { rows: number; characters: number },
  ): { segment: number; row: StagedRow }[] | 'too-large';
  /** False where the part was taken before. */
  take(partNumber: string): boolean;
  /** Parts that were never taken, with where each is first named. */
  leftOver(): Iterable<{ partNumber: string; segment: number; line: number; rows: number }>;
}

const ROWS_AT_ONCE = 5_000;

/**
 * The sheets of a workbook may have their rows in any order: they are put into a SQLite file of their own and read back part by
 * part, so that memory doesn't grow with the workbook. The file is gone when this is disposed of.
 */
export function stagedSegments(): StagedSegments {
  const folder = mkdtempSync(join(tmpdir(), 'qipei-pies-'));
  const db = new Database(join(folder, 'segments'));
  // Nothing of it outlives the process: no journal, no waiting for the disk.
  db.pragma('journal_mode = OFF');
  db.pragma('synchronous = OFF');
  db.pragma('cache_size = -16000');
  db.exec(`CREATE TABLE segment (seq INTEGER PRIMARY KEY, part TEXT NOT NULL, kind INTEGER NOT NULL, line INTEGER NOT NULL, body TEXT NOT NULL);
    CREATE TABLE taken (part TEXT PRIMARY KEY) WITHOUT ROWID;`);
  const insert = db.prepare('INSERT INTO segment (part, kind, line, body) VALUES (?, ?, ?, ?)');
  const insertTaken = db.prepare('INSERT OR IGNORE INTO taken VALUES (?)');
  const insertAll = db.transaction((rows: readonly [string, number, number, string][]) => {
    for (const row of rows) insert.run(...row);
  });
  let waiting: [string, number, number, string][] = [];
  let readOf: Database.Statement<[string, number], { kind: number; body: string }> | undefined;

  function flush(): void {
    insertAll(waiting);
    waiting = [];
  }

  return {
    add(partNumber, segment, row) {
      waiting.push([partNumber, segment, row.element.line, JSON.stringify(row)]);
      if (waiting.length >= ROWS_AT_ONCE) flush();
    },
    seal() {
      flush();
      db.exec('CREATE INDEX segment_of_part ON segment (part, kind, seq)');
      readOf = db.prepare('SELECT kind, body FROM segment WHERE part = ? ORDER BY kind, seq LIMIT ?');
    },
    of(partNumber, { rows, characters }) {
      const found: { segment: number; row: StagedRow }[] = [];
      let length = 0;
      for (const { kind, body } of readOf?.iterate(partNumber, rows + 1) ?? []) {
        length += body.length;
        if (found.length >= rows || length > 2 * characters) return 'too-large';
        found.push({ segment: kind, row: JSON.parse(body) as StagedRow });
      }
      return found;
    },
    take: (partNumber) => insertTaken.run(partNumber).changes === 1,
    leftOver: () =>
      db
        .prepare<[], { partNumber: string; segment: number; line: number; rows: number }>(
          `SELECT part AS partNumber, min(kind) AS segment, min(line) AS line, count(*) AS rows FROM segment
           WHERE part NOT IN (SELECT part FROM taken) GROUP BY part`,
        )
        .iterate(),
    [Symbol.dispose]() {
      db.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
