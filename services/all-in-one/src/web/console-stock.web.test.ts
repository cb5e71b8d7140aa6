import { type DemoPlatform, startDemoPlatform } from '@qipei/testing/platform';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, it, vi } from 'vitest';
import { openBrowser, type Visitor, visit, WEB_DIST } from './web-browser.fixture.ts';

const BRAND = 'Stockwell';
const REF = 'pcdb.partTerminology:991896';
const HOSTILE = '<img src=x onerror=alert(1)>';

let platform: DemoPlatform;
let browser: Browser;
const partIds = new Map<string, string>();

beforeAll(async () => {
  platform = await startDemoPlatform(inject('demo'), { WEB_DIST });
  const { distributor } = platform;
  const numbers = ['STK71901', 'STK71902', 'STK71903', 'STK71904'];
  const lines = (rows: object[]) => rows.map((row) => `${JSON.stringify(row)}\n`).join('');
  const named = numbers.map((partNumber) => ({ brand: BRAND, partNumber }));
  const jobs = [
    await distributor.importFile(
      'parts',
      'ndjson',
      lines(named.map((row) => ({ ...row, partType: REF, nameEn: HOSTILE, nameZh: `${HOSTILE}滤芯` }))),
    ),
    await distributor.importFile(
      'stock',
      'ndjson',
      lines(named.map((row) => ({ ...row, warehouse: 'W-EAST', warehouseName: '东库 East', quantity: 10 }))),
    ),
    await distributor.importFile(
      'offers',
      'ndjson',
      lines(named.map((row) => ({ ...row, price: '10.00', currency: 'CNY' }))),
    ),
  ];
  for (const job of jobs) expect(job).toMatchObject({ state: 'done', failed: 0 });
  const found = async () => (await distributor.get(`/v1/search?q=${BRAND}&inStock=true`)).body.hits;
  await vi.waitUntil(async () => (await found()).length === numbers.length, { timeout: 30_000 });
  for (const { partId, partNumber } of await found()) partIds.set(partNumber, partId);
  browser = await openBrowser();
});
afterAll(async () => {
  await browser?.close();
  await platform?.[Symbol.asyncDispose]();
});

/** What the console says beside refusals, which the browser itself tells it of. */
const faults = ({ complaints }: Visitor) => complaints.filter((each) => !each.includes('status of 4'));
const rowOf = (page: Page, number: string) => page.locator('.stock-part', { hasText: number });

describe.each([
  { size: 'phone', language: 'zh-CN', number: 'STK71901' },
  { size: 'desk', language: 'en', number: 'STK71902' },
] as const)('stock, on a $size in $language', ({ size, language, number }) => {
  it('is adjusted by a seller, and the storefront shows it', async () => {
    await using seller = await visit(browser, { url: platform.url, size, language });
    const { page } = seller;
    await page.goto('/console');
    await seller.signIn(platform.keys.users.seller);
    await page.locator('.tabs a[aria-current=page][href$="/console/stock"]').waitFor();
    expect(await page.locator('.tabs.tabs a[href*="/console/"]').count()).toBe(1);
    await page.locator('.stock-part').first().waitFor();
    await page.locator('.stock-filters input[name=q]').fill(number.replace('719', '-719 ').toLowerCase());
    await page.locator('.stock-filters input[name=q]').press('Enter');
    await expect.poll(() => page.url()).toContain('q=');
    const row = rowOf(page, number);
    await row.locator('table').waitFor();
    expect(await row.textContent()).toContain(HOSTILE);
    // A seller sets no prices.
    expect(await row.locator('.stock-prices button').count()).toBe(0);

    await row.locator('tbody button').click();
    await row.locator('input[name=quantity]').fill('seven');
    await row.locator('form button[type=submit]').click();
    await row.locator('.problem').waitFor();
    await row.locator('input[name=quantity]').fill('７');
    // What is told by a timer comes late now: what was set is shown with the form that goes, and not a moment after it.
    await page.evaluate(
      'void (window.setTimeout = ((set) => (run, ms = 0) => set(run, Math.max(ms, 1_000)))(window.setTimeout.bind(window)))',
    );
    await row.locator('form button[type=submit]').click();
    await row.locator('form').waitFor({ state: 'detached' });
    expect(await row.locator('tbody td.numeric').allTextContents()).toEqual(['7', '0', '7']);
    await row.locator('tbody button').click();
    await row.locator('input[type=radio]').nth(1).check();
    await row.locator('input[name=quantity]').fill('-3');
    await row.locator('select[name=reason]').selectOption('damaged');
    await seller.look('40-console-stock-form');
    await row.locator('form button[type=submit]').click();
    await row.locator('form').waitFor({ state: 'detached' });
    await expect.poll(() => row.locator('tbody td.numeric').allTextContents()).toEqual(['4', '0', '4']);

    // Its link restores the view; what is filtered away isn't there.
    await page.reload();
    await rowOf(page, number).waitFor();
    await page.locator('select').nth(2).selectOption('none');
    await expect.poll(() => rowOf(page, number).count()).toBe(0);
    await page.locator('select').nth(2).selectOption('below');
    await rowOf(page, number).waitFor();
    await seller.look('41-console-stock');

    await page.goto(`/parts/${partIds.get(number)}`);
    await page.locator('.offer tbody tr').waitFor();
    expect(await page.locator('.offer tbody td.numeric').textContent()).toBe('4');
    await expect
      .poll(
        async () => (await platform.distributor.get(`/v1/search?q=${number}`)).body.hits[0].totalAvailable,
      )
      .toBe(4);
    expect(faults(seller)).toEqual([]);
  });
});

it('of two who change one price the second is told, and shown both', async () => {
  const number = 'STK71903';
  const link = `/console/stock?q=${number}`;
  await using manager = await visit(browser, {
    ...{ url: platform.url, size: 'desk', language: 'en', dark: true },
  });
  const first = manager.page;
  await first.goto(link);
  await manager.signIn(platform.keys.users.catalogueManager);
  const second = await manager.context.newPage();
  await second.goto(link);
  const edit = async (page: Page, price: string) => {
    await rowOf(page, number).locator('.stock-prices button').click();
    await rowOf(page, number).locator('input[name=price]').fill(price);
  };
  const save = (page: Page) => rowOf(page, number).locator('form button[type=submit]').click();
  await edit(first, '12.50');
  await edit(second, '11,00');
  await save(second);
  await rowOf(second, number).locator('.problem').waitFor();
  await rowOf(second, number).locator('input[name=price]').fill('11.00');
  await save(first);
  await rowOf(first, number).locator('form').waitFor({ state: 'detached' });
  await expect.poll(() => rowOf(first, number).locator('.stock-prices .price').textContent()).toBe('¥12.50');
  await save(second);
  const told = rowOf(second, number).locator('.stock-both');
  await told.waitFor();
  expect(await told.locator('dd').allTextContents()).toEqual(['from 1 ¥12.50', 'from 1 ¥11.00']);
  const price = async () =>
    (await platform.distributor.get(`/v1/parts/${partIds.get(number)}/availability`)).body.bestPrice.amount;
  expect(await price()).toBe(1_250);
  await rowOf(second, number).locator('.problem button').nth(1).click();
  await rowOf(second, number).locator('form').waitFor({ state: 'detached' });
  expect(await price()).toBe(1_100);

  // So with a count: what was seen is no more.
  await first.reload();
  await rowOf(first, number).locator('tbody button').click();
  await rowOf(first, number).locator('input[name=quantity]').fill('20');
  await rowOf(second, number).locator('tbody button').click();
  await rowOf(second, number).locator('input[name=quantity]').fill('15');
  await rowOf(second, number).locator('tbody form button[type=submit]').click();
  await rowOf(second, number).locator('form').waitFor({ state: 'detached' });
  await rowOf(first, number).locator('tbody form button[type=submit]').click();
  const conflict = rowOf(first, number).locator('.problem');
  await conflict.waitFor();
  expect(await conflict.locator('p').first().textContent()).toMatch(/were 10 .* are 15 now, and you want 20/);
  await manager.look('42-console-stock-conflict');
  await conflict.locator('button').nth(1).click();
  await expect.poll(() => rowOf(first, number).locator('tbody td.numeric').first().textContent()).toBe('15');
  expect(faults(manager)).toEqual([]);
});

it('a buyer is refused by view and by API', async () => {
  await using buyer = await visit(browser, { url: platform.url, size: 'desk', language: 'en' });
  const { page } = buyer;
  await page.goto('/console/stock');
  await buyer.signIn(platform.keys.users.buyer);
  await page.locator('.console .empty').waitFor();
  expect(await page.locator('.console .tabs, .stock-part').count()).toBe(0);
  const partId = partIds.get('STK71904') ?? '';
  const statuses = await page.evaluate<number[]>(`(async () => {
    const { csrfToken } = await (await fetch('/v1/session')).json();
    const send = async (method, path, body) => (await fetch(path, {
      method,
      headers: { 'X-CSRF-Token': csrfToken, 'Content-Type': 'application/json', 'Idempotency-Key': 'buyer' },
      body: JSON.stringify(body),
    })).status;
    return [
      (await fetch('/v1/stock')).status,
      await send('PATCH', '/v1/parts/${partId}/stock/W-EAST', { delta: 5, reason: 'found' }),
      await send('PUT', '/v1/parts/${partId}/offer', { prices: [], pricesVersion: 'x' }),
    ];
  })()`);
  expect(statuses).toEqual([403, 403, 403]);
  const { body } = await platform.distributor.get(`/v1/parts/${partId}/availability`);
  expect(body).toMatchObject({ totalAvailable: 10, bestPrice: { amount: 1_000 } });
});

describe.each([
  { size: 'desk', language: 'en' },
  { size: 'phone', language: 'zh-CN' },
] as const)('part types and brands, on a $size in $language', ({ size, language }) => {
  it('a type of a foreign table gets a meaning, and its parts are found by it; ids come and go', async () => {
    await using manager = await visit(browser, { url: platform.url, size, language });
    const { page } = manager;
    await page.goto('/console/part-types');
    await manager.signIn(platform.keys.users.catalogueManager);
    await page.locator('.type-tree').first().waitFor();
    const listed = page.locator('.stock-table tr', { hasText: REF });
    if (size === 'desk') {
      const entry = page.locator('.type-entry', { hasText: REF });
      await entry.waitFor();
      expect(await entry.textContent()).toContain('4 parts');
      await manager.look('43-console-part-types');
      await entry.locator('input[name=means]').fill('no such type');
      await entry.locator('button[type=submit]').click();
      await entry.locator('.problem').waitFor();
      await entry.locator('input[name=means]').fill('oil-filter');
      await entry.locator('button[type=submit]').click();
      await entry.waitFor({ state: 'detached' });
      const typed = async () =>
        (await platform.distributor.get(`/v1/search?q=${BRAND}&partTypeId=oil-filter`)).body.total;
      await vi.waitUntil(async () => (await typed()) === 4, { timeout: 30_000 });
    }
    await listed.waitFor();
    await page.locator('.type-tree').first().waitFor();
    await page.locator('input[type=search]').last().fill('oil-filter');
    await page.locator('.type-tree .type-entry', { hasText: 'oil-filter' }).first().waitFor();
    await manager.look('44-console-part-types-found');

    await page.goto('/console/brands');
    await page.locator('.stock-table').first().waitFor();
    await page.locator('input[name=id]').fill('autocare.brand:SWLL');
    await page.locator('input[name=means]').fill(BRAND);
    await page.locator('form[aria-label] button[type=submit]').click();
    const id = page.locator('.stock-table tr', { hasText: 'autocare.brand:SWLL' });
    await id.waitFor();
    await manager.look('45-console-brands');
    await id.locator('button').click();
    await id.locator('.button-danger').click();
    await id.waitFor({ state: 'detached' });
    await page.locator('input[type=file]').setInputFiles({
      ...{ name: 'brands.csv', mimeType: 'text/csv' },
      buffer: Buffer.from(`id,means\nautocare.brand:SWL1,${BRAND}\n`),
    });
    await page.locator('.stock-form .confirm, .stock-form > .button').last().click();
    await page.locator('.stock-form .button-danger').click();
    await page.locator('.stock-table tr', { hasText: 'autocare.brand:SWL1' }).waitFor();
    await page.locator('.stock-table tr', { hasText: 'autocare.brand:SWL1' }).locator('button').click();
    await page.locator('.button-danger').click();
    await expect.poll(() => page.locator('.stock-table tr', { hasText: 'SWL1' }).count()).toBe(0);
    expect(faults(manager)).toEqual([]);
  });
});
