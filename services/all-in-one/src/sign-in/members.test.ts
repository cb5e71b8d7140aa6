import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { type Browser, PASSWORD, type SignInBench, startSignInBench } from './sign-in-bench.fixture.ts';

let bench: SignInBench;
let owner: Browser;
let stranger: Browser;
beforeAll(async () => {
  bench = await startSignInBench({ QIPEI_PUBLIC_URL: 'https://parts.example' });
  await bench.addUser('acme', 'owner', 'owner@acme.example');
  await bench.addUser('bolt', 'owner', 'owner@bolt.example');
  owner = bench.browser();
  stranger = bench.browser();
  await signIn(owner, 'owner@acme.example');
  await signIn(stranger, 'owner@bolt.example');
});
afterAll(() => bench[Symbol.asyncDispose]());

/** Under a public URL of https the cookie goes by its other name, which this browser takes as it comes. */
async function signIn(browser: Browser, email: string, password = PASSWORD): Promise<void> {
  expect((await browser.signIn(email, password)).status).toBe(200);
}

async function invite(email: string, post: object = { role: 'seller' }, by = owner) {
  const mails = bench.mails().length;
  const answer = await by.send('POST', '/v1/invitations', { body: { email, ...post } });
  if (answer.status === 201) await vi.waitUntil(() => bench.mails().length > mails, 30_000);
  return { ...answer, ...bench.newestMail() };
}
const accept = (token: string, body: object, headers = {}) =>
  bench.send('POST', `/v1/invitation-tokens/${token}`, { body, headers });
const memberOf = async (email: string, by = owner) =>
  (await by.send('GET', '/v1/members')).body.members.find((each: { email: string }) => each.email === email);

describe('an invitation', () => {
  it('leads a stranger to an account, once', async () => {
    const { status, body, text, token } = await invite('New.Seller@acme.example');
    expect(status).toBe(201);
    expect(body.invitation).toMatchObject({
      email: 'new.seller@acme.example',
      role: 'seller',
      customerId: null,
    });
    expect(text).toContain(`https://parts.example/accept-invitation#${token}`);
    expect(JSON.stringify(body)).not.toContain(token);
    expect(bench.logged.join('')).not.toContain(token);
    expect((await bench.send('GET', `/v1/invitation-tokens/${token}`)).body).toEqual({
      ...{ tenant: 'acme', tenantName: 'acme', email: 'new.seller@acme.example', role: 'seller' },
      hasAccount: false,
    });
    expect((await accept(token, { name: 'Li', password: 'short' })).body.code).toBe('password-too-short');
    expect((await accept(token, { password: PASSWORD })).body.code).toBe('name-invalid');
    const twice = await Promise.all(
      [1, 2].map(() => accept(token, { name: ' 李  雷 ', password: PASSWORD })),
    );
    expect(twice.map((answer) => answer.status).sort()).toEqual([200, 404]);
    expect((await accept(token, { name: 'x', password: PASSWORD })).body.code).toBe('invitation-not-found');
    expect((await bench.send('GET', `/v1/invitation-tokens/${token}`)).status).toBe(404);
    expect(await memberOf('new.seller@acme.example')).toMatchObject({ name: '李 雷', role: 'seller' });
    await signIn(bench.browser(), 'new.seller@acme.example');
  });

  it('gives the role that it was made for, whatever else is sent', async () => {
    for (const more of [
      { role: 'owner' },
      { tenant: 'bolt' },
      { customerId: 'x' },
      { email: 'b@c.example' },
    ]) {
      const { token } = await invite('assigned@acme.example', { role: 'buyer', customerId: 'garage-7' });
      const { status, body } = await accept(token, { name: 'x', password: PASSWORD, ...more });
      expect([status, body.code]).toEqual([400, 'unknown-member']);
    }
    const sent = await invite('a@b.example', { role: 'seller', tenant: 'bolt' });
    expect(sent.body.code).toBe('unknown-member');
  });

  it('asks who has an account for its password', async () => {
    const { token } = await invite('owner@bolt.example', { role: 'catalogue-manager' });
    expect((await bench.send('GET', `/v1/invitation-tokens/${token}`)).body.hasAccount).toBe(true);
    const wrong = await accept(token, { name: 'Taken over', password: 'tomatoes on a bike' });
    expect([wrong.status, wrong.body.code]).toEqual([401, 'sign-in-failed']);
    expect((await accept(token, { password: PASSWORD })).status).toBe(200);
    const { body } = await stranger.send('GET', '/v1/session');
    expect(
      body.memberships.map(({ tenant, role }: { tenant: string; role: string }) => [tenant, role]),
    ).toEqual([
      ['acme', 'catalogue-manager'],
      ['bolt', 'owner'],
    ]);
    expect(body.user.name).toBe('owner');
  });

  it('is good for nothing once it was taken back, replaced or is over', async () => {
    const first = await invite('gone@acme.example');
    const second = await invite('gone@acme.example');
    expect((await bench.send('GET', `/v1/invitation-tokens/${first.token}`)).status).toBe(404);
    const { invitationId } = second.body.invitation;
    const path = `/v1/invitations/${invitationId}`;
    expect((await stranger.send('DELETE', path)).status).toBe(404);
    const open = async () =>
      (await owner.send('GET', '/v1/invitations')).body.invitations as { email: string }[];
    expect((await open()).filter(({ email }) => email === 'gone@acme.example')).toHaveLength(1);
    expect((await owner.send('DELETE', path)).status).toBe(204);
    expect((await owner.send('DELETE', path)).status).toBe(404);
    expect((await accept(second.token, { name: 'x', password: PASSWORD })).status).toBe(404);

    const { token } = await invite('late@acme.example');
    const [kept] = (await bench.access.invitations.all()).filter(
      ({ email }) => email === 'late@acme.example',
    );
    if (kept === undefined) throw new Error('there is no invitation');
    await bench.access.invitations.put({ ...kept, expiresAt: new Date() });
    expect((await accept(token, { name: 'x', password: PASSWORD })).status).toBe(404);
    expect((await open()).filter(({ email }) => email === 'late@acme.example')).toEqual([]);
  });

  it.each([
    'a@b.example\r\nBcc: victim@evil.example',
    'a@b.example%0d%0aBcc:x@y.example',
    'a@b.example, c@d.example',
    '<a@b.example>',
    '"a b"@c.example',
    'a@b',
    'a@[127.0.0.1]',
    'аdmin@acme.example',
    'a@b.example?x=y',
    `${'a'.repeat(65)}@b.example`,
    '@b.example',
  ])('goes to no such address: %j', async (email) => {
    const mails = bench.mails().length;
    const { status, body } = await owner.send('POST', '/v1/invitations', { body: { email, role: 'seller' } });
    expect([status, body.code]).toEqual([400, 'email-invalid']);
    expect(bench.mails()).toHaveLength(mails);
  });

  it('goes by mail to its address alone', async () => {
    const { token } = await invite('  To.One@Bücher.example ');
    const head = bench.mails().at(-1)?.split('\r\n\r\n')[0] ?? '';
    expect(head).toMatch(/^To: to\.one@xn--bcher-kva\.example\r?$/m);
    expect(head).not.toMatch(/^(Bcc|Cc):/im);
    expect(head).not.toContain(token);
  });
});

describe('a member', () => {
  it('works by the role that it has now', async () => {
    const userId = await bench.addUser('acme', 'owner', 'changed@acme.example');
    const browser = bench.browser();
    await signIn(browser, 'changed@acme.example');
    expect((await browser.send('GET', '/v1/members')).status).toBe(200);
    const patch = (body: object) => owner.send('PATCH', `/v1/members/${userId}`, { body });
    for (const [body, code] of [
      [{ role: 'buyer' }, 'customer-missing'],
      [{ role: 'seller', customerId: 'garage-7' }, 'customer-not-taken'],
      [{ role: 'root' }, 'value-unknown'],
      [{ role: 'buyer', customerId: '../x' }, 'name-invalid'],
    ] as const)
      expect((await patch(body)).body.code).toBe(code);
    expect((await patch({ role: 'buyer', customerId: 'garage-7' })).body.member).toMatchObject({
      role: 'buyer',
      customerId: 'garage-7',
    });
    expect((await browser.send('GET', '/v1/members')).body.code).toBe('scope-missing');
    expect((await owner.send('DELETE', `/v1/members/${userId}`)).status).toBe(204);
    expect((await browser.send('GET', '/v1/session')).status).toBe(401);
    const { status, body } = await bench.browser().signIn('changed@acme.example');
    expect([status, body.code]).toEqual([403, 'membership-missing']);
  });

  it('is none of another tenant’s business', async () => {
    const userId = await bench.addUser('acme', 'seller', 'private@acme.example');
    const unknown = 'user_00000000000000000000000000';
    for (const [method, body] of [
      ['PATCH', { role: 'owner' }],
      ['DELETE', undefined],
    ] as const) {
      const of = async (id: string) => {
        const answer = await stranger.send(method, `/v1/members/${id}`, { body });
        return JSON.stringify({ ...answer.body, traceId: '' }).replaceAll(id, '<id>');
      };
      expect(await of(userId)).toBe(await of(unknown));
      expect(await of(userId)).toContain('member-not-found');
    }
    const seen = JSON.stringify([
      (await stranger.send('GET', '/v1/members')).body,
      (await stranger.send('GET', '/v1/invitations')).body,
      (await stranger.send('GET', '/v1/keys')).body,
      (await stranger.send('GET', '/v1/audit')).body,
    ]);
    expect(seen).not.toContain('acme.example');
    expect(seen).not.toContain(userId);
  });

  it('that is the last owner stays one', async () => {
    const [me] = (await stranger.send('GET', '/v1/members')).body.members;
    for (const answer of [
      await stranger.send('DELETE', `/v1/members/${me.userId}`),
      await stranger.send('PATCH', `/v1/members/${me.userId}`, { body: { role: 'seller' } }),
    ])
      expect([answer.status, answer.body.code]).toEqual([409, 'last-owner']);
  });
});

describe('nobody gives more than they have', () => {
  it('neither a role nor a key', async () => {
    const secret = await bench.keyOf('acme', ['members:write', 'keys:write', 'catalog:read']);
    const headers = { authorization: `Bearer ${secret}` };
    const sent = (method: string, path: string, body?: object) => bench.send(method, path, { body, headers });
    const userId = await bench.addUser('acme', 'seller', 'raised@acme.example');
    const last = await memberOf('owner@acme.example');
    for (const answer of [
      await sent('POST', '/v1/invitations', { email: 'x@y.example', role: 'owner' }),
      await sent('POST', '/v1/invitations', { email: 'x@y.example', role: 'seller' }),
      await sent('PATCH', `/v1/members/${userId}`, { role: 'owner' }),
      await sent('DELETE', `/v1/members/${last.userId}`),
      await sent('POST', '/v1/keys', { name: 'x', scopes: ['orders:write'] }),
    ])
      expect([answer.status, answer.body.code]).toEqual([403, 'grant-beyond-own']);
    expect((await sent('POST', '/v1/keys', { name: 'x', scopes: ['catalog:read'] })).status).toBe(201);
  });

  it('for another customer than its own', async () => {
    const secret = await bench.keyOf('acme', ['keys:write', 'catalog:read'], 'garage-7');
    const headers = { authorization: `Bearer ${secret}` };
    const make = (more: object) =>
      bench.send('POST', '/v1/keys', { body: { name: 'x', scopes: ['catalog:read'], ...more }, headers });
    for (const more of [{}, { customerId: 'garage-8' }])
      expect((await make(more)).body.code).toBe('grant-beyond-own');
    expect((await make({ customerId: 'garage-7' })).status).toBe(201);
  });
});

describe('a key', () => {
  it('that an owner makes works until it is revoked; its secret is told once', async () => {
    const made = await owner.send('POST', '/v1/keys', { body: { name: '柜台', scopes: ['catalog:read'] } });
    expect(made.status).toBe(201);
    const { key, secret } = made.body;
    const use = () => bench.send('GET', '/v1/key', { headers: { authorization: `Bearer ${secret}` } });
    expect((await use()).body.key).toMatchObject({
      keyId: key.keyId,
      tenant: 'acme',
      scopes: ['catalog:read'],
    });
    const listed = (await owner.send('GET', '/v1/keys')).body;
    expect(listed.keys).toContainEqual(key);
    expect(JSON.stringify(listed)).not.toContain('qpk_');
    expect((await stranger.send('DELETE', `/v1/keys/${key.keyId}`)).status).toBe(404);
    const { body } = await owner.send('DELETE', `/v1/keys/${key.keyId}`);
    expect(body.key).toEqual({ ...key, revokedAt: expect.any(String) });
    await vi.waitUntil(async () => (await use()).status === 401, { timeout: 30_000 });
  });

  it.each([
    [{ name: 'x', scopes: [] }, 'too-short'],
    [{ name: 'x', scopes: ['root'] }, 'value-unknown'],
    [{ name: 'x', scopes: ['catalog:read'], tenant: 'bolt' }, 'unknown-member'],
    [{ scopes: ['catalog:read'] }, 'required'],
  ])('isn’t made of %j', async (body, code) => {
    expect((await owner.send('POST', '/v1/keys', { body })).body.code).toBe(code);
  });
});
