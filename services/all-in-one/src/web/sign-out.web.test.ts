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

/** Longer than the view of the health waits before it asks again by itself, and shorter than a change waits for its answer. */
const LONG_MS = 11_000;

/** A visitor whose pages ask again as often as the test says that time has passed. */
async function enter(path: string, user: { email: string; password: string }): Promise<Visitor> {
  const visitor = await visit(browser, { url: platform.url, size: 'desk', language: 'en' });
  await visitor.context.clock.install();
  await visitor.page.goto(path);
  await visitor.signIn(user);
  return visitor;
}

/** What a page asks of the platform, the session's own questions apart. */
function questionsOf(page: Page): string[] {
  const asked: string[] = [];
  page.on('request', (request) => {
    const { pathname } = new URL(request.url());
    if (pathname.startsWith('/v1/') && !pathname.startsWith('/v1/session'))
      asked.push(`${request.method()} ${pathname}`);
  });
  return asked;
}

/** Of a tab beside the visitor's first one. */
function complaintsOf(page: Page): string[] {
  const complaints: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(`${message.text()} (${message.location().url})`);
  });
  return complaints;
}

/** The platform ends the session, or fails to, and the page hears of it when the test says so. */
async function holdSignOut(page: Page, status?: number) {
  const { promise: isEnded, resolve: end } = Promise.withResolvers<void>();
  const { promise: isHeard, resolve: tell } = Promise.withResolvers<void>();
  await page.route('**/v1/session', async (route) => {
    if (route.request().method() !== 'DELETE') return await route.fallback();
    const response = status === undefined ? await route.fetch() : undefined;
    end();
    await isHeard;
    await route.fulfill(response === undefined ? { status: status ?? 500, body: '' } : { response });
  });
  return { isEnded, tell };
}

async function pressSignOut(page: Page): Promise<void> {
  await page.locator('.menu summary').click();
  await page.getByRole('button', { name: 'Sign out' }).click();
}

const signInForm = (page: Page) => page.locator('input[name=password]').waitFor();

describe('while somebody signs out', () => {
  it.each(['views that ask again by themselves', 'those that are gone to'])(
    '%s ask nothing, in any tab',
    async (which) => {
      await using visitor = await enter('/console/health', platform.keys.users.owner);
      const { page, context } = visitor;
      await page.locator('.console table').first().waitFor();
      const second = await context.newPage();
      const complaints = complaintsOf(second);
      await second.goto('/console/health');
      await second.locator('.console table').first().waitFor();
      const { isEnded, tell } = await holdSignOut(page);
      await pressSignOut(page);
      await isEnded;

      const asked = [questionsOf(page), questionsOf(second)];
      if (which === 'those that are gone to')
        for (const tab of [page, second]) {
          await tab.locator('.nav a[href="/vehicles"]').click();
          await tab.locator('h1', { hasText: 'Choose a vehicle' }).waitFor();
        }
      else await context.clock.fastForward(LONG_MS);
      tell();
      await signInForm(page);
      await signInForm(second);
      expect(asked).toEqual([[], []]);
      expect([...visitor.complaints, ...complaints]).toEqual([]);
    },
  );

  it('what is asked meanwhile is asked afterwards where nothing comes of it', async () => {
    await using visitor = await enter('/orders', platform.keys.users.buyer);
    const { page } = visitor;
    const { isEnded, tell } = await holdSignOut(page, 503);
    await pressSignOut(page);
    await isEnded;
    const asked = questionsOf(page);
    await page.locator('.nav a[href="/vehicles"]').click();
    await page.locator('h1', { hasText: 'Choose a vehicle' }).waitFor();
    expect(asked).toEqual([]);
    tell();
    await page.locator('.choice-item').first().waitFor();
    expect(asked).toContain('GET /v1/makes');
    expect(visitor.complaints).toEqual([expect.stringContaining('status of 503')]);
  });

  it('a view is left before what it asked is forgotten: changed in that moment, it doesn’t ask again', async () => {
    await using visitor = await enter('/', platform.keys.users.buyer);
    const { page, context } = visitor;
    await page.locator('.search-large').waitFor();
    const second = await context.newPage();
    const complaints = complaintsOf(second);
    await second.goto('/orders');
    await second.locator('.empty, .table').first().waitFor();
    await page.locator('.menu summary').click();
    const hears = second.evaluate(
      `new Promise((resolve) => new BroadcastChannel('qipei.session').addEventListener('message',
        ({ data }) => data.owner === '-' && resolve()))`,
    );
    // What is told to views by a timer comes late from here on.
    await context.clock.pauseAt(Date.now() + 3_600_000);
    const asked = questionsOf(second);
    await page.getByRole('button', { name: 'Sign out' }).click();
    await hears;
    await second.setViewportSize({ width: 390, height: 844 });
    await expect.poll(() => second.evaluate('matchMedia("(min-width: 56rem)").matches')).toBe(false);
    await context.clock.resume();
    await signInForm(second);
    expect(asked).toEqual([]);
    expect([...visitor.complaints, ...complaints]).toEqual([]);
  });
});

describe('a page that is gone back to as it was left', () => {
  it('shows nothing of what it had until it is known who looks, and doesn’t wait for that without end', async () => {
    await using visitor = await visit(browser, { url: platform.url, size: 'phone', language: 'en' });
    const { page } = visitor;
    await page.goto('/search?q=oil+filter');
    await visitor.signIn(platform.keys.users.buyer);
    const prices = page.locator('#root .price');
    await prices.first().waitFor();
    let isAsked = () => {};
    const asked = new Promise<void>((resolve) => {
      isAsked = resolve;
    });
    // It never answers.
    await page.route('**/v1/session', () => isAsked());
    // What it waits for by the clock is over when the test says so.
    await page.evaluate(`
      window.waits = [];
      window.timeout = AbortSignal.timeout;
      AbortSignal.timeout = () => {
        const wait = new AbortController();
        window.waits.push(() => wait.abort(new DOMException('The time is up.', 'TimeoutError')));
        return wait.signal;
      };
      dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }));
    `);
    await asked;
    expect(await page.locator('#root').isVisible()).toBe(false);
    await page.evaluate('AbortSignal.timeout = window.timeout; for (const end of window.waits) end();');
    const again = page.locator('#root .problem button');
    await again.waitFor();
    expect(await prices.count()).toBe(0);
    await visitor.look('89-unanswered');
    await page.unroute('**/v1/session');
    await again.click();
    await prices.first().waitFor();
    expect(visitor.complaints).toEqual([]);
  });
});

describe('orders, where guests may look at the catalogue,', () => {
  it('are asked for by nobody who isn’t signed in, who is led to the sign-in and back', async () => {
    await using visitor = await visit(browser, { url: platform.url, size: 'phone', language: 'en' });
    const { page } = visitor;
    const asked = questionsOf(page);
    await page.goto('/t/demo/orders');
    await signInForm(page);
    expect(asked.filter((each) => each.includes('/v1/orders'))).toEqual([]);
    const { email, password } = platform.keys.users.buyer;
    await page.locator('input[name=email]').fill(email);
    await page.locator('input[name=password]').fill(password);
    await page.keyboard.press('Enter');
    await page.locator('h1', { hasText: 'Orders' }).waitFor();
    expect(new URL(page.url()).pathname).toBe('/t/demo/orders');
    await pressSignOut(page);
    await signInForm(page);
    expect(visitor.complaints).toEqual([]);
  });
});
