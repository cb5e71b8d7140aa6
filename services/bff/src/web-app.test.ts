import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brotliCompressSync, brotliDecompressSync, gunzipSync, gzipSync } from 'node:zlib';
import { Storefront } from '@qipei/contracts/access/v1/storefront';
import { createLogger } from '@qipei/service-kit';
import express from 'express';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { htmlText, scriptJson } from './http/html-text.ts';
import { startHttpServer } from './http/http-server.ts';
import { type WebAppOptions, webApp } from './http/web-app.ts';
import { chooseLanguage, pageOf } from './http/web-page.ts';
import { configFor } from './peer-server.fixture.ts';
import { DEFAULT_STOREFRONT } from './resources/storefront.ts';
import { type BffService, startBff } from './service.ts';
import { HTML, TEMPLATE } from './web-app.fixture.ts';

const SCRIPT = `export const text = ${JSON.stringify('x'.repeat(2_000))};`;

const logger = createLogger({ service: 'test', level: 'silent' });
const dist = mkdtempSync(join(tmpdir(), 'qipei-web-'));
let bff: BffService;
beforeAll(async () => {
  mkdirSync(join(dist, 'assets'));
  writeFileSync(join(dist, 'index.html'), TEMPLATE);
  writeFileSync(join(dist, 'service-worker.js'), 'self.x = 1;');
  writeFileSync(join(dist, 'assets', 'main-abc.js'), SCRIPT);
  writeFileSync(join(dist, 'assets', 'main-abc.js.br'), brotliCompressSync(SCRIPT));
  writeFileSync(join(dist, 'assets', 'main-abc.js.gz'), gzipSync(SCRIPT));
  writeFileSync(join(dist, 'assets', 'code-reader.worker-abc_1.js'), SCRIPT);
  writeFileSync(join(dist, 'notes.md'), 'not served');
  bff = await startBff({ ...configFor(), webDist: dist });
});
afterAll(async () => {
  await bff[Symbol.asyncDispose]();
  rmSync(dist, { recursive: true, force: true });
});

/** A request with its path as it is, uncleaned, and its answer undecoded; under a host that can be no storefront's. */
function raw(path: string, headers: Record<string, string> = {}, method = 'GET') {
  return new Promise<{ status: number; headers: Record<string, string>; body: Buffer }>((resolve, reject) => {
    const { hostname, port } = new URL(bff.url);
    const sent = request(
      { hostname, port, path, method, headers: { host: 'localhost', ...headers } },
      (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk) => chunks.push(chunk));
        response.on('end', () =>
          resolve({
            status: response.statusCode ?? 0,
            headers: response.headers as Record<string, string>,
            body: Buffer.concat(chunks),
          }),
        );
      },
    );
    sent.on('error', reject).end();
  });
}

describe('the page', () => {
  it.each(['/', '/search?q=x', '/parts/part_1', '/sign-in?to=/cart', '/a.b/c'])(
    'is served under %s',
    async (path) => {
      const { status, headers, body } = await raw(path, HTML);
      expect(status).toBe(200);
      expect(headers['content-type']).toBe('text/html; charset=utf-8');
      expect(headers['cache-control']).toBe('private, no-cache');
      expect(body.toString()).toContain('<title>');
    },
  );

  it('has a policy that takes scripts and styles with its nonce alone, another one each time', async () => {
    const nonces = new Set<string>();
    for (let time = 0; time < 3; time += 1) {
      const { headers, body } = await raw('/', HTML);
      const policy = headers['content-security-policy'] ?? '';
      expect(policy).not.toMatch(/unsafe-inline|unsafe-eval/);
      for (const part of [
        "default-src 'none'",
        "frame-ancestors 'none'",
        "base-uri 'none'",
        "object-src 'none'",
      ])
        expect(policy).toContain(part);
      const nonce = /script-src 'self' 'nonce-([\w-]{24})'/.exec(policy)?.[1] ?? '';
      expect(body.toString()).toContain(`<script nonce="${nonce}">`);
      nonces.add(nonce);
      expect(headers['x-content-type-options']).toBe('nosniff');
      expect(headers['x-frame-options']).toBe('DENY');
      expect(headers['referrer-policy']).toBe('same-origin');
    }
    expect(nonces.size).toBe(3);
  });

  it('is not what compiles the reader of codes: its worker is, which reaches nothing', async () => {
    const worker = await raw('/assets/code-reader.worker-abc_1.js');
    const policy = worker.headers['content-security-policy'] ?? '';
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("script-src 'wasm-unsafe-eval'");
    expect(policy).not.toContain('connect-src');
    const other = await raw('/assets/main-abc.js');
    expect(other.headers['content-security-policy']).not.toContain('wasm-unsafe-eval');
  });

  it.each([
    ['/v1/nothing', HTML],
    ['/docs/nothing', HTML],
    ['/assets/nothing.js', HTML],
    ['/assets/../index.html', HTML],
    ['/assets/%2e%2e/index.html', HTML],
    ['/..%2f..%2fetc/passwd', { accept: '*/*' }],
    ['/nothing.js', HTML],
    ['/wp-login.php', HTML],
    ['/notes.md', { accept: '*/*' }],
    ['//evil.example/', HTML],
    ['/search', { accept: 'application/json' }],
    ['/search', { ...HTML, 'sec-fetch-mode': 'no-cors' }],
  ])('is not served under %s', async (path, headers) => {
    const answer = await raw(path, headers);
    expect(answer.status).toBe(404);
    expect(answer.headers['content-type']).toBe('application/problem+json; charset=utf-8');
  });

  it('sends nobody anywhere else, and takes no other method', async () => {
    for (const path of ['/', '//evil.example/%2f..', '/t/demo', '/sign-in?to=//evil.example'])
      expect((await raw(path, HTML)).headers.location).toBeUndefined();
    expect((await raw('/search', HTML, 'POST')).status).toBe(404);
    const head = await raw('/', HTML, 'HEAD');
    expect([head.status, head.body.length]).toEqual([200, 0]);
  });

  it('comes smaller to who takes it so', async () => {
    const { headers, body } = await raw('/', { ...HTML, 'accept-encoding': 'gzip, br' });
    expect([headers['content-encoding'], headers['content-length']]).toEqual(['gzip', String(body.length)]);
    expect(headers.vary).toContain('Accept-Encoding');
    expect(gunzipSync(body).toString()).toContain('<title>');
    expect((await raw('/', { ...HTML, 'accept-encoding': 'gzip;q=0' })).headers['content-encoding']).toBe(
      undefined,
    );
  });

  it('is in the language that was chosen here before', async () => {
    const inLanguage = async (cookie: string) =>
      /<html lang="([^"]*)"/.exec(
        (await raw('/', { ...HTML, 'accept-language': 'zh', cookie })).body.toString(),
      )?.[1];
    expect(await inLanguage('a=b; qipei-language=en')).toBe('en');
    expect(await inLanguage('qipei-language=xx')).toBe('zh-CN');
    expect(await inLanguage('my-qipei-language=en')).toBe('zh-CN');
  });

  it('says whether a session’s cookie came, and nothing of it', async () => {
    const none = (await raw('/', HTML)).body.toString();
    expect(none).toContain('"hasSession":false');
    const secret = 's'.repeat(43);
    const some = (await raw('/', { ...HTML, cookie: `a=b; qipei-session=${secret}` })).body.toString();
    expect(some).toContain('"hasSession":true');
    expect(some).not.toContain(secret);
  });
});

describe('files', () => {
  it.each([
    ['br', 'gzip, deflate, br, zstd', brotliDecompressSync],
    ['gzip', 'gzip;q=0.8', gunzipSync],
    ['gzip', 'br;q=0, gzip', gunzipSync],
    [undefined, 'identity', (content: Buffer) => content],
    [undefined, '', (content: Buffer) => content],
  ])('come as %s to who takes %j', async (encoding, accepted, open) => {
    const answer = await raw('/assets/main-abc.js', { 'accept-encoding': accepted });
    expect(answer.headers['content-encoding']).toBe(encoding);
    expect(answer.headers.vary).toBe('Accept-Encoding');
    expect(answer.headers['cache-control']).toBe('public, max-age=31536000, immutable');
    expect(answer.headers['content-type']).toBe('text/javascript; charset=utf-8');
    expect(open(answer.body).toString()).toBe(SCRIPT);
  });

  it('whose names stay are asked for again, and not sent again', async () => {
    const first = await raw('/service-worker.js');
    expect(first.headers['cache-control']).toBe('no-cache');
    const again = await raw('/service-worker.js', { 'if-none-match': `"x", ${first.headers.etag}` });
    expect([again.status, again.body.length]).toEqual([304, 0]);
  });
});

it('a build that isn’t there is said at the start', async () => {
  const { readBffConfig } = await import('./config.ts');
  expect(() => readBffConfig({ WEB_DIST: join(dist, 'nothing') })).toThrow(/WEB_DIST/);
  expect(readBffConfig({ WEB_DIST: 'off' }).webDist).toBeUndefined();
  expect(readBffConfig({ WEB_DIST: dist }).webDist).toBe(dist);
});

describe('what a storefront says', () => {
  const hostile = [
    '</script><script>alert(1)</script>',
    '<!--<script>',
    '"><img src=x onerror=alert(1)>',
    '\u2028\u2029',
    "__NONCE__ $& $1 $'",
    ']]>&lt;',
  ];

  it('never ends the element that it stands in', () => {
    fc.assert(
      fc.property(fc.oneof(fc.constantFrom(...hostile), fc.string({ unit: 'binary' })), (text) => {
        const json = scriptJson({ text });
        expect(json).not.toMatch(/[<>&\u2028\u2029]/);
        expect(JSON.parse(json)).toEqual(JSON.parse(JSON.stringify({ text })));
        expect(htmlText(text)).not.toMatch(/[<>"']/);
      }),
    );
  });

  it.each(hostile)('stands in the page as text: %s', (text) => {
    const page = pageOf(TEMPLATE, {
      storefront: {
        ...DEFAULT_STOREFRONT,
        name: { zh: text, en: text },
        manifest: `/v1/x"${text}`,
        colors: { ...DEFAULT_STOREFRONT.colors, primary: `red}</style>${text}` },
        radius: 1e9,
      },
      ...{
        basePath: '',
        nonce: 'N',
        hasSession: false,
        language: 'en' as const,
        path: '/',
        firstPaint: undefined,
        questions: [],
        answers: [],
      },
    });
    expect(page.match(/<script/g)).toHaveLength(2);
    expect(page).not.toMatch(/<img|<!--|--look-primary|--look-radius|nonce="[^N]/);
    const data = /id="page-data">(.*?)<\/script>/s.exec(page)?.[1] ?? '';
    expect(JSON.parse(data).storefront.name.zh).toBe(text);
  });

  it.each([
    ['zh-CN,zh;q=0.9,en;q=0.8', ['zh-CN', 'en'], 'en', 'zh-CN'],
    ['en-GB,en;q=0.9', ['zh-CN', 'en'], 'zh-CN', 'en'],
    ['de-DE,de', ['zh-CN', 'en'], 'en', 'en'],
    ['zh-TW;q=0.3, en;q=0.9', ['zh-CN', 'en'], 'zh-CN', 'en'],
    ['zh', ['en'], 'en', 'en'],
    [';;q=x,,=,en;q=0', ['zh-CN', 'en'], 'zh-CN', 'zh-CN'],
    ['', ['zh-CN', 'en'], 'en', 'en'],
  ] as const)('is in a language of the reader’s: %s of %s', (accepted, languages, own, expected) => {
    expect(chooseLanguage(accepted, { languages: [...languages], defaultLanguage: own })).toBe(expected);
  });
});

/** Pages of guests, that bring nothing along. */
const NOBODY: Pick<WebAppOptions, 'visitorOf' | 'pageAnswers'> = {
  visitorOf: async () => ({ hasSession: false }),
  pageAnswers: { open: (questions) => [...questions], to: async () => [] },
};

it('a storefront is chosen by path or host, and one that isn’t there has no page', async () => {
  const asked: string[] = [];
  const app = express();
  app.use((_req, res, next) => {
    res.locals.exchange = { traceparent: '', traceId: '', route: '', caller: undefined };
    next();
  });
  app.use(
    await webApp({
      dist,
      storefronts: {
        bySlug: async (slug) => void asked.push(slug),
        ofRequest: async ({ headers }) => void asked.push(headers.host ?? ''),
      },
      ...NOBODY,
      logger,
    }),
  );
  await using server = await startHttpServer({ host: '127.0.0.1', port: 0, listener: app, graceMs: 100 });
  const get = async (path: string) => (await fetch(server.url + path, { headers: HTML })).status;
  expect(await get('/t/demo/search')).toBe(404);
  expect(await get('/t/demo')).toBe(404);
  expect(await get('/t/DEMO/')).toBe(200);
  expect(await get('/team')).toBe(200);
  const { host } = new URL(server.url);
  expect(asked).toEqual([host, 'demo', host, 'demo', host, host]);
});

it('no storefront is shown under a host that is another’s', async () => {
  const named = (slug: string) =>
    Storefront.fromPartial({
      settings: { slug, name: { en: `Parts of ${slug}` }, defaultLanguage: 'en', languages: ['en'] },
      shownColors: {},
    });
  const app = express();
  app.use((_req, res, next) => {
    res.locals.exchange = { traceparent: '', traceId: '', route: '', caller: undefined };
    next();
  });
  let ofHost: string | undefined;
  app.use(
    await webApp({
      dist,
      storefronts: {
        bySlug: async (slug) => named(slug),
        ofRequest: async () => (ofHost === undefined ? undefined : named(ofHost)),
      },
      ...NOBODY,
      logger,
    }),
  );
  await using server = await startHttpServer({ host: '127.0.0.1', port: 0, listener: app, graceMs: 100 });
  const get = async (path: string) => {
    const answer = await fetch(server.url + path, { headers: HTML });
    return [answer.status, /Parts of (\w+)/.exec(await answer.text())?.[1]];
  };
  expect(await get('/t/demo/search')).toEqual([200, 'demo']);
  ofHost = 'other';
  for (const path of ['/t/demo/search', '/t/demo/', '/t/demo']) expect((await get(path))[0]).toBe(404);
  expect(await get('/')).toEqual([200, 'other']);
  expect(await get('/t/other/search')).toEqual([200, 'other']);
});
