import type { Database } from '@qipei/sqlite';
import { EVERYBODY, KIND_RANKS } from '../../domain/number-index.ts';
import type { Part, PartIdentity } from '../../domain/part.ts';
import type { BrandCount, NumberHit, PartReader, Resolution } from '../../domain/part-repository.ts';
import type { Sight, SightOf } from '../../domain/sight.ts';
import { decodeSeenPart, seenPart } from '../protobuf/part-message.ts';
import { PUBLIC, WITHDRAWN } from './schema.ts';
import { sqliteGrantedParts } from './sqlite-granted-parts.ts';

// `+?` keeps the value from the planner: SQLite as better-sqlite3 builds it (STAT4) would otherwise plan many of these
// statements anew for each value that is bound, at several times the cost of running them.
const VISIBLE = '((publisher = +? AND visibility > 0) OR visibility = 2)';

/** Reads parts on a connection of its own. The database has `CATALOG_MIGRATIONS`. */
export function sqlitePartReader(db: Database, sightOf: SightOf<Sight>): PartReader {
  const granted = sqliteGrantedParts(db);
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
  const identityOf = db.prepare<[string, string], PartIdentity & { partId: string }>(
    `SELECT part.part_id AS partId, brand_key AS brandKey, number_key AS partNumberKey
     FROM part JOIN part_identity USING (seq) WHERE part.part_id = +? AND part.publisher = +?`,
  );
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
  const publicIdentity = db.prepare<[string, string], { seq: number; part_id: string }>(
    `SELECT seq, part_id FROM part_identity WHERE visibility = ${PUBLIC} AND brand_key = +? AND number_key = +?
     ORDER BY seq LIMIT 1`,
  );
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

  function resolveOne(tenant: string, sight: Sight, identity: PartIdentity): Resolution | undefined {
    const { brandKey, partNumberKey } = identity;
    const own = ownIdentity.get(tenant, brandKey, partNumberKey);
    if (own !== undefined && own.visibility !== WITHDRAWN)
      return { partId: own.part_id, own: true, public: own.visibility === PUBLIC };
    const open = publicIdentity.get(brandKey, partNumberKey);
    const shared = granted.resolve(sight, identity);
    if (shared !== undefined && (open === undefined || shared.seq < open.seq))
      return { partId: shared.partId, own: false, public: false };
    return open === undefined ? undefined : { partId: open.part_id, own: false, public: true };
  }

  function findAll(tenant: string, sight: Sight, partIds: readonly string[]): Part[] {
    const parts = byIds.all(JSON.stringify(partIds), tenant).map((body) => decodeSeenPart(body, tenant));
    if (sight.publishers.length === 0 || parts.length === partIds.length) return parts;
    const found = new Set(parts.map(({ partId }) => partId));
    for (const partId of new Set(partIds)) {
      const part = found.has(partId) ? undefined : granted.find(sight, partId);
      if (part !== undefined) parts.push(seenPart(part, tenant));
    }
    return parts;
  }

  /** One state for many reads, which also spares each of them the locks of a transaction of its own. */
  function readTogether<T>(read: () => T): T {
    return db.transaction(read).deferred();
  }

  return {
    async find(tenant, partId) {
      const body = byId.get(partId, tenant);
      if (body !== undefined) return decodeSeenPart(body, tenant);
      const part = granted.find(sightOf(tenant), partId);
      return part && seenPart(part, tenant);
    },
    async findAll(tenant, partIds) {
      return findAll(tenant, sightOf(tenant), partIds);
    },
    async seen(tenant, partIds) {
      const sight = sightOf(tenant);
      return readTogether(() =>
        partIds.filter(
          (id) => (publicId.get(id) ?? ownId.get(tenant, id)) !== undefined || granted.seen(sight, id),
        ),
      );
    },
    async seenOf(tenant, publisher, partIds) {
      const sight = sightOf(tenant);
      return readTogether(() =>
        partIds.filter(
          (id) =>
            ownId.get(publisher, id) !== undefined &&
            (tenant === publisher || publicId.get(id) !== undefined || granted.seen(sight, id)),
        ),
      );
    },
    async identitiesOf(publisher, partIds) {
      return readTogether(() => partIds.flatMap((id) => identityOf.get(id, publisher) ?? []));
    },
    async list(tenant, { after, limit, ownOnly }) {
      const sight = sightOf(tenant);
      const own = ownAfter.all(tenant, after, limit);
      const others = () => [...publicAfter.all(after, limit), ...granted.idsAfter(sight, after, limit)];
      const ids = ownOnly ? own : [...new Set([...own, ...others()])];
      const page = ids.sort().slice(0, limit);
      return findAll(tenant, sight, page).sort((a, b) => (a.partId < b.partId ? -1 : 1));
    },
    async resolve(tenant, identities) {
      const sight = sightOf(tenant);
      return readTogether(() =>
        identities.map((identity) => identity && resolveOne(tenant, sight, identity)),
      );
    },
    async byNumber(tenant, { key, space, kinds, limit }) {
      const sight = sightOf(tenant);
      const hits: NumberHit[] = [];
      for (const kind of kinds) {
        for (const scope of [tenant, EVERYBODY]) {
          // What others share with the tenant stands between what is its own and what everybody sees.
          if (scope === EVERYBODY)
            for (const hit of granted.byNumber(sight, { key, kind, space }, limit - hits.length))
              hits.push({ part: seenPart(hit.part, tenant), kind, key, space: hit.space });
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
      const sight = sightOf(tenant);
      return readTogether(() => {
        const brands = new Map<string, BrandCount>();
        const add = (each: BrandCount) => {
          const brand = brands.get(each.brandId);
          if (brand === undefined) brands.set(each.brandId, each);
          else brand.partCount += each.partCount;
        };
        // The tenant's own part names the brand where there is one.
        for (const { brand_key, name, parts } of counts.all(tenant))
          add({ brandId: `brand_${brand_key}`, name, partCount: parts });
        const own = brands.size;
        for (const brand of granted.brands(sight)) add(brand);
        const all = [...brands.values()];
        return brands.size === own ? all : all.sort((a, b) => (a.brandId < b.brandId ? -1 : 1));
      });
    },
  };
}

interface HitRow {
  key: string;
  space: string;
  body: Buffer;
}
