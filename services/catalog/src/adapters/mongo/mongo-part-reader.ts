import { withDatabaseErrors } from '@qipei/mongo';
import type { Model, QueryFilter } from 'mongoose';
import { EVERYBODY, KIND_RANKS } from '../../domain/number-index.ts';
import type { Part, PartIdentity } from '../../domain/part.ts';
import type {
  BrandCount,
  NumberHit,
  NumberQuery,
  PartReader,
  Resolution,
} from '../../domain/part-repository.ts';
import { decodeSeenPart } from '../protobuf/part-message.ts';
import { BRAND_OF_IDENTITY, identityKey, numberToken, type PartDocument, tokensOf } from './part-document.ts';

/** Identities of one query. */
const CHUNK = 1_000;

/** Reads parts of a database that has `CATALOG_MONGO_MIGRATIONS`. */
export function mongoPartReader(parts: Model<PartDocument>): PartReader {
  async function read(tenant: string, filter: QueryFilter<PartDocument>, limit?: number): Promise<Part[]> {
    const query = parts.find(filter).select('body').lean<{ body: Buffer }[]>();
    const found = await (limit === undefined ? query : query.sort({ _id: 1 }).limit(limit));
    return found.map(({ body }) => decodeSeenPart(body, tenant));
  }

  return withDatabaseErrors<PartReader>({
    async find(tenant, partId) {
      const [found] = await read(tenant, { _id: partId, ...seenBy(tenant) });
      return found;
    },
    async findAll(tenant, partIds) {
      return await read(tenant, { _id: { $in: [...partIds] }, ...seenBy(tenant) });
    },
    async seen(tenant, partIds) {
      const ids: string[] = [];
      for (let at = 0; at < partIds.length; at += CHUNK) {
        const found = await parts
          .find({ _id: { $in: partIds.slice(at, at + CHUNK) }, ...seenBy(tenant) })
          .select('_id')
          .lean<{ _id: string }[]>();
        for (const { _id } of found) ids.push(_id);
      }
      return ids;
    },
    async list(tenant, { after, limit, ownOnly }) {
      const seen = ownOnly ? { publisher: tenant, ...seenBy(tenant) } : seenBy(tenant);
      return await read(tenant, { ...seen, _id: { $gt: after } }, limit);
    },
    async resolve(tenant, identities) {
      const asked = [
        ...new Set(identities.flatMap((each) => (each === undefined ? [] : [identityKey(each)]))),
      ];
      const found = new Map<string, Resolution>();
      for (let at = 0; at < asked.length; at += CHUNK)
        await resolveInto(found, parts, tenant, asked.slice(at, at + CHUNK));
      return identities.map((each: PartIdentity | undefined) => each && found.get(identityKey(each)));
    },
    async byNumber(tenant, query) {
      const hits: NumberHit[] = [];
      for (const kind of query.kinds) {
        const limit = query.limit - hits.length;
        if (limit <= 0) break;
        const ofScopes = await Promise.all(
          [tenant, EVERYBODY].map((scope) => hitsOf(parts, { tenant, scope }, kind, { ...query, limit })),
        );
        hits.push(...ofScopes.flat().slice(0, limit));
      }
      return hits;
    },
    brands: (tenant) => brandsOf(parts, tenant),
  });
}

function seenBy(tenant: string): QueryFilter<PartDocument> {
  return { scope: { $in: [tenant, EVERYBODY] } };
}

/** The tenant's own parts; of the rest the oldest that everybody sees. */
async function resolveInto(
  found: Map<string, Resolution>,
  parts: Model<PartDocument>,
  tenant: string,
  asked: readonly string[],
): Promise<void> {
  const own = await parts
    .find({ publisher: tenant, identity: { $in: [...asked] }, ...seenBy(tenant) })
    .select('identity scope')
    .lean<{ _id: string; identity: string; scope: string }[]>();
  for (const { _id, identity, scope } of own)
    found.set(identity, { partId: _id, own: true, public: scope === EVERYBODY });
  const rest = asked.filter((identity) => !found.has(identity));
  if (rest.length === 0) return;
  const oldest = await parts.aggregate<{ _id: string; partId: string }>([
    { $match: { scope: EVERYBODY, identity: { $in: rest } } },
    { $group: { _id: '$identity', partId: { $min: '$_id' } } },
  ]);
  for (const { _id, partId } of oldest) found.set(_id, { partId, own: false, public: true });
}

async function hitsOf(
  parts: Model<PartDocument>,
  { tenant, scope }: { tenant: string; scope: string },
  kind: NumberHit['kind'],
  { key, space, limit }: NumberQuery,
): Promise<NumberHit[]> {
  if (space !== undefined) {
    const found = await parts
      .find({ scope, numbers: numberToken({ key, kind: KIND_RANKS[kind], space }) })
      .select('body')
      .sort({ _id: 1 })
      .limit(limit)
      .lean<{ body: Buffer }[]>();
    return found.map(({ body }) => ({ part: decodeSeenPart(body, tenant), kind, key, space }));
  }
  const range = tokensOf(key, kind);
  // The order of an index over an array is no order that a query can be given in: this sorts what it finds, but keeps no
  // more than the limit of it.
  const found = await parts.aggregate<{ numbers: string; body: Buffer }>([
    { $match: { scope, numbers: { $elemMatch: range } } },
    { $project: { body: 1, numbers: 1 } },
    { $unwind: '$numbers' },
    { $match: { numbers: range } },
    { $sort: { numbers: 1, _id: 1 } },
    { $limit: limit },
  ]);
  return found.map(({ numbers, body }) => ({
    part: decodeSeenPart(body, tenant),
    kind,
    key,
    space: numbers.slice(range.$gte.length),
  }));
}

/** Counted by the index alone; the name is the one that the oldest part has. */
async function brandsOf(parts: Model<PartDocument>, tenant: string): Promise<BrandCount[]> {
  const counts = await parts.aggregate<{
    _id: { scope: string; brand: string };
    parts: number;
    oldest: string;
  }>([
    { $match: seenBy(tenant) },
    {
      $group: {
        _id: { scope: '$scope', brand: BRAND_OF_IDENTITY },
        parts: { $sum: 1 },
        oldest: { $min: '$_id' },
      },
    },
    { $sort: { '_id.brand': 1, '_id.scope': -1 } },
  ]);
  // The tenant's own part names the brand where there is one: it sorts first.
  const brands = Map.groupBy(counts, ({ _id }) => _id.brand);
  const named = [...brands.values()].flatMap(([first]) => first?.oldest ?? []);
  const names = await parts
    .find({ _id: { $in: named } })
    .select('brand')
    .lean<{ _id: string; brand?: string }[]>();
  const nameOf = new Map(names.map(({ _id, brand }) => [_id, brand]));
  return [...brands].map(([brand, ofScopes]) => ({
    brandId: `brand_${brand}`,
    name: nameOf.get(ofScopes[0]?.oldest ?? '') ?? brand,
    partCount: ofScopes.reduce((sum, { parts: count }) => sum + count, 0),
  }));
}
