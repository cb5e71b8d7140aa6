import { readFile } from 'node:fs/promises';
import { type DemoPlatform, startDemoPlatform } from '@qipei/testing/platform';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { openBrowser, type Visitor, visit, WEB_DIST } from './web-browser.fixture.ts';

const VIN = '1HGCM82633A004352';

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

const toggles = (page: Page) => page.locator('.compare-toggle');
const parts = (page: Page) => page.locator('.compare-part');

/** Lays the first results aside to be compared. */
async function choose({ page }: Visitor, count: number): Promise<void> {
  await toggles(page).first().waitFor();
  for (let at = 0; at < count; at += 1) await toggles(page).nth(at).click();
  await page.locator('.compare-tray .button-primary').waitFor();
}

describe.each([
  { size: 'phone', language: 'zh-CN', dark: false },
  { size: 'desk', language: 'en', dark: true },
] as const)('comparing on a $size in $language', ({ size, language, dark }) => {
  it('sets six parts side by side, for the vehicle that one came with, in a link that restores it', async () => {
    await using visitor = await visit(browser, { url: platform.url, size, language, dark });
    const { page } = visitor;
    await page.goto(`/search?q=${VIN}`);
    await visitor.signIn(platform.keys.users.buyer);
    await choose(visitor, 6);
    await toggles(page).nth(6).click();
    expect(await toggles(page).nth(6).getAttribute('aria-pressed')).toBe('false');
    expect(await page.locator('.compare-full').textContent()).toContain('6');
    await visitor.look('60-compare-tray');
    await page.locator('.compare-tray .button-primary').click();
    await page.locator('.compare-table .fit-fits').first().waitFor();
    expect(await parts(page).count()).toBe(6);
    await expect.poll(() => page.locator('.compare-table .price').count()).toBe(6);
    await visitor.look('61-compare');
    // The first column stays where it is.
    const left = () =>
      page
        .locator('tbody .compare-first')
        .first()
        .evaluate((cell) => cell.getBoundingClientRect().x);
    const before = await left();
    await page.locator('.compare-scroll').evaluate((region) => region.scrollBy(300, 0));
    expect(await left()).toBeCloseTo(before, 0);

    const rows = page.locator('.compare-table tbody tr');
    const [all, differing] = [await rows.count(), await page.locator('.compare-differs').count()];
    expect(differing).toBeGreaterThan(1);
    // The link says whether it is checked, a moment after the click.
    await page.locator('.compare-head input[type=checkbox]').click();
    await expect.poll(() => rows.count()).toBe(differing);
    expect(all).toBeGreaterThanOrEqual(differing);

    await page.locator('.compare-part .compare-actions a').first().click();
    await expect.poll(() => parts(page).count()).toBe(5);
    const link = page.url();
    await using other = await visit(browser, { url: platform.url, size, language });
    await other.page.goto(link);
    await other.signIn(platform.keys.users.seller);
    await other.page.locator('.compare-differs').first().waitFor();
    expect(await parts(other.page).count()).toBe(5);
    expect(await other.page.locator('.compare-head input[type=checkbox]').isChecked()).toBe(true);
    expect(visitor.complaints.concat(other.complaints)).toEqual([]);
  });
});

describe('a comparison', () => {
  it('hides what parts cost with the rest, and says which of a link aren’t there', async () => {
    await using visitor = await visit(browser, { url: platform.url, size: 'desk', language: 'en' });
    const { page } = visitor;
    await page.goto('/compare');
    await visitor.signIn(platform.keys.users.buyer);
    await page.locator('.empty').waitFor();
    await page.goto('/search?q=oil%20filter');
    await choose(visitor, 2);
    await page.locator('.compare-tray .button-primary').click();
    await page.locator('.compare-table .price').first().waitFor();
    await page.evaluate("localStorage.setItem('qipei.costs', 'hidden')");
    await page.goto(`${page.url()},part_nowhere,%3Cscript%3E`);
    await page.locator('.compare .note').waitFor();
    // The others may come later than that one isn't there.
    await expect.poll(() => parts(page).count()).toBe(2);
    await expect.poll(() => page.locator('.compare-table .price').allTextContents()).toEqual(['•••', '•••']);
    await page.locator('.compare .note a').click();
    await page.locator('.compare .note').waitFor({ state: 'detached' });
    // The browser tells the console of the part that isn't there.
    expect(visitor.complaints.filter((each) => !each.includes('status of 404'))).toEqual([]);
  });

  it('is there for guests of an open storefront, with the fit and without a price', async () => {
    await using visitor = await visit(browser, { url: platform.url, size: 'phone', language: 'en' });
    const { page } = visitor;
    await page.goto(`/t/demo/search?q=${VIN}`);
    await page.locator('.hit-name').first().click();
    await page.locator('.fit-check .fit-fits').waitFor();
    await visitor.look('62-guest-fit');
    await page.goBack();
    await choose(visitor, 2);
    await page.locator('.compare-tray .button-primary').click();
    await page.locator('.compare-table .fit-fits').first().waitFor();
    expect(await page.locator('.price, .stock').count()).toBe(0);
    expect(visitor.complaints).toEqual([]);
  });
});

describe('keys', () => {
  it('lead through the results and say themselves; those of one character can be switched off', async () => {
    await using visitor = await visit(browser, { url: platform.url, size: 'desk', language: 'en' });
    const { page } = visitor;
    await page.goto(`/search?q=${VIN}`);
    await visitor.signIn(platform.keys.users.buyer);
    await page.locator('.hit-name').first().waitFor();
    const store = await page.locator('.brand-name').textContent();
    await expect.poll(() => page.title()).toBe(`Search results · ${store}`);
    const names = await page.locator('.results-main .hit-name').allTextContents();
    const focused = () => page.evaluate<string>("document.activeElement?.textContent ?? ''");
    await page.keyboard.press('j');
    expect(await focused()).toBe(names[0]);
    await page.keyboard.press('j');
    await page.keyboard.press('ArrowDown');
    expect(await focused()).toBe(names[2]);
    await page.keyboard.press('k');
    expect(await focused()).toBe(names[1]);
    await page.keyboard.press('c');
    await page.locator('.compare-toggle[aria-pressed=true]').waitFor();
    expect(await page.locator('.results-main tbody tr').nth(1).locator('[aria-pressed=true]').count()).toBe(
      1,
    );

    await page.keyboard.press('?');
    await page.locator('dialog[open]').waitFor();
    await visitor.look('63-keys');
    await page.keyboard.press('j');
    await page.locator('dialog input[type=checkbox]').uncheck();
    await page.keyboard.press('Escape');
    await page.locator('dialog').waitFor({ state: 'detached' });
    expect(await focused()).toBe(names[1]);
    await page.keyboard.press('j');
    await page.keyboard.press('/');
    expect(await focused()).toBe(names[1]);
    // What switches them off switches them on again.
    await page.locator('.menu summary').click();
    await page.locator('.menu').getByRole('button', { name: 'Keyboard' }).click();
    await page.locator('dialog input[type=checkbox]').check();
    await page.keyboard.press('Escape');
    await page.locator('dialog').waitFor({ state: 'detached' });
    await page.locator('.results-main .hit-name').nth(1).focus();
    await page.keyboard.press('j');
    expect(await focused()).toBe(names[2]);
    // Held down, a key orders one.
    const row = page
      .locator('.results-main tbody tr', { has: page.locator('.button-primary:enabled') })
      .first();
    await row.locator('.hit-name').focus();
    await page.keyboard.down('a');
    for (let again = 0; again < 5; again += 1) await page.keyboard.down('a');
    await page.keyboard.up('a');
    expect(await page.locator('.nav .badge').textContent()).toBe('1');

    // The view that comes is told of by its title and by its heading, which the focus goes to.
    await page.keyboard.press('Enter');
    await page.locator('.part-head').waitFor();
    const heading = (await page.locator('h1').textContent()) ?? '';
    await expect.poll(focused).toBe(heading);
    await expect.poll(() => page.title()).toBe(`${heading} · ${store}`);
    await page.locator('.nav a[href$="/cart"]').click();
    await expect.poll(focused).toBe('Cart');
    await expect.poll(() => page.title()).toBe(`Cart · ${store}`);
    expect(visitor.complaints).toEqual([]);
  });
});

describe('a chain of supersessions', () => {
  it('is drawn from the oldest part to what to buy today', async () => {
    const row = (partNumber: string, supersededBy: string[] = []) =>
      JSON.stringify({ brand: 'Chain', partNumber, partType: 'oil-filter', supersededBy });
    const file = [
      row('CHQ-4711', ['CHQ-4712']),
      row('CHQ-4712', ['CHQ-4713', 'CHQ-4714']),
      row('CHQ-4713'),
      row('CHQ-4714', ['CHQ-4719']),
    ];
    const job = await platform.distributor.importFile('parts', 'ndjson', `${file.join('\n')}\n`);
    expect(job).toMatchObject({ state: 'done', created: 4, failed: 0 });
    const found = async () =>
      (await platform.distributor.get('/v1/search?q=CHQ-4712')).body.hits.filter(
        ({ partNumber }: { partNumber: string }) => partNumber === 'CHQ-4712',
      );
    await expect.poll(found).toHaveLength(1);
    const [{ partId }] = await found();
    for (const size of ['desk', 'phone'] as const) {
      await using visitor = await visit(browser, { url: platform.url, size, language: 'zh-CN' });
      const { page } = visitor;
      await page.goto(`/parts/${partId}`);
      await visitor.signIn(platform.keys.users.owner);
      await page.locator('.chain-step').first().waitFor();
      expect(await page.locator('.chain-step .number').allTextContents()).toEqual(
        expect.arrayContaining(['CHQ-4711', 'CHQ-4712', 'CHQ-4713', 'CHQ-4714']),
      );
      expect(await page.locator('.chain-line').count()).toBeGreaterThanOrEqual(3);
      await page.locator('.chain-scroll').scrollIntoViewIfNeeded();
      await visitor.look('64-chain');
      expect(visitor.complaints).toEqual([]);
    }
  });
});

describe('what is kept', () => {
  it('of an order is a table or a sheet of paper', async () => {
    const [hit] = (await platform.distributor.get('/v1/search?inStock=true&pageSize=1')).body.hits;
    const order = await platform.distributor.post(
      '/v1/orders',
      { lines: [{ partId: hit.partId, quantity: 1 }], customerReference: '=cmd|bay 4' },
      { 'idempotency-key': 'to be kept' },
    );
    expect(order.status).toBe(201);
    await using visitor = await visit(browser, { url: platform.url, size: 'desk', language: 'en' });
    const { page } = visitor;
    await page.goto(`/orders/${order.body.orderId}`);
    await visitor.signIn(platform.keys.users.owner);
    await page.locator('.order-files a').first().waitFor();
    const save = async (at: number) => {
      const coming = page.waitForEvent('download');
      await page.locator('.order-files a').nth(at).click();
      const download = await coming;
      return { name: download.suggestedFilename(), content: await readFile(await download.path()) };
    };
    const csv = await save(0);
    expect(csv.name).toBe(`order-${order.body.orderId}.csv`);
    expect(csv.content.toString()).toContain(`,'=cmd|bay 4,`);
    expect(csv.content.toString()).toContain(hit.partNumber);
    const xlsx = await save(1);
    expect([xlsx.name.split('.').at(-1), xlsx.content.subarray(0, 2).toString()]).toEqual(['xlsx', 'PK']);
    await visitor.look('65-order-files');
    await page.emulateMedia({ media: 'print' });
    expect(await page.locator('.header').isVisible()).toBe(false);
    expect(await page.locator('.order-files').isVisible()).toBe(false);
    expect(await page.locator('.print-only').isVisible()).toBe(true);
    await visitor.look('66-order-print');
    expect(visitor.complaints).toEqual([]);
  });

  it('of a list of numbers is a table of what was found, however long it is', async () => {
    const { hits } = (await platform.distributor.get('/v1/search?inStock=true&pageSize=50')).body;
    const numbers = Array.from({ length: 500 }, (_, at) => hits[at % hits.length].partNumber);
    await using visitor = await visit(browser, { url: platform.url, size: 'desk', language: 'en' });
    const { page } = visitor;
    await page.goto('/numbers');
    await visitor.signIn(platform.keys.users.buyer);
    await page.locator('textarea').fill(numbers.join('\n'));
    await page.locator('main form button[type=submit]').click();
    await page.locator('.found-number').first().waitFor();
    expect(await page.locator('.found-number').count()).toBe(500);
    await visitor.look('67-numbers');
    const coming = page.waitForEvent('download');
    // Not the choice of a file, which is a button of that name, too.
    await page.getByRole('button', { name: 'CSV', exact: true }).click();
    const text = await readFile(await (await coming).path(), 'utf8');
    expect(text.split('\r\n').length).toBeGreaterThan(500);
    expect(text).toContain(numbers[0]);
    expect(visitor.complaints).toEqual([]);
  });
});
