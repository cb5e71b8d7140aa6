import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { openPage, sessionOf } from '../browser.fixture.ts';

type Session = ReturnType<typeof sessionOf>;

/** Who the browser's cookie belongs to, and what was asked. */
let signedIn: Session | null;
let failing: number;
let asked: string[];
/** Answers to these come when they are let go, although the platform has done what was asked. */
let held: Map<string, Promise<void>>;
let origin = '';
const server = createServer(async (req, res) => {
  const { method = '', url = '' } = req;
  asked.push(`${method} ${url}`);
  const send = async (status: number, body: unknown) => {
    await held.get(`${method} ${url}`);
    res.writeHead(status, { 'content-type': 'application/json' });
    res.end(status === 204 ? undefined : JSON.stringify(body));
  };
  if (url === '/v1/session' && method === 'POST') {
    signedIn = sessionOf('b');
    return send(200, signedIn);
  }
  if (url === '/v1/session/tenant' && signedIn !== null) {
    signedIn = { ...sessionOf(signedIn.user.userId, 'other'), csrfToken: 'token-of-other' };
    return send(200, signedIn);
  }
  if (url === '/v1/session/password' && signedIn !== null) {
    signedIn = { ...signedIn, csrfToken: 'anew' };
    return send(200, signedIn);
  }
  if (failing !== 0) return send(failing, { code: 'failing' });
  if (signedIn === null) return send(401, { code: 'session-missing' });
  if (method !== 'GET' && req.headers['x-csrf-token'] !== signedIn.csrfToken)
    return send(403, { code: 'csrf-refused' });
  if (url === '/v1/orders') return send(200, { orders: [], of: signedIn });
  if (method === 'GET') return send(200, url === '/v1/session' ? signedIn : { orders: [], of: signedIn });
  signedIn = null;
  return send(204, undefined);
});
beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});

const ends: (() => void)[] = [];
beforeEach(() => {
  signedIn = sessionOf('a');
  failing = 0;
  asked = [];
  held = new Map();
});
afterEach(() => {
  for (const end of ends.splice(0)) end();
  vi.unstubAllGlobals();
});

/** A page that asks as the application does, where it has a view. */
async function load(options: Parameters<typeof openPage>[0] = {}) {
  const page = openPage({ origin, ...options });
  const [session, known, turns, { queryClient }, { csrfToken }, { api }, { dataOf }] = await Promise.all([
    import('./session.ts'),
    import('./known-session.ts'),
    import('./session-turns.ts'),
    import('../app/query-client.ts'),
    import('./csrf-token.ts'),
    import('../api/api.ts'),
    import('@qipei/api-client'),
  ]);
  ends.push(session.watchSession(), () => queryClient.clear());
  const orders = { queryKey: ['orders'], queryFn: () => dataOf(api.GET('/v1/orders')) };
  return {
    ...{ ...page, ...session, ...known, queryClient, csrfToken },
    start: () => queryClient.fetchQuery(session.sessionQuery),
    who: () => queryClient.getQueryData<Session | null>(['session']),
    loadOrders: () => queryClient.fetchQuery({ ...orders, staleTime: 0 }),
    placeOrder: () => dataOf(api.POST('/v1/orders', { body: { lines: [] } } as never)),
    switchTenant: () =>
      session.goOnWith(() =>
        dataOf(api.PUT('/v1/session/tenant', { body: { tenant: 'other' }, ...turns.AT_ONCE })),
      ),
    changePassword: () =>
      session.goOnWith(() =>
        dataOf(api.PUT('/v1/session/password', { body: {} as never, ...turns.AT_ONCE })),
      ),
    loaded: () => queryClient.getQueryData(['orders']),
  };
}

it('that has ended is noticed by the first answer that says so, and what was loaded is forgotten', async () => {
  const page = await load();
  await page.start();
  await page.loadOrders();
  expect(page.loaded()).toBeDefined();
  signedIn = null;
  await expect(page.loadOrders()).rejects.toMatchObject({ status: 401 });
  await expect.poll(page.who).toBeNull();
  expect(page.loaded()).toBeUndefined();
  expect([page.csrfToken(), page.knownOwner(), page.sightChanges()]).toEqual([undefined, '-', 1]);
  // Guests are refused as such: nothing more is asked of the session.
  await expect(page.loadOrders()).rejects.toMatchObject({ status: 401 });
  expect(asked.filter((each) => each === 'GET /v1/session')).toHaveLength(2);
});

it('of somebody else, from another tab, takes the place of the one before', async () => {
  const page = await load();
  await page.start();
  await page.loadOrders();
  signedIn = sessionOf('b');
  await page.signOut();
  expect(signedIn).toBeNull();
  expect(page.who()).toBeNull();
  expect(asked).toEqual([
    ...['GET /v1/session', 'GET /v1/orders', 'DELETE /v1/session'],
    ...['GET /v1/session', 'DELETE /v1/session'],
  ]);
  expect(page.loaded()).toBeUndefined();
});

it('is over where it had ended before, and stays where signing out fails', async () => {
  const page = await load();
  await page.start();
  failing = 503;
  await expect(page.signOut()).rejects.toMatchObject({ status: 503 });
  expect(page.who()).toMatchObject({ user: { userId: 'a' } });
  failing = 0;
  signedIn = null;
  await page.signOut();
  expect(page.who()).toBeNull();
});

it('is told to the other tabs', async () => {
  const first = await load();
  await first.start();
  const second = await load({ storage: first.storage });
  await second.start();
  await second.loadOrders();
  await first.signOut();
  await expect.poll(second.who).toBeNull();
  expect(second.loaded()).toBeUndefined();
  await first.signIn('b@demo.example', 'password');
  await expect.poll(second.csrfToken).toBe('token-of-b');
  expect(second.knownOwner()).toBe('demo/b');
});

it('an answer to what was asked before a sign-in says nothing any more', async () => {
  const page = await load();
  const asking = page.start();
  await page.signIn('b@demo.example', 'password');
  await asking;
  expect(page.who()).toMatchObject({ user: { userId: 'b' } });
  expect(page.csrfToken()).toBe('token-of-b');
});

it('isn’t asked for where no cookie was sent, but by a page that was kept', async () => {
  const fresh = await load({ data: { hasSession: false } });
  expect(await fresh.start()).toBeNull();
  expect(fresh.knownOwner()).toBe('-');
  expect(asked).toEqual([]);
  const kept = await load({ data: { hasSession: null } });
  expect(kept.knownOwner()).toBeUndefined();
  expect(await kept.start()).toMatchObject({ user: { userId: 'a' } });
});

it('is the last that was known where there is no network, without its secrets', async () => {
  const online = await load();
  await online.start();
  const { storage } = online;
  const nowhere = { origin: 'http://127.0.0.1:1', data: { hasSession: null } };
  const offline = await load({ ...nowhere, storage });
  await expect(offline.start()).rejects.toMatchObject({ status: 0 });
  expect(offline.who()).toMatchObject({ user: { userId: 'a', email: '' }, csrfToken: '' });
  expect([offline.knownOwner(), offline.csrfToken()]).toEqual(['demo/a', undefined]);
  await online.signOut();
  const later = await load({ ...nowhere, storage });
  await expect(later.start()).rejects.toMatchObject({ status: 0 });
  expect(later.who()).toBeNull();
});

it('of somebody else than the page came for makes them forget what came with it', async () => {
  const { tenant, user, customerId, scopes } = sessionOf('a');
  const sight = { tenant, user, customerId, scopes };
  const same = await load({ data: { sight } });
  same.queryClient.setQueryData(['orders'], 'came with the page');
  await same.start();
  expect([same.loaded(), same.sightChanges()]).toEqual(['came with the page', 0]);
  for (const other of [
    { ...sight, user: { userId: 'b' } },
    { ...sight, scopes: ['catalog:read'] },
    { ...sight, tenant: 'other' },
    { ...sight, customerId: null },
  ]) {
    const page = await load({ data: { sight: other } });
    page.queryClient.setQueryData(['orders'], 'came with the page');
    await page.start();
    expect([page.loaded(), page.sightChanges()], JSON.stringify(other)).toEqual([undefined, 1]);
  }
  signedIn = null;
  const ended = await load({ data: { sight } });
  ended.queryClient.setQueryData(['orders'], 'came with the page');
  expect(await ended.start()).toBeNull();
  expect(ended.loaded()).toBeUndefined();
});

it('a wrong password ends nothing', async () => {
  const page = await load();
  await page.start();
  const { ApiProblem } = await import('@qipei/api-client');
  const wrong = new ApiProblem({ status: 401, members: { code: 'sign-in-failed' } });
  const failed = page.queryClient.fetchQuery({
    queryKey: ['x'],
    queryFn: () => Promise.reject(wrong),
  });
  await expect(failed).rejects.toBe(wrong);
  expect(asked).toEqual(['GET /v1/session']);
});

it('a sign-in names the storefront that the page is of', async () => {
  const storefront = { slug: 'other' } as never;
  await load({ data: { storefront, basePath: '/t/other', hasSession: false } });
  const seen: unknown[] = [];
  server.prependOnceListener('request', (req) => void seen.push(req.headers['x-qipei-storefront']));
  await (await import('./session.ts')).signIn('b@demo.example', 'password');
  expect(seen).toEqual(['other']);
});

/** Until it is let go; what comes first is waited for. */
function hold(question: string): { isAsked: () => Promise<void>; letGo: () => void } {
  const { promise, resolve } = Promise.withResolvers<void>();
  held.set(question, promise);
  return { isAsked: () => expect.poll(() => asked).toContain(question), letGo: resolve };
}

describe.each(['with locks of the browser', 'without'])(
  'what is asked while the session changes, %s,',
  (which) => {
    beforeEach(() => {
      if (which === 'without') vi.stubGlobal('navigator', {});
    });

    it('isn’t sent before that is done, and not at all where somebody else is signed in then', async () => {
      const page = await load();
      await page.start();
      for (const [change, question] of [
        [page.switchTenant, 'PUT /v1/session/tenant'],
        [() => page.signIn('b@demo.example', 'password'), 'POST /v1/session'],
        [page.signOut, 'DELETE /v1/session'],
      ] as const) {
        const { isAsked, letGo } = hold(question);
        const changing = change();
        const orders = page.loadOrders().catch((error: unknown) => error);
        const order = page.placeOrder().catch((error: unknown) => error);
        await isAsked();
        expect(asked.filter((each) => each.includes('orders'))).toEqual([]);
        letGo();
        await changing;
        expect(await order).toMatchObject({ status: 0, cause: { name: 'AbortError' } });
        expect(await orders).toBeInstanceOf(Error);
        expect(page.loaded()).toBeUndefined();
      }
      expect(asked.filter((each) => each.includes('orders'))).toEqual([]);
    });

    it('is sent when nothing has come of it', async () => {
      const page = await load();
      await page.start();
      const { isAsked, letGo } = hold('DELETE /v1/session');
      failing = 503;
      const leaving = page.signOut().catch((error: unknown) => error);
      await isAsked();
      failing = 0;
      const order = page.placeOrder();
      expect(asked).not.toContain('POST /v1/orders');
      letGo();
      expect(await leaving).toMatchObject({ status: 503 });
      expect(await order).toMatchObject({ of: { user: { userId: 'a' } } });
    });

    it('was sent before: the session changes when it is answered', async () => {
      const page = await load();
      await page.start();
      const { isAsked, letGo } = hold('GET /v1/orders');
      const orders = page.loadOrders();
      await isAsked();
      const leaving = page.signOut();
      const order = page.placeOrder().catch((error: unknown) => error);
      letGo();
      expect(await orders).toMatchObject({ of: { user: { userId: 'a' } } });
      await leaving;
      await order;
      expect(asked).toEqual(['GET /v1/session', 'GET /v1/orders', 'DELETE /v1/session']);
    });

    it('of the session itself is answered by what it has become', async () => {
      const page = await load();
      await page.start();
      const { isAsked, letGo } = hold('DELETE /v1/session');
      const leaving = page.signOut();
      await isAsked();
      const again = page.queryClient.fetchQuery({ ...page.sessionQuery, staleTime: 0 });
      letGo();
      await leaving;
      expect(await again).toBeNull();
    });
  },
);

describe('what another tab asks while the session changes', () => {
  it('isn’t sent where somebody else is signed in then, and otherwise is, with the token of by then', async () => {
    const first = await load();
    await first.start();
    const second = await load({ storage: first.storage });
    await second.start();

    const changed = hold('PUT /v1/session/password');
    const changing = first.changePassword();
    await changed.isAsked();
    const asking = [second.placeOrder(), second.loadOrders()];
    changed.letGo();
    await changing;
    for (const each of await Promise.all(asking)) expect(each).toMatchObject({ of: { csrfToken: 'anew' } });

    asked = [];
    const { isAsked, letGo } = hold('DELETE /v1/session');
    const leaving = first.signOut();
    await isAsked();
    const late = [second.placeOrder(), second.loadOrders()].map((each) =>
      each.catch((error: unknown) => error),
    );
    letGo();
    await leaving;
    for (const each of await Promise.all(late)) expect(each).toBeInstanceOf(Error);
    expect(second.who()).toBeNull();
    expect(asked.filter((each) => each.includes('orders'))).toEqual([]);
  });
});
