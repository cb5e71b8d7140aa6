import { putStorefront } from '@qipei/access';
import { systemClock } from '@qipei/kernel';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { PASSWORD, type SignInBench, startSignInBench } from './sign-in-bench.fixture.ts';

type Settings = Parameters<typeof putStorefront>[0]['settings'];

let bench: SignInBench;
beforeAll(async () => {
  bench = await startSignInBench({ QIPEI_PUBLIC_URL: 'https://parts.example' });
  await bench.addUser('acme', 'owner', 'both@acme.example');
  await bench.addUser('bolt', 'seller', 'both@acme.example');
  await bench.addUser('acme', 'seller', 'one@acme.example');
  for (const tenant of ['acme', 'bolt'])
    await look(tenant, { slug: `${tenant}-parts`, hosts: [`${tenant}.shop`] });
});
afterAll(() => bench[Symbol.asyncDispose]());

function settings(over: Partial<Settings>): Settings {
  const nothing = { zh: '', en: '' };
  return {
    ...{ slug: 'x', hosts: [], name: { zh: '', en: 'Parts' }, tagline: nothing, radius: 6 },
    colors: { primary: '#1456b8', onPrimary: '', header: '', onHeader: '' },
    ...{ languages: ['en'], defaultLanguage: 'en', currency: 'CNY', brands: [], partTypes: [] },
    access: 'members',
    contact: { phone: '', email: '', wechat: '', website: '', address: nothing },
    ...over,
  };
}
const look = (tenant: string, over: Partial<Settings>) =>
  putStorefront({ tenant, settings: settings(over), ifVersion: 0 }, { ...bench.access, clock: systemClock });

async function signIn(headers: Record<string, string>, over: object = {}) {
  const body = { email: 'both@acme.example', password: PASSWORD, ...over };
  const answer = await bench.send('POST', '/v1/session', { body, headers });
  return [answer.status, answer.body.tenant ?? answer.body.code];
}

it('begins for the tenant whose storefront it is, by host or by what the page names', async () => {
  for (const headers of [
    { host: 'bolt.shop' },
    { host: 'BOLT.shop:443' },
    { host: 'parts.example', 'x-qipei-storefront': 'bolt-parts' },
    { host: 'acme.shop', 'x-qipei-storefront': 'bolt-parts' },
  ])
    expect(await signIn(headers), JSON.stringify(headers)).toEqual([200, 'bolt']);
  expect(await signIn({ host: 'acme.shop' })).toEqual([200, 'acme']);
});

it('takes members alone there, and says so only to who knows the password', async () => {
  const email = 'one@acme.example';
  for (const headers of [
    { host: 'bolt.shop' },
    { host: 'parts.example', 'x-qipei-storefront': 'bolt-parts' },
  ]) {
    expect(await signIn(headers, { email })).toEqual([403, 'membership-missing']);
    expect(await signIn(headers, { email, password: 'not the password' })).toEqual([401, 'sign-in-failed']);
    expect(await signIn(headers, { email: 'nobody@acme.example' })).toEqual([401, 'sign-in-failed']);
  }
  expect(await signIn({ host: 'acme.shop' }, { email })).toEqual([200, 'acme']);
});

it('begins anywhere for the tenant that is named, and at the platform’s own host for the first', async () => {
  expect(await signIn({ host: 'acme.shop' }, { tenant: 'bolt' })).toEqual([200, 'bolt']);
  for (const host of ['parts.example', 'unknown.example', '127.0.0.1'])
    expect(await signIn({ host })).toEqual([200, 'acme']);
  expect(await signIn({ host: 'parts.example', 'x-qipei-storefront': 'nobody' })).toEqual([
    404,
    'storefront-not-found',
  ]);
});

it('a refused sign-in leaves the session that was there', async () => {
  const browser = bench.browser();
  const body = { email: 'one@acme.example', password: PASSWORD };
  const headers = { host: 'parts.example' };
  expect((await browser.send('POST', '/v1/session', { body, headers })).status).toBe(200);
  const there = { ...headers, 'x-qipei-storefront': 'bolt-parts' };
  expect((await browser.send('POST', '/v1/session', { body, headers: there })).status).toBe(403);
  expect((await browser.send('GET', '/v1/session', { headers })).body.tenant).toBe('acme');
});

it('hosts are taken where the platform’s own is known, and never below it', async () => {
  const key = await bench.keyOf('chain', ['storefront:write']);
  const sent = { slug: 'chain', name: { zh: '连锁' }, colors: { primary: '#1456b8' } };
  const put = async (at: SignInBench, secret: string, hosts: string[]) => {
    const headers = { authorization: `Bearer ${secret}` };
    const { status, body } = await at.send('PUT', '/v1/storefront-settings', {
      ...{ body: { ...sent, hosts }, headers },
    });
    return status < 300 ? body.storefront.hosts : `${status} ${body.code} ${body.errors[0]?.field}`;
  };
  for (const host of ['parts.example', 'WWW.Parts.example', 'chain.parts.example.'])
    expect(await put(bench, key, ['chain.shop', host])).toBe('409 host-taken hosts[1]');
  expect(await put(bench, key, ['acme.shop'])).toMatch(/^409 host-taken/);
  expect(await put(bench, key, ['chain.shop', '连锁.example'])).toEqual([
    'chain.shop',
    'xn--w73a44h.example',
  ]);
  await using unset = await startSignInBench();
  const other = await unset.keyOf('chain', ['storefront:write']);
  expect(await put(unset, other, ['chain.shop'])).toBe('409 public-url-missing hosts[0]');
  expect(await put(unset, other, [])).toEqual([]);
  expect(await put(unset, other, ['chain.localhost'])).toEqual(['chain.localhost']);
});
