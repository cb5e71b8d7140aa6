import { describe, expect, test } from 'vitest';
import type { SearchEngineStorage } from '../search-engine.contract.ts';
import type { SearchQuery } from '../search-engine.ts';
import { fitment, named, offer, part, query, SCHEMA } from './parts.ts';

const CANARY = 'zanzibarcanary';

export function tenantContract(create: () => Promise<SearchEngineStorage>): void {
  describe('tenants', () => {
    test('see nothing of what they may not read', async () => {
      await using storage = await create();
      await using engine = await storage.open(SCHEMA);
      await engine.apply([
        named('public', 'brake pad 刹车片'),
        named('own', 'brake disc', { readers: ['shop', 'third'] }),
        part('secret', {
          text: { name: `brake ${CANARY} 金丝雀`, alias: ['secretalias'] },
          codes: { number: ['CANARY123'] },
          keywords: { brandId: [CANARY] },
          stored: { canary: CANARY },
          readers: ['other'],
        }),
        fitment('secret', { links: { vehicleId: ['v1'] }, keywords: { position: [CANARY] } }),
        part('nobody', { text: { name: `brake ${CANARY}` }, readers: [] }),
      ]);
      const facets = SCHEMA.keywords;
      const asked: Partial<SearchQuery>[] = [
        {},
        { words: 'brake' },
        { words: CANARY },
        { words: 'zanzibarcanari' },
        { words: 'zanzibar' },
        { words: '金丝雀' },
        { words: '金丝鸟' },
        { words: `brake ${CANARY}` },
        { words: 'brake secretalia' },
        { codes: ['CANARY123'] },
        { codes: ['CANA'] },
        { filters: [{ field: 'vehicleId', anyOf: ['v1'] }] },
        { filters: [{ field: 'brandId', anyOf: [CANARY] }] },
      ];
      for (const more of asked) {
        const name = JSON.stringify(more);
        const found = await engine.search(query({ ...more, facets }));
        const answer = JSON.stringify({ ...found, corrections: found.corrections.map(({ to }) => to) });
        expect(answer, name).not.toContain(CANARY);
        expect(answer, name).not.toContain('secret');
        const without = await engine.search(query({ ...more, facets, tenant: 'nosuch' }));
        expect(
          without.hits.map(({ id }) => id).filter((id) => id !== 'public'),
          name,
        ).toEqual([]);
      }
      expect((await engine.search(query())).total).toBe(2);
      expect((await engine.search(query({ tenant: 'nosuch' }))).total).toBe(1);
      const entitled = await engine.search(query({ tenant: 'other', words: 'zanzibarcanari', facets }));
      expect(entitled.hits.map(({ id }) => id)).toEqual(['secret']);
      expect(entitled.facets.brandId).toEqual([{ value: CANARY, count: 1 }]);
      // That somebody else has the word does not keep it from being corrected.
      expect((await engine.search(query({ words: `brake ${CANARY}` }))).relaxed).toEqual({
        matched: 1,
        of: 2,
      });
    });

    test('have numbers of their own', async () => {
      await using storage = await create();
      await using engine = await storage.open(SCHEMA);
      await engine.apply([
        named('a', 'x'),
        named('b', 'x'),
        offer('a', 'shop', { price: 2, stock: 1 }),
        offer('b', 'shop', { price: 1 }),
        offer('a', 'other', { price: 1, stock: 0 }),
        offer('b', 'other', { price: 2, stock: 7 }),
      ]);
      for (const [tenant, first, stocked] of [
        ['shop', 'b', 'a'],
        ['other', 'a', 'b'],
      ] as const) {
        const sort = { by: 'number', field: 'price', order: 'asc' } as const;
        expect((await engine.search(query({ tenant, sort }))).hits[0]?.id).toBe(first);
        const inStock = query({ tenant, tenantFilters: [{ field: 'stock', min: 1 }] });
        expect((await engine.search(inStock)).hits.map(({ id }) => id)).toEqual([stocked]);
      }
      const third = await engine.search(query({ tenant: 'third' }));
      expect(third.hits.map(({ numbers }) => numbers)).toEqual([{}, {}]);
      expect(
        (await engine.search(query({ tenant: 'third', tenantFilters: [{ field: 'price', min: 0 }] }))).total,
      ).toBe(0);
      await engine.apply([offer('a', 'shop', { stock: 4 }, 2)]);
      expect((await engine.search(query())).hits[0]?.numbers).toEqual({ stock: 4 });
    });

    test('read as others that let them, for as long as they do', async () => {
      await using storage = await create();
      await using engine = await storage.open(SCHEMA);
      const private_ = (id: string, readers: string[]) =>
        part(id, {
          ...{ text: { name: `brake pad ${id}` }, codes: { number: [`N${id}`] }, readers },
          keywords: { brandId: [id] },
        });
      await engine.apply([
        named('public', 'brake pad'),
        private_('a1', ['other', '/a']),
        private_('a2', ['other', '/b']),
        private_('b1', ['third', '/c刹"车']),
      ]);
      const found = async (readsAs?: readonly string[], more: Partial<SearchQuery> = {}) => {
        const asked = readsAs === undefined ? more : { ...more, readsAs };
        const { hits, total, facets } = await engine.search(query({ ...asked, facets: ['brandId'] }));
        const ids = hits.map(({ id }) => id).sort();
        expect(total).toBe(ids.length);
        expect(
          (facets.brandId ?? []).map(({ value }) => value).filter((id) => ids.includes(id)),
        ).toHaveLength(ids.filter((id) => id !== 'public').length);
        return ids;
      };
      const some = ['/a', '/nobody'];
      expect(await found()).toEqual(['public']);
      expect(await found(some)).toEqual(['a1', 'public']);
      expect(await found(['other', '/c刹"车'])).toEqual(['a1', 'a2', 'b1', 'public']);
      expect(await found(some)).toEqual(['a1', 'public']);
      for (const more of [{ words: 'brake pad' }, { words: 'braek pad' }] satisfies Partial<SearchQuery>[]) {
        expect(await found(some, more)).toEqual(['a1', 'public']);
        expect(await found([], more)).toEqual(['public']);
      }
      expect(await found(some, { codes: ['Na1', 'Na2'] })).toEqual(['a1']);
      // What comes later is of those that are read as before.
      await engine.apply([private_('a3', ['other', '/a']), private_('a4', ['fourth', '/d'])]);
      expect(await found(some)).toEqual(['a1', 'a3', 'public']);
      expect(await found()).toEqual(['public']);
      await expect(engine.search(query({ readsAs: ['*'] }))).rejects.toMatchObject({ kind: 'invalid' });
      const many = Array.from({ length: 20_001 }, (_, i) => `/${i}`);
      await expect(engine.search(query({ readsAs: many }))).rejects.toMatchObject({ kind: 'invalid' });
    });

    test('gain and lose a document with its readers', async () => {
      await using storage = await create();
      await using engine = await storage.open(SCHEMA);
      await engine.apply([part('a', { text: { name: 'pad' }, readers: ['other'] })]);
      expect((await engine.search(query({ words: 'pad' }))).total).toBe(0);
      await engine.apply([part('a', { text: { name: 'pad' }, readers: ['other', 'shop'] }, 2)]);
      expect((await engine.search(query({ words: 'pad' }))).total).toBe(1);
      await engine.apply([part('a', { text: { name: 'pad' }, readers: ['other'] }, 3)]);
      expect((await engine.search(query({ words: 'pad' }))).total).toBe(0);
    });
  });
}
