import { type DemoPlatform, startDemoPlatform } from '@qipei/testing/platform';
import type { Browser, Response } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { openBrowser, type Visitor, visit, WEB_DIST } from './web-browser.fixture.ts';

const VIN = '1HGCM82633A004352';
/** Each would call `stolen` where it is taken for markup or script. */
const CANARIES = [
  '<img src=x onerror=stolen()>',
  '"><svg onload=stolen()>',
  '</script><script>stolen()</script>',
  "javascript:stolen()//'",
  '{{constructor.constructor("stolen()")()}}',
];
const CANARIES_MADE = 'img[src=x], svg[onload], [onerror], a[href^="javascript:"]';

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

interface Expected {
  texts: readonly string[];
  /** Null: on request. */
  price: string | null;
}

/**
 * What the server writes of a view, for who is signed in and for a guest, and the browser makes of it before the application is
 * there: these texts, the price for the one alone, and no element or attribute that a canary would make.
 */
async function expectWritten({ page, context }: Visitor, path: string, { texts, price }: Expected) {
  const before = page.url();
  const cookies = await context.cookies();
  const views: [who: string, path: string][] = [
    ['member', path],
    ['guest', `/t/demo${path}`],
  ];
  // They never come.
  await page.route('**/assets/*.js', () => {});
  const first = page.locator('#first-paint[data-for]');
  for (const [who, address] of views) {
    if (who === 'guest') await context.clearCookies();
    const whole = who === 'guest' ? first : first.locator('.price').first();
    // What the API has no time for is left out of a page.
    const come = async () => {
      await page.goto(address, { waitUntil: 'commit' });
      await page.locator('#root').waitFor({ state: 'attached' });
      return await whole.count();
    };
    await expect.poll(come, { message: `${who}: ${address}` }).toBe(1);
    const told = (await first.textContent()) ?? '';
    for (const text of texts) expect(told, `${who}: ${address}`).toContain(text);
    if (who === 'guest') expect(await first.innerHTML()).not.toMatch(/class="price|¥/);
    else if (price === null) expect(await first.locator('.price:not(.price-none)').count()).toBe(0);
    else expect(await whole.textContent()).toContain(price);
    expect(await page.locator(CANARIES_MADE).count(), `${who}: ${address}`).toBe(0);
  }
  await page.unroute('**/assets/*.js');
  await context.addCookies(cookies);
  await page.goto(before);
}

describe('what a feed can fill', () => {
  it('is shown as text, wherever it stands', async () => {
    const row = {
      brand: `Canary ${CANARIES[0]}`,
      partNumber: 'XSS-4711',
      partType: 'oil-filter',
      visibility: 'public',
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
    const partPath = new URL(page.url()).pathname;
    await expectWritten(visitor, '/search?q=XSS-4711', { texts: CANARIES.slice(0, 2), price: null });
    await expectWritten(visitor, partPath, { texts: CANARIES, price: null });
    for (const query of CANARIES) {
      await page.goto(`/search?q=${encodeURIComponent(query)}&vin=${encodeURIComponent(query)}`);
      await page.locator('.results .empty, .results .hit-name, .problem').first().waitFor();
    }
    await page.goto(`/sign-in?to=${encodeURIComponent('javascript:stolen()')}`);
    await page.locator('input[name=password]').waitFor();
    // Queries that the API refuses are told to the console by the browser itself.
    expect(visitor.complaints.filter((each) => !each.includes('status of 4'))).toEqual([]);
  });

  it('is text in what is said of its fit, of what replaces it, in the comparison, lists, the cart, orders and on paper', async () => {
    const { distributor } = platform;
    const of = { brand: `Fits ${CANARIES[1]}`, partNumber: 'XSS-5711' };
    const succeeding = { brand: `Next ${CANARIES[0]}`, partNumber: `XSS-5712 ${CANARIES[1]}` };
    // Makers write several numbers with slashes between.
    const others = CANARIES.filter((canary) => !canary.includes('/'));
    const qualifiers = CANARIES.map((canary) => `if ${canary}`);
    const note = `note ${CANARIES.join(' ')}`;
    const named = {
      ...{ partType: 'oil-filter', visibility: 'public' },
      ...{ nameZh: `名 ${CANARIES[0]}`, nameEn: `Name ${CANARIES[0]}` },
    };
    const rows: [kind: string, row: object][] = [
      [
        'parts',
        {
          ...{ ...of, ...named, supersededBy: [succeeding] },
          supersedes: [{ brand: `Before ${CANARIES[2]}`, partNumber: `XSS-5710 ${CANARIES[0]}` }],
          crossReferences: others.map((canary, at) => `Other ${canary}:XSS-572${at} ${canary}`),
          attributes: { [`a ${CANARIES[1]}`]: CANARIES[2] },
        },
      ],
      ['parts', { ...succeeding, ...named }],
      [
        'fitments',
        {
          ...{ ...of, make: 'Honda', model: 'Accord', yearFrom: 2003, yearTo: 2003, qualifiers, note },
          ...{ labels: CANARIES, subBrand: CANARIES[0] },
          ...{ feed: `feed ${CANARIES[0]}`, release: CANARIES[1], record: CANARIES[2] },
        },
      ],
      ['offers', { ...of, price: '9.90', currency: 'CNY' }],
      ['stock', { ...of, warehouse: 'SH', quantity: 50 }],
    ];
    for (const [kind, row] of rows) {
      const job = await distributor.importFile(kind, 'ndjson', `${JSON.stringify(row)}\n`);
      expect(job, `${kind}: ${JSON.stringify(job)}`).toMatchObject({ state: 'done', failed: 0 });
    }
    const find = async (number: string) =>
      (
        (await distributor.get(`/v1/search?q=${number}`)).body.hits as {
          partId: string;
          partNumber: string;
        }[]
      ).find(({ partNumber }) => partNumber.startsWith(number));
    await expect.poll(() => find('XSS-5711')).toBeDefined();
    await expect.poll(() => find('XSS-5712')).toBeDefined();
    const [partId, otherId] = [(await find('XSS-5711'))?.partId, (await find('XSS-5712'))?.partId];

    await using visitor = await visit(browser, { url: platform.url, size: 'desk', language: 'en' });
    const { page, complaints } = visitor;
    await page.exposeFunction('stolen', () => complaints.push('a canary ran'));
    /** What the view says, none of it as an element or an attribute that a canary would make. */
    const told = async (view: string): Promise<string> => {
      expect(await page.locator(CANARIES_MADE).count(), view).toBe(0);
      return (await page.locator('#root main').textContent()) ?? '';
    };
    await page.goto(`/parts/${partId}?vin=${VIN}`);
    await visitor.signIn(platform.keys.users.buyer);
    await page.locator('.fit-check .proof').waitFor();
    await page.locator('.applications li').first().waitFor();
    await page.locator('.chain-step').nth(2).waitFor();
    const part = await told('part');
    for (const text of [...qualifiers, note, ...others, ...others.map((canary) => canary.toUpperCase())])
      expect(part).toContain(text);
    expect(await page.locator('.fit-check').textContent()).toContain(`feed ${CANARIES[0]}`);
    const chain = (await page.locator('.chain').textContent()) ?? '';
    for (const text of [succeeding.brand, succeeding.partNumber, `XSS-5710 ${CANARIES[0]?.toUpperCase()}`])
      expect(chain).toContain(text);
    await visitor.look('24-hostile-fit');
    await page.emulateMedia({ media: 'print' });
    expect(await told('print sheet')).toContain(note);
    await page.emulateMedia({ media: 'screen' });
    const written = [`/search?q=XSS-5711`, `/search?q=XSS-5711&vin=${VIN}`, `/parts/${partId}?vin=${VIN}`];
    for (const path of written) await expectWritten(visitor, path, { texts: [of.brand], price: '9.90' });
    await page.locator('.offer-order .button-primary').click();

    await page.goto(`/compare?ids=${partId},${otherId}&vin=${VIN}`);
    await page.locator('.compare-table .fit').first().waitFor();
    const compared = await told('comparison');
    for (const text of [of.brand, succeeding.brand, succeeding.partNumber, `a ${CANARIES[1]}`, CANARIES[2]])
      expect(compared).toContain(text);

    await page.goto('/numbers');
    await page.locator('textarea').fill(['XSS-5711', ...CANARIES].join('\n'));
    await page.locator('main form button[type=submit]').click();
    await page.locator('.found-number .hit-name').first().waitFor();
    expect(await told('numbers')).toContain(of.brand);

    await page.goto('/cart');
    await page.locator('.cart-total .price').waitFor();
    expect(await told('cart')).toContain(of.brand);
    await page.locator('.cart-end input').fill(`bay ${CANARIES[0]}`);
    await page.locator('.cart-end button[type=submit]').click();
    await page.locator('.order-lines .hit-name').waitFor();
    for (const text of [of.brand, named.nameEn, `bay ${CANARIES[0]}`])
      expect(await told('order')).toContain(text);
    await page.emulateMedia({ media: 'print' });
    expect(await told('order on paper')).toContain(of.brand);
    expect(complaints).toEqual([]);
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
    // Which vehicle it is stays in sight, and that nothing more can be told is said once.
    await page.locator('.vin-vehicle', { hasText: 'Accord' }).waitFor();
    await expect.poll(() => page.locator('.problem').count()).toBe(1);
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
