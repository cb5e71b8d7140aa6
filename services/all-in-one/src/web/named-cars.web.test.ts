import { type DemoPlatform, startDemoPlatform } from '@qipei/testing/platform';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, it, vi } from 'vitest';
import { openBrowser, visit, WEB_DIST } from './web-browser.fixture.ts';

let platform: DemoPlatform;
let browser: Browser;
beforeAll(async () => {
  platform = await startDemoPlatform(inject('demo'), { WEB_DIST });
  // One that has just started takes words for words until it has had the time to look for cars in them.
  const named = async () =>
    (await platform.shop.get(`/v1/search?q=${encodeURIComponent('2018 雅閣 煞車片')}`)).body.intent.named;
  await vi.waitUntil(async () => (await named()) !== null, { timeout: 60_000, interval: 200 });
  browser = await openBrowser();
});
afterAll(async () => {
  await browser?.close();
  await platform?.[Symbol.asyncDispose]();
});

const box = (page: Page) => page.locator('#root .search-input');
const asked = (page: Page) => new URL(page.url()).searchParams;

async function type(page: Page, text: string): Promise<void> {
  await box(page).fill(text);
  await box(page).press('Enter');
}

describe('a car that is named beside a part', () => {
  it('is understood in chips of which each can be taken out, and leads to the exact car', async () => {
    await using visitor = await visit(browser, { url: platform.url, size: 'desk', language: 'zh-CN' });
    const { page } = visitor;
    await page.goto('/');
    await visitor.signIn(platform.keys.users.buyer);
    await box(page).waitFor();
    await type(page, '2018 雅閣 煞車片');
    const chip = (text: string) => page.locator('.understood .chip', { hasText: text });
    for (const text of ['2018', '雅阁', '制动片']) await chip(text).waitFor();
    const count = async () =>
      Number((await page.locator('#hits-title').textContent())?.replaceAll(/\D/g, ''));
    const ofYear = await count();
    await visitor.look('97-named-cars');
    await chip('2018').locator('.chip-off').click();
    await chip('2018').waitFor({ state: 'detached' });
    expect(asked(page).get('q')).toBe('雅閣 煞車片');
    expect(await count()).toBeGreaterThanOrEqual(ofYear);
    await page.getByText('不按车型筛选').click();
    await page.getByText('只看适配的').waitFor();
    expect(await count()).toBeGreaterThan(ofYear);
    await page.getByText('选择具体车辆').click();
    await page.locator('.choice-item', { hasText: '2018' }).click();
    await page.waitForURL((url) => url.searchParams.get('year') === '2018');
    // The link runs ahead of the view: until then the years are what can be chosen.
    await page.locator('.steps li', { hasText: '2018' }).waitFor();
    await page.locator('.choice-item').first().click();
    await page.locator('.fit').first().waitFor();
    expect(asked(page).get('q')).toBe('煞車片');
    expect(asked(page).get('vehicleId')).toMatch(/^v1861-2018-/);
  });

  it('may be words again', async () => {
    await using visitor = await visit(browser, { url: platform.url, size: 'desk', language: 'zh-CN' });
    const { page } = visitor;
    await page.goto('/');
    await visitor.signIn(platform.keys.users.buyer);
    await box(page).waitFor();
    await type(page, 'Focus 刹车片');
    await page.getByText('当作普通文字搜索').click();
    await page.getByText('识别车型').waitFor();
    await page.locator('.understood .chip', { hasText: '文字' }).waitFor();
    await page.getByText('识别车型').click();
    await page.getByText('当作普通文字搜索').waitFor();
  });
});

it('who goes back while the box holds something else sees there what was searched for', async () => {
  await using visitor = await visit(browser, { url: platform.url, size: 'desk', language: 'zh-CN' });
  const { page } = visitor;
  await page.goto('/');
  await visitor.signIn(platform.keys.users.buyer);
  await box(page).waitFor();
  await type(page, '机油格');
  await page.locator('.hit-name').first().waitFor();
  await type(page, '刹车片');
  await page.waitForURL((url) => url.searchParams.get('q') === '刹车片');
  await page.locator('.hit-name').first().waitFor();
  await box(page).focus();
  await box(page).pressSequentially('感应线');
  await page.goBack();
  await page.waitForURL((url) => url.searchParams.get('q') === '机油格');
  await expect.poll(() => box(page).inputValue()).toBe('机油格');
  await box(page).pressSequentially('盖');
  await page.goForward();
  await expect.poll(() => box(page).inputValue()).toBe('刹车片');
});
