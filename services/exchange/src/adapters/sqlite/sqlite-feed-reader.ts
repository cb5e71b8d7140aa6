import type { Database } from '@qipei/sqlite';
import { EVERYBODY } from '../../domain/audience.ts';
import type { LogType } from '../../domain/feed-change.ts';
import type { FeedEntry, FeedReader, Generation } from '../../domain/feed-store.ts';
import { TYPE_NUMBER } from './exchange-schema.ts';
import { grantTable } from './sqlite-grant-table.ts';

interface ChangeRow {
  sequence: number;
  id: string;
  publisher: string;
  version: number;
  gone: number;
  at: number;
}

interface EntityRow {
  brand_id: string;
  event_type: string;
  data: Buffer | null;
}

/** What one page holds in memory, about. */
const PAGE_BYTES = 1024 * 1024;

/** `gone` is written out: the partial indexes are for statements that say it. */
export const CHANGES_SQL = {
  there: changesSql(0),
  gone: changesSql(1),
} as const;

function changesSql(gone: 0 | 1): string {
  return `SELECT sequence, id, publisher, version, gone, at FROM change
    WHERE audience = ? AND type = ? AND gone = ${gone} AND sequence > ? ORDER BY sequence LIMIT ?`;
}

export function sqliteFeedReader(db: Database): FeedReader {
  const grants = grantTable(db);
  const storeId = db.prepare<[], string>('SELECT store_id FROM store').pluck().get() ?? '';
  const head = db.prepare<[], number>("SELECT seq FROM sqlite_sequence WHERE name = 'change'").pluck();
  const newest = db.prepare<[], string>('SELECT id FROM generation ORDER BY number DESC LIMIT 1').pluck();
  const generation = db.prepare<[string], { next: number | null }>(
    `SELECT (SELECT from_sequence FROM generation AS later WHERE later.number > generation.number
        ORDER BY later.number LIMIT 1) AS next
     FROM generation WHERE id = ?`,
  );
  const there = db.prepare<[string, number, number, number], ChangeRow>(CHANGES_SQL.there);
  const gone = db.prepare<[string, number, number, number], ChangeRow>(CHANGES_SQL.gone);
  const entity = db.prepare<[number, string], EntityRow>(
    'SELECT brand_id, event_type, data FROM entity WHERE type = ? AND id = ?',
  );
  const brandOf = db
    .prepare<[string], string>(`SELECT brand_id FROM entity WHERE type = ${TYPE_NUMBER.parts} AND id = ?`)
    .pluck();
  const held = db
    .prepare<[number, string, string], number>(
      'SELECT 1 FROM change WHERE type = ? AND id = ? AND audience = ? AND gone = 0',
    )
    .pluck();

  type Found = ChangeRow & { type: LogType; audience: string };

  function find(
    tenant: string,
    types: readonly LogType[],
    { after, began, limit }: { after: number; began: number; limit: number },
  ): Found[] {
    const found = [EVERYBODY, tenant].flatMap((audience) =>
      types.flatMap((type) => {
        const number = TYPE_NUMBER[type];
        const rows = there.all(audience, number, after, limit);
        rows.push(...gone.all(audience, number, Math.max(after, began), limit));
        return rows.map((row): Found => ({ ...row, type, audience }));
      }),
    );
    return found.sort((a, b) => a.sequence - b.sequence).slice(0, limit);
  }

  function entryOf(row: Found, tenant: string): FeedEntry | undefined {
    const { sequence, type, id, publisher, version, audience } = row;
    const number = TYPE_NUMBER[type];
    const gone = row.gone === 1;
    // The reader's own view tells that it goes on seeing it.
    if (gone && audience === EVERYBODY && held.get(number, id, tenant) !== undefined) return undefined;
    const told = gone ? undefined : entity.get(number, id);
    if (!gone && told === undefined) return undefined;
    return {
      ...{ sequence, type, id, publisher, version, gone },
      at: new Date(row.at),
      data: told?.data ?? undefined,
      eventType: told?.event_type ?? '',
    };
  }

  /** No grant opens it any more, and that it has gone is about to be told. */
  function isClosing({ audience, publisher, gone, id }: Found, tenant: string): boolean {
    const foreign = audience === tenant && publisher !== tenant && gone === 0;
    return foreign && !grants.isOpen(publisher, brandOf.get(id) ?? '', tenant);
  }

  const page = db.transaction((request: Parameters<FeedReader['page']>[0]) => {
    const { tenant, types, after, began, limit } = request;
    const generation = newest.get() ?? '';
    const rows = find(tenant, types, { after, began, limit });
    const entries: FeedEntry[] = [];
    let bytes = 0;
    for (const row of rows) {
      // Passing over it would miss it, should a grant open it again before its end is told.
      if (isClosing(row, tenant)) return { entries, through: row.sequence - 1, exhausted: true, generation };
      const entry = entryOf(row, tenant);
      if (entry !== undefined) entries.push(entry);
      bytes += entry?.data?.byteLength ?? 0;
      if (bytes >= PAGE_BYTES) return { entries, through: row.sequence, exhausted: false, generation };
    }
    const exhausted = rows.length < limit;
    const through = exhausted ? Math.max(after, head.get() ?? 0) : (rows.at(-1)?.sequence ?? after);
    return { entries, through, exhausted, generation };
  });

  return {
    storeId,
    async generation() {
      return { id: newest.get() ?? '', through: head.get() ?? 0 };
    },
    async findGeneration(id): Promise<Generation | undefined> {
      const found = generation.get(id);
      if (found === undefined) return undefined;
      return { id, through: found.next ?? head.get() ?? 0 };
    },
    page: async (request) => page(request),
  };
}
