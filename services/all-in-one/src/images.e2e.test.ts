import { type DemoPlatform, startDemoPlatform } from '@qipei/testing/platform';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { pngOf, pngWith } from './png.fixture.ts';

const BRAND = 'Pictura';
let platform: DemoPlatform;
let open: string;
let secret: string;

beforeAll(async () => {
  platform = await startDemoPlatform(inject('demo'));
  const row = (partNumber: string, visibility: string) =>
    `${JSON.stringify({ brand: BRAND, partNumber, partType: 'brake-disc', visibility })}\n`;
  const file = row('OPEN-1', 'public') + row('SECRET-1', 'private');
  expect(await platform.distributor.importFile('parts', 'ndjson', file)).toMatchObject({ created: 2 });
  open = await idOf('OPEN-1');
  secret = await idOf('SECRET-1');
});
afterAll(() => platform[Symbol.asyncDispose]());

async function idOf(number: string): Promise<string> {
  const { matches } = (await platform.distributor.get(`/v1/numbers/${number}?make=${BRAND}`)).body;
  return matches[0].part.partId;
}

type Who = 'distributor' | 'otherTenant' | 'shop' | 'nobody';

function ask(who: Who, path: string, init: RequestInit & { type?: string } = {}): Promise<Response> {
  const headers = new Headers(init.headers);
  if (who !== 'nobody') headers.set('authorization', `Bearer ${platform.keys[who]}`);
  if (init.type !== undefined) headers.set('content-type', init.type);
  return fetch(platform.url + path, { ...init, headers });
}
const put = (
  partId: string,
  name: string,
  body: Buffer<ArrayBuffer> | string,
  type = 'image/png',
  who: Who = 'distributor',
) => ask(who, `/v1/parts/${partId}/images/${encodeURIComponent(name)}`, { method: 'PUT', body, type });
// biome-ignore lint/suspicious/noExplicitAny: what comes back is looked at, not trusted
const jsonOf = async (answer: Promise<Response>): Promise<any> => (await answer).json();
const mediaOf = async (partId: string) => (await platform.distributor.get(`/v1/parts/${partId}`)).body.media;
const statusOf = async (answer: Promise<Response>) => {
  const { status, ...rest } = await answer;
  void rest;
  return status;
};

describe('images of a part', () => {
  it('stand in its media, at addresses that change with them and are for no shared cache', async () => {
    const first = await put(open, 'front.png', pngOf(300, 200));
    expect(first.status).toBe(201);
    await put(open, '侧面.png', pngOf(40, 40, [9, 9, 9]));
    const path = `/v1/parts/${open}/images`;
    const changed = ask('distributor', `${path}/front.png`, {
      ...{ method: 'PATCH', type: 'application/json' },
      body: JSON.stringify({ caption: { zh: '正面 <b>', en: '"Front"' }, position: 1 }),
    });
    expect((await jsonOf(changed)).images.map(({ name }: { name: string }) => name)).toEqual([
      '侧面.png',
      'front.png',
    ]);
    const [, { kind, url, image }] = await mediaOf(open);
    expect({ kind, image }).toMatchObject({
      kind: 'image',
      image: { name: 'front.png', width: 300, height: 200, caption: { zh: '正面 <b>', en: '"Front"' } },
    });
    expect(image.sources.large).toBe(url);

    const served = await ask('distributor', image.sources.small);
    expect(Object.fromEntries(served.headers)).toMatchObject({
      'content-type': 'image/webp',
      'cache-control': 'private, max-age=604800, immutable',
      'content-security-policy': "default-src 'none'; sandbox",
      'x-content-type-options': 'nosniff',
      'cross-origin-resource-policy': 'same-origin',
      vary: 'Authorization, Cookie',
    });
    expect(
      Buffer.from(await served.arrayBuffer())
        .subarray(0, 4)
        .toString(),
    ).toBe('RIFF');
    const etag = served.headers.get('etag') ?? '';
    expect(await statusOf(ask('distributor', url, { headers: { 'if-none-match': etag } }))).toBe(200);
    expect(
      await statusOf(ask('distributor', image.sources.small, { headers: { 'if-none-match': etag } })),
    ).toBe(304);
    const guessed = await ask('distributor', `${path}/front.png?v=0123456789abcdef0123`);
    expect(guessed.headers.get('cache-control')).toBe('private, max-age=60');

    // Another picture with the name is left in its place where only a new one is wanted.
    const onlyNew = await ask('distributor', `${path}/front.png`, {
      ...{ method: 'PUT', type: 'image/png', headers: { 'if-none-match': '*' } },
      body: pngOf(300, 202),
    });
    expect([onlyNew.status, (await jsonOf(Promise.resolve(onlyNew))).code]).toEqual([412, 'image-exists']);
    expect((await mediaOf(open))[1].image).toMatchObject({ name: 'front.png', height: 200 });

    // Nor where that of another is wanted.
    for (const [tag, answer] of [
      ['"0123456789abcdef01234567"', [412, 'image-changed']],
      ['*', [400, 'format-invalid']],
    ] as const) {
      const named = await ask('distributor', `${path}/front.png`, {
        ...{ method: 'PUT', type: 'image/png', headers: { 'if-match': tag } },
        body: pngOf(300, 202),
      });
      expect([named.status, (await jsonOf(Promise.resolve(named))).code], tag).toEqual(answer);
    }

    const again = await put(open, 'front.png', pngOf(300, 201));
    expect(again.status).toBe(200);
    const [, now] = await mediaOf(open);
    expect(now.url).not.toBe(url);
    expect(now.image.caption).toEqual(image.caption);
    const hits = async () => (await platform.distributor.get(`/v1/search?q=${BRAND}`)).body.hits;
    await expect.poll(hits).toHaveLength(2);
    const found = (await hits()).find((hit: { partId: string }) => hit.partId === open);
    expect(found.image).toMatchObject({ name: '侧面.png' });
    expect(await statusOf(ask('distributor', `${path}/front.png`, { method: 'DELETE' }))).toBe(200);
    expect(await statusOf(ask('distributor', now.url))).toBe(404);
    expect(await mediaOf(open)).toHaveLength(1);
  });

  it('are shown to who may see the part, and changed by its publisher alone', async () => {
    await put(open, 'a.png', pngOf(20, 20));
    await put(secret, 'a.png', pngOf(21, 21));
    const [{ url }] = (await jsonOf(ask('distributor', `/v1/parts/${secret}/images`))).images.map(
      ({ sources }: { sources: { large: string } }) => ({ url: sources.large }),
    );
    const of = (partId: string) => `/v1/parts/${partId}/images/a.png`;
    const strange = of('part_00000000000000000000000000');
    for (const who of ['otherTenant', 'shop'] as const) {
      expect(await statusOf(ask(who, of(open)))).toBe(200);
      expect(await statusOf(put(open, 'a.png', pngOf(20, 20), 'image/png', who))).toBe(403);
      expect(await statusOf(ask(who, of(open), { method: 'DELETE' }))).toBe(403);
    }
    expect(await statusOf(ask('otherTenant', url))).toBe(404);
    const told = async (path: string) => {
      const { traceId, instance, ...problem } = await jsonOf(ask('otherTenant', path));
      return problem;
    };
    expect(await told(of(secret))).toEqual(await told(strange));
    expect(await statusOf(put(secret, 'a.png', pngOf(20, 20), 'image/png', 'otherTenant'))).toBe(404);
    expect(await statusOf(ask('nobody', of(open)))).toBe(401);
    const granted = await platform.distributor.post('/v1/grants', { subscriber: 'other', brands: [BRAND] });
    expect(granted.status).toBe(201);
    const { subscriber, grantId } = granted.body.grant;
    expect(subscriber).toBe('other');
    await platform.distributor.delete(`/v1/grants/${grantId}`);
  });

  it('are shown to guests of an open storefront, by header, host or address: of public parts', async () => {
    const of = (partId: string) => `/v1/parts/${partId}/images/a.png`;
    for (const [path, headers] of [
      [`${of(open)}?storefront=demo`, {}],
      [of(open), { 'x-qipei-storefront': 'demo' }],
    ] as const)
      expect(await statusOf(ask('nobody', path, { headers }))).toBe(200);
    expect(await statusOf(ask('nobody', `${of(secret)}?storefront=demo`))).toBe(404);
    for (const slug of ['other', 'nobody-has-it', '..%2f', ''])
      expect(await statusOf(ask('nobody', `${of(open)}?storefront=${slug}`))).toBe(401);
    expect(await statusOf(ask('nobody', `/v1/parts/${open}?storefront=demo`))).toBe(400);
  });

  it('are pictures, and nothing else', async () => {
    const svg = '<svg xmlns="http://www.w3.org/2000/svg" onload="stolen()"/>';
    const refusals: [body: Buffer<ArrayBuffer> | string, type: string, status: number, code: string][] = [
      ['', 'image/png', 400, 'body-empty'],
      [svg, 'image/png', 400, 'image-type-unsupported'],
      [svg, 'image/svg+xml', 415, 'content-type-unsupported'],
      ['<!doctype html><script>stolen()</script>', 'image/jpeg', 400, 'image-type-unsupported'],
      [pngWith(50_000, 50_000, Buffer.alloc(10)), 'image/png', 400, 'image-size-invalid'],
      [pngOf(8, 8), 'image/png', 400, 'image-size-invalid'],
      [pngOf(100, 100).subarray(0, 60), 'image/png', 400, 'image-broken'],
      [Buffer.alloc(10 * 1024 * 1024 + 1), 'image/png', 413, 'upload-too-large'],
    ];
    for (const [body, type, status, code] of refusals) {
      const answer = await jsonOf(put(open, 'hostile.png', body, type));
      expect([answer.status, answer.code], code).toEqual([status, code]);
    }
    for (const name of ['<b>.png', 'a\u0000.png', 'a/b.png', 'x'.repeat(81)])
      expect(await statusOf(put(open, name, pngOf(20, 20))), name).toBe(400);
    // A page behind the end of a picture doesn't come out of it again.
    const both = Buffer.concat([pngOf(30, 30), Buffer.from('<script>stolen()</script>')]);
    expect(await statusOf(put(open, 'both.png', both))).toBe(201);
    const served = await ask('distributor', `/v1/parts/${open}/images/both.png`);
    expect(Buffer.from(await served.arrayBuffer()).includes('stolen')).toBe(false);
  });
});

describe('diagrams', () => {
  const path = '/v1/diagrams/brake-front';
  const spot = (label: string, rest: object) => ({ label, x: 0.1, y: 0.2, width: 0.1, height: 0.1, ...rest });
  const body = () => ({
    title: { zh: '前制动' },
    ...{ vehicleIds: ['v1861-2003-wmq420'], partTypeIds: ['brake-disc'] },
    spots: [spot('1', { partIds: [open, secret] }), spot('2', { number: '45251-SDA-A00', make: 'Honda' })],
  });

  it('lead from a part and a vehicle to a drawing, and from its spots to what the reader may see', async () => {
    const made = await platform.distributor.put(path, body());
    expect([made.status, made.body.image]).toEqual([201, null]);
    const pictured = await ask('distributor', `${path}/image`, {
      ...{ method: 'PUT', type: 'image/png', body: pngOf(400, 300) },
    });
    expect(pictured.status).toBe(200);
    const late = await ask('distributor', `${path}/image?version=1`, {
      ...{ method: 'PUT', type: 'image/png', body: pngOf(401, 300) },
    });
    expect([late.status, (await jsonOf(Promise.resolve(late))).code]).toEqual([409, 'diagram-changed']);
    const changed = await platform.distributor.put(path, { ...body(), version: 2 });
    expect([changed.status, changed.body.version]).toEqual([200, 3]);
    expect((await platform.distributor.put(path, { ...body(), version: 2 })).status).toBe(409);
    for (const query of [`partId=${open}`, 'vehicleId=v1861-2003-wmq420', 'partTypeId=brake-disc']) {
      const { diagrams } = (await platform.otherTenant.get(`/v1/diagrams?${query}`)).body;
      expect(diagrams, query).toMatchObject([
        { diagramId: 'brake-front', own: false, title: { zh: '前制动' } },
      ]);
    }
    expect((await platform.otherTenant.get(`/v1/diagrams?partId=${secret}`)).body.diagrams).toEqual([]);
    // Somebody else's drawing on this part isn't shown here, nor anywhere but to whose it is.
    const spam = { title: { en: 'Cheaper' }, spots: [spot('1', { partIds: [open] })] };
    expect((await platform.otherTenant.put('/v1/diagrams/spam', spam)).status).toBe(201);
    const onPart = jsonOf(
      ask('nobody', `/v1/diagrams?partId=${open}`, { headers: { 'x-qipei-storefront': 'demo' } }),
    );
    const ids = (await onPart).diagrams.map((each: { diagramId: string }) => each.diagramId);
    expect(ids).toEqual(['brake-front']);
    expect((await platform.distributor.get('/v1/diagrams/spam?publisher=other')).status).toBe(404);
    expect((await platform.otherTenant.delete('/v1/diagrams/spam')).status).toBe(204);
    expect((await platform.otherTenant.get(path)).status).toBe(404);
    const [{ publisher, image }] = (await platform.otherTenant.get(`/v1/diagrams?partId=${open}`)).body
      .diagrams;
    const seen = (await platform.otherTenant.get(`${path}?publisher=${publisher}`)).body;
    expect(seen).toMatchObject({
      own: false,
      vehicleIds: [],
      parts: [{ partId: open, partNumber: 'OPEN-1' }],
    });
    expect(seen.spots).toMatchObject([{ partIds: [open] }, { partIds: [], number: '45251-SDA-A00' }]);
    expect(JSON.stringify(seen)).not.toContain(secret);
    expect(await statusOf(ask('otherTenant', image.sources.medium))).toBe(200);
    expect(await statusOf(ask('nobody', `${image.sources.medium}&storefront=demo`))).toBe(200);
    expect((await platform.distributor.get(path)).body.spots[0].partIds).toEqual([open, secret]);
  });

  it('name every fault, and are nobody else’s to change', async () => {
    const faulty = {
      title: {},
      spots: [spot('1', { x: 0.95 }), spot(' ', {}), spot('3', { partIds: ['part_x'] })],
    };
    const { status, body: problem } = await platform.distributor.put(path, faulty);
    expect(status).toBe(400);
    const fields = problem.errors.map(({ field }: { field: string }) => field);
    expect(fields).toEqual(['title', 'spots[0]', 'spots[1].label']);
    expect((await platform.distributor.put(path, { ...body(), spots: [{ label: '1', x: -1 }] })).status).toBe(
      400,
    );
    expect((await platform.distributor.put('/v1/diagrams/a%20b', body())).status).toBe(400);
    const theirs = { title: { en: 'Mine' }, spots: [spot('1', { partIds: [secret] })] };
    expect((await platform.otherTenant.put(path, theirs)).body.errors).toMatchObject([
      { code: 'part-unknown' },
    ]);
    expect((await platform.otherTenant.delete(path)).status).toBe(404);
    expect(
      await statusOf(
        ask('otherTenant', `${path}/image`, { method: 'PUT', type: 'image/png', body: pngOf(20, 20) }),
      ),
    ).toBe(404);
    expect((await platform.distributor.delete(path)).status).toBe(204);
    expect((await platform.distributor.get(path)).status).toBe(404);
  });
});
