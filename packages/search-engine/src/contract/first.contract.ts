import { describe, expect, test } from 'vitest';
import type { SearchEngineStorage } from '../search-engine.contract.ts';
import type { DocumentPatch, SearchEngine, SearchResult } from '../search-engine.ts';
import { named, part, query, random, SCHEMA } from './parts.ts';

const BOTH = ['number', 'oeNumber'];

async function over(
  create: () => Promise<SearchEngineStorage>,
  patches: readonly DocumentPatch[],
  check: (engine: SearchEngine) => Promise<void>,
): Promise<void> {
  await using storage = await create();
  await using engine = await storage.open(SCHEMA);
  await engine.apply(patches);
  await check(engine);
}

const ids = ({ hits }: SearchResult) => hits.map(({ id }) => id);

/** What is asked for before what the words find. */
export function firstContract(create: () => Promise<SearchEngineStorage>): void {
  describe('what comes first', () => {
    const LAMPS = [
      named('a', 'lamp H7', { rank: 9 }),
      named('b', 'bulb', { codes: { number: ['H7'] } }),
      named('c', 'H7 lamp', { codes: { oeNumber: ['H7'] } }),
      named('d', 'bulb', { codes: { number: ['H70'] } }),
    ];

    test('is what has a key as a whole, by the order of the fields, and then what the words find', () =>
      over(create, LAMPS, async (engine) => {
        const ask = (fields: string[]) =>
          engine.search(query({ words: 'h7', first: [{ codes: ['H7'], fields }] }));
        const found = await ask(BOTH);
        expect([ids(found), found.total]).toEqual([['b', 'c', 'a'], 3]);
        expect(found.hits[0]?.matched).toEqual([{ field: 'number', value: 'H7' }]);
        expect(found.hits[2]?.matched).toEqual([{ field: 'name', value: 'lamp H7' }]);
        expect(ids(await ask(['oeNumber']))).toEqual(['c', 'a']);
        expect(ids(await ask([]))).toEqual(['a', 'c']);
      }));

    test('may have to have words beside the key', () =>
      over(create, LAMPS, async (engine) => {
        const beside = (words: string) =>
          engine.search(query({ words: 'bulb h7', first: [{ codes: ['H7'], fields: BOTH, words }] }));
        expect(ids(await beside('bulb'))).toEqual(['b']);
        expect(ids(await beside('lam'))).toEqual(['c']);
        expect(ids(await beside(''))).toEqual(ids(await engine.search(query({ words: 'bulb h7' }))));
      }));

    test('leaves the words as they are typed, unless nobody sees it', () =>
      over(
        create,
        [
          named('pad', 'padding'),
          named('mine', 'x', { codes: { number: ['PADDNG'] }, readers: ['shop'] }),
          named('wide', 'y', { keywords: { brandId: ['w'] } }),
        ],
        async (engine) => {
          const asked = { words: 'paddng', first: [{ codes: ['PADDNG'], fields: BOTH }] };
          expect(await engine.search(query(asked))).toMatchObject({
            ...{ total: 1, corrections: [], relaxed: null },
            hits: [{ id: 'mine' }],
          });
          // A filter narrows an answer and never changes what it is an answer to.
          const filtered = { ...asked, filters: [{ field: 'brandId', anyOf: ['w'] }] };
          expect(await engine.search(query(filtered))).toMatchObject({ total: 0, corrections: [] });
          expect(await engine.search(query({ ...asked, tenant: 'other' }))).toMatchObject({
            ...{ total: 1, corrections: [{ from: 'paddng', to: 'padding' }] },
            hits: [{ id: 'pad' }],
          });
        },
      ));

    test('stands beside words only, on fields that there are', () =>
      over(create, [], async (engine) => {
        const first = [{ codes: ['A1'], fields: BOTH }];
        await expect(engine.search(query({ first }))).rejects.toThrow('beside words');
        await expect(engine.search(query({ first, words: 'a', codes: ['A1'] }))).rejects.toThrow(
          'beside words',
        );
        await expect(
          engine.search(query({ words: 'a', first: [{ codes: ['A1'], fields: ['name'] }] })),
        ).rejects.toThrow('name');
      }));

    test('is counted once with the rest, in facets and over pages', async () => {
      const next = random(20_261_122);
      const pick = <T>(items: readonly T[]): T => items[Math.floor(next() * items.length)] as T;
      const models = Array.from({ length: 60 }, (_, at) => ({
        id: `p${String(at).padStart(2, '0')}`,
        name: pick(['oil', 'oil filter', 'pad']),
        number: pick(['K1', 'K2', 'K10']),
        brand: pick(['x', 'y']),
        readers: [pick(['*', 'shop', 'other'])],
      }));
      const patches = models.map(({ id, name, number, brand, readers }) =>
        part(id, { text: { name }, codes: { number: [number] }, keywords: { brandId: [brand] }, readers }),
      );
      await over(create, patches, async (engine) => {
        const asked = query({
          ...{ words: 'oil', first: [{ codes: ['K1'], fields: ['number'] }], facets: ['brandId'] },
        });
        const seen = models.filter(({ readers }) => !readers.includes('other'));
        const firsts = seen.filter(({ number }) => number === 'K1');
        const others = seen.filter(({ name, number }) => number !== 'K1' && name.startsWith('oil'));
        const whole = await engine.search(asked);
        expect(whole.total).toBe(firsts.length + others.length);
        expect(new Set(ids(whole).slice(0, firsts.length))).toEqual(new Set(firsts.map(({ id }) => id)));
        expect(new Set(ids(whole).slice(firsts.length))).toEqual(new Set(others.map(({ id }) => id)));
        const counts = Object.fromEntries(
          (whole.facets.brandId ?? []).map(({ value, count }) => [value, count]),
        );
        const ofBrand = (brand: string) =>
          [...firsts, ...others].filter((each) => each.brand === brand).length;
        expect(counts).toEqual({ x: ofBrand('x'), y: ofBrand('y') });
        const pages: string[] = [];
        for (let offset = 0; offset < whole.total; offset += 7)
          pages.push(...ids(await engine.search({ ...asked, offset, limit: 7 })));
        expect(pages).toEqual(ids(whole));
      });
    });
  });
}
