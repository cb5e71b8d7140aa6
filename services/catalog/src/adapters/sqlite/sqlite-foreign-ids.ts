import { type Database, immediateTransaction, type Migration, patientTransaction } from '@qipei/sqlite';
import { byForeignId, requireRoom, retyped } from '../../domain/foreign-id.ts';
import type { ForeignIds } from '../../domain/foreign-ids.ts';
import { EVERYBODY, KIND_RANKS } from '../../domain/number-index.ts';
import { contentHashOf, decodePart, encodeContent } from '../protobuf/part-message.ts';
import { sqlitePartTable } from './sqlite-part-table.ts';

export const FOREIGN_ID_MIGRATIONS: readonly Migration[] = [
  {
    id: 'catalog-foreign-ids-1',
    // `unsettled` is 1 of a part type whose parts have yet to be told; the value is empty of one that was removed.
    up: `CREATE TABLE foreign_id (
      tenant TEXT NOT NULL,
      kind TEXT NOT NULL,
      foreign_id TEXT NOT NULL,
      value TEXT NOT NULL,
      unsettled INTEGER NOT NULL,
      PRIMARY KEY (tenant, kind, foreign_id)
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX foreign_id_unsettled ON foreign_id (unsettled) WHERE unsettled = 1`,
  },
];

/** Parts of one transaction. */
const PAGE = 500;

interface Row {
  tenant: string;
  foreign_id: string;
  value: string;
}
interface PartRow {
  seq: number;
  brand_key: string;
  number_key: string;
}

/** Of a file that has `CATALOG_MIGRATIONS` and `FOREIGN_ID_MIGRATIONS`. */
export function sqliteForeignIds(db: Database): ForeignIds {
  const parts = sqlitePartTable(db);
  const all = db.prepare<[string, string], Row>(
    `SELECT tenant, foreign_id, value FROM foreign_id WHERE tenant = ? AND kind = ? AND value <> ''`,
  );
  const page = db.prepare<[string, string, string, number], Row>(
    `SELECT tenant, foreign_id, value FROM foreign_id
     WHERE tenant = ? AND kind = ? AND foreign_id > ? AND value <> '' ORDER BY foreign_id LIMIT ?`,
  );
  const known = db.prepare<[string, string, string], Row>(
    `SELECT tenant, foreign_id, value FROM foreign_id
     WHERE tenant = ? AND kind = ? AND value <> '' AND foreign_id IN (SELECT value FROM json_each(?))`,
  );
  const kept = db
    .prepare<[string, string], number>(
      `SELECT count(*) FROM foreign_id WHERE tenant = ? AND kind = ? AND value <> ''`,
    )
    .pluck();
  const unsettled = db.prepare<[number], Row>(
    'SELECT tenant, foreign_id, value FROM foreign_id WHERE unsettled = 1 LIMIT ?',
  );
  const put = db.prepare(
    `INSERT INTO foreign_id VALUES (?, ?, ?, ?, ?)
     ON CONFLICT DO UPDATE SET value = excluded.value, unsettled = excluded.unsettled`,
  );
  const remove = db.prepare('DELETE FROM foreign_id WHERE tenant = ? AND kind = ? AND foreign_id = ?');
  const settled = db.prepare(
    `UPDATE foreign_id SET unsettled = 0 WHERE tenant = ? AND kind = 'part-type' AND foreign_id = ? AND value = ?`,
  );
  const forget = db.prepare(
    `DELETE FROM foreign_id WHERE tenant = ? AND kind = 'part-type' AND foreign_id = ? AND value = ''`,
  );
  const bodyOf = db.prepare<[number], Buffer>('SELECT body FROM part WHERE seq = ?').pluck();
  const named = db.prepare<[string, string, string, number], PartRow>(
    `SELECT part.seq, part_identity.brand_key, part_identity.number_key
     FROM number_index JOIN part USING (seq) JOIN part_identity USING (seq)
     WHERE number_index.number_key = ? AND scope IN (?, '${EVERYBODY}') AND kind = ${KIND_RANKS['type-ref']}
       AND space = '' AND part.publisher = ? AND part.seq > ? ORDER BY part.seq LIMIT ${PAGE}`,
  );

  return {
    settleLater: foreignIdsToSettle(db),
    async replace(tenant, kind, ids) {
      const counts = { added: 0, changed: 0, removed: 0, unchanged: 0 };
      const unsettling = kind === 'part-type' ? 1 : 0;
      await patientTransaction(db, () => {
        const before = new Map(all.all(tenant, kind).map((row) => [row.foreign_id, row.value]));
        for (const { foreignId, value } of ids) {
          const old = before.get(foreignId);
          before.delete(foreignId);
          counts[old === undefined ? 'added' : old === value ? 'unchanged' : 'changed'] += 1;
          if (old !== value) put.run(tenant, kind, foreignId, value, unsettling);
        }
        for (const foreignId of before.keys()) {
          counts.removed += 1;
          if (kind === 'part-type') put.run(tenant, kind, foreignId, '', unsettling);
          else remove.run(tenant, kind, foreignId);
        }
      });
      return counts;
    },
    async change(tenant, kind, { set, remove: removed }) {
      const counts = { added: 0, changed: 0, removed: 0, unchanged: 0 };
      const unsettling = kind === 'part-type' ? 1 : 0;
      const asked = JSON.stringify([...set.map(({ foreignId }) => foreignId), ...removed]);
      await patientTransaction(db, () => {
        const before = new Map(known.all(tenant, kind, asked).map((row) => [row.foreign_id, row.value]));
        for (const { foreignId, value } of set) {
          const old = before.get(foreignId);
          counts[old === undefined ? 'added' : old === value ? 'unchanged' : 'changed'] += 1;
          if (old !== value) put.run(tenant, kind, foreignId, value, unsettling);
        }
        for (const foreignId of removed) {
          if (!before.has(foreignId)) continue;
          counts.removed += 1;
          if (kind === 'part-type') put.run(tenant, kind, foreignId, '', unsettling);
          else remove.run(tenant, kind, foreignId);
        }
        if (counts.added > 0) requireRoom(kept.get(tenant, kind) ?? 0);
      });
      return counts;
    },
    list: async (tenant, kind, { after, limit }) =>
      page.all(tenant, kind, after, limit).map(toForeignId).sort(byForeignId),
    resolve: async (tenant, kind, foreignIds) =>
      new Map(known.all(tenant, kind, JSON.stringify(foreignIds)).map((row) => [row.foreign_id, row.value])),
    unsettled: async (limit) =>
      unsettled.all(limit).map((row) => ({ ...toForeignId(row), tenant: row.tenant })),
    async settle({ tenant, foreignId, value }, { now, traceparent }) {
      const context = { publisher: tenant, now, traceparent };
      for (let after = 0; ; ) {
        const rows = named.all(foreignId, tenant, tenant, after);
        const last = rows.at(-1);
        if (last === undefined) break;
        try {
          immediateTransaction(db, () => {
            // Read again: an import may have written in between.
            for (const { seq, brand_key, number_key } of rows) retype(seq, { brand_key, number_key });
            parts.flush();
          });
        } catch (error) {
          parts.forget();
          throw error;
        }
        after = last.seq;
      }
      settled.run(tenant, foreignId, value);
      if (value === '') forget.run(tenant, foreignId);

      function retype(
        seq: number,
        { brand_key: brandKey, number_key: partNumberKey }: Omit<PartRow, 'seq'>,
      ): void {
        const body = bodyOf.get(seq);
        const identity = { brandKey, partNumberKey };
        const live = parts.find(tenant, identity);
        if (body === undefined || body.length === 0 || live === undefined) return;
        const { source, ...before } = decodePart(body);
        if (before.partTypeRef !== foreignId || before.partTypeId === value) return;
        const content = retyped(before, value);
        const bytes = encodeContent(content);
        parts.put(
          live,
          identity,
          { content, bytes, hash: contentHashOf(bytes), source, feed: live.feed },
          context,
        );
      }
    },
  };
}

/**
 * Has parts told once more what their foreign part types mean: those that a release puts in were read when these may have
 * meant something else. `typed` has part types by foreign id, as the parts have them. Within the caller's transaction.
 */
export function foreignIdsToSettle(
  db: Database,
): (tenant: string, typed: Iterable<readonly [string, string]>) => void {
  const meaningOf = db
    .prepare<[string, string], string>(
      `SELECT value FROM foreign_id WHERE tenant = ? AND kind = 'part-type' AND foreign_id = ?`,
    )
    .pluck();
  const unsettle = db.prepare(
    `INSERT INTO foreign_id VALUES (?, 'part-type', ?, '', 1) ON CONFLICT DO UPDATE SET unsettled = 1`,
  );
  return (tenant, typed) => {
    for (const [foreignId, partTypeId] of typed)
      if ((meaningOf.get(tenant, foreignId) ?? '') !== partTypeId) unsettle.run(tenant, foreignId);
  };
}

function toForeignId({ foreign_id: foreignId, value }: Row) {
  return { foreignId, value };
}
