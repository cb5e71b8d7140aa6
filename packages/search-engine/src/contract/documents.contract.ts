import { describe, expect, test } from 'vitest';
import type { SearchEngineStorage } from '../search-engine.contract.ts';
import type { DocumentPatch, SearchEngine } from '../search-engine.ts';
import { fitment, named, offer, part, query, random, SCHEMA, shuffled } from './parts.ts';

const EVERYTHING = query({ facets: SCHEMA.keywords, limit: 1000 });

async function wholeState(engine: SearchEngine): Promise<unknown> {
  return {
    versions: await engine.versions({ limit: 10_000 }),
    all: await engine.search(EVERYTHING),
    count: await engine.count(),
    word: await engine.search(query({ words: 'pad', facets: ['brandId'] })),
    vehicle: await engine.search(query({ filters: [{ field: 'vehicleId', anyOf: ['v1', 'v2'] }] })),
    price: await engine.search(query({ sort: { by: 'number', field: 'price', order: 'asc' } })),
    code: await engine.search(query({ codes: ['ABCD'] })),
  };
}

export function documentContract(create: () => Promise<SearchEngineStorage>): void {
  describe('documents', () => {
    test('are assembled from groups, whichever comes first', async () => {
      await using storage = await create();
      await using engine = await storage.open(SCHEMA);
      const before = await engine.apply([
        fitment('a', { links: { vehicleId: ['v1'] }, keywords: { position: ['front'] } }),
        offer('a', 'shop', { price: 5, stock: 2 }),
      ]);
      expect(before).toEqual({ applied: 2, ignored: 0 });
      expect((await engine.search(query())).total).toBe(0);
      expect(await engine.count()).toBe(0);
      await engine.apply([
        named('a', 'brake pad', { stored: { name: 'Pad' }, keywords: { brandId: ['b'] } }),
      ]);
      const found = await engine.search(
        query({
          filters: [
            { field: 'vehicleId', anyOf: ['v1'] },
            { field: 'position', anyOf: ['front'] },
          ],
          tenantFilters: [{ field: 'stock', min: 1 }],
          facets: ['brandId', 'position'],
        }),
      );
      expect(found).toEqual({
        total: 1,
        hits: [{ id: 'a', stored: { name: 'Pad' }, matched: [], score: 0, numbers: { price: 5, stock: 2 } }],
        facets: { brandId: [{ value: 'b', count: 1 }], position: [{ value: 'front', count: 1 }] },
        corrections: [],
        relaxed: null,
      });
      expect(await engine.count()).toBe(1);
    });

    test('tell what their index was made with, whatever it is opened with later', async () => {
      await using storage = await create();
      {
        await using first = await storage.open(SCHEMA);
        await first.apply([named('a', 'brake pad')]);
        expect(await first.contents()).toBe(0);
      }
      await using later = await storage.open({ ...SCHEMA, contents: 2 });
      expect(await later.contents()).toBe(0);
      await later.apply([named('b', 'brake disc')]);
      expect(await later.count()).toBe(2);
      await using other = await create();
      {
        await using made = await other.open({ ...SCHEMA, contents: 2 });
        await made.apply([named('a', 'brake pad')]);
        expect(await made.contents()).toBe(2);
      }
      await using again = await other.open({ ...SCHEMA, contents: 3 });
      expect(await again.contents()).toBe(2);
    });

    test('lose a group that is removed, and come back with it', async () => {
      await using storage = await create();
      await using engine = await storage.open(SCHEMA);
      await engine.apply([
        named('a', 'brake pad'),
        fitment('a', { links: { vehicleId: ['v1'] } }),
        offer('a', 'shop', { price: 5 }),
      ]);
      await engine.apply([{ id: 'a', group: 'part', version: 2, fields: null }]);
      expect((await engine.search(query({ words: 'brake' }))).total).toBe(0);
      expect((await engine.search(query())).total).toBe(0);
      await engine.apply(
        [named('a', 'brake disc', {})].map((each) => ({ ...each, version: 3 }) as DocumentPatch),
      );
      expect((await engine.search(query({ words: 'brake' }))).hits[0]?.numbers).toEqual({ price: 5 });
      expect((await engine.search(query({ words: 'pad' }))).total).toBe(0);
      const onVehicle = query({ filters: [{ field: 'vehicleId', anyOf: ['v1'] }] });
      expect((await engine.search(onVehicle)).total).toBe(1);
      await engine.apply([
        { id: 'a', group: 'fitment', version: 2, fields: null },
        { id: 'a', group: 'offer', tenant: 'shop', version: 2, fields: null },
      ]);
      expect((await engine.search(onVehicle)).total).toBe(0);
      expect((await engine.search(query())).hits[0]?.numbers).toEqual({});
      expect(await engine.versions({ limit: 10 })).toEqual([
        {
          id: 'a',
          groups: [
            { group: 'fitment', version: 2, present: false },
            { group: 'offer', tenant: 'shop', version: 2, present: false },
            { group: 'part', version: 3, present: true },
          ],
        },
      ]);
    });

    test('take a group of a newer version only', async () => {
      await using storage = await create();
      await using engine = await storage.open(SCHEMA);
      await engine.apply([part('a', { text: { name: 'new' } }, 5)]);
      const again = [part('a', { text: { name: 'same' } }, 5), part('a', { text: { name: 'old' } }, 4)];
      expect(await engine.apply(again)).toEqual({ applied: 0, ignored: 2 });
      expect((await engine.search(query({ words: 'new' }))).total).toBe(1);
      expect((await engine.search(query({ words: 'old' }))).total).toBe(0);
      await engine.apply([{ id: 'a', group: 'part', version: 6, fields: null }]);
      expect(await engine.apply([part('a', { text: { name: 'late' } }, 5)])).toEqual({
        applied: 0,
        ignored: 1,
      });
      expect(await engine.count()).toBe(0);
    });

    test('are the same after any order and repetition of patches', async () => {
      for (let seed = 1; seed <= 8; seed += 1) {
        const next = random(seed);
        const history = someHistory(next);
        const last = new Map(
          history.map((patch) => [`${patch.id} ${patch.group} ${patch.tenant ?? ''}`, patch]),
        );
        await using straight = await create();
        await using expected = await straight.open(SCHEMA);
        await expected.apply([...last.values()]);
        await using mixed = await create();
        await using engine = await mixed.open(SCHEMA);
        const deliveries = shuffled([...history, ...history.filter(() => next() < 0.3)], next);
        for (let from = 0; from < deliveries.length; ) {
          const size = 1 + Math.floor(next() * 40);
          await engine.apply(deliveries.slice(from, from + size));
          if (next() < 0.3) await engine.search(EVERYTHING);
          from += size;
        }
        expect(await wholeState(engine), `seed ${seed}`).toEqual(await wholeState(expected));
      }
    });

    test('survive closing, and are seen by every connection', async () => {
      await using storage = await create();
      await using reader = await storage.open(SCHEMA);
      expect((await reader.search(query())).total).toBe(0);
      {
        await using writer = await storage.open(SCHEMA);
        await writer.apply([named('a', 'brake pad', { keywords: { brandId: ['x'] } })]);
        expect((await reader.search(query({ words: 'pad' }))).total).toBe(1);
        await writer.apply([part('a', { text: { name: 'oil' }, keywords: { brandId: ['y'] } }, 2)]);
      }
      const seen = await reader.search(query({ words: 'oil', facets: ['brandId'] }));
      expect(seen.facets.brandId).toEqual([{ value: 'y', count: 1 }]);
      await using reopened = await storage.open(SCHEMA);
      expect(await wholeState(reopened)).toEqual(await wholeState(reader));
    });

    test('change together or not at all', async () => {
      await using storage = await create();
      await using engine = await storage.open(SCHEMA);
      const broken = {
        id: 'b',
        group: 'part',
        version: 1,
        fields: { text: { nonsense: 'x' }, readers: ['*'] },
      };
      await expect(engine.apply([named('a', 'brake'), broken as DocumentPatch])).rejects.toMatchObject({
        kind: 'invalid',
        code: 'field-unknown',
      });
      expect(await engine.count()).toBe(0);
      expect(await engine.versions({ limit: 10 })).toEqual([]);
      expect(await engine.apply([])).toEqual({ applied: 0, ignored: 0 });
    });

    test('are refused where they cannot be meant', async () => {
      await using storage = await create();
      await using engine = await storage.open(SCHEMA);
      const patches: [DocumentPatch, string][] = [
        [named('a b', 'x'), 'id-invalid'],
        [named('', 'x'), 'id-invalid'],
        [part('a', {}, 1.5), 'version-invalid'],
        [part('a', {}, -1), 'version-invalid'],
        [{ id: 'a', group: '', version: 1, fields: null }, 'name-invalid'],
        [{ id: 'a', group: 'part', version: 1, fields: { text: {} } }, 'readers-missing'],
        [fitment('a', { text: { name: 'x' } }), 'main-group-only'],
        [fitment('a', { links: { vehicleId: [''] } }), 'value-length'],
        [fitment('a', { links: { brandId: ['x'] } }), 'field-unknown'],
        [offer('a', 'shop', { price: Number.NaN }), 'number-invalid'],
        [offer('a', '', { price: 1 }), 'tenant-invalid'],
        [part('a', { stored: { x: 'y'.repeat(70_000) } }), 'stored-too-large'],
        [part('a', { rank: Number.POSITIVE_INFINITY }), 'number-invalid'],
      ];
      for (const [patch, code] of patches) {
        await expect(engine.apply([patch]), code).rejects.toMatchObject({ kind: 'invalid', code });
      }
    });

    test('are listed page by page', async () => {
      await using storage = await create();
      await using engine = await storage.open(SCHEMA);
      const ids = Array.from({ length: 25 }, (_, i) => `p${(i * 7) % 25}`);
      await engine.apply(ids.map((id) => named(id, 'x')));
      const listed: string[] = [];
      for (;;) {
        const afterId = listed.at(-1);
        const found = await engine.versions({ ...(afterId === undefined ? {} : { afterId }), limit: 10 });
        if (found.length === 0) break;
        listed.push(...found.map(({ id }) => id));
      }
      expect(listed).toEqual([...ids].sort());
    });

    test('are not asked of a closed engine', async () => {
      await using storage = await create();
      const engine = await storage.open(SCHEMA);
      await engine[Symbol.asyncDispose]();
      await engine[Symbol.asyncDispose]();
      await expect(engine.search(query())).rejects.toMatchObject({ code: 'search-engine-closed' });
      await expect(engine.apply([named('a', 'x')])).rejects.toMatchObject({ code: 'search-engine-closed' });
    });

    test('of another schema are refused', async () => {
      await using storage = await create();
      await (await storage.open(SCHEMA))[Symbol.asyncDispose]();
      await expect(storage.open({ ...SCHEMA, codes: ['number'] })).rejects.toMatchObject({
        code: 'index-schema-changed',
      });
    });
  });
}

/** Patches of growing version, so that the last of each group is what counts. */
function someHistory(next: () => number): DocumentPatch[] {
  const pick = <T>(items: readonly T[]): T => items[Math.floor(next() * items.length)] as T;
  return Array.from({ length: 150 }, (_, version): DocumentPatch => {
    const id = `p${Math.floor(next() * 12)}`;
    const removed = next() < 0.2;
    switch (pick(['part', 'fitment', 'tags', 'offer', 'stock'])) {
      case 'part':
        if (removed) return { id, group: 'part', version, fields: null };
        return part(
          id,
          {
            text: { name: pick(['brake pad', '刹车片 pad', 'oil filter']), alias: [pick(['x', 'pad'])] },
            codes: { number: [pick(['ABCD1', 'ABCD', 'ZZ'])] },
            keywords: { brandId: [pick(['b1', 'b2', 'b3'])] },
            readers: [pick(['*', 'shop', 'other'])],
            stored: { version },
            rank: pick([0, 1, 2]),
          },
          version,
        );
      case 'fitment':
        if (removed) return { id, group: 'fitment', version, fields: null };
        return fitment(
          id,
          { links: { vehicleId: [pick(['v1', 'v2']), 'v3'] }, keywords: { position: [pick(['l', 'r'])] } },
          version,
        );
      case 'tags':
        if (removed) return { id, group: 'tags', version, fields: null };
        return {
          id,
          group: 'tags',
          version,
          fields: {
            keywords: { position: [pick(['l', 'top'])] },
            links: { vehicleId: [pick(['v1', 'v9'])] },
          },
        };
      default: {
        const tenant = pick(['shop', 'other']);
        const group = pick(['offer', 'stock']);
        if (removed) return { id, group, tenant, version, fields: null };
        return {
          id,
          group,
          tenant,
          version,
          fields: { numbers: { [pick(['price', 'stock'])]: pick([0, 1, 2]) } },
        };
      }
    }
  });
}
