import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Storefront, StorefrontAccess } from '@qipei/contracts/access/v1/storefront';
import { createLogger } from '@qipei/service-kit';
import express from 'express';
import { afterAll, describe, expect, it } from 'vitest';
import { startHttpServer } from './http/http-server.ts';
import type { Member, PageVisitor } from './http/page-visitor.ts';
import { webApp } from './http/web-app.ts';
import { HTML, TEMPLATE } from './web-app.fixture.ts';

const logger = createLogger({ service: 'test', level: 'silent' });
const dist = mkdtempSync(join(tmpdir(), 'qipei-web-'));
afterAll(() => rmSync(dist, { recursive: true, force: true }));

describe('a page brings along what its view asks first', () => {
  const hostile = { name: '</script><script>alert(1)</script><!--', line: '\u2028' };
  const member: Member = {
    caller: { keyId: '', userId: 'u1', tenant: 'demo', customerId: 'c1', scopes: new Set(['catalog:read']) },
    session: {
      user: { userId: 'u1', email: 'u1@demo.example', name: 'Name of u1' },
      ...{ tenant: 'demo', tenantName: 'Demo', role: 'buyer', customerId: 'c1' },
      ...{ scopes: ['catalog:read'], memberships: [] },
    },
  };
  const address = '/v1/search?page=1&pageSize=20&q=oil';
  const FROM_HERE = { 'sec-fetch-site': 'same-origin' };

  /** With what its visitor is, the storefront's access, and who asked what. */
  async function open() {
    const state: { visitor: PageVisitor; access: StorefrontAccess; asked: string[] } = {
      ...{ visitor: { hasSession: false }, access: StorefrontAccess.OPEN, asked: [] },
    };
    const folder = mkdtempSync(join(dist, 'with-answers-'));
    writeFileSync(join(folder, 'index.html'), TEMPLATE.replace('</head>', '</head><!--first-answers-->'));
    const storefront = () =>
      Storefront.fromPartial({
        settings: { slug: 'demo', defaultLanguage: 'en', languages: ['en'], access: state.access },
        shownColors: {},
      });
    const app = express();
    app.use((_req, res, next) => {
      res.locals.exchange = { traceparent: '', traceId: '', route: '', caller: undefined };
      next();
    });
    app.use(
      await webApp({
        ...{ dist: folder, logger },
        storefronts: { bySlug: async () => storefront(), ofRequest: async () => undefined },
        visitorOf: async () => state.visitor,
        pageAnswers: {
          open: (questions) => questions.slice(0, 1),
          async to(questions, { member: of }) {
            for (const each of questions) state.asked.push(`${of?.caller.userId ?? 'guest'} ${each.address}`);
            return questions
              .filter((each) => !each.address.includes('late'))
              .map((each) => ({ address: each.address, body: hostile }));
          },
        },
      }),
    );
    const server = await startHttpServer({ host: '127.0.0.1', port: 0, listener: app, graceMs: 100 });
    const get = async (path: string, headers: Record<string, string> = {}, method = 'GET') => {
      const answered = await fetch(server.url + path, { method, headers: { ...HTML, ...headers } });
      const page = await answered.text();
      const inScript = (id: string) =>
        JSON.parse(new RegExp(`id="${id}">(.*?)</script>`, 's').exec(page)?.[1] ?? 'null') as unknown;
      return {
        ...{
          page,
          cached: answered.headers.get('cache-control'),
          cookie: answered.headers.get('set-cookie'),
        },
        smaller: answered.headers.get('content-encoding'),
        answers: inScript('first-answers'),
        data: inScript('page-data') as { questions?: string[]; sight?: unknown; hasSession?: boolean },
      };
    };
    return { state, get, [Symbol.asyncDispose]: () => server[Symbol.asyncDispose]() };
  }

  it('of a guest, in a page that is kept by no cache', async () => {
    await using app = await open();
    const { state, get } = app;
    const brought = await get('/t/demo/search?q=oil');
    expect(brought.answers).toEqual([{ address, body: hostile }]);
    expect(brought.data).toMatchObject({ questions: [], sight: null, hasSession: false });
    // Or going back would bring the answer of then.
    expect(brought.cached).toBe('no-store');
    expect(brought.page).not.toContain('alert(1)</script>');
    expect(brought.smaller).toBe('gzip');
    expect((await get('/t/demo/parts/p1')).answers).toEqual([{ address: '/v1/parts/p1', body: hostile }]);
    expect(await get('/t/demo/parts/late')).toMatchObject({
      answers: null,
      cached: 'private, no-cache',
      data: { questions: ['/v1/parts/late'] },
    });
    await get('/t/demo/search?q=oil', {}, 'HEAD');
    expect(await get('/t/demo/cart')).toMatchObject({ answers: null, data: { questions: [] } });
    state.access = StorefrontAccess.MEMBERS;
    expect(await get('/t/demo/search?q=oil')).toMatchObject({ answers: null, data: { questions: [] } });
    expect(state.asked).toEqual([`guest ${address}`, 'guest /v1/parts/p1', 'guest /v1/parts/late']);
  });

  it('of who is signed in, as they are answered, with whose sight it is', async () => {
    await using app = await open();
    const { state, get } = app;
    state.visitor = { hasSession: true, member };
    state.access = StorefrontAccess.MEMBERS;
    const brought = await get('/t/demo/search?q=oil', FROM_HERE);
    expect(brought).toMatchObject({
      ...{
        answers: [{ address, body: hostile }],
        cached: 'private, no-store',
        smaller: 'gzip',
        cookie: null,
      },
      data: {
        ...{ questions: [], hasSession: true },
        sight: { tenant: 'demo', user: { userId: 'u1' }, customerId: 'c1', scopes: ['catalog:read'] },
      },
    });
    expect(brought.page).not.toContain('alert(1)</script>');
    expect(await get('/t/demo/parts/late', FROM_HERE)).toMatchObject({
      ...{ answers: null, cached: 'private, no-store' },
      data: { questions: ['/v1/parts/late'], sight: null },
    });
    expect(state.asked).toEqual([`u1 ${address}`, 'u1 /v1/parts/late']);
  });

  it.each([{ 'sec-fetch-site': 'cross-site' }, { 'sec-fetch-site': 'same-site' }, {}])(
    'where another site may have led somebody who is signed in, uncompressed: %j',
    async (headers) => {
      await using app = await open();
      const { state, get } = app;
      expect((await get('/t/demo/search?q=oil', headers as never)).smaller).toBe('gzip');
      state.visitor = { hasSession: true, member };
      expect((await get('/t/demo/search?q=oil', headers as never)).smaller).toBeNull();
      expect((await get('/t/demo/search?q=oil', { 'sec-fetch-site': 'none' })).smaller).toBe('gzip');
      // Nothing of theirs is in it.
      expect((await get('/t/demo/cart', headers as never)).smaller).toBe('gzip');
    },
  );

  it('of nobody where it can’t be told who it is, and without a session that has ended', async () => {
    await using app = await open();
    const { state, get } = app;
    state.visitor = { hasSession: true };
    expect(await get('/t/demo/search?q=oil', FROM_HERE)).toMatchObject({
      ...{ answers: null, cached: 'private, no-store' },
      data: { questions: [address], hasSession: true, sight: null },
    });
    expect(state.asked).toEqual([]);
    state.visitor = { hasSession: false, clearedCookie: 'qipei-session=; Max-Age=0' };
    expect(await get('/t/demo/search?q=oil', FROM_HERE)).toMatchObject({
      ...{ answers: [{ address }], cached: 'no-store', cookie: 'qipei-session=; Max-Age=0' },
      data: { hasSession: false, sight: null },
    });
    expect(state.asked).toEqual([`guest ${address}`]);
  });
});
