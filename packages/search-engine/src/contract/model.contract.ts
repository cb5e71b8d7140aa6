import { describe, expect, test } from 'vitest';
import type { SearchEngineStorage } from '../search-engine.contract.ts';
import type { DocumentPatch, SearchQuery } from '../search-engine.ts';
import { fitment, offer, part, query, random, SCHEMA } from './parts.ts';

interface Model {
  id: string;
  words: string[];
  keywords: Record<string, string[]>;
  links: string[];
  readers: string[];
  numbers: Record<string, Record<string, number>>;
}

const WORDS = ['brake', 'pad', 'disc', 'oil', 'filter', 'pump'];

/** Random documents and queries against a plain reading of what they mean. */
export function modelContract(create: () => Promise<SearchEngineStorage>): void {
  describe('model', () => {
    test('totals, pages and facets are those of a plain filter over all documents', async () => {
      for (let seed = 1; seed <= 3; seed += 1) {
        const next = random(seed);
        await using storage = await create();
        await using engine = await storage.open(SCHEMA);
        const models = new Map<string, Model>();
        for (let round = 1; round <= 4; round += 1) {
          const patches: DocumentPatch[] = [];
          for (let i = 0; i < 120; i += 1) {
            const model = someModel(`p${Math.floor(next() * 200)}`, next);
            models.set(model.id, model);
            patches.push(...patchesOf(model, round * 1000 + i));
          }
          await engine.apply(patches);
          for (let i = 0; i < 60; i += 1) {
            const asked = someQuery(next);
            const found = await engine.search(asked);
            const what = `seed ${seed} ${JSON.stringify(asked)}`;
            const expected = expectation([...models.values()], asked);
            if (found.relaxed !== null || found.corrections.length > 0) {
              expect(expected.unfiltered, what).toBe(0);
              continue;
            }
            expect(found.total, what).toBe(expected.ids.length);
            expect(found.hits.map(({ id }) => id).sort(), what).toEqual(expected.ids.sort());
            expect(found.facets, what).toEqual(expected.facets);
          }
        }
      }
    });
  });
}

function someModel(id: string, next: () => number): Model {
  const pick = <T>(items: readonly T[]): T => items[Math.floor(next() * items.length)] as T;
  const some = (items: readonly string[]): string[] => items.filter(() => next() < 0.4);
  return {
    id,
    words: [pick(WORDS), pick(WORDS), ...some(WORDS)],
    keywords: {
      brandId: [pick(['b1', 'b2', 'b3'])],
      partTypeId: some(['t1', 't2']),
      position: some(['l', 'r', 'f']),
    },
    links: some(['v1', 'v2', 'v3', 'v4']),
    readers: pick([['*'], ['shop'], ['other'], ['shop', 'other'], []]),
    numbers: {
      shop: { price: Math.floor(next() * 5), ...(next() < 0.5 ? { stock: Math.floor(next() * 3) } : {}) },
    },
  };
}

function patchesOf(model: Model, version: number): DocumentPatch[] {
  const { brandId = [], partTypeId = [], position = [] } = model.keywords;
  const middle = Math.floor(model.words.length / 2);
  const text = {
    name: model.words.slice(0, middle).join(' '),
    description: model.words.slice(middle).join(' '),
  };
  return [
    part(model.id, { text, keywords: { brandId, partTypeId }, readers: model.readers }, version),
    fitment(model.id, { links: { vehicleId: model.links }, keywords: { position } }, version),
    ...Object.entries(model.numbers).map(([tenant, numbers]) => offer(model.id, tenant, numbers, version)),
  ];
}

function someQuery(next: () => number): SearchQuery {
  const pick = <T>(items: readonly T[]): T => items[Math.floor(next() * items.length)] as T;
  const filters = [
    { field: 'brandId', anyOf: [pick(['b1', 'b2']), 'b3'] },
    { field: 'position', anyOf: [pick(['l', 'r'])] },
    { field: 'partTypeId', anyOf: [pick(['t1', 't2', 'none'])] },
    { field: 'vehicleId', anyOf: [pick(['v1', 'v2']), pick(['v3', 'v2'])] },
  ].filter(() => next() < 0.35);
  return query({
    tenant: pick(['shop', 'shop', 'other', 'third']),
    ...(next() < 0.6 ? { words: [pick(WORDS), pick(WORDS)].slice(0, pick([1, 2])).join(' ') } : {}),
    filters,
    ...(next() < 0.3 ? { tenantFilters: [{ field: pick(['stock', 'price']), min: 1 }] } : {}),
    sort: pick([
      { by: 'relevance' },
      { by: 'rank' },
      { by: 'number', field: 'price', order: 'desc' },
    ] as const),
    facets: SCHEMA.keywords,
    limit: 1000,
  });
}

function expectation(models: readonly Model[], asked: SearchQuery) {
  const words = asked.words?.split(' ') ?? [];
  const readable = models.filter(
    (model) =>
      (model.readers.includes('*') || model.readers.includes(asked.tenant)) &&
      words.every((word) => model.words.includes(word)),
  );
  const passes = (model: Model, without?: string): boolean =>
    (asked.filters ?? []).every(({ field, anyOf }) => {
      if (field === without) return true;
      const values = field === 'vehicleId' ? model.links : (model.keywords[field] ?? []);
      return values.some((value) => anyOf.includes(value));
    }) &&
    (asked.tenantFilters ?? []).every(
      ({ field, min = 0 }) => (model.numbers[asked.tenant]?.[field] ?? Number.NEGATIVE_INFINITY) >= min,
    );
  const facets = Object.fromEntries(
    (asked.facets ?? []).map((facet) => {
      const counts = new Map<string, number>();
      for (const model of readable.filter((each) => passes(each, facet))) {
        for (const value of model.keywords[facet] ?? []) counts.set(value, (counts.get(value) ?? 0) + 1);
      }
      const sorted = [...counts].map(([value, count]) => ({ value, count }));
      return [facet, sorted.sort((a, b) => b.count - a.count || (a.value < b.value ? -1 : 1))];
    }),
  );
  return {
    ids: readable.filter((model) => passes(model)).map(({ id }) => id),
    unfiltered: readable.length,
    facets,
  };
}
