import { type DemoPlatform, startDemoPlatform } from '@qipei/testing/platform';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { openBrowser, visit, WEB_DIST } from './web-browser.fixture.ts';

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

/** How many orders the buyer has under this reference, as the API tells it. */
function ordersOf(page: Page, reference: string): Promise<number> {
  return page.evaluate<number>(
    `fetch('/v1/orders').then((answer) => answer.json()).then(({ orders }) =>
      orders.filter(({ customerReference }) => customerReference === ${JSON.stringify(reference)}).length)`,
  );
}

/** A page whose session has ended may hear so by what it asks on its own, before somebody presses anything. */
async function pressIfThere(page: Page, selector: string): Promise<void> {
  await page.evaluate(`document.querySelector(${JSON.stringify(selector)})?.click()`);
}

describe('a cart of many lines', () => {
  it('is priced by a single question, and has no sum before', async () => {
    await using visitor = await visit(browser, { url: platform.url, size: 'desk', language: 'en' });
    const { page } = visitor;
    await page.goto('/search?inStock=true');
    await visitor.signIn(platform.keys.users.buyer);
    await page.locator('.table .button-primary').first().click();
    const { hits } = (await platform.shop.get('/v1/search?inStock=true&pageSize=60')).body as {
      hits: {
        partId: string;
        brand: string;
        partNumber: string;
        name: object;
        bestPrice: { amount: number };
      }[];
    };
    expect(hits).toHaveLength(60);
    const lines = hits.map(({ partId, brand, partNumber, name }) => ({
      ...{ partId, brand, partNumber, name, quantity: 1, warehouseId: null },
    }));
    await page.evaluate(
      `localStorage.setItem(Object.keys(localStorage).find((key) => key.includes('cart')), ${JSON.stringify(JSON.stringify(lines))})`,
    );
    const asked: string[] = [];
    const { promise: seen, resolve: go } = Promise.withResolvers<void>();
    await page.route('**/*availability*', async (route) => {
      asked.push(new URL(route.request().url()).pathname);
      await seen;
      await route.continue();
    });
    await page.goto('/cart');
    await page.locator('.cart-line').nth(59).waitFor();
    expect(await page.locator('.cart-total').textContent()).toContain('…');
    expect(await page.locator('.cart-total .price').count()).toBe(0);
    go();
    await page.locator('.cart-total .price').waitFor();
    const sum = hits.reduce((total, { bestPrice }) => total + bestPrice.amount, 0) / 100;
    const told = (await page.locator('.cart-total .price').textContent()) ?? '';
    expect(Number(told.replaceAll(/[^\d.]/g, ''))).toBe(sum);
    expect(asked).toEqual(['/v1/availability']);
    // A line less changes the sum, and nothing of the others goes away meanwhile.
    await page.locator('.cart-line button').first().click();
    await expect.poll(() => page.locator('.cart-line').count()).toBe(59);
    expect(await page.locator('.cart-lines .numeric', { hasText: '…' }).count()).toBe(0);
    await page.unrouteAll();

    // A line more, put in by another tab: the sum is none without it, be the answer late or not there at all.
    const { promise: waited, resolve: fail } = Promise.withResolvers<void>();
    await page.route('**/v1/availability', async (route) => {
      await waited;
      await route.abort('connectionreset');
    });
    const second = await visitor.context.newPage();
    await second.goto(`/parts/${hits[0]?.partId}`);
    await second.locator('.offer-order .button-primary').click();
    await expect.poll(() => page.locator('.cart-line').count()).toBe(60);
    await page.locator('.cart-total', { hasText: '…' }).waitFor();
    expect(await page.locator('.cart-lines .numeric', { hasText: '…' }).count()).toBe(1);
    expect(await page.locator('.cart-total .price').count()).toBe(0);
    fail();
    await page.locator('.cart-end .problem button').waitFor();
    expect(await page.locator('.cart-total .price').count()).toBe(0);
    await page.unrouteAll();
    await page.locator('.cart-end .problem button').click();
    await page.locator('.cart-total .price').waitFor();
    expect(await page.locator('.cart-total .price').textContent()).toBe(told);
    expect(await page.locator('.cart-end .problem').count()).toBe(0);
    // What was cut off is told to the console by the browser itself.
    expect(visitor.complaints.filter((each) => !each.includes('ERR_CONNECTION_RESET'))).toEqual([]);
  });
});

describe('an order that is placed', () => {
  it('isn’t told as lost while it is sent, nor its cart as empty while its view comes', async () => {
    await using visitor = await visit(browser, { url: platform.url, size: 'desk', language: 'en' });
    const { page } = visitor;
    await page.goto(`/search?q=${VIN}`);
    await visitor.signIn(platform.keys.users.buyer);
    await page.locator('.table .button-primary:enabled').first().click();
    const { promise: viewComes, resolve: letView } = Promise.withResolvers<void>();
    await page.route('**/assets/order-page-*', async (route) => {
      await viewComes;
      await route.continue();
    });
    const { promise: orderGoes, resolve: letOrder } = Promise.withResolvers<void>();
    await page.route('**/v1/orders', async (route) => {
      await orderGoes;
      await route.continue();
    });
    await page.goto('/cart');
    await page.locator('.cart-total .price').waitFor();
    // What is told by a timer comes late now: nothing else is seen before its outcome.
    await page.evaluate(
      'void (window.setTimeout = ((set) => (run, ms = 0) => set(run, Math.max(ms, 1_000)))(window.setTimeout.bind(window)))',
    );
    const sent = page.waitForRequest('**/v1/orders');
    const place = page.locator('.cart-end button[type=submit]');
    await place.click();
    await sent;
    expect(await page.locator('.cart-end .note').count()).toBe(0);
    expect(await place.isDisabled()).toBe(true);
    letOrder();
    await page.locator('.cart').waitFor({ state: 'detached' });
    expect(await page.locator('.empty').count()).toBe(0);
    letView();
    await page.locator('.track-step[aria-current=step]').waitFor();
    expect(visitor.complaints).toEqual([]);
  });
});

describe('an order whose answer got lost', () => {
  it('stays as it was sent, through a page loaded again, and is placed once', async () => {
    await using visitor = await visit(browser, { url: platform.url, size: 'desk', language: 'en' });
    const { page } = visitor;
    await page.goto(`/search?q=${VIN}`);
    await visitor.signIn(platform.keys.users.buyer);
    const offered = page.locator('.table tbody tr').filter({ has: page.locator('.stock-many') });
    await offered.first().locator('.hit-name').click();
    await page.locator('.offer-order .button-primary').click();
    await page.locator('a[href="/cart"]').click();
    await page.locator('.cart-end input').fill('lost once');
    await page.locator('.cart-total .price').waitFor();

    let status = 0;
    await page.route(
      (url) => url.pathname === '/v1/orders',
      async (route) => {
        if (route.request().method() !== 'POST') return await route.fallback();
        status = (await route.fetch()).status();
        return await route.abort('connectionreset');
      },
    );
    await page.locator('.cart-end button[type=submit]').click();
    await page.locator('.cart-end .note').waitFor();
    expect(status).toBe(201);
    await visitor.look('30-order-unsure');
    await page.unrouteAll();

    await page.reload();
    await page.locator('.cart-end .note').waitFor();
    expect(await page.locator('.cart-line .quantity').isDisabled()).toBe(true);
    expect(await page.locator('.cart-end input').inputValue()).toBe('lost once');
    await page.locator('.cart-end button[type=submit]').click();
    await page.locator('.track-step[aria-current=step]').waitFor();
    expect(await ordersOf(page, 'lost once')).toBe(1);
    await page.locator('a[href="/cart"]').click();
    await page.locator('.empty').waitFor();
    // The lost answer, told to the console by the browser itself.
    expect(visitor.complaints.filter((each) => !each.includes('ERR_CONNECTION_RESET'))).toEqual([]);
  });
});

describe('a browser that several use', () => {
  it('shows nobody what another has looked at, in any tab, and lets who signs out go', async () => {
    await using visitor = await visit(browser, { url: platform.url, size: 'desk', language: 'en' });
    const { page, context } = visitor;
    await page.goto(`/search?q=${VIN}`);
    await visitor.signIn(platform.keys.users.buyer);
    await page.locator('.hit-name').first().waitFor();
    const second = await context.newPage();
    await second.goto('/vehicles');
    await second.locator('.garage-link').waitFor();

    await page.locator('.menu summary').click();
    await page.getByRole('button', { name: 'Sign out' }).click();
    await page.locator('input[name=password]').waitFor();
    await second.locator('input[name=password]').waitFor();
    expect(await second.locator('.garage-link').count()).toBe(0);

    await visitor.signIn(platform.keys.users.seller);
    await page.locator('.search-large').waitFor();
    expect(await page.locator('.garage-link').count()).toBe(0);
    await second.locator('.nav a[href="/vehicles"]').waitFor();
    expect(visitor.complaints).toEqual([]);
  });

  it('asks who is there as soon as a session has ended, and comes back without what stands behind the #', async () => {
    await using visitor = await visit(browser, { url: platform.url, size: 'phone', language: 'en' });
    const { page, context } = visitor;
    await page.goto('/vehicles');
    await visitor.signIn(platform.keys.users.buyer);
    await page.locator('.choice-item').first().waitFor();
    await page.goto(`/search?q=${VIN}#secret`);
    await page.locator('.hit-name').first().waitFor();
    await context.clearCookies();
    await pressIfThere(page, '.hit-name');
    await page.locator('input[name=password]').waitFor();
    const { pathname, searchParams } = new URL(page.url());
    expect(pathname).toBe('/sign-in');
    expect(searchParams.get('to')).toMatch(/^\/(?:parts\/|search\?)[^#]*$/);
    await page.goto(`/search?q=${VIN}#secret`);
    await page.locator('input[name=password]').waitFor();
    expect(new URL(page.url()).searchParams.get('to')).toBe(`/search?q=${VIN}`);
    await visitor.signIn(platform.keys.users.buyer);
    await page.locator('.hit-name').first().waitFor();

    // In the middle of an order.
    const [hit] = (await platform.shop.get(`/v1/search?vin=${VIN}&inStock=true&pageSize=1`)).body.hits;
    await page.goto(`/parts/${hit.partId}`);
    await page.locator('.offer .button-primary').first().click();
    await page.goto('/cart');
    await page.locator('.cart-end input').fill('bay 7');
    await page.locator('.cart-total .price').waitFor();
    await page.locator('.cart-end button[type=submit]:enabled').waitFor();
    await context.clearCookies();
    await pressIfThere(page, '.cart-end button[type=submit]');
    await visitor.signIn(platform.keys.users.buyer);
    await page.locator('.cart-line').waitFor();
    expect(await page.locator('.cart-end input').inputValue()).toBe('bay 7');
    await page.locator('.cart-end button[type=submit]').click();
    await page.locator('.track-step[aria-current=step]').waitFor();
    await page.locator('h1', { hasText: 'bay 7' }).waitFor();
    expect(await ordersOf(page, 'bay 7')).toBe(1);
  });
});

describe('a page that is older than the platform', () => {
  it('says so where a part of it is gone, and keeps what was typed', async () => {
    await using visitor = await visit(browser, { url: platform.url, size: 'desk', language: 'en' });
    const { page } = visitor;
    const part = '**/assets/keys-dialog-*.js';
    // However often it is asked for: the browser tries a part again that it couldn't fetch ahead.
    await page.route(part, (route) => route.fulfill({ status: 404, body: '' }));
    await page.goto('/t/demo/');
    // The application's own, and not the one of the first view.
    const typed = page.locator('#root .search-input');
    await typed.fill('90915');
    await typed.blur();
    await page.keyboard.press('?');
    await page.locator('.problem', { hasText: 'new version' }).waitFor();
    expect(await typed.inputValue()).toBe('90915');
    await page.unroute(part);
    await page.locator('.problem .button').click();
    await page.locator('.problem').waitFor({ state: 'detached' });
    await page.locator('#root .search-large').waitFor();
    await page.keyboard.press('?');
    await page.locator('dialog[open]').waitFor();
  });
});

describe('a first visit', () => {
  it('is enough for the page to be there without a network, for whoever was signed in last', async () => {
    await using visitor = await visit(browser, {
      ...{ url: platform.url, size: 'phone', language: 'en', worker: true },
    });
    const { page, context } = visitor;
    const kept = () =>
      page.evaluate<string>(
        `caches.open('pages').then(async (cache) => (await cache.match('/'))?.text() ?? '')`,
      );
    await page.goto('/');
    await page.evaluate('navigator.serviceWorker.ready.then(() => 0)');
    await expect.poll(kept).toContain('"hasSession":null');
    await visitor.signIn(platform.keys.users.buyer);
    await page.locator('.search-large').waitFor();
    await context.setOffline(true);
    await page.reload();
    await page.locator('.offline').waitFor();
    await page.locator('a[href="/cart"]').waitFor();
    await context.setOffline(false);
    await page.reload();
    await page.locator('.search-large').waitFor();
    expect(await kept()).not.toMatch(/"hasSession":(?:true|false)/);

    await page.locator('.menu summary').click();
    await page.getByRole('button', { name: 'Sign out' }).click();
    await page.locator('input[name=password]').waitFor();
    await context.setOffline(true);
    await page.goto('/');
    await page.locator('input[name=password]').waitFor();
    expect(await page.locator('a[href="/cart"]').count()).toBe(0);
  });
});
