import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { fitment, named, offer, part, query, SCHEMA } from '../contract/parts.ts';
import type { SearchEngine, SearchQuery } from '../search-engine.ts';
import { ABOUT_ID } from './about.ts';
import { type DocumentedApi, documentedApi } from './documented-api.fixture.ts';
import { openMeilisearchEngine, processWriterLock, rebuildMeilisearchIndex } from './index.ts';
import { SETTINGS } from './settings.ts';

const ABOUT = { id: ABOUT_ID, about: JSON.stringify({ layout: 1, schema: SCHEMA }) };

let api: DocumentedApi;
beforeEach(async () => {
  api = await documentedApi();
});
afterEach(async () => {
  expect(api.faults).toEqual([]);
  await api[Symbol.asyncDispose]();
});

const options = () => ({ url: api.url, apiKey: 'some-key-of-16-bytes', index: 'parts', schema: SCHEMA });

/** The documents that the server has. */
function holding(documents: readonly Record<string, unknown>[]): void {
  const before = api.reply;
  api.reply = (request) => {
    const ids: string[] | undefined = request.body?.ids;
    if (request.name !== 'fetchDocuments' || ids === undefined) return before(request);
    const results = [ABOUT, ...documents].filter(({ id }) => ids.includes(String(id)));
    return { status: 200, body: { results, offset: 0, limit: ids.length, total: results.length } };
  };
}

async function opened(): Promise<SearchEngine> {
  holding([]);
  const engine = await openMeilisearchEngine({ ...options(), lock: processWriterLock() });
  api.requests.length = 0;
  return engine;
}

const names = () => api.requests.map(({ name }) => name).filter((name) => name !== 'task');
const written = () =>
  api.requests.filter(({ name }) => name === 'updateDocuments').flatMap(({ body }) => body);

describe('opening', () => {
  test('an index that is not there makes it, sets it up, and says what it is', async () => {
    let about = false;
    api.reply = ({ name }) => {
      if (name === 'index') return { status: 404, code: 'index_not_found' };
      if (name === 'settings')
        return { status: 200, body: { ...SETTINGS, rankingRules: ['words'], facetSearch: true } };
      if (name === 'updateDocuments') about = true;
      if (name === 'fetchDocuments' && about) return { status: 200, body: { results: [ABOUT], total: 1 } };
      return undefined;
    };
    await using _ = await openMeilisearchEngine({ ...options(), lock: processWriterLock() });
    expect(names()).toEqual([
      'index',
      'createIndex',
      'settings',
      'updateSettings',
      'fetchDocuments',
      'updateDocuments',
      'fetchDocuments',
    ]);
    expect(api.requests.find(({ name }) => name === 'updateSettings')?.body).toEqual({
      rankingRules: SETTINGS.rankingRules,
    });
    expect(written()).toEqual([ABOUT]);
  });

  test('an index that is as it should be writes nothing', async () => {
    holding([]);
    await using _ = await openMeilisearchEngine({ ...options(), lock: processWriterLock() });
    expect(names()).toEqual(['index', 'settings', 'fetchDocuments', 'fetchDocuments']);
  });

  test('to read asks for an index that is there', async () => {
    await expect(openMeilisearchEngine(options())).rejects.toMatchObject({ code: 'search-index-missing' });
    holding([]);
    await using engine = await openMeilisearchEngine(options());
    await expect(engine.apply([named('a', 'x')])).rejects.toMatchObject({ code: 'index-readonly' });
    expect(new Set(names())).toEqual(new Set(['fetchDocuments']));
  });

  test.each([
    [{ index: 'a/b' }, 'index-name-invalid'],
    [{ url: 'localhost:7700' }, 'search-url-invalid'],
  ])('refuses %o', async (more, code) => {
    await expect(openMeilisearchEngine({ ...options(), ...more })).rejects.toMatchObject({ code });
  });
});

describe('applying', () => {
  test('reads versions, and writes what changes as one task', async () => {
    await using engine = await opened();
    const patches = [
      part('a', {
        text: { name: ['Brake PAD', '刹车片'], alias: 'pad' },
        codes: { number: ['1K0-b'] },
        keywords: { brandId: ['B 1'] },
        stored: { lone: '\ud800' },
        sortKey: 'B1',
        rank: 2,
      }),
      fitment('b', { links: { vehicleId: ['v:1'] } }),
      offer('a', 'shop', { price: 5 }),
    ];
    expect(await engine.apply(patches)).toEqual({ applied: 3, ignored: 0 });
    expect(names()).toEqual(['tasks', 'fetchDocuments', 'updateDocuments']);
    const [a, b] = written();
    expect(a).toMatchObject({
      id: 'a',
      o: 'k61',
      main: true,
      r: ['%2a'],
      w_name: ['brake', 'pad', '刹车', '车片', '片'],
      w_alias: [],
      whole: ['0.brake_pad', '0.刹车片', '1.pad'],
      spell: ['brake', 'pad'],
      c_number: ['1k0-%62'],
      k_brandId: ['%42%201'],
      rank: 2,
      s0: 'k4231',
      v: '{"part":[1,"k"]}',
    });
    expect(b).toMatchObject({ id: 'b', v: '{"fitment":[1,"l"]}', l_vehicleId: ['v:1'] });
    expect(Object.keys(b)).not.toContain('main');
  });

  test('writes nothing for what is not newer', async () => {
    await using engine = await opened();
    holding([{ id: 'a', v: '{"part":[4,"k"]}' }]);
    expect(await engine.apply([part('a', {}, 4), part('a', {}, 3)])).toEqual({ applied: 0, ignored: 2 });
    expect(written()).toEqual([]);
  });

  test('reads other groups only where they have a share in what changes', async () => {
    await using engine = await opened();
    const tags = JSON.stringify({ keywords: { position: ['l'] } });
    holding([{ id: 'a', v: '{"part":[1,"k"],"tags":[1,"k"],"fitment":[1,"l"]}', g_tags: tags }]);
    await engine.apply([part('a', { keywords: { position: ['r'] } }, 2)]);
    const reads = api.requests.filter(({ name }) => name === 'fetchDocuments').map(({ body }) => body.fields);
    expect(reads).toEqual([
      ['id', 'about', 'v'],
      ['id', 'g_tags'],
    ]);
    expect(written()[0].k_position).toEqual(['r', 'l']);
    api.requests.length = 0;
    await engine.apply([fitment('a', { links: { vehicleId: ['v2'] } }, 2)]);
    expect(names()).toEqual(['tasks', 'fetchDocuments', 'updateDocuments']);
    expect(Object.keys(written()[0]).sort()).toEqual(['g_fitment', 'id', 'l_vehicleId', 'v']);
  });

  test('calls that come while another is carried out go together', async () => {
    await using engine = await opened();
    const calls = Array.from({ length: 20 }, (_, i) => engine.apply([named(`p${i}`, 'x')]));
    expect(await Promise.all(calls)).toEqual(calls.map(() => ({ applied: 1, ignored: 0 })));
    expect(names().filter((name) => name === 'updateDocuments')).toHaveLength(2);
  });
});

describe('asking', () => {
  const asked: Partial<SearchQuery>[] = [
    {},
    { words: 'brake pad', facets: ['brandId', 'position'] },
    { words: '前刹车片 "x" \\ \0 ' },
    { codes: ['1K0-123', 'a"b', ''], words: 'pad' },
    { codes: ['x'.repeat(300), '刹'.repeat(200)] },
    {
      filters: [
        { field: 'brandId', anyOf: ['a" OR r = "%2a'] },
        { field: 'vehicleId', anyOf: Array.from({ length: 1000 }, (_, i) => `v${i}`) },
        { field: 'position', anyOf: [] },
      ],
      facets: ['brandId', 'position'],
    },
    { tenantFilters: [{ field: 'price', min: 1, max: 1e21 }, { field: 'stock' }] },
    { tenantFilters: [{ field: 'price', min: Number.NEGATIVE_INFINITY, max: Number.NEGATIVE_INFINITY }] },
    { sort: { by: 'number', field: 'price', order: 'desc' }, offset: 99_000, limit: 1000 },
    { sort: { by: 'key', order: 'asc' }, words: 'pad' },
    { words: 'h7', first: [{ codes: ['H7', 'a"b', ''], fields: ['number', 'oeNumber'], words: 'lamp "' }] },
    {
      words: 'h7',
      first: [
        { codes: [''], fields: ['number'] },
        { codes: ['H7'], fields: [] },
      ],
    },
    { limit: 0 },
  ];
  test.each(asked)('%#: keeps to the documented requests, and to what the tenant may read', async (more) => {
    await using engine = await opened();
    const found = await engine.search(query({ tenant: 'sh"op', ...more }));
    expect(found).toMatchObject({ total: 0, hits: [], corrections: [], relaxed: null });
    const queries = api.requests.flatMap(({ name, body }) =>
      name === 'multiSearch' ? body.queries : [body],
    );
    for (const { filter } of queries.filter((each) => each?.filter !== undefined))
      expect(filter).toMatch(/^\(*r IN \["%2a", "sh%22op"\]/);
    expect(api.requests.length).toBeGreaterThan(0);
  });

  test('as others, too', async () => {
    await using engine = await opened();
    await engine.search(query({ words: '刹车片', readsAs: ['/a_B-9', 'publi"sher'], facets: ['brandId'] }));
    const filters = api.requests
      .flatMap(({ name, body }) => (name === 'multiSearch' ? body.queries : [body]))
      .flatMap(({ filter }) => filter ?? []);
    expect(filters.length).toBeGreaterThan(0);
    for (const filter of filters)
      expect(filter).toMatch(/^\(*r IN \["%2a", "shop", "[^" ]*a_[^" ]*", "publi%22sher"\]/);
  });

  test('layers, page and numbers of a tenant', async () => {
    await using engine = await opened();
    // Whole texts 4, of which the name has 3; by the name as a word 2, by its beginning 2; the rest is elsewhere.
    const totals = [9, 4, 2, 2, 0, 0, 0, 0, 0];
    const before = api.reply;
    api.reply = (request) => {
      if (request.name !== 'multiSearch') return before(request);
      const { queries } = request.body;
      const finer = queries.length === 4 && queries[0].page === 1;
      const results = queries.map(({ limit }: { limit?: number }, index: number) =>
        limit === undefined
          ? { hits: [], totalHits: (finer ? [3, 1, 0, 0] : totals)[index] ?? 0 }
          : {
              hits: Array.from({ length: limit }, (_, i) => ({ id: `${index}-${i}` })),
              estimatedTotalHits: 9,
            },
      );
      return { status: 200, body: { results } };
    };
    const found = await engine.search(query({ words: 'pad', offset: 2, limit: 7 }));
    expect(found.total).toBe(9);
    expect(found.hits.map(({ id }) => id)).toEqual(['0-0', '1-0', '2-0', '2-1', '3-0', '3-1', '4-0']);
    const scores = found.hits.map(({ score }) => score);
    expect(scores).toEqual([...scores].sort((a, b) => b - a));
    const pages = api.requests
      .at(-1)
      ?.body.queries.map((each: { offset: number; limit: number }) => [each.offset, each.limit]);
    expect(pages).toEqual([
      [2, 1],
      [0, 1],
      [0, 2],
      [0, 2],
      [0, 1],
    ]);
  });

  test('versions and count', async () => {
    await using engine = await opened();
    expect(await engine.count()).toBe(0);
    expect(await engine.versions({ afterId: 'a', limit: 10 })).toEqual([]);
    expect(api.requests.at(-1)?.body).toEqual({
      filter: 'o > "k61"',
      fields: ['id', 'v', 't_0'],
      sort: ['o:asc'],
      limit: 10,
    });
  });
});

test('building again happens beside the index, which is then replaced in one step', async () => {
  holding([]);
  expect(await rebuildMeilisearchIndex({ ...options(), lock: processWriterLock() })).toBe(0);
  expect(names()).toEqual([
    'tasks',
    'fetchDocuments',
    'deleteIndex',
    'createIndex',
    'updateSettings',
    'stats',
    'fetchDocuments',
    'updateDocuments',
    'swapIndexes',
    'deleteIndex',
  ]);
});

test('what is counted of the contents stays as it was, as they are copied', async () => {
  const about = { id: ABOUT_ID, about: JSON.stringify({ layout: 1, schema: SCHEMA, contents: 2 }) };
  api.reply = ({ name, body }) =>
    name === 'fetchDocuments' && body.ids !== undefined
      ? { status: 200, body: { results: [about], total: 1 } }
      : undefined;
  const later = { ...options(), schema: { ...SCHEMA, contents: 3 } };
  await using engine = await openMeilisearchEngine({ ...later, lock: processWriterLock() });
  expect(await engine.contents()).toBe(2);
  await rebuildMeilisearchIndex({ ...later, lock: processWriterLock() });
  expect(written()).toEqual([about]);
});

test('an index that is made anew says what it is made with', async () => {
  let about: Record<string, unknown> | undefined;
  api.reply = ({ name, body }) => {
    if (name === 'updateDocuments') about = body[0];
    if (name !== 'fetchDocuments' || about === undefined) return undefined;
    return { status: 200, body: { results: [about], total: 1 } };
  };
  const schema = { ...SCHEMA, contents: 3 };
  await using engine = await openMeilisearchEngine({ ...options(), schema, lock: processWriterLock() });
  expect(await engine.contents()).toBe(3);
  api.requests.length = 0;
  await engine.apply([named('a', 'x')]);
  expect(names()).toEqual(['tasks', 'fetchDocuments', 'updateDocuments']);
});
