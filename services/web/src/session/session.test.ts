import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it, vi } from 'vitest';
import { openPage, sessionOf } from '../browser.fixture.ts';

type Session = ReturnType<typeof sessionOf>;

/** Who the browser's cookie belongs to, and what was asked. */
let signedIn: Session | null;
let failing: number;
let asked: string[];
let origin = '';
const server = createServer((req, res) => {
  const { method = '', url = '' } = req;
  asked.push(`${method} ${url}`);
  const send = (status: number, body: unknown) => {
    res.writeHead(status, { 'content-type': 'application/json' });
    res.end(status === 204 ? undefined : JSON.stringify(body));
  };
  if (url === '/v1/session' && method === 'POST') {
    signedIn = sessionOf('b');
    return send(200, signedIn);
  }
  if (failing !== 0) return send(failing, { code: 'failing' });
  if (signedIn === null) return send(401, { code: 'session-missing' });
  if (method !== 'GET' && req.headers['x-csrf-token'] !== signedIn.csrfToken)
    return send(403, { code: 'csrf-refused' });
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
});
afterEach(() => {
  for (const end of ends.splice(0)) end();
  vi.unstubAllGlobals();
});

/** A page that asks as the application does, where it has a view. */
async function load(options: Parameters<typeof openPage>[0] = {}) {
  const page = openPage({ origin, ...options });
  const [session, known, { queryClient }, { csrfToken }, { api }, { dataOf }] = await Promise.all([
    import('./session.ts'),
    import('./known-session.ts'),
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
