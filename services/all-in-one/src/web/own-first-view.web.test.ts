import { signInFor } from '@qipei/testing/page-speed';
import { type DemoPlatform, startDemoPlatform } from '@qipei/testing/platform';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { openBrowser, type Visitor, visit, WEB_DIST } from './web-browser.fixture.ts';

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

const VIN = '1HGCM82633A004352';
const RESULTS = `/t/demo/search?q=${VIN}`;

/** Somebody whose session this browser has. */
async function signedIn({ context }: Visitor, user: { email: string; password: string }): Promise<void> {
  await context.addCookies([{ ...(await signInFor(platform.url, user)), url: platform.url, httpOnly: true }]);
}

/** Files of the application, held until they are let through. */
async function holdFiles(page: Page): Promise<() => void> {
  await page.unroute('**/assets/**');
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

/** The view as the server wrote it, its files on hold: a busy platform leaves it out, and is asked again. */
async function openWritten(page: Page, path: string): Promise<() => void> {
  const release = await holdFiles(page);
  for (let time = 0; time < 30; time += 1) {
    await page.goto(path, { waitUntil: 'commit' });
    await page.locator('#first-paint').waitFor({ state: 'attached' });
    if ((await page.locator('#first-paint[data-for]').count()) === 0) continue;
    // All of it is there: what comes behind it waits for its styles.
    await page.locator('#first-paint .footer').waitFor({ state: 'attached' });
    return release;
  }
  throw new Error(`${path} never came written`);
}

/** Of what stands in the window, of each eight at most. */
function places(page: Page, within: string, names: readonly string[]): Promise<number[][]> {
  return page.evaluate<number[][]>(
    `${JSON.stringify(names)}.flatMap((name) =>
      [...document.querySelectorAll('${within} ' + name)].slice(0, 8).map((element) => {
        const { x, y, width, height } = element.getBoundingClientRect();
        return y >= innerHeight ? [] : [[x, y, width, height].map(Math.round)];
      }).flat())`,
  );
}

/** How far a page can be scrolled. */
function heightOf(page: Page): Promise<number> {
  return page.evaluate<number>('document.documentElement.scrollHeight');
}

/** Until the application has taken the place of the view that the server wrote. */
async function untilTaken(page: Page, release: () => void): Promise<void> {
  release();
  await page.locator('#first-paint').waitFor({ state: 'detached' });
}

describe.each([
  ['phone', 'zh-CN'],
  ['desk', 'zh-CN'],
  ['phone', 'en'],
  ['desk', 'en'],
] as const)('who is signed in, on a %s, in %s,', (size, language) => {
  it('sees what was found with prices and stock before any file, and nothing moves when they come', async () => {
    await using visitor = await visit(browser, { url: platform.url, size, language });
    const { page } = visitor;
    await signedIn(visitor, platform.keys.users.buyer);
    const ofResults = ['.vin-vehicle', '.hit-name', '.price', '.stock', '#hits-title', '.sorting'];
    const release = await openWritten(page, RESULTS);
    const before = await places(page, '#first-paint', ofResults);
    expect(before.length).toBeGreaterThan(5);
    expect(await page.locator('#first-paint .price').first().textContent()).toMatch(/¥\s?\d/);
    const stocked = page
      .locator('#first-paint tr, #first-paint .card')
      .filter({ has: page.locator('.stock-many') });
    const partId = new URL(
      (await stocked.first().locator('.hit-name').getAttribute('href')) ?? '',
      platform.url,
    ).pathname;
    const height = await heightOf(page);
    await untilTaken(page, release);
    expect(await places(page, '#root', ofResults)).toEqual(before);
    expect(await heightOf(page)).toBe(height);

    const releasePart = await openWritten(page, partId);
    const ofPart = [
      'h1',
      '.part-type',
      '.part-name',
      '.part-actions .button',
      '.offer-price',
      '.offer .stock',
      '.offer th',
      '.facts dt',
    ];
    expect(await page.locator('#first-paint .offer-price').textContent()).toMatch(/¥\s?\d/);
    await page.locator('#first-paint .offer-order .quantity').fill('4');
    await page.locator('#first-paint .offer-order .button-primary').click();
    const head = await places(page, '#first-paint', ofPart);
    await untilTaken(page, releasePart);
    expect(await places(page, '#root', ofPart)).toEqual(head);
    // Nor when all of it has come that isn't seen at first.
    await expect.poll(() => page.locator('#root .loading').count()).toBe(0);
    expect(await places(page, '#root', ofPart)).toEqual(head);
    expect(await page.locator('#root .offer-order .quantity').inputValue()).toBe('4');
    await page.locator('.badge', { hasText: /^4$/ }).waitFor();
    expect(visitor.complaints).toEqual([]);
  });
});

describe('a page whose application never comes', () => {
  it('ends where its view does', async () => {
    await using visitor = await visit(browser, {
      ...{ url: platform.url, size: 'phone', language: 'en', scripts: false },
    });
    const { page } = visitor;
    // A busy platform leaves it out of a page.
    const isWritten = async () => {
      await page.goto('/t/demo/search?q=oil+filter');
      return await page.locator('#first-paint[data-for]').count();
    };
    await expect.poll(isWritten).toBe(1);
    const footer = await page.locator('#first-paint .footer').boundingBox();
    expect(footer).not.toBeNull();
    const end = (footer?.y ?? 0) + (footer?.height ?? 0);
    expect(Math.abs((await heightOf(page)) - end)).toBeLessThan(1);
  });
});

describe('prices that are hidden', () => {
  it('are so from the first moment, and are said to be when the application is there', async () => {
    await using visitor = await visit(browser, { url: platform.url, size: 'phone', language: 'en' });
    const { page } = visitor;
    await signedIn(visitor, platform.keys.users.buyer);
    const shown = (within: string) =>
      page.evaluate<string[]>(
        `[...document.querySelectorAll('${within} .price')].filter((each) => getComputedStyle(each).visibility === 'visible')
          .map((each) => each.textContent)`,
      );
    const release = await openWritten(page, RESULTS);
    expect((await shown('#first-paint')).length).toBeGreaterThan(5);
    await untilTaken(page, release);
    await page.locator('.menu summary').click();
    await page.getByText('Hide prices').click();
    for (const path of [
      RESULTS,
      (await page.locator('#root .hit-name').first().getAttribute('href')) ?? '',
    ]) {
      const releaseAgain = await openWritten(page, path);
      expect(await page.locator('#first-paint .price').count()).toBeGreaterThan(0);
      expect(await shown('#first-paint')).toEqual([]);
      await untilTaken(page, releaseAgain);
      expect([...new Set(await shown('#root'))]).toEqual(['•••']);
    }
    expect(visitor.complaints).toEqual([]);
  });
});

describe('a page that came for one person', () => {
  const hasPrices = (page: Page) => page.locator('.price').count();

  it('is not shown to the next who signs in meanwhile, nor is done for them what was pressed', async () => {
    await using visitor = await visit(browser, { url: platform.url, size: 'phone', language: 'en' });
    const { page } = visitor;
    await signedIn(visitor, platform.keys.users.buyer);
    const release = await openWritten(page, RESULTS);
    const before = await page.locator('#first-paint .menu-who').textContent();
    await page.locator('#first-paint .button-primary:enabled').nth(1).click();
    // What it asks of the session is answered to somebody else.
    await signedIn(visitor, platform.keys.users.seller);
    const asked: string[] = [];
    page.on('request', (request) => asked.push(new URL(request.url()).pathname));
    await page.evaluate(`window.earlyAnswers = { '/v1/session': fetch('/v1/session') }`);
    await untilTaken(page, release);
    await page.locator('#root .hit-name').first().waitFor();
    await page.locator('.menu summary').click();
    expect(await page.locator('.menu-who').textContent()).not.toBe(before);
    expect(asked).toContain('/v1/search');
    expect(await page.locator('.badge').count()).toBe(0);
    expect(visitor.complaints).toEqual([]);
  });

  it('is gone when they have signed out, in any tab, by going back, and from all that the browser keeps', async () => {
    await using visitor = await visit(browser, {
      ...{ url: platform.url, size: 'desk', language: 'en', worker: true },
    });
    const { page, context } = visitor;
    await signedIn(visitor, platform.keys.users.buyer);
    await page.goto('/');
    await page.evaluate('navigator.serviceWorker.ready.then(() => 0)');
    await page.goto('/search?q=oil+filter');
    await page.locator('#root .price').first().waitFor();
    const part = (await page.locator('#root .hit-name').first().getAttribute('href')) ?? '';
    await page.goto(part);
    await page.locator('#root .offer-price').waitFor();
    const keptTexts = () =>
      page.evaluate<string>(
        `caches.keys().then((names) => Promise.all(names.map(async (name) => {
        const cache = await caches.open(name);
        const texts = (await cache.keys()).filter(({ url }) => !url.includes('/assets/'))
          .map(async (key) => (await cache.match(key)).text());
        return (await Promise.all(texts)).join();
      }))).then((all) => all.join())`,
      );
    await expect.poll(keptTexts).toContain('"hasSession":null');
    expect(await keptTexts()).not.toMatch(/bestPrice|class="price|"sight":\{/);

    const other = await context.newPage();
    await other.goto('/');
    await other.locator('.menu summary').click();
    await other.getByRole('button', { name: 'Sign out' }).click();
    await other.locator('input[name=password]').waitFor();
    await page.locator('input[name=password]').waitFor();
    expect(await hasPrices(page)).toBe(0);
    for (let back = 0; back < 2; back += 1) {
      await page.goBack({ waitUntil: 'commit' });
      await page.locator('input[name=password]').waitFor();
      expect(await hasPrices(page)).toBe(0);
    }
    // Another storefront of the same host shows what its guests see.
    await page.goto('/t/demo/search?q=oil+filter');
    await page.locator('#root .hit-name').first().waitFor();
    expect(await hasPrices(page)).toBe(0);
    expect(visitor.complaints).toEqual([]);
  });

  it('comes as a guest’s when their session has ended, and the cookie is gone', async () => {
    await using visitor = await visit(browser, { url: platform.url, size: 'phone', language: 'en' });
    const { page, context } = visitor;
    await signedIn(visitor, platform.keys.users.buyer);
    const cookies = await context.cookies();
    const { csrfToken } = await (await context.request.get('/v1/session')).json();
    const ended = await context.request.delete('/v1/session', {
      headers: { origin: platform.url, 'x-csrf-token': csrfToken },
    });
    expect(ended.status()).toBe(204);
    await context.addCookies(cookies);
    const release = await openWritten(page, '/t/demo/search?q=oil+filter');
    expect(await hasPrices(page)).toBe(0);
    expect((await context.cookies()).filter(({ name }) => name.endsWith('qipei-session'))).toEqual([]);
    await untilTaken(page, release);
    await page.locator('#root .hit-name').first().waitFor();
    expect(await hasPrices(page)).toBe(0);
    expect(visitor.complaints).toEqual([]);
  });
});
