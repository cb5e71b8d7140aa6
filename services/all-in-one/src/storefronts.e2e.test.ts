import { get as httpGet } from 'node:http';
import { type DemoPlatform, startDemoPlatform } from '@qipei/testing/platform';
import { afterAll, beforeAll, describe, expect, inject, it, vi } from 'vitest';

let platform: DemoPlatform;
/** A part that the demo's tenant keeps to itself, and one of the demo's that everybody may see. */
let secret: { partId: string; brandId: string };
let shown: { partId: string; partNumber: string; brand: string };

const CANARY = {
  brand: 'Zyxanary',
  number: 'ZQ-GUEST-4711',
  note: 'canary-qualifier',
  reference: 'canary-0815',
};
const CANARIES = /zyxanary|canary|guest-?4711|part_secret/i;

beforeAll(async () => {
  platform = await startDemoPlatform(inject('demo'));
  const { distributor } = platform;
  const line = (row: object) =>
    `${JSON.stringify({ brand: CANARY.brand, partNumber: CANARY.number, ...row })}\n`;
  const rows: [kind: string, row: object][] = [
    ['parts', { partType: 'oil-filter', oeNumbers: ['Honda:15400-CANARY-1'], visibility: 'private' }],
    ['fitments', { make: 'Honda', model: 'Accord', yearFrom: 2003, note: CANARY.note }],
    ['offers', { price: '47.11', currency: 'CNY' }],
    ['stock', { warehouse: 'CANARY-WH', quantity: 4711 }],
  ];
  for (const [kind, row] of rows)
    expect(await distributor.importFile(kind, 'ndjson', line(row))).toMatchObject({
      state: 'done',
      failed: 0,
    });
  const own = `${JSON.stringify({ ownId: 'canary-v', make: 'Zyxanary Motors', model: 'Canary One', modelYear: 2016 })}\n`;
  expect(await distributor.importFile('vehicles', 'ndjson', own)).toMatchObject({ state: 'done', failed: 0 });
  const find = async () => (await distributor.get(`/v1/search?q=${CANARY.number}&inStock=true`)).body.hits;
  await vi.waitUntil(async () => (await find()).length === 1, { timeout: 30_000 });
  [secret] = await find();
  [shown] = (await distributor.get('/v1/search?inStock=true&pageSize=1')).body.hits;
});
afterAll(() => platform[Symbol.asyncDispose]());

/** As a browser would that was sent to `host`. */
async function at(host: string, path: string, headers: Record<string, string> = {}) {
  const { port } = new URL(platform.url);
  return await new Promise<{ status: number; headers: Record<string, unknown>; text: string }>(
    (resolve, reject) => {
      const options = { host: '127.0.0.1', port, path, headers: { ...headers, host } };
      httpGet(options, async (response) => {
        const chunks: Buffer[] = [];
        for await (const chunk of response) chunks.push(chunk);
        const text = Buffer.concat(chunks).toString('latin1');
        resolve({ status: response.statusCode ?? 0, headers: response.headers, text });
      }).on('error', reject);
    },
  );
}

describe('a storefront', () => {
  it('is that of the host, of the path’s slug, or nobody’s', async () => {
    const look = async (host: string, query = '') => {
      const { status, text } = await at(host, `/v1/storefront${query}`);
      const { slug, name, colors, currency, access } = JSON.parse(Buffer.from(text, 'latin1').toString());
      return { status, slug, name: name?.en, primary: colors?.primary, currency, access };
    };
    const demo = {
      slug: 'demo',
      name: 'Demo Auto Parts',
      primary: '#1456b8',
      currency: 'CNY',
      access: 'open',
    };
    const other = {
      slug: 'other',
      name: 'Other Parts Co.',
      primary: '#b3261e',
      currency: 'EUR',
      access: 'members',
    };
    expect(await look('demo.localhost')).toEqual({ status: 200, ...demo });
    expect(await look('OTHER.localhost:8443')).toEqual({ status: 200, ...other });
    expect(await look('demo.localhost', '?slug=other')).toEqual({ status: 200, ...other });
    for (const host of ['127.0.0.1', 'unknown.example', 'demo.localhost.evil.example', '_guests', "x' OR 1"])
      expect(await look(host)).toMatchObject({ status: 200, slug: null, name: 'Qipei' });
    expect((await at('x', '/v1/storefront?slug=nobody')).status).toBe(404);
  });

  it('tells neither its tenant nor its other hosts', async () => {
    const { text } = await at('demo.localhost', '/v1/storefront');
    expect(Object.keys(JSON.parse(text))).not.toContain('hosts');
    expect(text).not.toContain('localhost');
    expect(text).not.toContain('tenant');
  });

  it('has a logo and a manifest of its own', async () => {
    const { logo, manifest } = JSON.parse((await at('demo.localhost', '/v1/storefront')).text);
    const picture = await at('demo.localhost', logo.url);
    expect(picture).toMatchObject({ status: 200, headers: { 'content-type': 'image/png' } });
    expect(picture.headers).toMatchObject({
      'x-content-type-options': 'nosniff',
      'content-security-policy': "default-src 'none'; sandbox",
      'cache-control': 'public, max-age=31536000, immutable',
    });
    const ETag = String(picture.headers.etag);
    const again = await at('demo.localhost', logo.url, { 'if-none-match': `"x", W/${ETag}` });
    expect([again.status, again.text]).toEqual([304, '']);
    const { headers: unnamed } = await at('demo.localhost', '/v1/storefronts/demo/logo?v=0000000000000000');
    expect(unnamed['cache-control']).toBe('public, max-age=300');
    const app = JSON.parse((await at('demo.localhost', manifest)).text);
    expect(app).toMatchObject({ start_url: '/', scope: '/', lang: 'zh-CN', theme_color: '#0f2a4a' });
    const byPath = JSON.parse((await at('127.0.0.1', '/v1/storefronts/other/manifest.webmanifest')).text);
    expect(byPath).toMatchObject({
      start_url: '/t/other/',
      name: 'Other Parts Co.',
      icons: [{ sizes: '192x192' }],
    });
  });

  it('can’t be given the slug or a host of another tenant', async () => {
    const { otherTenant } = platform;
    const mine = (await otherTenant.get('/v1/storefront-settings')).body.storefront;
    const {
      logo: _,
      shown: _shown,
      updatedAt: _at,
      contact: _contact,
      name,
      tagline: _tagline,
      ...rest
    } = mine;
    const settings = { ...rest, name: { en: name.en } };
    for (const [over, code] of [
      [{ slug: 'demo' }, 'slug-taken'],
      [{ hosts: ['other.localhost', 'DEMO.localhost.'] }, 'host-taken'],
      [{ version: 99 }, 'storefront-changed'],
    ] as const) {
      const answer = await otherTenant.put('/v1/storefront-settings', { ...settings, ...over });
      expect(answer).toMatchObject({ status: 409, body: { code } });
      expect(JSON.stringify(answer.body)).not.toMatch(/"demo"[^']*tenant/);
    }
    expect((await otherTenant.get('/v1/storefront-settings')).body.storefront).toEqual(mine);
    expect(JSON.parse((await at('demo.localhost', '/v1/storefront')).text).slug).toBe('demo');
  });

  it('is changed by who may, at once, and as a whole', async () => {
    const { otherTenant, shop } = platform;
    expect((await shop.get('/v1/storefront-settings')).status).toBe(403);
    const settings = {
      slug: 'other',
      hosts: ['other.localhost', '配件.localhost'],
      name: { en: 'Renamed <script>alert(1)</script>' },
      colors: { primary: '#ffe066' },
      defaultLanguage: 'en',
    };
    const put = await otherTenant.put('/v1/storefront-settings', settings);
    expect(put).toMatchObject({ status: 200, body: { storefront: { access: 'members', radius: 6 } } });
    const now = JSON.parse((await at('xn--ghqv2i.localhost', '/v1/storefront?slug=other')).text);
    expect(now).toMatchObject({ name: { en: settings.name.en }, colors: { onPrimary: '#141414' } });
    expect(now.logo).not.toBe(null);
    const partTypes = ['brakes', 'no-such-thing'];
    const refused = await otherTenant.put('/v1/storefront-settings', { ...settings, partTypes });
    expect(refused.body).toMatchObject({ status: 400, code: 'part-type-unknown' });
  });

  it('takes pictures only as a logo', async () => {
    const { url, keys } = platform;
    const put = async (body: string | Uint8Array, type = 'image/png') => {
      const headers = { authorization: `Bearer ${keys.otherTenant}`, 'content-type': type };
      const response = await fetch(`${url}/v1/storefront-settings/logo`, { method: 'PUT', headers, body });
      const { code } = (await response.json()) as { code?: string };
      return `${response.status} ${code ?? ''}`;
    };
    const svg = '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>';
    expect(await put(svg, 'image/svg+xml')).toBe('415 content-type-unsupported');
    expect(await put(svg)).toBe('400 logo-type-unsupported');
    expect(await put('GIF89a'.padEnd(200))).toBe('400 logo-type-unsupported');
    expect(await put('')).toBe('400 body-empty');
    expect(await put(new Uint8Array(600 * 1024))).toBe('413 upload-too-large');
  });
});

describe('a guest of an open storefront', () => {
  const guest = (path: string) => at('127.0.0.1', path, { 'x-qipei-storefront': 'demo' });

  it('looks into the public catalogue, at the host or by the header', async () => {
    for (const ask of [guest, (path: string) => at('demo.localhost', path)]) {
      expect((await ask('/v1/search?q=filter')).status).toBe(200);
      // The first ones of all on a busy machine may come too late, and are asked for again.
      await expect
        .poll(async () => (await ask('/v1/suggestions?q=filt')).status, { timeout: 30_000 })
        .toBe(200);
      expect((await ask(`/v1/parts/${shown.partId}`)).status).toBe(200);
      expect((await ask('/v1/vins/1HGCM82633A004352')).status).toBe(200);
      expect((await ask('/v1/makes')).status).toBe(200);
    }
  });

  it('sees no price, no stock and nothing private on any route', async () => {
    const document = JSON.parse((await at('127.0.0.1', '/openapi.json')).text);
    const values: Record<string, string[]> = {
      partId: [secret.partId, shown.partId],
      number: [CANARY.number, '15400-CANARY-1', shown.partNumber],
      vin: ['1HGCM82633A004352'],
      makeId: ['mk474'],
      modelId: ['md1861'],
      vehicleId: ['v1861-2003-wmq420', 'canary-v'],
      partTypeId: ['oil-filter'],
      slug: ['demo'],
    };
    const queries: Record<string, string[]> = {
      '/v1/search': [
        `q=${CANARY.number}`,
        `q=${CANARY.brand}`,
        `brandId=${secret.brandId}`,
        'q=zyxanari',
        'sort=number',
      ],
      '/v1/suggestions': [`q=${CANARY.number}`, 'q=zyx', 'q=canary', 'q=15400canary', 'q=4711'],
      '/v1/vehicles': ['modelId=md1861&year=2003', 'externalId=canary-v', 'unresolved=true'],
    };
    const open = new Set<string>();
    for (const [pattern, item] of Object.entries<Record<string, unknown>>(document.paths)) {
      if (item.get === undefined || !pattern.startsWith('/v1/')) continue;
      let paths = [pattern];
      for (const [, name = ''] of pattern.matchAll(/\{(\w+)\}/g))
        paths = paths.flatMap((path) =>
          (values[name] ?? ['x']).map((value) => path.replace(`{${name}}`, encodeURIComponent(value))),
        );
      for (const path of paths)
        for (const query of ['', ...(queries[pattern] ?? [])]) {
          const target = query === '' ? path : `${path}?${query}`;
          const { status, text } = await guest(target);
          expect(status, target).toBeLessThan(500);
          if (status === 200) open.add(pattern);
          if (pattern.startsWith('/v1/storefront')) continue;
          const sent = decodeURIComponent(target)
            .split(/[/?&=]/)
            .filter((each) => each.length > 3);
          const rest = sent
            .reduce(
              (left, each) =>
                left.replaceAll(new RegExp(each.replaceAll(/[^\p{L}\p{N}]/gu, '\\$&'), 'gi'), ''),
              text,
            )
            .replaceAll(/"(words|numberKey|detail|from|keys)":("[^"]*"|\[[^\]]*\])/g, '');
          expect(CANARIES.exec(rest)?.[0], `${target}: ${text.slice(0, 500)}`).toBe(undefined);
          expect(rest, target).not.toMatch(
            /"(bestPrice|listPrices)":(?!null)|"totalAvailable":[1-9]|"inStock"/,
          );
        }
    }
    expect([...open].filter((path) => !path.startsWith('/v1/storefront')).sort()).toEqual([
      '/v1/brands',
      '/v1/diagrams',
      '/v1/makes',
      '/v1/makes/{makeId}/models',
      '/v1/models/{modelId}/years',
      '/v1/numbers/{number}',
      '/v1/numbers/{number}/vehicles',
      '/v1/part-types',
      '/v1/part-types/{partTypeId}',
      '/v1/parts/{partId}',
      '/v1/parts/{partId}/fitments',
      '/v1/parts/{partId}/images',
      '/v1/parts/{partId}/interchange',
      '/v1/search',
      '/v1/suggestions',
      '/v1/vehicles',
      '/v1/vehicles/{vehicleId}',
      '/v1/vehicles/{vehicleId}/parts',
      '/v1/vins/{vin}',
    ]);
    expect((await guest('/v1/search?inStock=true')).status).toBe(403);
    expect((await guest(`/v1/parts/${secret.partId}`)).status).toBe(404);
  });

  it('learns whether a public part fits, and of a private one nothing', async () => {
    const check = async (body: object, slug = 'demo') => {
      const headers = { 'x-qipei-storefront': slug, 'content-type': 'application/json' };
      const init = { method: 'POST', headers, body: JSON.stringify(body) };
      const answer = await fetch(`${platform.url}/v1/fitments/check`, init);
      return { status: answer.status, text: await answer.text() };
    };
    const vin = '1HGCM82633A004352';
    const hits = JSON.parse((await guest(`/v1/search?vin=${vin}&pageSize=5`)).text).hits;
    const [fitting] = hits;
    const asked = await check({
      pairs: [
        { partId: fitting.partId, vin },
        { partId: secret.partId, vin },
        { number: CANARY.number, vin },
        { number: '15400-CANARY-1', make: 'Honda', vin },
      ],
    });
    expect(asked.status).toBe(200);
    const { answers, fitments } = JSON.parse(asked.text);
    expect(answers.map((each: { verdict: unknown }) => each.verdict)).toEqual([
      fitting.fit.verdict,
      ...[null, null, null],
    ]);
    expect(answers[1].error.code).toBe('part-unknown');
    expect(asked.text).not.toMatch(CANARIES);
    expect(asked.text).not.toContain(secret.partId);
    expect(Object.keys(fitments)).toEqual(expect.arrayContaining(answers[0].proof));
    const many = { partIds: hits.map(({ partId }: { partId: string }) => partId).slice(0, 2) };
    const vehicleIds = Array.from({ length: 51 }, (_, at) => `v${at}`);
    expect(JSON.parse((await check({ ...many, vehicleIds })).text)).toMatchObject({
      ...{ status: 400, code: 'too-many-pairs' },
    });
    expect((await check({ pairs: [{ partId: fitting.partId, vin }] }, 'other')).status).toBe(401);
    expect((await check({ pairs: [{ partId: fitting.partId, vin }] }, 'nobody')).status).toBe(401);
  });

  it('changes nothing, and is nobody at a storefront for members or at none', async () => {
    for (const [method, path] of [
      ['POST', '/v1/orders'],
      ['POST', '/v1/vins/batch'],
      ['PUT', '/v1/storefront-settings'],
    ]) {
      const headers = { 'x-qipei-storefront': 'demo', 'content-type': 'application/json' };
      const answer = await fetch(`${platform.url}${path}`, { method: method ?? '', headers, body: '{}' });
      expect(answer.status, path).toBe(401);
      await answer.text();
    }
    const status = async (host: string, slug?: string) =>
      (await at(host, '/v1/search', slug === undefined ? {} : { 'x-qipei-storefront': slug })).status;
    expect(await status('127.0.0.1')).toBe(401);
    expect(await status('other.localhost')).toBe(401);
    expect(await status('127.0.0.1', 'other')).toBe(401);
    expect(await status('127.0.0.1', '_guests')).toBe(401);
    // The header names the storefront, whatever the host.
    expect(await status('demo.localhost', 'other')).toBe(401);
    const wrongKey = { authorization: 'Bearer nonsense' };
    expect((await at('demo.localhost', '/v1/search', wrongKey)).status).toBe(401);
  });
});

describe('suggestions', () => {
  it('are made of a tenant’s own sight', async () => {
    const { distributor, otherTenant } = platform;
    const brands = async (of: typeof distributor) =>
      (await of.get('/v1/suggestions?q=zyx')).body.suggestions.map(
        ({ kind, id }: { kind: string; id: string }) => [kind, id],
      );
    await vi.waitUntil(async () => (await brands(distributor)).length > 0, { timeout: 30_000 });
    expect(await brands(distributor)).toEqual(expect.arrayContaining([['brand', secret.brandId]]));
    expect(await brands(otherTenant)).toEqual([]);
    const [number] = (await distributor.get('/v1/suggestions?q=zqguest47')).body.suggestions;
    expect(number).toMatchObject({ kind: 'number', request: { path: `/v1/parts/${secret.partId}` } });
  });

  it('lead to requests that answer', async () => {
    const { shop } = platform;
    const seen = new Set<string>();
    for (const query of [
      'filt',
      '机油',
      'jylqq',
      'hond',
      'honda acc',
      'accord 2003',
      '1HGCM82633A004352',
      '1HGCM826',
      shown.partNumber,
      shown.brand.slice(0, 4),
    ]) {
      const { status, body } = await shop.get(`/v1/suggestions?q=${encodeURIComponent(query)}`);
      expect(status).toBe(200);
      expect(body.suggestions.length, query).toBeGreaterThan(0);
      for (const { kind, request } of body.suggestions) {
        if (seen.has(kind) || request === null) continue;
        seen.add(kind);
        const answer = await shop.get(`${request.path}?${new URLSearchParams(request.query)}`);
        expect(answer.status, JSON.stringify(request)).toBe(200);
      }
    }
    expect([...seen].sort()).toEqual(
      expect.arrayContaining(['brand', 'make', 'model', 'number', 'part-type', 'vin']),
    );
  });
});
