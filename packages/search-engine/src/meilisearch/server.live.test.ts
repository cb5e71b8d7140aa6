import { expect, test } from 'vitest';
import { fitment, named, offer, part, query, random, SCHEMA, shuffled } from '../contract/parts.ts';
import type { DocumentPatch } from '../search-engine.ts';
import { openMeilisearchEngine, processWriterLock, rebuildMeilisearchIndex } from './index.ts';
import { describeLive, someIndex } from './live-server.fixture.ts';
import { settingsDifference } from './settings.ts';

describeLive('on a server', (live) => {
  test('several writers leave what one would have', async () => {
    await using parts = someIndex(live);
    const lock = processWriterLock();
    const next = random(5);
    const pick = (count: number): number => Math.floor(next() * count);
    const history = Array.from({ length: 300 }, (_, version): DocumentPatch => {
      const id = `p${pick(20)}`;
      if (pick(3) === 0)
        return part(id, { text: { name: `pad ${version}` }, sortKey: `${version}` }, version);
      if (pick(2) === 0) return fitment(id, { links: { vehicleId: [`v${version}`] } }, version);
      return offer(id, `shop${pick(4)}`, { price: version }, version);
    });
    const open = () => openMeilisearchEngine({ ...live, index: parts.index, schema: SCHEMA, lock });
    await using one = await open();
    await using other = await open();
    const deliveries = shuffled(history, next);
    const calls = Array.from({ length: 30 }, (_, i) => deliveries.slice(i * 10, i * 10 + 10));
    await Promise.all(calls.map((call, i) => (i % 2 === 0 ? one : other).apply(call)));
    const newest = new Map<string, number>();
    for (const { id, group, tenant, version } of history)
      newest.set(`${id} ${group} ${tenant ?? ''}`, version);
    const held = (await one.versions({ limit: 100 })).flatMap(({ id, groups }) =>
      groups.map(({ group, tenant, version }): [string, number] => [
        `${id} ${group} ${tenant ?? ''}`,
        version,
      ]),
    );
    expect(new Map(held)).toEqual(newest);
  });

  test('the settings are given back as they were set', async () => {
    await using parts = someIndex(live);
    const options = { ...live, index: parts.index, schema: SCHEMA, lock: processWriterLock() };
    await using _ = await openMeilisearchEngine(options);
    expect(settingsDifference(await parts.server.settings())).toBeNull();
  });

  test('an index is built again for another schema, and is searched meanwhile', async () => {
    await using parts = someIndex(live);
    const options = { ...live, index: parts.index, schema: SCHEMA, lock: processWriterLock() };
    await using before = await openMeilisearchEngine(options);
    await before.apply([
      named('a', 'brake pad', { keywords: { brandId: ['x'] }, stored: { n: 1 } }),
      fitment('a', { links: { vehicleId: ['v1'] }, keywords: { position: ['l'] } }),
      offer('a', 'shop', { price: 5 }),
      ...Array.from({ length: 1200 }, (_, i) => named(`q${i}`, `disc ${i}`)),
      { id: 'gone', group: 'part', version: 3, fields: null },
    ]);
    const asked = query({
      words: 'pad',
      filters: [{ field: 'vehicleId', anyOf: ['v1'] }],
      facets: ['position', 'brandId'],
    });
    const expected = await before.search(asked);
    const versions = await before.versions({ limit: 10_000 });
    expect(expected.total).toBe(1);
    const schema = { ...SCHEMA, keywords: [...SCHEMA.keywords, 'colour'] };
    await expect(openMeilisearchEngine({ ...options, schema })).rejects.toMatchObject({
      code: 'index-schema-changed',
    });
    const building = { over: false };
    const built = rebuildMeilisearchIndex({ ...options, schema }).finally(() => {
      building.over = true;
    });
    while (!building.over) expect((await before.search(query({ words: 'pad' }))).total).toBe(1);
    expect(await built).toBe(1202);
    await using after = await openMeilisearchEngine({ ...options, schema });
    expect(await after.search(asked)).toEqual(expected);
    expect(await after.versions({ limit: 10_000 })).toEqual(versions);
    await expect(before.apply([named('b', 'x')])).rejects.toMatchObject({ code: 'index-schema-changed' });
    expect((await after.search({ ...asked, facets: ['colour'] })).facets).toEqual({ colour: [] });
  });

  test('keys longer than the server compares are kept apart, and facets give them whole', async () => {
    await using parts = someIndex(live);
    const options = { ...live, index: parts.index, schema: SCHEMA, lock: processWriterLock() };
    await using engine = await openMeilisearchEngine(options);
    const long = (last: string): string => '车'.repeat(190) + last;
    await engine.apply(
      ['a', 'b'].map((id) =>
        part(id, {
          keywords: { brandId: [long(id)] },
          codes: { number: [long(id)] },
          sortKey: long(id === 'a' ? 'b' : 'a'),
        }),
      ),
    );
    const found = await engine.search(query({ facets: ['brandId'], sort: { by: 'key', order: 'asc' } }));
    expect(found.facets.brandId).toEqual(['a', 'b'].map((id) => ({ value: long(id), count: 1 })));
    expect(found.hits.map(({ id }) => id)).toEqual(['b', 'a']);
    const byKey = await engine.search(
      query({ codes: [long('a')], filters: [{ field: 'brandId', anyOf: [long('a')] }] }),
    );
    expect(byKey.hits.map(({ id }) => id)).toEqual(['a']);
    const beginning = await engine.search(query({ codes: [long('').slice(0, 50)] }));
    expect(beginning.total).toBe(2);
  });
});
