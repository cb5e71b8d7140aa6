import { type Database, joinedTransaction, type Migration } from '@qipei/sqlite';
import { type FittingRows, FULL, rowsWithRoom } from '../../application/rows-with-room.ts';
import { ASSETS } from '../../domain/feed-asset.ts';
import { UNKNOWN_PARTS } from '../../domain/unknown-part.ts';
import {
  charactersOf,
  notOvertaken,
  otherParts,
  type PageSize,
  type RowMove,
  type SettledKey,
  type UnresolvedFitment,
  type UnresolvedFitments,
  type UnresolvedKey,
} from '../../domain/unresolved-fitments.ts';
import { packUnresolved, unpackUnresolved } from '../json/packed-unresolved.ts';
import { movedRows } from './moved-rows.ts';
import { fullness, rowsThatFit } from './waiting-rows-that-fit.ts';

export const UNRESOLVED_MIGRATION: Migration = {
  id: '003-unresolved-fitments',
  up: `CREATE TABLE unresolved_fitment (
    publisher TEXT NOT NULL,
    part_id TEXT NOT NULL,
    row_key TEXT NOT NULL,
    code TEXT NOT NULL,
    in_column TEXT NOT NULL,
    message TEXT NOT NULL,
    source TEXT NOT NULL,
    since INTEGER NOT NULL,
    cells TEXT NOT NULL,
    PRIMARY KEY (publisher, part_id, row_key)
  ) STRICT, WITHOUT ROWID`,
};

/** A part's rows are one document, as its fitments are: a release moves them as fast as those. */
export const UNRESOLVED_OF_PARTS_MIGRATION: Migration = {
  id: '005-unresolved-of-parts',
  up(db) {
    db.exec(`CREATE TABLE unresolved_of_part (
      publisher TEXT NOT NULL,
      part_id TEXT NOT NULL,
      row_count INTEGER NOT NULL,
      body TEXT NOT NULL,
      UNIQUE (publisher, part_id)
    ) STRICT;
    CREATE INDEX unresolved_of_part_counts ON unresolved_of_part (publisher, row_count)`);
    const parts = db
      .prepare<[], [string, string]>('SELECT DISTINCT publisher, part_id FROM unresolved_fitment')
      .raw()
      .all();
    const rows = db.prepare<[string, string], SingleRow>(
      'SELECT * FROM unresolved_fitment WHERE publisher = ? AND part_id = ? ORDER BY row_key',
    );
    const insert = db.prepare('INSERT INTO unresolved_of_part VALUES (?, ?, ?, ?)');
    for (const [publisher, partId] of parts) {
      const all = rows.all(publisher, partId).map(ofSingleRow);
      insert.run(publisher, partId, all.length, packUnresolved(all));
    }
    db.exec('DROP TABLE unresolved_fitment');
  },
};

/** Counted without those of assets, and without reading the rows themselves. */
export const UNRESOLVED_COUNTS_MIGRATION: Migration = {
  id: '006-unresolved-counts',
  up: `DROP INDEX unresolved_of_part_counts;
    CREATE INDEX unresolved_of_part_counts ON unresolved_of_part (publisher, part_id, row_count)`,
};

interface SingleRow {
  publisher: string;
  part_id: string;
  row_key: string;
  code: string;
  in_column: string;
  message: string;
  source: string;
  since: number;
  cells: string;
}

interface PartRow {
  part_id: string;
  body: string;
}

type Fitting = (kept: readonly UnresolvedFitment[], more: readonly UnresolvedFitment[]) => FittingRows;

/** Of a page of parts. */
const NO_LIMIT = -1;
/** Behind every id. */
const END = '\u{10ffff}';

/** Its `settle` is synchronous: it is part of a transaction that the caller may hold. */
export function sqliteUnresolvedFitments(db: Database): UnresolvedFitments {
  const upsert = db.prepare(
    `INSERT INTO unresolved_of_part (publisher, part_id, row_count, body) VALUES (?, ?, ?, ?)
     ON CONFLICT (publisher, part_id) DO UPDATE SET row_count = excluded.row_count, body = excluded.body`,
  );
  const remove = db.prepare('DELETE FROM unresolved_of_part WHERE publisher = ? AND part_id = ?');
  const bodyOf = db
    .prepare<[string, string], string>(
      'SELECT body FROM unresolved_of_part WHERE publisher = ? AND part_id = ?',
    )
    .pluck();
  const any = db.prepare<[string]>('SELECT 1 FROM unresolved_of_part WHERE publisher = ? LIMIT 1');
  const page = db.prepare<[string, string, string, number], PartRow>(
    `SELECT part_id, body FROM unresolved_of_part WHERE publisher = ? AND part_id >= ? AND part_id < ?
     ORDER BY part_id LIMIT ?`,
  );
  const count = db
    .prepare<[string, string, string], number>(
      `SELECT total(row_count) FROM unresolved_of_part
       WHERE publisher = ? AND (part_id < ? OR part_id >= ?)`,
    )
    .pluck();
  const moved = movedRows(db);
  const publishers = db.prepare<[], string>('SELECT DISTINCT publisher FROM unresolved_of_part').pluck();

  function ofPart(publisher: string, partId: string): UnresolvedFitment[] {
    const body = bodyOf.get(publisher, partId);
    return body === undefined ? [] : unpackUnresolved(publisher, partId, body);
  }

  /** Returns the rows that aren't kept. */
  function change(
    publisher: string,
    partId: string,
    {
      kept,
      gone,
      fitting,
    }: { kept: readonly UnresolvedFitment[]; gone: readonly SettledKey[]; fitting: Fitting },
  ): readonly UnresolvedFitment[] {
    const body = bodyOf.get(publisher, partId);
    const before = body === undefined ? [] : unpackUnresolved(publisher, partId, body);
    if (before.length === 0 && kept.length === 0) return [];
    const rows = new Map(before.map((row) => [row.key, row]));
    let changed = kept.length > 0;
    let goes = false;
    for (const each of gone) if (isStill(rows.get(each.key), each)) goes = rows.delete(each.key) || goes;
    changed ||= goes;
    if (!changed) return [];
    // It needn't be packed to know.
    const isFull = !goes && body !== undefined && fullness(body) >= FULL;
    if (fitting === rowsThatFit && isFull && !kept.some(({ key }) => rows.has(key))) return kept;
    const { rows: after, refused } = fitting([...rows.values()], kept);
    if (after.length === 0) remove.run(publisher, partId);
    else if (refused.length < kept.length || goes)
      upsert.run(publisher, partId, after.length, packUnresolved(after));
    return refused;
  }

  function settle(
    publisher: string,
    {
      kept,
      resolved,
      fitting,
    }: { kept: readonly UnresolvedFitment[]; resolved: () => readonly SettledKey[]; fitting: Fitting },
  ): UnresolvedFitment[] {
    if (kept.length === 0 && any.get(publisher) === undefined) return [];
    return joinedTransaction(db, () => {
      const gone = Map.groupBy(resolved(), ({ partId }) => partId);
      const keptOf = Map.groupBy(kept, ({ partId }) => partId);
      const partIds = new Set([...gone.keys(), ...keptOf.keys()]);
      return [...partIds].flatMap((partId) => {
        const of = { kept: keptOf.get(partId) ?? [], gone: gone.get(partId) ?? [] };
        return change(publisher, partId, { ...of, fitting });
      });
    });
  }

  /** Those that wait as they were listed. */
  function stillWaiting(publisher: string, moves: readonly RowMove[]): RowMove[] {
    return [...Map.groupBy(moves, ({ partId }) => partId)].flatMap(([partId, all]) => {
      const rows = new Map(ofPart(publisher, partId).map((row) => [row.key, row]));
      return all.filter((each) => isStill(rows.get(each.key), each));
    });
  }

  /** By part and key, of the parts of a range; of the size of a page. */
  function rowsOf(
    publisher: string,
    { from, before }: { from: string; before: string },
    after: UnresolvedKey | undefined,
    { limit, characters }: PageSize,
  ): UnresolvedFitment[] {
    const found: UnresolvedFitment[] = [];
    let left = characters;
    if (limit <= 0) return found;
    const at = after === undefined || after.partId < from ? from : after.partId;
    // Each may be large: one is in memory at a time.
    for (const { part_id: partId, body } of page.iterate(publisher, at, before, NO_LIMIT)) {
      const afterKey = partId === after?.partId ? after.key : '';
      for (const row of unpackUnresolved(publisher, partId, body)) {
        if (row.key <= afterKey) continue;
        found.push(row);
        left -= charactersOf(row);
        if (found.length >= limit || left <= 0) return found;
      }
    }
    return found;
  }

  return {
    settle: (publisher, kept, resolved) => void settle(publisher, { kept, resolved, fitting: all }),
    settleWhatFits: (publisher, kept, resolved) =>
      settle(publisher, { kept, resolved, fitting: rowsThatFit }),
    keepLate: (publisher, kept) => void settle(publisher, { kept, resolved: () => [], fitting: late }),
    move: (publisher, moves, { release, put }) =>
      joinedTransaction(db, () => {
        const still = stillWaiting(publisher, moves);
        if (still.length === 0) return;
        const elsewhere = still.filter(({ stays }) => stays === undefined);
        if (release !== '') for (const partId of otherParts(elsewhere)) moved.remember(release, partId);
        const done = elsewhere.length === 0 ? undefined : put(elsewhere);
        const kept = still.flatMap(({ stays }) => stays ?? []);
        settle(publisher, { kept, resolved: () => elsewhere, fitting: all });
        return done;
      }),
    publishersOfLeft: async () => [],
    partsOfLeft: async () => [],
    leftMoves: async () => [],
    forgetMoves: async () => {},
    async list(publisher, after, limit) {
      const characters = Number.POSITIVE_INFINITY;
      const found = rowsOf(publisher, { from: '', before: ASSETS.from }, after, { limit, characters });
      const behind = { from: ASSETS.before, before: END };
      const rest = { limit: limit - found.length, characters };
      return found.concat(rowsOf(publisher, behind, after, rest));
    },
    listAssets: async (publisher, after, size) => rowsOf(publisher, ASSETS, after, size),
    ofParts: async (publisher, partIds) => partIds.flatMap((partId) => ofPart(publisher, partId)),
    async unknownParts(publisher, after, limit) {
      const from = after === '' ? UNKNOWN_PARTS.from : `${after}\u0000`;
      return page
        .all(publisher, from, UNKNOWN_PARTS.before, limit)
        .flatMap(({ part_id: partId, body }) => unpackUnresolved(publisher, partId, body).slice(0, 1));
    },
    count: async (publisher) => count.get(publisher, ASSETS.from, ASSETS.before) ?? 0,
    publishers: async () => publishers.all(),
  };
}

function isStill(row: UnresolvedFitment | undefined, { source }: SettledKey): boolean {
  return row !== undefined && (source === undefined || row.source === source);
}

/** What was kept by an earlier version, or elsewhere, is taken as it is: a row of the database holds a gigabyte. */
const all: Fitting = (kept, more) => rowsWithRoom(kept, more, () => 0);
const late: Fitting = (kept, more) => all(kept, notOvertaken(kept, more));

function ofSingleRow(row: SingleRow): UnresolvedFitment {
  const { publisher, part_id: partId, row_key: key, in_column: column } = row;
  const { code, message, source, since } = row;
  const cells = JSON.parse(row.cells) as UnresolvedFitment['cells'];
  return {
    publisher,
    partId,
    key,
    code,
    column,
    message,
    source,
    dataSet: '',
    since: new Date(since),
    cells,
  };
}
