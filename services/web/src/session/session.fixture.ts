import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, afterEach, beforeAll, beforeEach, expect, vi } from 'vitest';
import { openPage, sessionOf } from '../browser.fixture.ts';

type Session = ReturnType<typeof sessionOf>;

export const platform = {
  /** Who the browser's cookie belongs to. */
  signedIn: null as Session | null,
  /** What is answered to all but changes of the session; 0: as it is. */
  failing: 0,
  asked: [] as string[],
  /** Answers to these come when they are let go, although the platform has done what was asked. */
  held: new Map<string, Promise<void>>(),
};

let origin = '';
const server = createServer(async (req, res) => {
  const { method = '', url = '' } = req;
  platform.asked.push(`${method} ${url}`);
  const send = async (status: number, body: unknown) => {
    await platform.held.get(`${method} ${url}`);
    res.writeHead(status, { 'content-type': 'application/json' });
    res.end(status === 204 ? undefined : JSON.stringify(body));
  };
  if (url === '/v1/session' && method === 'POST') {
    platform.signedIn = sessionOf('b');
    return send(200, platform.signedIn);
  }
  if (url === '/v1/session/tenant' && platform.signedIn !== null) {
    platform.signedIn = { ...sessionOf(platform.signedIn.user.userId, 'other'), csrfToken: 'token-of-other' };
    return send(200, platform.signedIn);
  }
  if (url === '/v1/session/password' && platform.signedIn !== null) {
    platform.signedIn = { ...platform.signedIn, csrfToken: 'anew' };
    return send(200, platform.signedIn);
  }
  if (platform.failing !== 0) return send(platform.failing, { code: 'failing' });
  if (platform.signedIn === null) return send(401, { code: 'session-missing' });
  if (method !== 'GET' && req.headers['x-csrf-token'] !== platform.signedIn.csrfToken)
    return send(403, { code: 'csrf-refused' });
  if (url === '/v1/orders') return send(200, { orders: [], of: platform.signedIn });
  if (method === 'GET')
    return send(200, url === '/v1/session' ? platform.signedIn : { orders: [], of: platform.signedIn });
  platform.signedIn = null;
  return send(204, undefined);
});

const ends: (() => void)[] = [];

/** For the tests of a file: `a` is signed in as each begins. @returns its server */
export function startPlatform() {
  beforeAll(async () => {
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  afterAll(() => {
    server.closeAllConnections();
    server.close();
  });
  beforeEach(() => {
    Object.assign(platform, { signedIn: sessionOf('a'), failing: 0, asked: [], held: new Map() });
  });
  afterEach(() => {
    for (const end of ends.splice(0)) end();
    vi.unstubAllGlobals();
    vi.restoreAllMocks();
  });
  return server;
}

/** A page that asks as the application does, where it has a view. */
export async function loadPage(options: Parameters<typeof openPage>[0] = {}) {
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
    loadOrdersUntil: (signal: AbortSignal) => dataOf(api.GET('/v1/orders', { signal })),
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

/** Until it is let go; what comes first is waited for. */
export function hold(question: string): { isAsked: () => Promise<void>; letGo: () => void } {
  const { promise, resolve } = Promise.withResolvers<void>();
  platform.held.set(question, promise);
  return { isAsked: () => expect.poll(() => platform.asked).toContain(question), letGo: resolve };
}

/** What a page waits for by the clock takes a tenth of the time. */
export function hasten(): void {
  const timeout = AbortSignal.timeout.bind(AbortSignal);
  vi.spyOn(AbortSignal, 'timeout').mockImplementation((ms) => timeout(ms / 10));
}
