import type { Database } from '@qipei/sqlite';
import { EVERYBODY, KIND_RANKS } from '../../domain/number-index.ts';
import type { PartIdentity } from '../../domain/part.ts';
import type { BrandCount, NumberHit, PartReader, Resolution } from '../../domain/part-repository.ts';
import { decodeSeenPart } from '../protobuf/part-message.ts';
import { PUBLIC, WITHDRAWN } from './schema.ts';

// `+?` keeps the value from the planner: SQLite as better-sqlite3 builds it (STAT4) would otherwise plan many of these
// statements anew for each value that is bound, at several times the cost of running them.
const VISIBLE = '((publisher = +? AND visibility > 0) OR visibility = 2)';

/** Reads parts on a connection of its own. The database has `CATALOG_MIGRATIONS`. */
export function sqlitePartReader(db: Database): PartReader {
  const byId = db
    .prepare<[string, string], Buffer>(`SELECT body FROM part WHERE part_id = +? AND ${VISIBLE}`)
    .pluck();
  const byIds = db
    .prepare<[string, string], Buffer>(
      `SELECT body FROM part WHERE part_id IN (SELECT value FROM json_each(?)) AND ${VISIBLE}`,
    )
    .pluck();
  // Both are answered by a partial index alone: no part's page is read. The planner would take the unique one.
  const publicId = db
    .prepare<[string], string>(
      'SELECT part_id FROM part INDEXED BY part_public WHERE visibility = 2 AND part_id = +?',
    )
    .pluck();
  const ownId = db
    .prepare<[string, string], string>(
      `SELECT part_id FROM part INDEXED BY part_of_publisher
       WHERE visibility > 0 AND publisher = +? AND part_id = +?`,
    )
    .pluck();
  const ownAfter = db
    .prepare<[string, string, number], string>(
      'SELECT part_id FROM part WHERE publisher = +? AND visibility > 0 AND part_id > +? ORDER BY part_id LIMIT ?',
    )
    .pluck();
  const publicAfter = db
    .prepare<[string, number], string>(
      'SELECT part_id FROM part WHERE visibility = 2 AND part_id > +? ORDER BY part_id LIMIT ?',
    )
    .pluck();
  const ownIdentity = db.prepare<[string, string, string], { part_id: string; visibility: number }>(
    'SELECT part_id, visibility FROM part_identity WHERE publisher = +? AND brand_key = +? AND number_key = +?',
  );
  const publicIdentity = db
    .prepare<[string, string], string>(
      `SELECT part_id FROM part_identity WHERE visibility = ${PUBLIC} AND brand_key = +? AND number_key = +?
       ORDER BY seq LIMIT 1`,
    )
    .pluck();
  const HIT = `SELECT number_key AS key, space, body FROM number_index JOIN part USING (seq)
    WHERE number_key = +? AND scope = +? AND kind = +?`;
  const inAnySpace = db.prepare<[string, string, number, number], HitRow>(
    `${HIT} ORDER BY space, seq LIMIT ?`,
  );
  const inSpace = db.prepare<[string, string, number, string, number], HitRow>(
    `${HIT} AND space = +? ORDER BY seq LIMIT ?`,
  );
  const counts = db.prepare<[string], { scope: string; brand_key: string; name: string; parts: number }>(
    `SELECT scope, brand_key, name, parts FROM brand_count WHERE scope IN (?, '${EVERYBODY}') AND parts > 0
     ORDER BY brand_key, scope DESC`,
  );

  function resolveOne(tenant: string, identity: PartIdentity): Resolution | undefined {
    const { brandKey, partNumberKey } = identity;
    const own = ownIdentity.get(tenant, brandKey, partNumberKey);
    if (own !== undefined && own.visibility !== WITHDRAWN)
      return { partId: own.part_id, own: true, public: own.visibility === PUBLIC };
    const partId = publicIdentity.get(brandKey, partNumberKey);
    return partId === undefined ? undefined : { partId, own: false, public: true };
  }

  /** One state for many reads, which also spares each of them the locks of a transaction of its own. */
  function readTogether<T>(read: () => T): T {
    return db.transaction(read).deferred();
  }

  return {
    async find(tenant, partId) {
      const body = byId.get(partId, tenant);
      return body === undefined ? undefined : decodeSeenPart(body, tenant);
    },
    async findAll(tenant, partIds) {
      return byIds.all(JSON.stringify(partIds), tenant).map((body) => decodeSeenPart(body, tenant));
    },
    async seen(tenant, partIds) {
      return readTogether(() =>
        partIds.filter((id) => (publicId.get(id) ?? ownId.get(tenant, id)) !== undefined),
      );
    },
    async list(tenant, { after, limit, ownOnly }) {
      const own = ownAfter.all(tenant, after, limit);
      const ids = ownOnly ? own : [...new Set([...own, ...publicAfter.all(after, limit)])];
      const page = ids.sort().slice(0, limit);
      const parts = byIds.all(JSON.stringify(page), tenant).map((body) => decodeSeenPart(body, tenant));
      return parts.sort((a, b) => (a.partId < b.partId ? -1 : 1));
    },
    async resolve(tenant, identities) {
      return readTogether(() =>
        identities.map((identity) => (identity === undefined ? undefined : resolveOne(tenant, identity))),
      );
    },
    async byNumber(tenant, { key, space, kinds, limit }) {
      const hits: NumberHit[] = [];
      for (const kind of kinds) {
        for (const scope of [tenant, EVERYBODY]) {
          const rest = limit - hits.length;
          if (rest <= 0) return hits;
          const rows =
            space === undefined
              ? inAnySpace.all(key, scope, KIND_RANKS[kind], rest)
              : inSpace.all(key, scope, KIND_RANKS[kind], space, rest);
          for (const row of rows)
            hits.push({ part: decodeSeenPart(row.body, tenant), kind, key: row.key, space: row.space });
        }
      }
      return hits;
    },
    async brands(tenant) {
      const brands = new Map<string, BrandCount>();
      for (const { brand_key, name, parts } of counts.all(tenant)) {
        const brand = brands.get(brand_key);
        if (brand === undefined)
          brands.set(brand_key, { brandId: `brand_${brand_key}`, name, partCount: parts });
        else brand.partCount += parts;
      }
      return [...brands.values()];
    },
  };
}

interface HitRow {
  key: string;
  space: string;
  body: Buffer;
}
