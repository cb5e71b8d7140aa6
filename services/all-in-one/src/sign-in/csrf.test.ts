import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Browser, PASSWORD, type SignInBench, startSignInBench } from './sign-in-bench.fixture.ts';

let bench: SignInBench;
let browser: Browser;
let other: Browser;
beforeAll(async () => {
  bench = await startSignInBench();
  for (const name of ['owner', 'other']) await bench.addUser('acme', 'owner', `${name}@acme.example`);
  [browser, other] = [bench.browser(), bench.browser()];
  await browser.signIn('owner@acme.example');
  await other.signIn('other@acme.example');
});
afterAll(() => bench[Symbol.asyncDispose]());

const key = { name: 'made by a page', scopes: ['catalog:read'] };
const make = (headers: Record<string, string | undefined>) => {
  const given = Object.entries(headers).filter((entry): entry is [string, string] => entry[1] !== undefined);
  return bench.send('POST', '/v1/keys', {
    body: key,
    headers: { cookie: browser.cookie, ...Object.fromEntries(given) },
  });
};
const keys = async () => (await browser.send('GET', '/v1/keys')).body.keys as unknown[];

describe('what changes something, with a session', () => {
  it.each<[string, () => Record<string, string | undefined>]>([
    ['neither token nor origin', () => ({})],
    ['no token', () => ({ 'sec-fetch-site': 'same-origin', origin: bench.url })],
    ['an empty token', () => ({ 'x-csrf-token': '', 'sec-fetch-site': 'same-origin' })],
    [
      'the token of another session',
      () => ({ 'x-csrf-token': other.csrfToken, 'sec-fetch-site': 'same-origin' }),
    ],
    [
      'the session itself for a token',
      () => ({ 'x-csrf-token': browser.cookie.split('=')[1], origin: bench.url }),
    ],
    ['no origin', () => ({ 'x-csrf-token': browser.csrfToken })],
    ['a foreign origin', () => ({ 'x-csrf-token': browser.csrfToken, origin: 'https://evil.example' })],
    ['the origin null', () => ({ 'x-csrf-token': browser.csrfToken, origin: 'null' })],
    [
      'an origin that begins like its own',
      () => ({ 'x-csrf-token': browser.csrfToken, origin: `${bench.url}.evil.example` }),
    ],
    ['another port', () => ({ 'x-csrf-token': browser.csrfToken, origin: 'http://127.0.0.1:1' })],
    ['a page next door', () => ({ 'x-csrf-token': browser.csrfToken, 'sec-fetch-site': 'same-site' })],
    ['a page elsewhere', () => ({ 'x-csrf-token': browser.csrfToken, 'sec-fetch-site': 'cross-site' })],
    ['a typed address', () => ({ 'x-csrf-token': browser.csrfToken, 'sec-fetch-site': 'none' })],
  ])('is refused with %s', async (_, headers) => {
    const before = (await keys()).length;
    const { status, body } = await make(headers());
    expect([status, body.code]).toEqual([403, 'csrf-refused']);
    expect(await keys()).toHaveLength(before);
  });

  it('is taken from a page of its own', async () => {
    expect((await make({ 'x-csrf-token': browser.csrfToken, 'sec-fetch-site': 'same-origin' })).status).toBe(
      201,
    );
    // From a browser that knows nothing of fetch metadata.
    expect((await make({ 'x-csrf-token': browser.csrfToken, origin: bench.url })).status).toBe(201);
  });

  it('needs neither with a key, whatever cookie comes along', async () => {
    const secret = await bench.keyOf('acme', ['keys:write', 'catalog:read']);
    const answer = await make({ authorization: `Bearer ${secret}`, origin: 'https://evil.example' });
    expect(answer.status).toBe(201);
  });
});

describe('what only reads', () => {
  it('needs no token, and is told to no page elsewhere', async () => {
    const headers = {
      cookie: browser.cookie,
      origin: 'https://evil.example',
      'sec-fetch-site': 'cross-site',
    };
    const answer = await bench.send('GET', '/v1/session', { headers });
    expect(answer.status).toBe(200);
    expect(answer.headers['access-control-allow-origin']).toBeUndefined();
    expect(answer.headers['cross-origin-resource-policy']).toBe('same-origin');
    const preflight = await bench.send('OPTIONS', '/v1/keys', {
      headers: { origin: 'https://evil.example', 'access-control-request-method': 'POST' },
    });
    expect(Object.keys(preflight.headers).filter((name) => name.startsWith('access-control'))).toEqual([]);
  });
});

describe('signing somebody in from a page elsewhere', () => {
  const body = { email: 'other@acme.example', password: PASSWORD };
  it.each([
    ['a foreign origin', { origin: 'https://evil.example' }],
    ['fetch metadata', { 'sec-fetch-site': 'cross-site' }],
  ])('is refused by %s', async (_, headers) => {
    const answer = await bench.send('POST', '/v1/session', { body, headers });
    expect([answer.status, answer.body.code]).toEqual([403, 'csrf-refused']);
    expect(answer.headers['set-cookie']).toBeUndefined();
  });

  it.each(['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data'])(
    'isn’t possible by a form: %s',
    async (type) => {
      const headers = { 'content-type': type };
      expect((await bench.send('POST', '/v1/session', { body: JSON.stringify(body), headers })).status).toBe(
        415,
      );
    },
  );
});
