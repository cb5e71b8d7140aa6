import type { Session } from '@qipei/contracts/access/v1/session';
import { expect, it } from 'vitest';
import { createVisitorOfPage } from './page-visitor.ts';
import { csrfTokenOf, sessionCookie } from './session-cookie.ts';
import type { KnownSession, Sessions } from './sessions.ts';

const TOKEN = 'sT_-1'.repeat(9).slice(0, 43);
const HEAD = { headers: { host: 'localhost', cookie: `a=b; qipei-session=${TOKEN}` } };
const KNOWN: KnownSession = {
  session: {
    user: { userId: 'u1', email: 'u1@x.example', name: 'N' },
    ...{ tenant: 'demo', tenantName: 'Demo', role: 'buyer', customerId: 'c1' },
    ...{ scopes: ['orders:read', 'catalog:read'], memberships: [], endsAt: undefined },
  } as unknown as Session,
  caller: { keyId: '', userId: 'u1', tenant: 'demo', customerId: 'c1', scopes: new Set(['catalog:read']) },
};

/** Where sessions are known like this, and a page waits so long. */
function visit(knownOf: Sessions['knownOf'], headers: Record<string, string> = HEAD.headers, ms = 60_000) {
  const visitorOf = createVisitorOfPage({
    ...{ cookie: sessionCookie(() => 'http://localhost:1'), knownOf },
    ...({} as Omit<Sessions, 'cookie' | 'knownOf'>),
  });
  return visitorOf({ headers }, { traceparent: '', late: AbortSignal.timeout(ms) });
}

it('who asks for a page is known by its session, without what changes something is sent with', async () => {
  const visitor = await visit(async (token) => (token === TOKEN ? KNOWN : undefined));
  expect(visitor).toEqual({
    hasSession: true,
    member: {
      caller: KNOWN.caller,
      session: {
        user: { userId: 'u1', email: 'u1@x.example', name: 'N' },
        ...{ tenant: 'demo', tenantName: 'Demo', role: 'buyer', customerId: 'c1' },
        ...{ scopes: ['catalog:read', 'orders:read'], memberships: [] },
      },
    },
  });
  for (const secret of [TOKEN, csrfTokenOf(TOKEN)]) expect(JSON.stringify(visitor)).not.toContain(secret);
});

it.each(['', 'a=b', 'qipei-session=short', `qipei-session=${TOKEN}; qipei-session=${TOKEN}`])(
  'is a guest, as the API has it, with the cookie %j',
  async (cookie) => {
    const never = () => Promise.reject(new Error('asked for'));
    expect(await visit(never, { host: 'localhost', cookie })).toEqual({ hasSession: false });
  },
);

it('is a guest whose session has ended, and loses its cookie', async () => {
  const visitor = await visit(async () => undefined);
  expect(visitor).toEqual({
    hasSession: false,
    clearedCookie: expect.stringMatching(/^qipei-session=; Max-Age=0;/),
  });
});

it('is somebody whom the page has to ask for, where it can’t be told, or not in time', async () => {
  expect(await visit(() => Promise.reject(new Error('down')))).toEqual({ hasSession: true });
  expect(await visit(() => new Promise(() => {}), HEAD.headers, 1)).toEqual({ hasSession: true });
});
