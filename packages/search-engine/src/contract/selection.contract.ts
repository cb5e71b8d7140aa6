import { describe, expect, test } from 'vitest';
import type { SearchEngineStorage } from '../search-engine.contract.ts';
import type { SearchQuery } from '../search-engine.ts';
import { fitment, named, offer, part, query, SCHEMA } from './parts.ts';

export function selectionContract(create: () => Promise<SearchEngineStorage>): void {
  describe('selection', () => {
    test('finds codes whole first, then by their beginning, fields in the order of the schema', async () => {
      await using storage = await create();
      await using engine = await storage.open(SCHEMA);
      await engine.apply([
        part('longer', { codes: { number: ['1K0123456'] }, rank: 9 }),
        part('oe', { codes: { oeNumber: ['1K0123', 'X'] }, rank: 5 }),
        part('own', { codes: { number: ['1K0123'] } }),
        part('small', { codes: { number: ['1k0123'] } }),
        part('none', { codes: { number: ['1K0'] } }),
      ]);
      const found = await engine.search(query({ codes: ['1K0123'] }));
      expect(found.hits.map(({ id }) => id)).toEqual(['own', 'oe', 'longer']);
      expect(found.hits.map(({ matched }) => matched)).toEqual([
        [{ field: 'number', value: '1K0123' }],
        [{ field: 'oeNumber', value: '1K0123' }],
        [{ field: 'number', value: '1K0123456' }],
      ]);
      const short = await engine.search(query({ codes: ['1K0'] }));
      expect(short.hits.map(({ id }) => id)).toEqual(['none']);
      expect((await engine.search(query({ codes: ['X', '1K0'] }))).total).toBe(2);
      expect((await engine.search(query({ codes: ['%31K0123', ''] }))).total).toBe(0);
    });

    test('takes words and codes together', async () => {
      await using storage = await create();
      await using engine = await storage.open(SCHEMA);
      await engine.apply([
        named('a', 'brake pad', { codes: { number: ['A1'] } }),
        named('b', 'brake disc', { codes: { number: ['A1'] } }),
        named('c', 'brake pad', { codes: { number: ['A2'] } }),
      ]);
      const found = await engine.search(query({ words: 'pad', codes: ['A1'] }));
      expect(found.hits.map(({ id }) => id)).toEqual(['a']);
    });

    test('keeps keys apart that differ in case, width or signs', async () => {
      await using storage = await create();
      await using engine = await storage.open(SCHEMA);
      const keys = [
        'V:1',
        'v:1',
        'v:10',
        'v 1',
        'v%201',
        'v\t1',
        'v"1',
        'ｖ:1',
        'v_1',
        'v-1',
        'é',
        'É',
        '车',
      ];
      await engine.apply(
        keys.flatMap((key, i) => [
          named(`p${i}`, 'x', { codes: { number: [key] } }),
          fitment(`p${i}`, { links: { vehicleId: [key] }, keywords: { position: [key] } }),
        ]),
      );
      for (const [i, key] of keys.entries()) {
        const asked: Partial<SearchQuery>[] = [
          { filters: [{ field: 'vehicleId', anyOf: [key] }] },
          { filters: [{ field: 'position', anyOf: [key] }] },
          { codes: [key] },
        ];
        for (const each of asked) {
          const found = await engine.search(query(each));
          expect(
            found.hits.map(({ id }) => id),
            JSON.stringify(each),
          ).toEqual([`p${i}`]);
        }
      }
    });

    test('counts a facet without the filters on it', async () => {
      await using storage = await create();
      await using engine = await storage.open(SCHEMA);
      await engine.apply([
        part('a', { keywords: { brandId: ['x'], position: ['l', 'r'] } }),
        part('b', { keywords: { brandId: ['y'], position: ['l'] } }),
        part('c', { keywords: { brandId: ['y', 'z'] } }),
      ]);
      const found = await engine.search(
        query({
          filters: [
            { field: 'brandId', anyOf: ['y'] },
            { field: 'position', anyOf: ['l'] },
          ],
          facets: ['brandId', 'position'],
        }),
      );
      expect(found.total).toBe(1);
      expect(found.facets).toEqual({
        brandId: [
          { value: 'x', count: 1 },
          { value: 'y', count: 1 },
        ],
        position: [{ value: 'l', count: 1 }],
      });
      const twice = query({
        filters: [
          { field: 'brandId', anyOf: ['y'] },
          { field: 'brandId', anyOf: ['z'] },
        ],
      });
      expect((await engine.search(twice)).hits.map(({ id }) => id)).toEqual(['c']);
      expect((await engine.search(query({ filters: [{ field: 'brandId', anyOf: [] }] }))).total).toBe(0);
      expect((await engine.search(query({ filters: [{ field: 'vehicleId', anyOf: [] }] }))).total).toBe(0);
    });

    test('sorts by numbers, keys and rank, and pages without gap or repetition', async () => {
      await using storage = await create();
      await using engine = await storage.open(SCHEMA);
      const ids = Array.from({ length: 57 }, (_, i) => `p${(i * 13) % 57}`);
      await engine.apply(
        ids.flatMap((id, i) => [
          part(id, { text: { name: 'oil' }, rank: i % 3, sortKey: `k${i % 5}` }),
          ...(i % 4 === 0 ? [] : [offer(id, 'shop', { price: i % 7 })]),
        ]),
      );
      const sorts: SearchQuery['sort'][] = [
        { by: 'relevance' },
        { by: 'rank' },
        { by: 'key', order: 'asc' },
        { by: 'key', order: 'desc' },
        { by: 'number', field: 'price', order: 'asc' },
        { by: 'number', field: 'price', order: 'desc' },
      ];
      for (const sort of sorts.filter((each) => each !== undefined)) {
        const whole = await engine.search(query({ sort, words: 'oil' }));
        expect(whole.total).toBe(57);
        const paged: string[] = [];
        for (let offset = 0; offset < 60; offset += 4) {
          const found = await engine.search(query({ sort, words: 'oil', offset, limit: 4 }));
          expect(found.total).toBe(57);
          paged.push(...found.hits.map(({ id }) => id));
        }
        expect(paged).toEqual(whole.hits.map(({ id }) => id));
        expect(new Set(paged).size).toBe(57);
      }
      const cheap = await engine.search(query({ sort: { by: 'number', field: 'price', order: 'asc' } }));
      const prices = cheap.hits.map(({ numbers }) => numbers.price ?? Number.POSITIVE_INFINITY);
      expect(prices).toEqual([...prices].sort((a, b) => a - b));
      const dear = await engine.search(query({ sort: { by: 'number', field: 'price', order: 'desc' } }));
      const known = dear.hits.slice(0, 42).map(({ numbers }) => numbers.price ?? Number.NaN);
      expect(known).toEqual([...known].sort((a, b) => b - a));
      expect(dear.hits.slice(42).every(({ numbers }) => numbers.price === undefined)).toBe(true);
    });

    test('refuses what the schema does not name or is out of bounds', async () => {
      await using storage = await create();
      await using engine = await storage.open(SCHEMA);
      const asked: [Partial<SearchQuery>, string][] = [
        [{ facets: ['vehicleId'] }, 'field-unknown'],
        [{ filters: [{ field: 'price', anyOf: ['1'] }] }, 'field-unknown'],
        [{ tenantFilters: [{ field: 'brandId', min: 1 }] }, 'field-unknown'],
        [{ sort: { by: 'number', field: 'brandId', order: 'asc' } }, 'field-unknown'],
        [{ tenant: '' }, 'tenant-invalid'],
        [{ tenant: '*' }, 'tenant-invalid'],
        [{ offset: -1 }, 'page-invalid'],
        [{ limit: 1001 }, 'page-invalid'],
        [{ offset: 100_000 }, 'page-too-deep'],
        [{ codes: Array.from({ length: 101 }, () => 'X') }, 'values-too-many'],
      ];
      for (const [more, code] of asked) {
        await expect(engine.search(query(more)), code).rejects.toMatchObject({ kind: 'invalid', code });
      }
    });
  });
}
