import type { Database } from '@qipei/sqlite';

/**
 * Numbers for texts that recur. Numbers are never taken back, so what was once committed may be remembered; `forget`
 * after a rollback. To be used inside the writer's transaction.
 */
export interface Dictionary {
  keyword(field: string, value: string): number;
  readerSet(readers: readonly string[]): number;
  tenant(name: string): number;
  group(name: string): number;
  forget(): void;
}

export function dictionary(db: Database): Dictionary {
  const keywords = numbered(
    db,
    'INSERT INTO keyword_value (field, value) VALUES (?, ?)',
    'SELECT no FROM keyword_value WHERE field = ? AND value = ?',
  );
  const sets = numbered(
    db,
    'INSERT INTO reader_set (readers) VALUES (?)',
    'SELECT no FROM reader_set WHERE readers = ?',
  );
  const tenants = numbered(
    db,
    'INSERT INTO tenant (name) VALUES (?)',
    'SELECT no FROM tenant WHERE name = ?',
  );
  const groups = numbered(
    db,
    'INSERT INTO shared_group (name) VALUES (?)',
    'SELECT no FROM shared_group WHERE name = ?',
  );
  return {
    keyword: (field, value) => keywords.no(field, value),
    readerSet: (readers) => sets.no(JSON.stringify([...new Set(readers)].sort())),
    tenant: (name) => tenants.no(name),
    group: (name) => groups.no(name),
    forget() {
      for (const each of [keywords, sets, tenants, groups]) each.forget();
    },
  };
}

const REMEMBERED = 100_000;

function numbered(db: Database, insertSql: string, selectSql: string) {
  const insert = db.prepare<string[]>(insertSql);
  const select = db.prepare<string[], number>(selectSql).pluck();
  const known = new Map<string, number>();
  return {
    no(...texts: string[]): number {
      const key = texts.length === 1 ? (texts[0] ?? '') : texts.join('\0');
      const remembered = known.get(key);
      if (remembered !== undefined) return remembered;
      const no = select.get(...texts) ?? Number(insert.run(...texts).lastInsertRowid);
      if (known.size >= REMEMBERED) known.clear();
      known.set(key, no);
      return no;
    },
    forget() {
      known.clear();
    },
  };
}
