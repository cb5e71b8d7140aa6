import { type DemoPlatform, startDemoPlatform } from '@qipei/testing/platform';
import type { Browser, Response } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { openBrowser, visit, WEB_DIST } from './web-browser.fixture.ts';

const VIN = '1HGCM82633A004352';
/** Each would call `stolen` where it is taken for markup or script. */
const CANARIES = [
  '<img src=x onerror=stolen()>',
  '"><svg onload=stolen()>',
  '</script><script>stolen()</script>',
  "javascript:stolen()//'",
  '{{constructor.constructor("stolen()")()}}',
];

let platform: DemoPlatform;
let browser: Browser;
beforeAll(async () => {
  platform = await startDemoPlatform(inject('demo'), { WEB_DIST });
  browser = await openBrowser();
});
afterAll(async () => {
  await browser?.close();
  await platform?.[Symbol.asyncDispose]();
});

describe('two storefronts of one build', () => {
  it('have each their own look, name and manifest', async () => {
    await using visitor = await visit(browser, { url: platform.url, size: 'desk', language: 'en' });
    const { page } = visitor;
    const looks: unknown[] = [];
    for (const slug of ['demo', 'other']) {
      await page.goto(`/t/${slug}/`);
      await page.locator('#root .brand-logo').waitFor();
      expect(new URL(page.url()).pathname).toMatch(new RegExp(`^/t/${slug}/`));
      await visitor.look(`20-storefront-${slug}`);
      const color = await page.evaluate<string>(
        "getComputedStyle(document.documentElement).getPropertyValue('--header')",
      );
      const manifest = await page.locator('link[rel=manifest]').getAttribute('href');
      looks.push([await page.title(), color, manifest]);
    }
    expect(looks).toEqual([
      ['Demo Auto Parts', '#0f2a4a', '/v1/storefronts/demo/manifest.webmanifest'],
      ['Sign in · Other Parts Co.', '#3b0d0a', '/v1/storefronts/other/manifest.webmanifest'],
    ]);
    expect((await page.goto('/t/nobody/'))?.status()).toBe(404);
  });

  it('show guests the catalogue where they may look, without a price or stock, and ask elsewhere who they are', async () => {
    await using visitor = await visit(browser, { url: platform.url, size: 'phone', language: 'en' });
    const { page } = visitor;
    const answers: Response[] = [];
    page.on('response', (response) => answers.push(response));
    await page.goto(`/t/demo/search?q=${VIN}`);
    await page.locator('.hit-name').first().waitFor();
    await page.locator('.hit-name').first().click();
    await page.locator('.part-head').waitFor();
    expect(await page.locator('.price, .stock, .badge, a[href$="/cart"]').count()).toBe(0);
    await visitor.look('21-guest');
    const told = await Promise.all(answers.map((response) => response.text().catch(() => '')));
    expect(told.join('\n')).not.toMatch(/"bestPrice":\{|"totalAvailable":\d/);
    expect(visitor.complaints).toEqual([]);

    await page.goto(`/t/other/search?q=${VIN}`);
    await page.locator('input[name=password]').waitFor();
    expect(new URL(page.url()).pathname).toBe('/t/other/sign-in');
  });
});

describe('what a feed can fill', () => {
  it('is shown as text, wherever it stands', async () => {
    const row = {
      brand: `Canary ${CANARIES[0]}`,
      partNumber: 'XSS-4711',
      partType: 'oil-filter',
      nameZh: `名 ${CANARIES[1]}`,
      nameEn: `Name ${CANARIES[2]}`,
      description: CANARIES.join('\n'),
      attributes: { [`a ${CANARIES[0]}`]: CANARIES[1] },
      oeNumbers: [`Honda:15400-PLM-A0X`],
    };
    const job = await platform.distributor.importFile('parts', 'ndjson', `${JSON.stringify(row)}\n`);
    expect(job).toMatchObject({ state: 'done', created: 1, failed: 0 });

    await using visitor = await visit(browser, { url: platform.url, size: 'desk', language: 'zh-CN' });
    const { page } = visitor;
    await page.exposeFunction('stolen', () => visitor.complaints.push('a canary ran'));
    const found = async () =>
      (await platform.distributor.get('/v1/search?q=XSS-4711')).body.hits as { partNumber: string }[];
    await expect.poll(found).toHaveLength(1);
    await page.goto('/search?q=XSS-4711');
    await visitor.signIn(platform.keys.users.owner);
    await page.locator('.hit-name').first().waitFor();
    expect(await page.locator('.hit-name').first().textContent()).toContain(CANARIES[0]);
    await page.locator('.hit-name').first().click();
    await page.locator('.facts').waitFor();
    const text = (await page.locator('main').textContent()) ?? '';
    for (const canary of CANARIES) expect(text).toContain(canary);
    await visitor.look('22-hostile-feed');
    for (const query of CANARIES) {
      await page.goto(`/search?q=${encodeURIComponent(query)}&vin=${encodeURIComponent(query)}`);
      await page.locator('.results .empty, .results .hit-name, .problem').first().waitFor();
    }
    await page.goto(`/sign-in?to=${encodeURIComponent('javascript:stolen()')}`);
    await page.locator('input[name=password]').waitFor();
    // Queries that the API refuses are told to the console by the browser itself.
    expect(visitor.complaints.filter((each) => !each.includes('status of 4'))).toEqual([]);
  });
});

describe('a page of somebody else', () => {
  it('cannot lead a sign-in elsewhere, frame the catalogue, or act in a user’s name', async () => {
    await using visitor = await visit(browser, { url: platform.url, size: 'desk', language: 'en' });
    const { page } = visitor;
    for (const to of ['//evil.example/', 'https://evil.example/', '/\\evil.example', '/%09/evil.example']) {
      await visitor.context.clearCookies();
      await page.goto(`/sign-in?to=${encodeURIComponent(to)}`);
      await visitor.signIn(platform.keys.users.buyer);
      await expect.poll(() => page.url()).not.toContain('/sign-in');
      expect(new URL(page.url()).origin).toBe(platform.url);
    }
    const refused = await page.evaluate<number>(
      "fetch('/v1/orders', { method: 'POST', headers: { 'content-type': 'application/json', 'idempotency-key': 'x' }, body: '{}' }).then((answer) => answer.status)",
    );
    expect(refused).toBe(403);
    const { headers } = await fetch(platform.url, { headers: { accept: 'text/html' } });
    expect(headers.get('content-security-policy')).toContain("frame-ancestors 'none'");

    const stranger = await visitor.context.newPage();
    const framed: string[] = [];
    stranger.on('console', (message) => framed.push(message.text()));
    await stranger.setContent(`<iframe src="${platform.url}/"></iframe>`);
    await expect.poll(() => framed.join('\n')).toMatch(/frame-ancestors|X-Frame-Options/);
  });
});

describe('without a network', () => {
  it('the shell and the vehicles that were looked at are there', async () => {
    await using visitor = await visit(browser, {
      ...{ url: platform.url, size: 'phone', language: 'en', worker: true },
    });
    const { page, context } = visitor;
    await page.goto(`/search?q=${VIN}`);
    await visitor.signIn(platform.keys.users.buyer);
    await page.locator('.hit-name').first().waitFor();
    await page.evaluate('navigator.serviceWorker.ready.then(() => 0)');
    // Kept without a second visit.
    await expect
      .poll(() =>
        page.evaluate<number>("caches.open('pages').then(async (cache) => (await cache.keys()).length)"),
      )
      .toBe(1);
    await context.setOffline(true);
    await page.goto('/');
    await page.locator('.offline').waitFor();
    expect(await page.locator('.garage-link').textContent()).toContain('Accord');
    await page.locator('.garage-link').click();
    await page.locator('.problem button').first().waitFor();
    await page.goto('/vehicles');
    await page.locator('.problem').first().waitFor();
    await page.locator('.garage-link').waitFor();
    await visitor.look('23-offline');
    await context.setOffline(false);
    await page.locator('.problem button').first().click();
    await page.locator('.choice-item').first().waitFor();
  });
});

it('the first page loads no more JavaScript than it may', async () => {
  await using visitor = await visit(browser, { url: platform.url, size: 'phone', language: 'zh-CN' });
  const { page } = visitor;
  const scripts: string[] = [];
  page.on('request', (request) => {
    if (request.resourceType() === 'script') scripts.push(request.url());
  });
  await page.goto(`/t/demo/search?q=${VIN}`);
  await page.locator('.hit-name').first().waitFor();
  let bytes = 0;
  for (const url of scripts) {
    const answer = await fetch(url, { headers: { 'accept-encoding': 'gzip' } });
    // What goes over the wire: the body comes opened.
    bytes += Number(answer.headers.get('content-length'));
    await answer.body?.cancel();
  }
  expect(scripts.length).toBeGreaterThan(2);
  expect(bytes).toBeLessThan(180 * 1024);
});
