import { withDatabaseErrors } from '@qipei/mongo';
import type { QueryFilter } from 'mongoose';
import { EVERYBODY, KIND_RANKS } from '../../domain/number-index.ts';
import type { Part, PartIdentity } from '../../domain/part.ts';
import type {
  BrandCount,
  NumberHit,
  NumberQuery,
  PartReader,
  Resolution,
} from '../../domain/part-repository.ts';
import { OWN_SIGHT, type Sight, type SightOf } from '../../domain/sight.ts';
import { decodeSeenPart } from '../protobuf/part-message.ts';
import { BRAND_OF_IDENTITY, identityKey, numberToken, type PartDocument, tokensOf } from './part-document.ts';
import type { PartSource, PartSources, PartViews } from './part-views.ts';

/** Identities of one query. */
const CHUNK = 1_000;

/** Reads parts of a database that has `CATALOG_MONGO_MIGRATIONS`; what a call answers is before a release or after it. */
export function mongoPartReader({ within }: PartViews, sightOf: SightOf): PartReader {
  const over = (sources: PartSources) => readerOver(sources, sightOf);
  return withDatabaseErrors<PartReader>({
    find: (...of) => within((sources) => over(sources).find(...of)),
    findAll: (...of) => within((sources) => over(sources).findAll(...of)),
    seen: (...of) => within((sources) => over(sources).seen(...of)),
    seenOf: (...of) => within((sources) => over(sources).seenOf(...of)),
    identitiesOf: (...of) => within((sources) => over(sources).identitiesOf(...of)),
    list: (...of) => within((sources) => over(sources).list(...of)),
    resolve: (...of) => within((sources) => over(sources).resolve(...of)),
    byNumber: (...of) => within((sources) => over(sources).byNumber(...of)),
    brands: (...of) => within((sources) => over(sources).brands(...of)),
  });
}

/** Asks each of the places, which have no part in common. */
async function ofAll<T>(sources: PartSources, ask: (source: PartSource) => Promise<T[]>): Promise<T[]> {
  const [only] = sources;
  if (sources.length === 1 && only !== undefined) return await ask(only);
  return (await Promise.all(sources.map(ask))).flat();
}

function readerOver(sources: PartSources, sightOf: SightOf): PartReader {
  /** Those of them that the tenant may see; what it was granted is asked for only where that decides. */
  async function visible<T extends Head>(tenant: string, found: readonly T[]): Promise<T[]> {
    const anyway = ({ scope }: Head) => scope === tenant || scope === EVERYBODY;
    const sight = found.every(anyway) ? OWN_SIGHT : await sightOf(tenant);
    return found.filter((each) => anyway(each) || isGranted(sight, each));
  }

  async function readIds(tenant: string, partIds: readonly string[]): Promise<Part[]> {
    const asked = { _id: { $in: [...partIds] }, scope: { $exists: true } };
    const found = await ofAll(sources, ({ parts, only }) =>
      parts
        .find({ ...asked, ...only })
        .select('scope identity body')
        .lean<(Head & { body: Buffer })[]>(),
    );
    return (await visible(tenant, found)).map(({ body }) => decodeSeenPart(body, tenant));
  }

  async function seen(
    tenant: string,
    partIds: readonly string[],
    of: QueryFilter<PartDocument> = {},
  ): Promise<string[]> {
    const ids: string[] = [];
    for (let at = 0; at < partIds.length; at += CHUNK) {
      const asked = { _id: { $in: partIds.slice(at, at + CHUNK) }, scope: { $exists: true }, ...of };
      const found = await ofAll(sources, ({ parts, only }) =>
        parts
          .find({ ...asked, ...only })
          .select('scope identity')
          .lean<(Head & { _id: string })[]>(),
      );
      for (const { _id } of await visible(tenant, found)) ids.push(_id);
    }
    return ids;
  }

  async function page(tenant: string, filter: QueryFilter<PartDocument>, limit: number): Promise<Part[]> {
    const found = await ofAll(sources, ({ parts, only }) =>
      parts
        .find({ ...filter, ...only })
        .select('body')
        .sort({ _id: 1 })
        .limit(limit)
        .lean<{ _id: string; body: Buffer }[]>(),
    );
    if (sources.length > 1) found.sort((a, b) => (a._id < b._id ? -1 : 1));
    return found.slice(0, limit).map(({ body }) => decodeSeenPart(body, tenant));
  }

  return {
    async find(tenant, partId) {
      const [found] = await readIds(tenant, [partId]);
      return found;
    },
    findAll: readIds,
    seen: (tenant, partIds) => seen(tenant, partIds),
    seenOf: (tenant, publisher, partIds) => seen(tenant, partIds, { publisher }),
    async identitiesOf(publisher, partIds) {
      const found = await ofAll(sources, ({ parts, only }) =>
        parts
          .find({ _id: { $in: [...partIds] }, publisher, version: { $gt: 0 }, ...only })
          .select('identity')
          .lean<{ _id: string; identity: string }[]>(),
      );
      return found.map(({ _id, identity }) => {
        const [brandKey = '', partNumberKey = ''] = identity.split(':');
        return { partId: _id, brandKey, partNumberKey };
      });
    },
    async list(tenant, { after, limit, ownOnly }) {
      const behind = { _id: { $gt: after } };
      if (ownOnly) return await page(tenant, { publisher: tenant, ...seenBy(tenant), ...behind }, limit);
      let listed = await page(tenant, { ...seenBy(tenant), ...behind }, limit);
      for (const filter of grantedFilters(await sightOf(tenant))) {
        // What is behind the last of a full page isn't looked for.
        const last = listed.length < limit ? undefined : listed.at(-1)?.partId;
        const between = last === undefined ? behind : { _id: { $gt: after, $lt: last } };
        const granted = await page(tenant, { ...filter, ...between }, limit);
        if (granted.length > 0)
          listed = [...listed, ...granted].sort((a, b) => (a.partId < b.partId ? -1 : 1)).slice(0, limit);
      }
      return listed;
    },
    async resolve(tenant, identities) {
      const asked = [
        ...new Set(identities.flatMap((each) => (each === undefined ? [] : [identityKey(each)]))),
      ];
      const found = new Map<string, Resolution>();
      const sight = await sightOf(tenant);
      for (let at = 0; at < asked.length; at += CHUNK)
        await resolveInto(found, sources, { tenant, sight }, asked.slice(at, at + CHUNK));
      return identities.map((each: PartIdentity | undefined) => each && found.get(identityKey(each)));
    },
    async byNumber(tenant, query) {
      const hits: NumberHit[] = [];
      const sight = await sightOf(tenant);
      // What others share with the tenant stands between what is its own and what everybody sees.
      const scopes = [[tenant], ...(sight.publishers.length === 0 ? [] : [sight.publishers]), [EVERYBODY]];
      for (const kind of query.kinds) {
        const limit = query.limit - hits.length;
        if (limit <= 0) break;
        const ofScopes = await Promise.all(
          scopes.map((each) => hitsOf(sources, { tenant, sight, scopes: each }, kind, { ...query, limit })),
        );
        hits.push(...ofScopes.flat().slice(0, limit));
      }
      return hits;
    },
    brands: async (tenant) => await brandsOf(sources, tenant, await sightOf(tenant)),
  };
}

/** What of a document tells who may see it. */
type Head = Required<Pick<PartDocument, 'scope' | 'identity'>>;

/** Of a private part: its scope is its publisher. */
function isGranted(sight: Sight, { scope, identity }: Head): boolean {
  const brands = sight.brandsOf(scope);
  return brands !== undefined && (brands === 'all' || brands.has(identity.slice(0, identity.indexOf(':'))));
}

/** Publishers of one query. */
const PUBLISHERS = 50;

/** All that was granted, in filters that an index answers. */
function* grantedFilters(sight: Sight): Generator<QueryFilter<PartDocument>> {
  const whole = sight.publishers.filter((publisher) => sight.brandsOf(publisher) === 'all');
  for (let at = 0; at < whole.length; at += PUBLISHERS)
    yield { scope: { $in: whole.slice(at, at + PUBLISHERS) } };
  for (const scope of sight.publishers) {
    const brands = sight.brandsOf(scope);
    if (brands === undefined || brands === 'all') continue;
    // A brand's key is letters and digits: nothing that a pattern would take for more.
    yield { scope, identity: { $in: [...brands].map((brand) => new RegExp(`^${brand}:`)) } };
  }
}

function seenBy(tenant: string): QueryFilter<PartDocument> {
  return { scope: { $in: [tenant, EVERYBODY] } };
}

/** The tenant's own parts; of the rest the oldest that it sees. */
async function resolveInto(
  found: Map<string, Resolution>,
  sources: PartSources,
  { tenant, sight }: { tenant: string; sight: Sight },
  asked: readonly string[],
): Promise<void> {
  const own = await ofAll(sources, ({ parts, only }) =>
    parts
      .find({ publisher: tenant, identity: { $in: [...asked] }, ...seenBy(tenant), ...only })
      .select('identity scope')
      .lean<{ _id: string; identity: string; scope: string }[]>(),
  );
  for (const { _id, identity, scope } of own)
    found.set(identity, { partId: _id, own: true, public: scope === EVERYBODY });
  const rest = asked.filter((identity) => !found.has(identity));
  if (rest.length === 0) return;
  const oldest = await ofAll(sources, ({ parts, only }) =>
    parts.aggregate<{ _id: string; partId: string }>([
      { $match: { scope: EVERYBODY, identity: { $in: rest }, ...only } },
      { $group: { _id: '$identity', partId: { $min: '$_id' } } },
    ]),
  );
  for (const { _id, partId } of oldest) {
    const known = found.get(_id);
    if (known === undefined || partId < known.partId) found.set(_id, { partId, own: false, public: true });
  }
  for (let at = 0; at < sight.publishers.length; at += PUBLISHERS) {
    const scopes = sight.publishers.slice(at, at + PUBLISHERS);
    const granted = await ofAll(sources, ({ parts, only }) =>
      parts
        .find({ scope: { $in: scopes }, identity: { $in: rest }, ...only })
        .select('scope identity')
        .lean<(Head & { _id: string })[]>(),
    );
    for (const each of granted) {
      const known = found.get(each.identity);
      if (isGranted(sight, each) && (known === undefined || each._id < known.partId))
        found.set(each.identity, { partId: each._id, own: false, public: false });
    }
  }
}

interface FoundHit extends Head {
  _id: string;
  body: Buffer;
  space: string;
}

/** Of scopes that the tenant sees all of, or that are publishers of which the sight tells. */
async function hitsOf(
  sources: PartSources,
  { tenant, sight, scopes }: { tenant: string; sight: Sight; scopes: readonly string[] },
  kind: NumberHit['kind'],
  { key, space, limit }: NumberQuery,
): Promise<NumberHit[]> {
  const scope = { $in: [...scopes] };
  const isWhole = (of: string) => of === tenant || of === EVERYBODY || sight.brandsOf(of) === 'all';
  const isWanted = (head: Head) => isWhole(head.scope) || isGranted(sight, head);
  const found = await ofAll(sources, async (source) => {
    const hits: FoundHit[] = [];
    for await (const hit of space === undefined ? inAnySpace(source) : inSpace(source, space)) {
      if (!isWanted(hit)) continue;
      hits.push(hit);
      if (hits.length === limit) break;
    }
    return hits;
  });
  if (sources.length > 1)
    found.sort((a, b) => (a.space < b.space ? -1 : a.space > b.space ? 1 : a._id < b._id ? -1 : 1));
  return found
    .slice(0, limit)
    .map(({ space: of, body }) => ({ part: decodeSeenPart(body, tenant), kind, key, space: of }));

  async function* inSpace({ parts, only }: PartSource, of: string): AsyncGenerator<FoundHit> {
    const cursor = parts
      .find({ scope, numbers: numberToken({ key, kind: KIND_RANKS[kind], space: of }), ...only })
      .select('scope identity body')
      .sort({ _id: 1 })
      .lean<Omit<FoundHit, 'space'>[]>()
      .cursor({ batchSize: atOnce(limit) });
    for await (const each of cursor) yield { ...each, space: of };
  }

  async function* inAnySpace({ parts, only }: PartSource): AsyncGenerator<FoundHit> {
    const range = tokensOf(key, kind);
    // The order of an index over an array is no order that a query can be given in: this sorts what it finds, but keeps no
    // more than the limit of it where it can.
    const most = scopes.every(isWhole) ? [{ $limit: limit }] : [];
    const cursor = parts
      .aggregate<Omit<FoundHit, 'space'> & { numbers: string }>([
        { $match: { scope, numbers: { $elemMatch: range }, ...only } },
        { $project: { body: 1, numbers: 1, scope: 1, identity: 1 } },
        { $unwind: '$numbers' },
        { $match: { numbers: range } },
        { $sort: { numbers: 1, _id: 1 } },
        ...most,
      ])
      .cursor({ batchSize: atOnce(limit) });
    for await (const { numbers, ...each } of cursor)
      yield { ...each, space: numbers.slice(range.$gte.length) };
  }
}

/** Most questions are answered by the first batch. */
function atOnce(limit: number): number {
  return Math.min(limit, 1_000);
}

/** Counted by the index alone; the name is the one that the oldest part has. */
async function brandsOf(sources: PartSources, tenant: string, sight: Sight): Promise<BrandCount[]> {
  const ofPlaces = await ofAll(sources, ({ parts, only }) =>
    parts.aggregate<BrandInScope>([
      { $match: { scope: { $in: [tenant, EVERYBODY, ...sight.publishers] }, ...only } },
      {
        $group: {
          _id: { scope: '$scope', brand: BRAND_OF_IDENTITY },
          parts: { $sum: 1 },
          oldest: { $min: '$_id' },
        },
      },
      { $sort: { '_id.brand': 1, '_id.scope': 1 } },
    ]),
  );
  const counted = sources.length === 1 ? ofPlaces : together(ofPlaces);
  const rankOf = (scope: string) => (scope === tenant ? 0 : scope === EVERYBODY ? 1 : 2);
  const counts = counted
    .filter(
      ({ _id: { scope, brand } }) => rankOf(scope) < 2 || isGranted(sight, { scope, identity: `${brand}:` }),
    )
    .sort((a, b) => rankOf(a._id.scope) - rankOf(b._id.scope));
  // The tenant's own part names the brand where there is one, then a public one.
  const brands = new Map(
    [...Map.groupBy(counts, ({ _id }) => _id.brand)].sort(([a], [b]) => (a < b ? -1 : 1)),
  );
  const named = [...brands.values()].flatMap(([first]) => first?.oldest ?? []);
  const names = await ofAll(sources, ({ parts, only }) =>
    parts
      .find({ _id: { $in: named }, ...only })
      .select('brand')
      .lean<{ _id: string; brand?: string }[]>(),
  );
  const nameOf = new Map(names.map(({ _id, brand }) => [_id, brand]));
  return [...brands].map(([brand, ofScopes]) => ({
    brandId: `brand_${brand}`,
    name: nameOf.get(ofScopes[0]?.oldest ?? '') ?? brand,
    partCount: ofScopes.reduce((sum, { parts: count }) => sum + count, 0),
  }));
}

interface BrandInScope {
  _id: { scope: string; brand: string };
  parts: number;
  oldest: string;
}

function together(ofPlaces: readonly BrandInScope[]): BrandInScope[] {
  const brands = Map.groupBy(ofPlaces, ({ _id }) => `${_id.brand} ${_id.scope}`);
  return [...brands.values()].flatMap((of) => {
    const [first] = of;
    const [oldest] = of.map((each) => each.oldest).sort();
    if (first === undefined || oldest === undefined) return [];
    return [{ ...first, parts: of.reduce((sum, { parts }) => sum + parts, 0), oldest }];
  });
}
