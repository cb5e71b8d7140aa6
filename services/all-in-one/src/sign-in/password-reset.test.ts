import { createHash } from 'node:crypto';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { PASSWORD, type SignInBench, startSignInBench } from './sign-in-bench.fixture.ts';

let bench: SignInBench;
beforeAll(async () => {
  bench = await startSignInBench({ QIPEI_TRUSTED_PROXIES: '1' });
});
afterAll(() => bench[Symbol.asyncDispose]());

const ask = (email: string, headers: Record<string, string> = {}) =>
  bench.send('POST', '/v1/password-resets', { body: { email }, headers });
const reset = (token: string, password: string, more = {}) =>
  bench.send('POST', `/v1/password-resets/${token}`, { body: { password, ...more } });

async function mailedTo(email: string, headers?: Record<string, string>) {
  const before = bench.mails().length;
  expect((await ask(email, headers)).status).toBe(202);
  await vi.waitUntil(() => bench.mails().length > before, 30_000);
  return bench.newestMail();
}

it('sets a new password once, and ends every session', async () => {
  await bench.addUser('acme', 'seller', 'one@acme.example');
  const browser = bench.browser();
  await browser.signIn('one@acme.example');
  const older = await mailedTo('ONE@acme.example');
  const { text, token } = await mailedTo('one@acme.example');
  expect(text).toContain(`${bench.url}/reset-password#${token}`);
  expect(bench.logged.join('')).not.toContain(token);
  for (const [password, code] of [
    ['short', 'password-too-short'],
    ['password123', 'password-too-common'],
    ['one@acme.example', 'password-is-email'],
  ] as const)
    expect((await reset(token, password)).body.code).toBe(code);
  expect((await reset(token, 'tomatoes on a bike', { email: 'owner@acme.example' })).body.code).toBe(
    'unknown-member',
  );
  const twice = await Promise.all([1, 2].map(() => reset(token, 'tomatoes on a bike')));
  expect(twice.map(({ status }) => status).sort()).toEqual([204, 404]);
  // Another that was open is over, too.
  expect((await reset(older.token, 'potatoes on a bike')).body.code).toBe('password-reset-not-found');
  expect((await browser.send('GET', '/v1/session')).status).toBe(401);
  expect((await bench.browser().signIn('one@acme.example')).status).toBe(401);
  expect((await bench.browser().signIn('one@acme.example', 'tomatoes on a bike')).status).toBe(200);
});

it('is over after an hour', async () => {
  const userId = await bench.addUser('acme', 'seller', 'late@acme.example');
  const { token } = await mailedTo('late@acme.example');
  const tokenHash = createHash('sha256').update(token).digest('hex');
  const kept = await bench.access.resets.take(tokenHash);
  expect(kept?.expiresAt.getTime()).toBeGreaterThan(Date.now() + 3_500_000);
  expect(kept?.expiresAt.getTime()).toBeLessThanOrEqual(Date.now() + 3_600_000);
  await bench.access.resets.add({ tokenHash, userId, expiresAt: new Date() });
  expect((await reset(token, 'tomatoes on a bike')).body.code).toBe('password-reset-not-found');
  expect((await bench.browser().signIn('late@acme.example')).status).toBe(200);
});

it('is answered alike for who has no account, who then gets no mail', async () => {
  await bench.addUser('acme', 'seller', 'known@acme.example');
  const mails = bench.mails().length;
  const [unknown, nonsense] = [await ask('nobody@acme.example'), await ask('no e-mail')];
  const { status, body } = await ask('known@acme.example');
  for (const answer of [unknown, nonsense]) expect([answer.status, answer.body]).toEqual([status, body]);
  await vi.waitUntil(() => bench.mails().length === mails + 1, 30_000);
});

it('leads to the platform’s own origin, whatever host a stranger names', async () => {
  await bench.addUser('acme', 'seller', 'host@acme.example');
  const headers = { host: 'evil.example', 'x-forwarded-host': 'evil.example', 'x-forwarded-proto': 'https' };
  const { text } = await mailedTo('host@acme.example', headers);
  expect(text).toContain(`${bench.url}/reset-password#`);
  expect(text).not.toContain('evil');
});

it('fills nobody’s mailbox', async () => {
  await bench.addUser('acme', 'seller', 'flooded@acme.example');
  const before = bench.mails().length;
  for (let i = 0; i < 5; i += 1) expect((await ask('flooded@acme.example')).status).toBe(202);
  await vi.waitUntil(() => bench.mails().length >= before + 3, 30_000);
  expect(bench.mails()).toHaveLength(before + 3);
});

it('doesn’t take a token that never was', async () => {
  for (const token of ['x', 'A'.repeat(43), '..%2F..%2Fsession', '%00', "' OR 1=1"]) {
    const { status } = await reset(encodeURIComponent(token), PASSWORD);
    expect(status, token).toBeOneOf([400, 404]);
  }
});

it('lets an owner in whom strangers have locked out', async () => {
  await bench.addUser('acme', 'owner', 'locked@acme.example');
  const from = (address: string) => ({ 'x-forwarded-for': address });
  const attempt = (address: string, password: string) =>
    bench.send('POST', '/v1/session', {
      body: { email: 'locked@acme.example', password },
      headers: from(address),
    });
  // Known from here before the strangers come.
  expect((await attempt('203.0.113.7', PASSWORD)).status).toBe(200);
  const seen = new Set<number>();
  for (let i = 0; i < 40; i += 1)
    seen.add((await attempt(`198.51.100.${i % 20}`, `guess number ${i}`)).status);
  expect([...seen].sort()).toEqual([401, 429]);
  const locked = await attempt('198.51.100.99', PASSWORD);
  expect([locked.status, locked.body.code]).toEqual([429, 'sign-in-throttled']);
  expect(Number(locked.headers['retry-after'])).toBeGreaterThan(0);
  expect((await attempt('203.0.113.7', PASSWORD)).status).toBe(200);
  // From a place where nobody knows it, by mail.
  const mails = bench.mails().length;
  await bench.send('POST', '/v1/password-resets', {
    body: { email: 'locked@acme.example' },
    headers: from('192.0.2.1'),
  });
  await vi.waitUntil(() => bench.mails().length > mails, 30_000);
  const answer = await bench.send('POST', `/v1/password-resets/${bench.newestMail().token}`, {
    body: { password: 'tomatoes on a bike' },
    headers: from('192.0.2.1'),
  });
  expect(answer.status).toBe(204);
  expect((await attempt('192.0.2.1', 'tomatoes on a bike')).status).toBe(200);
}, 180_000);
