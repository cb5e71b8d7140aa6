import type { SearchEngine, SearchResult } from '@qipei/search-engine';
import { expect, test, vi } from 'vitest';
import { tenantSights } from './tenant-sight.ts';

/** What counts is what each of these gives, in turn. */
function sightsOver(...counts: (() => Promise<SearchResult>)[]) {
  const left = [...counts];
  const told: unknown[] = [];
  const engine = { search: () => left.shift()?.() } as unknown as SearchEngine;
  const sights = tenantSights({
    engine,
    brands: {
      names: async (ids) => new Map(ids.map((id) => [id, `Name of ${id}`])),
      remember: async () => {},
    },
    grants: { readersFor: async () => [] },
    onFailure: (error) => void told.push(error),
  });
  return { ...sights, told };
}

const counted = {
  facets: { brandId: [{ value: 'brand_A', count: 2 }], partTypeId: [] },
} as unknown as SearchResult;

test('what is known is told without waiting for a count, and known once it was made', async () => {
  const { promise, resolve } = Promise.withResolvers<SearchResult>();
  const { knownSight } = sightsOver(() => promise);
  expect(await knownSight('acme')).toBeUndefined();
  expect(await knownSight('acme')).toBeUndefined();
  resolve(counted);
  const brands = async () => (await knownSight('acme'))?.brands.map(({ brandId }) => brandId);
  await vi.waitFor(async () => expect(await brands()).toEqual(['brand_A']));
});

test('a count that fails is told where nobody waits for it, and thrown where somebody does; the next one is another', async () => {
  const failed = new Error('the index is away');
  const { knownSight, sightOf, told } = sightsOver(
    () => Promise.reject(failed),
    () => Promise.reject(failed),
    () => Promise.resolve(counted),
  );
  expect(await knownSight('acme')).toBeUndefined();
  await vi.waitFor(() => expect(told).toEqual([failed]));
  await expect(sightOf('acme')).rejects.toBe(failed);
  expect((await sightOf('acme')).brands).toHaveLength(1);
});
