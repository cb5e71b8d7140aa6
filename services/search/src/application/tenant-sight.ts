import type { SearchEngine } from '@qipei/search-engine';
import { LRUCache } from 'lru-cache';
import type { BrandNames } from '../domain/brand-names.ts';
import type { HeldGrants } from '../domain/held-grants.ts';
import { type TypedName, typedName } from '../domain/typed-name.ts';
import { loadSyllables } from './pinyin.ts';

/** What of brands and part types a tenant sees, counted in parts. */
export interface Sight {
  brands: readonly { brandId: string; name: TypedName; parts: number }[];
  partsOfType: ReadonlyMap<string, number>;
}

const MAX_TENANTS = 200;
/** A new brand, or the first part of a type, is suggested this much later at most. */
const FRESH_MS = 20_000;
/** The count goes over all that the tenant sees: it may take a hundredth of the time at most. */
const REST_FACTOR = 100;

export interface TenantSights {
  sightOf(tenant: string): Promise<Sight>;
  /** Waits for no count: undefined until one was made, which it has begun. */
  knownSight(tenant: string): Promise<Sight | undefined>;
}

/**
 * What each tenant sees, counted from the index and remembered. Only the first to ask waits; later a stale count answers while a
 * new one is made. What is counted is limited by the index to what the tenant may read. `onFailure` is told of a count that nobody waits for.
 */
export function tenantSights({
  engine,
  brands,
  grants,
  onFailure,
}: {
  engine: SearchEngine;
  brands: BrandNames;
  grants: Pick<HeldGrants, 'readersFor'>;
  onFailure: (error: unknown) => void;
}): TenantSights {
  const known = new LRUCache<string, { sight: Sight; until: number; readers: readonly string[] }>({
    max: MAX_TENANTS,
  });
  const counting = new Map<string, { sight: Promise<Sight>; readers: readonly string[] }>();

  async function count(tenant: string, readers: readonly string[]): Promise<Sight> {
    const started = performance.now();
    const { facets } = await engine.search({
      tenant,
      offset: 0,
      limit: 0,
      facets: ['brandId', 'partTypeId'],
    });
    const took = performance.now() - started;
    const ofBrand = facets.brandId ?? [];
    const names = await brands.names(ofBrand.map(({ value }) => value));
    const syllablesOf = await loadSyllables();
    const sight: Sight = {
      brands: ofBrand.flatMap(({ value: brandId, count: parts }) => {
        const name = names.get(brandId);
        return name === undefined ? [] : [{ brandId, name: typedName(name, syllablesOf), parts }];
      }),
      partsOfType: new Map((facets.partTypeId ?? []).map(({ value, count: parts }) => [value, parts])),
    };
    known.set(tenant, { sight, until: started + Math.max(FRESH_MS, took * REST_FACTOR), readers });
    return sight;
  }

  function counted(tenant: string, readers: readonly string[]): Promise<Sight> {
    const underWay = counting.get(tenant);
    if (underWay !== undefined && isSame(underWay.readers, readers)) return underWay.sight;
    const sight = count(tenant, readers).finally(() => {
      if (counting.get(tenant)?.sight === sight) counting.delete(tenant);
    });
    counting.set(tenant, { sight, readers });
    return sight;
  }

  function rememberedSight(tenant: string, readers: readonly string[]): Sight | undefined {
    const remembered = known.get(tenant);
    // What a grant opens or ends is counted anew before anybody is told.
    if (remembered === undefined || !isSame(remembered.readers, readers)) return undefined;
    // The next question tries again.
    if (performance.now() > remembered.until) counted(tenant, readers).catch(onFailure);
    return remembered.sight;
  }

  return {
    async sightOf(tenant) {
      const readers = await grants.readersFor(tenant);
      return rememberedSight(tenant, readers) ?? (await counted(tenant, readers));
    },
    async knownSight(tenant) {
      const readers = await grants.readersFor(tenant);
      const sight = rememberedSight(tenant, readers);
      if (sight === undefined) counted(tenant, readers).catch(onFailure);
      return sight;
    },
  };
}

function isSame(one: readonly string[], other: readonly string[]): boolean {
  return one === other || (one.length === other.length && one.every((each, at) => each === other[at]));
}
