import { type Database, immediateTransaction, type Migration } from '@qipei/sqlite';
import type { UnresolvedFitment, UnresolvedFitments } from '../../domain/unresolved-fitments.ts';

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

interface UnresolvedRow {
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

/** Its `settle` is synchronous: it is part of a transaction that the caller may hold. */
export function sqliteUnresolvedFitments(db: Database): UnresolvedFitments {
  const upsert = db.prepare(
    `INSERT INTO unresolved_fitment VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
     ON CONFLICT (publisher, part_id, row_key) DO UPDATE SET code = excluded.code, in_column = excluded.in_column,
       message = excluded.message, source = excluded.source, cells = excluded.cells`,
  );
  const forget = db.prepare(
    'DELETE FROM unresolved_fitment WHERE publisher = ? AND part_id = ? AND row_key = ?',
  );
  const any = db.prepare<[string]>('SELECT 1 FROM unresolved_fitment WHERE publisher = ? LIMIT 1');
  const page = db.prepare<[string, string, string, number], UnresolvedRow>(
    `SELECT * FROM unresolved_fitment WHERE publisher = ? AND (part_id, row_key) > (?, ?)
     ORDER BY part_id, row_key LIMIT ?`,
  );
  const count = db
    .prepare<[string], number>('SELECT count(*) FROM unresolved_fitment WHERE publisher = ?')
    .pluck();
  const publishers = db.prepare<[], string>('SELECT DISTINCT publisher FROM unresolved_fitment').pluck();
  return {
    settle(publisher, kept, resolved) {
      if (kept.length === 0 && any.get(publisher) === undefined) return;
      immediateTransaction(db, () => {
        for (const { partId, key } of resolved()) forget.run(publisher, partId, key);
        for (const { partId, key, code, column, message, source, since, cells } of kept)
          upsert.run(publisher, partId, key, code, column, message, source, since.getTime(), cells);
      });
    },
    list: async (publisher, after, limit) =>
      page.all(publisher, after?.partId ?? '', after?.key ?? '', limit).map(toUnresolved),
    count: async (publisher) => count.get(publisher) ?? 0,
    publishers: async () => publishers.all(),
  };
}

function toUnresolved(row: UnresolvedRow): UnresolvedFitment {
  const { publisher, part_id: partId, row_key: key, in_column: column } = row;
  const { code, message, source, since, cells } = row;
  return { publisher, partId, key, code, column, message, source, since: new Date(since), cells };
}
