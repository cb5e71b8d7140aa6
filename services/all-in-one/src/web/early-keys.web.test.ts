import { type DemoPlatform, startDemoPlatform } from '@qipei/testing/platform';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { openBrowser, visit, WEB_DIST } from './web-browser.fixture.ts';

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

/** A network on which the page comes at once, and its files when they are let through. */
async function holdFiles(page: Page): Promise<() => void> {
  let release = () => {};
  const held = new Promise<void>((resolve) => {
    release = resolve;
  });
  await page.route('**/assets/**', async (route) => {
    await held;
    await route.continue();
  });
  return release;
}

describe('while the files of a page are on their way', () => {
  it.each([
    { where: 'the first view', path: '/t/demo/', box: '.search-large .search-input', before: '' },
    {
      where: 'results',
      path: '/t/demo/search?q=brake+disc',
      box: '.header .search-input',
      before: 'brake disc',
    },
  ])('`/` leads to the box of $where, and what is typed there goes on', async ({ path, box, before }) => {
    await using visitor = await visit(browser, { url: platform.url, size: 'desk', language: 'en' });
    const { page } = visitor;
    const release = await holdFiles(page);
    await page.goto(path, { waitUntil: 'commit' });
    const early = page.locator('#first-paint .search-input');
    await early.waitFor();
    expect(await early.inputValue()).toBe(before);
    await page.keyboard.press('/');
    await page.keyboard.type('oil');
    await page.keyboard.press('Control+k');
    await page.keyboard.press('End');
    await page.keyboard.type(' fil/');
    release();
    await page.locator('#first-paint').waitFor({ state: 'detached' });
    const own = page.locator(`#root ${box}`);
    expect(await own.inputValue()).toBe('oil fil/');
    await page.keyboard.press('Backspace');
    await page.keyboard.type('ter');
    expect(await own.inputValue()).toBe('oil filter');
    await page.keyboard.press('Enter');
    await page.waitForURL((url) => url.searchParams.get('q') === 'oil filter');
    await page.locator('.hit-name').first().waitFor();
    expect(visitor.complaints).toEqual([]);
  });

  it('`?` shows the keys as soon as there are some, but not to who has switched them off', async () => {
    await using visitor = await visit(browser, { url: platform.url, size: 'desk', language: 'en' });
    const { page } = visitor;
    let release = await holdFiles(page);
    await page.goto('/t/demo/vehicles', { waitUntil: 'commit' });
    await page.locator('#first-paint .search-input').waitFor();
    await page.keyboard.press('?');
    release();
    await page.locator('dialog[open]').waitFor();
    await page.locator('dialog[open] input[type=checkbox]').uncheck();
    await page.locator('dialog[open] button').click();
    await page.unrouteAll();

    release = await holdFiles(page);
    await page.reload({ waitUntil: 'commit' });
    await page.locator('#first-paint .search-input').waitFor();
    await page.keyboard.press('?');
    await page.keyboard.press('/');
    expect(await page.evaluate('document.activeElement === document.body')).toBe(true);
    await page.keyboard.press('Control+k');
    await page.keyboard.type('pads');
    release();
    await page.locator('#first-paint').waitFor({ state: 'detached' });
    expect(await page.locator('#root .header .search-input').inputValue()).toBe('pads');
    expect(await page.locator('dialog[open]').count()).toBe(0);
    expect(visitor.complaints).toEqual([]);
  });

  it('a key that leads to no box yet is heard when there is one', async () => {
    await using visitor = await visit(browser, { url: platform.url, size: 'desk', language: 'en' });
    const { page } = visitor;
    await page.goto('/');
    await visitor.signIn(platform.keys.users.buyer);
    await page.locator('.search-large').waitFor();
    const release = await holdFiles(page);
    // As of a page without a first view in it, such as one that a CDN serves.
    await page.route('**/vehicles', async (route) => {
      const answer = await route.fetch();
      // The body comes opened.
      const { 'content-encoding': _, 'content-length': _length, ...headers } = answer.headers();
      const body = (await answer.text()).replace('id="first-paint"', 'hidden');
      await route.fulfill({ status: answer.status(), headers, body });
    });
    await page.goto('/vehicles', { waitUntil: 'commit' });
    await page.locator('div[hidden] .search-input').waitFor({ state: 'attached' });
    await page.keyboard.press('Control+k');
    release();
    await page.locator('#root .header .search-input:focus').waitFor();
  });

  it('a word that is being put together, as Chinese is typed, isn’t cut off', async () => {
    await using visitor = await visit(browser, { url: platform.url, size: 'desk', language: 'zh-CN' });
    const { page, context } = visitor;
    const release = await holdFiles(page);
    await page.goto('/t/demo/', { waitUntil: 'commit' });
    await page.locator('#first-paint .search-input').click();
    const keyboard = await context.newCDPSession(page);
    const compose = (text: string) =>
      keyboard.send('Input.imeSetComposition', {
        text,
        selectionStart: text.length,
        selectionEnd: text.length,
      });
    await compose('ji');
    release();
    await page.locator('#root .search-large').waitFor({ state: 'attached' });
    await compose('jiyou');
    await keyboard.send('Input.insertText', { text: '机油' });
    await page.locator('#first-paint').waitFor({ state: 'detached' });
    expect(await page.locator('#root .search-input').inputValue()).toBe('机油');
    await page.locator('.suggestion').first().waitFor();
    expect(visitor.complaints).toEqual([]);
  });
});
