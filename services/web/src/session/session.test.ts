import { expect, it } from 'vitest';
import { sessionOf } from '../browser.fixture.ts';
import { hasten, hold, loadPage, platform, startPlatform } from './session.fixture.ts';

const server = startPlatform();

it('that has ended is noticed by the first answer that says so, and what was loaded is forgotten', async () => {
  const page = await loadPage();
  await page.start();
  await page.loadOrders();
  expect(page.loaded()).toBeDefined();
  platform.signedIn = null;
  await expect(page.loadOrders()).rejects.toMatchObject({ status: 401 });
  await expect.poll(page.who).toBeNull();
  expect(page.loaded()).toBeUndefined();
  expect([page.csrfToken(), page.knownOwner(), page.sightChanges()]).toEqual([undefined, '-', 1]);
  // Guests are refused as such: nothing more is asked of the session.
  await expect(page.loadOrders()).rejects.toMatchObject({ status: 401 });
  expect(platform.asked.filter((each) => each === 'GET /v1/session')).toHaveLength(2);
});

it('of somebody else, from another tab, takes the place of the one before', async () => {
  const page = await loadPage();
  await page.start();
  await page.loadOrders();
  platform.signedIn = sessionOf('b');
  await page.signOut();
  expect(platform.signedIn).toBeNull();
  expect(page.who()).toBeNull();
  expect(platform.asked).toEqual([
    ...['GET /v1/session', 'GET /v1/orders', 'DELETE /v1/session'],
    ...['GET /v1/session', 'DELETE /v1/session'],
  ]);
  expect(page.loaded()).toBeUndefined();
});

it('is over where it had ended before, and stays where signing out fails', async () => {
  const page = await loadPage();
  await page.start();
  platform.failing = 503;
  await expect(page.signOut()).rejects.toMatchObject({ status: 503 });
  expect(page.who()).toMatchObject({ user: { userId: 'a' } });
  platform.failing = 0;
  platform.signedIn = null;
  await page.signOut();
  expect(page.who()).toBeNull();
});

it('is told to the other tabs', async () => {
  const first = await loadPage();
  await first.start();
  const second = await loadPage({ storage: first.storage });
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
  const page = await loadPage();
  const asking = page.start();
  await page.signIn('b@demo.example', 'password');
  await asking;
  expect(page.who()).toMatchObject({ user: { userId: 'b' } });
  expect(page.csrfToken()).toBe('token-of-b');
});

it('isn’t asked for where no cookie was sent, but by a page that was kept', async () => {
  const fresh = await loadPage({ data: { hasSession: false } });
  expect(await fresh.start()).toBeNull();
  expect(fresh.knownOwner()).toBe('-');
  expect(platform.asked).toEqual([]);
  const kept = await loadPage({ data: { hasSession: null } });
  expect(kept.knownOwner()).toBeUndefined();
  expect(await kept.start()).toMatchObject({ user: { userId: 'a' } });
});

it('is the last that was known where there is no network, without its secrets', async () => {
  const online = await loadPage();
  await online.start();
  const { storage } = online;
  const nowhere = { origin: 'http://127.0.0.1:1', data: { hasSession: null } };
  const offline = await loadPage({ ...nowhere, storage });
  await expect(offline.start()).rejects.toMatchObject({ status: 0 });
  expect(offline.who()).toMatchObject({ user: { userId: 'a', email: '' }, csrfToken: '' });
  expect([offline.knownOwner(), offline.csrfToken()]).toEqual(['demo/a', undefined]);
  await online.signOut();
  const later = await loadPage({ ...nowhere, storage });
  await expect(later.start()).rejects.toMatchObject({ status: 0 });
  expect(later.who()).toBeNull();
});

it('of somebody else than the page came for makes them forget what came with it', async () => {
  const { tenant, user, customerId, scopes } = sessionOf('a');
  const sight = { tenant, user, customerId, scopes };
  const same = await loadPage({ data: { sight } });
  same.queryClient.setQueryData(['orders'], 'came with the page');
  await same.start();
  expect([same.loaded(), same.sightChanges()]).toEqual(['came with the page', 0]);
  for (const other of [
    { ...sight, user: { userId: 'b' } },
    { ...sight, scopes: ['catalog:read'] },
    { ...sight, tenant: 'other' },
    { ...sight, customerId: null },
  ]) {
    const page = await loadPage({ data: { sight: other } });
    page.queryClient.setQueryData(['orders'], 'came with the page');
    await page.start();
    expect([page.loaded(), page.sightChanges()], JSON.stringify(other)).toEqual([undefined, 1]);
  }
  platform.signedIn = null;
  const ended = await loadPage({ data: { sight } });
  ended.queryClient.setQueryData(['orders'], 'came with the page');
  expect(await ended.start()).toBeNull();
  expect(ended.loaded()).toBeUndefined();
});

it('a wrong password ends nothing', async () => {
  const page = await loadPage();
  await page.start();
  const { ApiProblem } = await import('@qipei/api-client');
  const wrong = new ApiProblem({ status: 401, members: { code: 'sign-in-failed' } });
  const failed = page.queryClient.fetchQuery({
    queryKey: ['x'],
    queryFn: () => Promise.reject(wrong),
  });
  await expect(failed).rejects.toBe(wrong);
  expect(platform.asked).toEqual(['GET /v1/session']);
});

it('a sign-in names the storefront that the page is of', async () => {
  const storefront = { slug: 'other' } as never;
  await loadPage({ data: { storefront, basePath: '/t/other', hasSession: false } });
  const seen: unknown[] = [];
  server.prependOnceListener('request', (req) => void seen.push(req.headers['x-qipei-storefront']));
  await (await import('./session.ts')).signIn('b@demo.example', 'password');
  expect(seen).toEqual(['other']);
});

it('that isn’t told in time is a failure, which is asked about again by whoever tries', async () => {
  hasten();
  const page = await loadPage();
  await page.start();
  await page.loadOrders();
  platform.asked = [];
  const ask = () => page.queryClient.fetchQuery({ ...page.sessionQuery, staleTime: 0 });
  const { letGo } = hold('GET /v1/session');
  await page.checkSession();
  expect(page.queryClient.getQueryState(['session'])).toMatchObject({
    ...{ status: 'error', error: { status: 504, code: 'unanswered' } },
  });
  expect(platform.asked).toEqual(['GET /v1/session']);
  letGo();
  platform.held.clear();
  expect(await ask()).toMatchObject({ user: { userId: 'a' } });
  // Who works on goes on with what there is.
  hold('GET /v1/session');
  await expect(ask()).rejects.toMatchObject({ status: 0, code: 'unanswered' });
  expect([page.who()?.user.userId, page.loaded()]).toEqual(['a', expect.anything()]);
});

it.each([
  { who: 'somebody else', last: sessionOf('b'), owner: 'demo/b' },
  { who: 'nobody', last: null, owner: '-' },
])(
  'that isn’t told is taken for the last that was known here: by then it is $who',
  async ({ last, owner }) => {
    hasten();
    const page = await loadPage();
    await page.start();
    await page.loadOrders();
    // In another tab, while this page was left and heard of nothing.
    page.storage.set('qipei.session', JSON.stringify({ last }));
    hold('GET /v1/session');
    await page.checkSession();
    expect([page.knownOwner(), page.who()?.user.userId, page.loaded()]).toEqual([
      owner,
      last?.user.userId,
      undefined,
    ]);
  },
);
