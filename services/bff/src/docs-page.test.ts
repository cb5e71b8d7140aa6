import { afterAll, beforeAll, expect, it } from 'vitest';
import { configFor } from './peer-server.fixture.ts';
import { type BffService, startBff } from './service.ts';

let bff: BffService;
beforeAll(async () => {
  bff = await startBff(configFor());
});
afterAll(() => bff[Symbol.asyncDispose]());

it('/ leads to the reference', async () => {
  const response = await fetch(bff.url, { redirect: 'manual' });
  expect([response.status, response.headers.get('location')]).toEqual([302, '/docs']);
});

it('the reference takes everything from this server', async () => {
  const page = await (await fetch(`${bff.url}/docs`)).text();
  const assets = [...page.matchAll(/(?:src|href)="([^"]+)"/g)].map(([, url]) => url ?? '');
  expect(assets).toHaveLength(4);
  for (const asset of assets) {
    expect(asset).toMatch(/^\/docs\//);
    const response = await fetch(bff.url + asset);
    expect([asset, response.status]).toEqual([asset, 200]);
    expect((await response.arrayBuffer()).byteLength).toBeGreaterThan(50);
  }
});

it('the reference runs under a policy that allows no foreign host and no inline script', async () => {
  const response = await fetch(`${bff.url}/docs`);
  const page = await response.text();
  expect(page).not.toMatch(/<script>|<script [^>]*>[^<]|\son\w+=/);
  const policy = response.headers.get('content-security-policy') ?? '';
  expect(policy).toContain("script-src 'self';");
  expect(policy).not.toMatch(/https?:|\*/);
});
