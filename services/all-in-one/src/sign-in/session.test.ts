import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { PASSWORD, type SignInBench, startSignInBench } from './sign-in-bench.fixture.ts';

let bench: SignInBench;
beforeAll(async () => {
  bench = await startSignInBench();
  await bench.addUser('acme', 'owner', 'owner@acme.example');
  await bench.addUser('acme', 'buyer', 'buyer@acme.example');
  await bench.addUser('bolt', 'seller', 'owner@acme.example');
});
afterAll(() => bench[Symbol.asyncDispose]());

describe('signing in', () => {
  it('gives a session that the platform knows by its cookie alone', async () => {
    const browser = bench.browser();
    const { status, headers, body } = await browser.signIn(' Owner@ACME.example ');
    expect(status).toBe(200);
    expect(headers['cache-control']).toBe('no-store');
    expect(body).toEqual({
      user: { userId: expect.stringMatching(/^user_/), email: 'owner@acme.example', name: 'owner' },
      ...{ tenant: 'acme', tenantName: 'acme', role: 'owner', customerId: null },
      scopes: expect.arrayContaining(['members:write', 'keys:write', 'audit:read', 'catalog:read']),
      csrfToken: expect.stringMatching(/^[\w-]{43}$/),
      memberships: [
        { tenant: 'acme', tenantName: 'acme', role: 'owner' },
        { tenant: 'bolt', tenantName: 'bolt', role: 'seller' },
      ],
    });
    expect((await browser.send('GET', '/v1/session')).body).toEqual(body);
    expect((await browser.send('GET', '/v1/key')).body.key).toMatchObject({ keyId: null, tenant: 'acme' });
    expect(JSON.stringify(body)).not.toContain(browser.cookie.split('=')[1]);
  });

  it('over http on this machine sets a cookie that scripts can’t read', async () => {
    const { headers } = await bench.browser().signIn('owner@acme.example');
    expect(headers['set-cookie']).toEqual([
      expect.stringMatching(/^qipei-session=[\w-]{43}; Max-Age=77\d{5}; Path=\/; HttpOnly; SameSite=Lax$/),
    ]);
  });

  it('for any other host binds the cookie to it and to TLS', async () => {
    const sent = { body: { email: 'owner@acme.example', password: PASSWORD } };
    const answer = await bench.send('POST', '/v1/session', { ...sent, headers: { host: 'parts.example' } });
    const [cookie = ''] = answer.headers['set-cookie'] as string[];
    expect(cookie).toMatch(/^__Host-qipei-session=[\w-]{43}; .*; Secure$/);
    const headers = { cookie: cookie.split(';')[0] ?? '' };
    expect(
      (await bench.send('GET', '/v1/session', { headers: { ...headers, host: 'parts.example' } })).status,
    ).toBe(200);
    // What a page next door could plant isn't taken for it.
    const planted = { cookie: headers.cookie.replace('__Host-', ''), host: 'parts.example' };
    expect((await bench.send('GET', '/v1/session', { headers: planted })).status).toBe(401);
    const twice = { cookie: `${headers.cookie}; ${headers.cookie}`, host: 'parts.example' };
    expect((await bench.send('GET', '/v1/session', { headers: twice })).status).toBe(401);
  });

  it('says so where the browser would drop the cookie', async () => {
    const body = { email: 'owner@acme.example', password: PASSWORD };
    const headers = { host: 'parts.example', origin: 'http://parts.example' };
    const answer = await bench.send('POST', '/v1/session', { body, headers });
    expect([answer.status, answer.body.code]).toEqual([400, 'https-needed']);
    const secure = { ...headers, origin: 'https://parts.example' };
    expect((await bench.send('POST', '/v1/session', { body, headers: secure })).status).toBe(200);
    const here = { origin: bench.url };
    expect((await bench.send('POST', '/v1/session', { body, headers: here })).status).toBe(200);
  });

  it('answers an unknown e-mail and a wrong password alike', async () => {
    const answers = [];
    for (const [email, password] of [
      ['owner@acme.example', 'wrong horse battery'],
      ['nobody@acme.example', PASSWORD],
      ['no e-mail at all', PASSWORD],
      ["' OR 1=1 --", '{"$ne": null}'],
    ] as const) {
      const { status, headers, body } = await bench.send('POST', '/v1/session', {
        body: { email, password },
      });
      expect(headers['set-cookie']).toBeUndefined();
      answers.push({ status, ...body, traceId: '' });
    }
    expect(answers[0]).toMatchObject({ status: 401, code: 'sign-in-failed' });
    for (const answer of answers) expect(answer).toEqual(answers[0]);
  });

  it.each([
    ['a role', { role: 'owner' }],
    ['scopes', { scopes: ['members:write'] }],
    ['a user id', { userId: 'user_1' }],
    ['__proto__', JSON.parse('{"__proto__": {"role": "owner"}}')],
  ])('refuses a body with %s in it', async (_, more) => {
    const body = `{"email":"buyer@acme.example","password":"x",${JSON.stringify(more).slice(1)}`;
    const answer = await bench.send('POST', '/v1/session', { body });
    expect([answer.status, answer.body.code]).toEqual([400, 'unknown-member']);
  });

  it('begins for no tenant that the user isn’t a member of', async () => {
    const { body } = await bench.send('POST', '/v1/session', {
      body: { email: 'buyer@acme.example', password: PASSWORD, tenant: 'bolt' },
    });
    expect(body).toMatchObject({ tenant: 'acme', role: 'buyer', customerId: 'garage-7' });
  });

  it('takes no password of megabytes, and hashes none', async () => {
    const sent = { email: 'owner@acme.example', password: 'x'.repeat(10 * 1024 * 1024) };
    expect((await bench.send('POST', '/v1/session', { body: sent })).status).toBe(413);
    const half = { ...sent, password: 'x'.repeat(1_001) };
    expect((await bench.send('POST', '/v1/session', { body: half })).status).toBe(400);
    const bits = { ...sent, password: '\ud800'.repeat(20) };
    expect((await bench.send('POST', '/v1/session', { body: bits })).status).toBe(400);
  });

  it('never logs a password, a token or a cookie', async () => {
    const browser = bench.browser();
    await browser.signIn('owner@acme.example', 'a password of the log test');
    await browser.signIn('owner@acme.example');
    const lines = bench.logged.join('');
    for (const secret of [
      'a password of the log test',
      PASSWORD,
      browser.cookie.split('=')[1],
      browser.csrfToken,
    ])
      expect(lines).not.toContain(secret);
  });
});

describe('a session', () => {
  it('is another than the one that was there before, which ends', async () => {
    const browser = bench.browser();
    await browser.signIn('buyer@acme.example');
    const before = browser.cookie;
    await browser.signIn('owner@acme.example');
    expect(browser.cookie).not.toBe(before);
    expect((await bench.send('GET', '/v1/session', { headers: { cookie: before } })).status).toBe(401);
    // A cookie that was fixed beforehand is never made good.
    const fixed = `qipei-session=${'A'.repeat(43)}`;
    const planted = bench.browser();
    planted.cookie = fixed;
    await planted.signIn('owner@acme.example');
    expect(planted.cookie).not.toBe(fixed);
    expect((await bench.send('GET', '/v1/session', { headers: { cookie: fixed } })).status).toBe(401);
  });

  it('ends at once when its user signs out, also for who has a copy', async () => {
    const browser = bench.browser();
    await browser.signIn('owner@acme.example');
    const cookie = browser.cookie;
    expect((await browser.send('GET', '/v1/key')).status).toBe(200);
    const { status, headers } = await browser.send('DELETE', '/v1/session');
    expect([status, headers['set-cookie']]).toEqual([204, [expect.stringContaining('Max-Age=0')]]);
    for (const path of ['/v1/key', '/v1/session', '/v1/members']) {
      const answer = await bench.send('GET', path, { headers: { cookie } });
      expect([path, answer.status, answer.body.code]).toEqual([path, 401, 'session-missing']);
    }
  });

  it('goes on for another tenant under another cookie; what was is good for nothing', async () => {
    const browser = bench.browser();
    await browser.signIn('owner@acme.example');
    const [cookie, csrfToken] = [browser.cookie, browser.csrfToken];
    expect(
      (await browser.send('PUT', '/v1/session/tenant', { body: { tenant: 'chain' } })).body,
    ).toMatchObject({
      status: 403,
      code: 'membership-missing',
    });
    const { body } = await browser.send('PUT', '/v1/session/tenant', { body: { tenant: 'bolt' } });
    expect(body).toMatchObject({ tenant: 'bolt', role: 'seller' });
    expect(body.scopes).not.toContain('members:write');
    expect((await browser.send('GET', '/v1/members')).body.code).toBe('scope-missing');
    expect((await bench.send('GET', '/v1/members', { headers: { cookie } })).status).toBe(401);
    expect(browser.csrfToken).not.toBe(csrfToken);
  });

  it('gives way to a key', async () => {
    const browser = bench.browser();
    await browser.signIn('owner@acme.example');
    const key = await bench.keyOf('chain', ['catalog:read']);
    const headers = { authorization: `Bearer ${key}` };
    expect((await browser.send('GET', '/v1/key', { headers })).body.key.tenant).toBe('chain');
    expect((await browser.send('GET', '/v1/session', { headers })).body.code).toBe('session-missing');
    expect((await browser.send('GET', '/v1/key', { headers: { authorization: 'Bearer x' } })).status).toBe(
      401,
    );
  });

  it('is missing where there is none', async () => {
    for (const cookie of ['', 'qipei-session=', 'qipei-session=x', `qipei-session=${'B'.repeat(43)}`]) {
      const { status, body } = await bench.send('GET', '/v1/session', { headers: { cookie } });
      expect([cookie, status, body.code]).toEqual([cookie, 401, 'session-missing']);
    }
  });
});

describe('changing the password', () => {
  it('asks for the present one, and ends every other session', async () => {
    await bench.addUser('acme', 'seller', 'change@acme.example');
    const [here, there] = [bench.browser(), bench.browser()];
    for (const browser of [here, there]) await browser.signIn('change@acme.example');
    const put = (currentPassword: string, newPassword: string) =>
      here.send('PUT', '/v1/session/password', { body: { currentPassword, newPassword } });
    expect((await put('not the present one', 'tomatoes on a bike')).body.code).toBe('sign-in-failed');
    for (const [newPassword, code] of [
      ['short', 'password-too-short'],
      ['1234567890', 'password-too-common'],
      ['Change@acme.example', 'password-is-email'],
      ['é'.repeat(201), 'password-too-long'],
    ] as const) {
      const { status, body } = await put(PASSWORD, newPassword);
      expect([status, body.code, body.errors[0].field]).toEqual([400, code, 'newPassword']);
    }
    expect((await put(PASSWORD, 'tomatoes on a bike')).status).toBe(200);
    expect((await here.send('GET', '/v1/session')).status).toBe(200);
    expect((await there.send('GET', '/v1/session')).status).toBe(401);
    expect((await bench.browser().signIn('change@acme.example')).status).toBe(401);
    expect((await bench.browser().signIn('change@acme.example', 'tomatoes on a bike')).status).toBe(200);
  });
});
