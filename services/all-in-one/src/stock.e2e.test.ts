import { type DemoPlatform, type RestClient, startDemoPlatform } from '@qipei/testing/platform';
import { afterAll, beforeAll, describe, expect, inject, it, vi } from 'vitest';

const BRAND = 'Stockwell';
/** The last is short: a word to the search. */
const NUMBERS = ['STK71901', 'STK71902', 'STK71903', 'ZK-9'];
const REF = 'pcdb.partTerminology:991896';

let platform: DemoPlatform;
let distributor: RestClient;
const partIds: string[] = [];
beforeAll(async () => {
  platform = await startDemoPlatform(inject('demo'));
  distributor = platform.distributor;
  const lines = (row: object) =>
    NUMBERS.map((partNumber) => `${JSON.stringify({ brand: BRAND, partNumber, ...row })}\n`).join('');
  for (const [kind, row] of [
    ['parts', { partType: REF, visibility: 'private' }],
    ['stock', { warehouse: 'W-EAST', warehouseName: '东库', quantity: 10 }],
    ['offers', { price: '10.00', currency: 'CNY' }],
  ] as const)
    expect(await distributor.importFile(kind, 'ndjson', lines(row))).toMatchObject({ failed: 0 });
  const hits = async () => (await distributor.get(`/v1/search?q=${BRAND}&inStock=true`)).body.hits;
  await vi.waitUntil(async () => (await hits()).length === NUMBERS.length, { timeout: 30_000 });
  const found = await hits();
  for (const number of NUMBERS)
    partIds.push(found.find((hit: { partNumber: string }) => hit.partNumber === number).partId);
}, 120_000);
afterAll(() => platform[Symbol.asyncDispose]());

async function send(
  method: string,
  path: string,
  body: unknown,
  key?: string,
  as = platform.keys.distributor,
) {
  const response = await fetch(platform.url + path, {
    method,
    headers: {
      authorization: `Bearer ${as}`,
      'content-type': 'application/json',
      ...(key === undefined ? {} : { 'idempotency-key': key }),
    },
    body: JSON.stringify(body),
  });
  // biome-ignore lint/suspicious/noExplicitAny: tests look into answers of every shape
  return { status: response.status, headers: response.headers, body: (await response.json()) as any };
}
const levelPath = (part: number, warehouse = 'W-EAST') => `/v1/parts/${partIds[part]}/stock/${warehouse}`;

describe('many parts at once', () => {
  const ask = (body: unknown, as = platform.keys.distributor) =>
    send('POST', '/v1/availability', body, undefined, as);

  it('are told each once, in the order that was asked for, as each by itself', async () => {
    const [first = '', second = ''] = partIds;
    const { status, body } = await ask({ partIds: [second, 'part_nowhere', first, second] });
    expect(status).toBe(200);
    const alone = await Promise.all(
      [second, first].map(async (id) => (await distributor.get(`/v1/parts/${id}/availability`)).body),
    );
    expect(body).toEqual({ availabilities: alone });
    expect(alone[0]).toMatchObject({ partId: second, stock: [{ warehouseId: 'W-EAST' }] });
  });

  it('and nothing of those that are another’s', async () => {
    expect(await ask({ partIds }, platform.keys.otherTenant)).toMatchObject({
      ...{ status: 200, body: { availabilities: [] } },
    });
  });

  it('but no more than 500, and not none', async () => {
    const of = (count: number) => Array.from({ length: count }, (_, at) => `part_${at}`);
    expect((await ask({ partIds: of(500) })).status).toBe(200);
    for (const count of [0, 501]) expect((await ask({ partIds: of(count) })).status).toBe(400);
  });
});

describe('a level', () => {
  it('is put right once under a key, and search, availability and the trail tell of it', async () => {
    const change = { delta: -3, reason: 'damaged' };
    const done = await send('PATCH', levelPath(0), change, 'once');
    expect(done).toMatchObject({ status: 200, body: { totalAvailable: 7 } });
    const again = await send('PATCH', levelPath(0), change, 'once');
    expect([again.status, again.headers.get('idempotency-replayed')]).toEqual([200, 'true']);
    expect(again.body).toEqual(done.body);
    const other = await send('PATCH', levelPath(0), { delta: -4, reason: 'damaged' }, 'once');
    expect(other).toMatchObject({ status: 409, body: { code: 'idempotency-key-used' } });
    const shown = async () =>
      (await distributor.get(`/v1/search?q=${NUMBERS[0]}&sort=-stock`)).body.hits[0].totalAvailable;
    await vi.waitUntil(async () => (await shown()) === 7, { timeout: 30_000 });
    const { entries } = (await distributor.get('/v1/audit')).body;
    expect(entries.find((each: { action: string }) => each.action === 'changePartStock')).toMatchObject({
      subjects: { partId: partIds[0], warehouseId: 'W-EAST' },
    });
  });

  it('is counted by who has seen it, and never below what orders hold', async () => {
    const count = (onHand: number, expectedOnHand: number, key: string) =>
      send('PATCH', levelPath(1), { onHand, expectedOnHand }, key);
    expect(await count(12, 9, 'a')).toMatchObject({
      status: 409,
      body: { code: 'stock-changed', current: { warehouseId: 'W-EAST', onHand: 10, available: 10 } },
    });
    expect(await count(12, 10, 'b')).toMatchObject({ status: 200, body: { totalAvailable: 12 } });
  });

  it.each([
    [{ delta: -30, reason: 'lost' }, 409, 'stock-reserved'],
    [{ onHand: -1, expectedOnHand: 10 }, 400, 'too-small'],
    [{ onHand: 5 }, 400, 'stock-change-invalid'],
    [{ onHand: 5, expectedOnHand: 10, delta: 1 }, 400, 'stock-change-invalid'],
    [{ delta: 5 }, 400, 'stock-change-invalid'],
    [{}, 400, 'stock-change-invalid'],
    [{ delta: 0, reason: 'found' }, 400, 'quantity-invalid'],
    [{ delta: 1.5, reason: 'found' }, 400, 'not-whole'],
    [{ delta: 1e9, reason: 'found' }, 400, 'quantity-invalid'],
    [{ delta: 1, reason: 'stolen' }, 400, 'value-unknown'],
    [{ delta: 1, reason: 'found', reserved: 0 }, 400, 'unknown-member'],
    [{ delta: '1', reason: 'found' }, 400, 'type-invalid'],
  ])('refuses %j', async (body, status, code) => {
    const answer = await send('PATCH', levelPath(2), body, 'hostile');
    expect([answer.status, answer.body.errors[0]?.code ?? answer.body.code]).toEqual([status, code]);
  });

  it('is of a part that one sees, in a warehouse that there is', async () => {
    const change = { delta: 1, reason: 'found' };
    for (const warehouse of ['W-EATS', 'w-east', '%24where', '..%2F..'])
      expect(await send('PATCH', levelPath(2, warehouse), change, 'x')).toMatchObject({
        ...{ status: 404, body: { code: 'warehouse-not-found' } },
      });
    expect(await send('PATCH', levelPath(2), change)).toMatchObject({ status: 400 });
    // To another tenant it is nowhere, and stays as it is.
    const { otherTenant } = platform.keys;
    expect(await send('PATCH', levelPath(2), change, 'x', otherTenant)).toMatchObject({
      ...{ status: 404, body: { code: 'part-not-found' } },
    });
    expect(await send('PATCH', levelPath(2), change, 'x', platform.keys.shop)).toMatchObject({ status: 403 });
    const { body } = await distributor.get(`/v1/parts/${partIds[2]}/availability`);
    expect(body.stock).toEqual([{ warehouseId: 'W-EAST', onHand: 10, reserved: 0, available: 10 }]);
  });
});

describe('prices', () => {
  it('are set by who has seen them; the second of two is told what the first has set', async () => {
    const path = `/v1/parts/${partIds[2]}/offer`;
    const { pricesVersion } = (await distributor.get(`/v1/parts/${partIds[2]}/availability`)).body;
    const prices = (amount: number) => [
      { minQuantity: 1, price: { amount, currency: 'CNY' } },
      { minQuantity: 10, price: { amount: amount - 100, currency: 'CNY' } },
    ];
    const set = await send('PUT', path, { prices: prices(1_200), pricesVersion });
    expect(set).toMatchObject({ status: 200, body: { bestPrice: { amount: 1_200 }, prices: prices(1_200) } });
    const late = await send('PUT', path, { prices: prices(1_100), pricesVersion });
    expect(late).toMatchObject({
      status: 409,
      body: {
        code: 'prices-changed',
        current: { prices: prices(1_200), pricesVersion: set.body.pricesVersion },
      },
    });
    const none = await send('PUT', path, { prices: [], pricesVersion: set.body.pricesVersion });
    expect(none).toMatchObject({ status: 200, body: { bestPrice: null, prices: [] } });
    for (const [wrong, code] of [
      [{ minQuantity: 1, price: { amount: 0, currency: 'CNY' } }, 'too-small'],
      [{ minQuantity: 0, price: { amount: 1, currency: 'CNY' } }, 'too-small'],
      [{ minQuantity: 1, price: { amount: 1, currency: 'RMB' } }, 'currency-invalid'],
      [{ minQuantity: 1, price: null }, 'type-invalid'],
    ] as const) {
      const answer = await send('PUT', path, { prices: [wrong], pricesVersion: none.body.pricesVersion });
      expect([answer.status, answer.body.errors[0]?.code]).toEqual([400, code]);
    }
    const twice = { prices: [...prices(5_00), ...prices(6_00)], pricesVersion: none.body.pricesVersion };
    expect(await send('PUT', path, twice)).toMatchObject({ status: 400, body: { code: 'given-twice' } });
  });
});

describe('the list', () => {
  it('pages through all there is, each part once, and filters by warehouse and by what is there', async () => {
    const seen: string[] = [];
    let next: string | null = '';
    while (next !== null) {
      const { body }: { body: { parts: { partId: string }[]; nextPageToken: string | null } } =
        await distributor.get(`/v1/stock?pageSize=200&pageToken=${next}`);
      seen.push(...body.parts.map(({ partId }) => partId));
      next = body.nextPageToken;
    }
    expect(seen).toEqual([...new Set(seen)].sort());
    expect(seen).toEqual(expect.arrayContaining(partIds));
    const of = async (query: string) =>
      (await distributor.get(`/v1/stock?${query}`)).body.parts.map(
        ({ part }: { part: { partNumber: string } }) => part.partNumber,
      );
    expect((await of('warehouseId=W-EAST')).sort()).toEqual(NUMBERS);
    expect(await of('warehouseId=W-EAST&availableBelow=8')).toEqual([NUMBERS[0]]);
    expect(await of('warehouseId=NONE')).toEqual([]);
    expect(await of(`q=stk%20719-03`)).toContain(NUMBERS[2]);
    const short = await of('q=zk%209&pageSize=5');
    expect(short[0]).toBe(NUMBERS[3]);
    expect(short.filter((number: string) => number === NUMBERS[3])).toHaveLength(1);
    const { brands } = (await distributor.get('/v1/brands')).body;
    const { brandId } = brands.find(({ name }: { name: string }) => name === BRAND);
    expect(await of(`brandId=${brandId}`)).toEqual(NUMBERS);
    const first = (await distributor.get(`/v1/stock?brandId=${brandId}&pageSize=3`)).body;
    expect(first.parts).toHaveLength(3);
    expect(await of(`brandId=${brandId}&pageSize=3&pageToken=${first.nextPageToken}`)).toEqual([NUMBERS[3]]);
    for (const query of ['availableBelow=0', 'pageSize=1000', `q=x&pageToken=found-99999`, 'sort=x'])
      expect((await distributor.get(`/v1/stock?${query}`)).status, query).toBe(400);
    expect((await platform.otherTenant.get(`/v1/stock`)).body).toEqual({ parts: [], nextPageToken: null });
    expect((await platform.shop.get('/v1/stock')).body).toMatchObject({ code: 'scope-missing' });
  });
});

describe('a part type of a foreign table', () => {
  it('is counted while it means nothing, gets a meaning by itself, and loses it', async () => {
    const counts = async () => (await distributor.get('/v1/part-type-counts')).body;
    const before = await counts();
    expect(before.counts).toContainEqual({ partTypeId: null, unresolved: REF, parts: 4 });
    expect(before.nextPageToken).toBeNull();
    const sum = before.counts.reduce((n: number, { parts }: { parts: number }) => n + parts, 0);
    expect(sum).toBe(before.partsRead);
    const known = before.counts.find((each: { partTypeId: string }) => each.partTypeId === 'brake-pads');
    const path = '/v1/part-type-ids';
    await send('PATCH', path, { set: [{ id: 'pcdb.partTerminology:1', means: 'oil-filter' }] });
    const given = await send('PATCH', path, { set: [{ id: REF, means: '刹车片' }] });
    expect(given).toMatchObject({ status: 200, body: { added: 1, changed: 0, removed: 0, unchanged: 0 } });
    await vi.waitUntil(
      async () => !(await counts()).counts.some((each: { unresolved: string }) => each.unresolved === REF),
      { timeout: 30_000 },
    );
    expect((await counts()).counts).toContainEqual({
      ...{ partTypeId: 'brake-pads', unresolved: null, parts: (known?.parts ?? 0) + 4 },
    });
    const faulty = [
      [{ set: [{ id: REF, means: 'no such type' }] }, 'unknown-part-type'],
      [{ set: [{ id: 'x', means: 'oil-filter' }] }, 'foreign-id-invalid'],
      [{ set: [{ id: REF, means: 'oil-filter' }], remove: [REF] }, 'given-twice'],
      [{ remove: [REF, REF] }, 'given-twice'],
    ] as const;
    for (const [body, code] of faulty)
      expect(await send('PATCH', path, body)).toMatchObject({ status: 400, body: { code } });
    const taken = await send('PATCH', path, { remove: [REF, 'pcdb.partTerminology:2'] });
    expect(taken).toMatchObject({ status: 200, body: { removed: 1 } });
    expect((await distributor.get(path)).body.ids).toEqual([
      { id: 'pcdb.partTerminology:1', means: 'oil-filter' },
    ]);
    await vi.waitUntil(
      async () => (await counts()).counts.some((each: { unresolved: string }) => each.unresolved === REF),
      { timeout: 30_000 },
    );
  });
});
