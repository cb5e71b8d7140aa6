import { beforeEach, describe, expect, it, vi } from 'vitest';
import { sessionOf } from '../browser.fixture.ts';
import { hasten, hold, loadPage, platform, startPlatform } from './session.fixture.ts';

startPlatform();

/** As where site data are blocked. */
function refuse(): never {
  throw new DOMException('Access to the locks is denied.', 'SecurityError');
}

const BROWSERS = {
  'with locks of the browser': undefined,
  without: {},
  'where it refuses them': { locks: { request: async () => refuse() } },
  'where it refuses to say': {
    get locks() {
      return refuse();
    },
  },
};

describe.each(Object.entries(BROWSERS))('what is asked while the session changes, %s,', (_which, browser) => {
  beforeEach(() => {
    if (browser === undefined) expect(navigator.locks).toBeDefined();
    else vi.stubGlobal('navigator', browser);
  });

  it('isn’t sent before that is done, and not at all where somebody else is signed in then', async () => {
    const page = await loadPage();
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
      expect(platform.asked.filter((each) => each.includes('orders'))).toEqual([]);
      letGo();
      await changing;
      expect(await order).toMatchObject({ status: 0, code: 'not-sent' });
      expect(await orders).toBeInstanceOf(Error);
      expect(page.loaded()).toBeUndefined();
    }
    expect(platform.asked.filter((each) => each.includes('orders'))).toEqual([]);
  });

  it('is sent when nothing has come of it', async () => {
    const page = await loadPage();
    await page.start();
    const { isAsked, letGo } = hold('DELETE /v1/session');
    platform.failing = 503;
    const leaving = page.signOut().catch((error: unknown) => error);
    await isAsked();
    platform.failing = 0;
    const order = page.placeOrder();
    expect(platform.asked).not.toContain('POST /v1/orders');
    letGo();
    expect(await leaving).toMatchObject({ status: 503 });
    expect(await order).toMatchObject({ of: { user: { userId: 'a' } } });
  });

  it('was sent before: the session changes when it is answered', async () => {
    const page = await loadPage();
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
    expect(platform.asked).toEqual(['GET /v1/session', 'GET /v1/orders', 'DELETE /v1/session']);
  });

  it('can be given up', async () => {
    const page = await loadPage();
    await page.start();
    const { isAsked, letGo } = hold('DELETE /v1/session');
    const leaving = page.signOut();
    await isAsked();
    const giving = new AbortController();
    const orders = page.loadOrdersUntil(giving.signal);
    const refused = expect(orders).rejects.toMatchObject({ name: 'AbortError' });
    await Promise.resolve();
    giving.abort();
    await refused;
    letGo();
    await leaving;
  });

  it('is sent when the change has waited for its answer for long', async () => {
    hasten();
    const page = await loadPage();
    await page.start();
    hold('DELETE /v1/session');
    platform.failing = 503;
    const leaving = page.signOut().catch((error: unknown) => error);
    const order = page.placeOrder();
    expect(await leaving).toMatchObject({ code: 'network-unreachable', cause: { name: 'TimeoutError' } });
    expect(platform.asked).not.toContain('POST /v1/orders');
    platform.failing = 0;
    expect(await order).toMatchObject({ of: { user: { userId: 'a' } } });
  });

  it('is another change: it comes after that one', async () => {
    const page = await loadPage();
    await page.start();
    const { isAsked, letGo } = hold('PUT /v1/session/tenant');
    const changing = page.switchTenant();
    await isAsked();
    const leaving = page.signOut();
    await new Promise((resolve) => setTimeout(resolve));
    expect(platform.asked).not.toContain('DELETE /v1/session');
    letGo();
    await changing;
    await leaving;
    expect(page.who()).toBeNull();
    expect(platform.asked.slice(1)).toEqual(['PUT /v1/session/tenant', 'DELETE /v1/session']);
  });

  it('of the session itself is answered by what it has become', async () => {
    const page = await loadPage();
    await page.start();
    const { isAsked, letGo } = hold('DELETE /v1/session');
    const leaving = page.signOut();
    await isAsked();
    const again = page.queryClient.fetchQuery({ ...page.sessionQuery, staleTime: 0 });
    letGo();
    await leaving;
    expect(await again).toBeNull();
  });
});

describe('what another tab asks while the session changes', () => {
  it('isn’t sent where somebody else is signed in then, and otherwise is, with the token of by then', async () => {
    const first = await loadPage();
    await first.start();
    const second = await loadPage({ storage: first.storage });
    await second.start();

    const changed = hold('PUT /v1/session/password');
    const changing = first.changePassword();
    await changed.isAsked();
    const asking = [second.placeOrder(), second.loadOrders()];
    changed.letGo();
    await changing;
    for (const each of await Promise.all(asking)) expect(each).toMatchObject({ of: { csrfToken: 'anew' } });

    platform.asked = [];
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
    expect(platform.asked.filter((each) => each.includes('orders'))).toEqual([]);
  });

  it('isn’t sent in its midst, also where an answer from before keeps it waiting for too long', async () => {
    hasten();
    const first = await loadPage();
    await first.start();
    const second = await loadPage({ storage: first.storage });
    await second.start();
    const answered = hold('GET /v1/orders');
    const orders = second.loadOrders();
    await answered.isAsked();
    const changed = hold('PUT /v1/session/password');
    const changing = first.changePassword();
    await changed.isAsked();
    answered.letGo();
    await orders;
    const order = second.placeOrder();
    // Longer than a tab waits for the news of another one that is gone.
    await new Promise((resolve) => setTimeout(resolve, 500));
    expect(platform.asked).not.toContain('POST /v1/orders');
    changed.letGo();
    await changing;
    expect(await order).toMatchObject({ of: { csrfToken: 'anew' } });
  });

  it('is sent in the end where that tab never gives up its turn', async () => {
    hasten();
    const page = await loadPage();
    const { promise, resolve } = Promise.withResolvers<void>();
    const stuck = navigator.locks.request('qipei.session', () => promise);
    expect(await page.start()).toMatchObject({ user: { userId: 'a' } });
    expect(await page.loadOrders()).toMatchObject({ of: { user: { userId: 'a' } } });
    resolve();
    await stuck;
  });
});

describe('what a change itself asks of the session', () => {
  it('is asked once, and not waited for without end', async () => {
    hasten();
    const page = await loadPage();
    await page.start();
    platform.signedIn = { ...sessionOf('a'), csrfToken: 'of another tab' };
    platform.asked = [];
    const { letGo } = hold('GET /v1/session');
    await expect(page.signOut()).rejects.toMatchObject({ code: 'network-unreachable' });
    letGo();
    expect(platform.asked).toEqual(['DELETE /v1/session', 'GET /v1/session']);
    expect(await page.loadOrders()).toMatchObject({ of: { user: { userId: 'a' } } });
  });

  it('is answered to it, whoever asks the same meanwhile', async () => {
    const page = await loadPage();
    await page.start();
    platform.signedIn = { ...sessionOf('a'), csrfToken: 'of another tab' };
    platform.asked = [];
    const { isAsked, letGo } = hold('GET /v1/session');
    const leaving = page.signOut();
    await isAsked();
    const checking = page.checkSession();
    letGo();
    await leaving;
    await checking;
    expect(page.who()).toBeNull();
    expect(platform.asked).toEqual(['DELETE /v1/session', 'GET /v1/session', 'DELETE /v1/session']);
  });
});

it('browsers of 2023 have all that a page is loaded with', async () => {
  for (const missing of [
    vi.spyOn(Promise, 'withResolvers'),
    vi.spyOn(AbortSignal, 'any'),
    vi.spyOn(Map, 'groupBy'),
    vi.spyOn(String.prototype, 'isWellFormed'),
  ])
    missing.mockImplementation(() => {
      throw new TypeError('not a function');
    });
  const page = await loadPage();
  const { text } = await import('../app/search-params.ts');
  expect(text('front pads', 20)).toBe('front pads');
  await page.start();
  expect(await page.loadOrders()).toMatchObject({ of: { user: { userId: 'a' } } });
});
