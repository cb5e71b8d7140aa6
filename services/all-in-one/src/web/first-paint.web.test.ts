import {
  type FirstLoad,
  isWritten,
  measureFirstLoad,
  measureTyping,
  type SessionCookie,
  signInFor,
  type Typing,
} from '@qipei/testing/page-speed';
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

/** Where the heading and the box stand, and whatever else is named. */
function places(page: Page, within: string, more: readonly string[] = []): Promise<number[][]> {
  const names = ['h1', '.search-field', '.search-go', '.brand', ...more];
  return page.evaluate<number[][]>(
    `${JSON.stringify(names)}.flatMap((name) =>
      [...document.querySelectorAll('${within} ' + name)].slice(0, 8).map((element) => {
        const { x, y, width, height } = element.getBoundingClientRect();
        return [x, y, width, height].map(Math.round);
      }))`,
  );
}

/** Files of the application, held until they are let through. */
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

/** All of a view that came written is there, and not its beginning alone: what comes behind it waits for its styles. */
function untilWhole(page: Page): Promise<void> {
  return page.locator('#first-paint .footer').waitFor({ state: 'attached' });
}

/** A platform that has just started, or a busy one, answers later than a page waits: here a guest's page has its answer. */
async function waitForAnswers(page: Page): Promise<void> {
  await page.route(
    (url) => /^\/t\/demo\/(?:search|parts\/)/.test(url.pathname),
    async (route) => {
      let response = await route.fetch();
      for (let time = 0; time < 50 && !(await response.text()).includes('id="first-answers"'); time += 1)
        response = await route.fetch();
      const { 'content-encoding': _, 'content-length': _length, ...headers } = response.headers();
      await route.fulfill({ response, headers, body: await response.text() });
    },
  );
}

const RESULTS = `/t/demo/search?q=${encodeURIComponent('机油滤清器')}`;

describe.each(['phone', 'desk'] as const)('the first view on a %s', (size) => {
  it.each(['zh-CN', 'en'] as const)(
    'in %s is there before any file, and nothing moves when they come',
    async (language) => {
      await using visitor = await visit(browser, { url: platform.url, size, language });
      const { page } = visitor;
      const release = await holdFiles(page);
      await page.goto('/t/demo/', { waitUntil: 'commit' });
      await page.locator('#first-paint h1').waitFor();
      await page.locator('#first-paint .search-go').waitFor();
      const before = await places(page, '#first-paint');
      const box = page.locator('#first-paint input');
      await box.click();
      await box.pressSequentially('oil fil');
      await visitor.look('40-first-paint');
      release();
      await page.locator('#first-paint').waitFor({ state: 'detached' });
      expect(await places(page, '#root')).toEqual(before);
      const own = page.locator('#root .search-large input');
      expect(await own.inputValue()).toBe('oil fil');
      await page.keyboard.type('ter');
      expect(await own.inputValue()).toBe('oil filter');
      expect(visitor.complaints).toEqual([]);
      // The application has heard of it, too.
      await page.keyboard.press('Enter');
      await page.waitForURL((url) => url.searchParams.get('q') === 'oil filter');
    },
  );

  it('of results and of a part has what was found, before any file, and nothing moves when they come', async () => {
    await using visitor = await visit(browser, { url: platform.url, size, language: 'zh-CN' });
    const { page } = visitor;
    const release = await holdFiles(page);
    await waitForAnswers(page);
    await page.goto(RESULTS, { waitUntil: 'commit' });
    const hit = page.locator('#first-paint .hit-name').first();
    await hit.waitFor();
    await untilWhole(page);
    const part = (await hit.getAttribute('href')) ?? '';
    const ofResults = ['.hit-name', '.chip', '#hits-title', '.sorting', '.nav-link'];
    await visitor.look('41-written-results');
    // In what the application has, too, the last toggle is the one that was pressed; the first one was pressed, and pressed again.
    const toggles = page.locator('#first-paint .compare-toggle');
    for (const toggle of [toggles.first(), toggles.last(), toggles.first()]) await toggle.click();
    await page.evaluate('scrollTo(0, 200)');
    const before = await places(page, '#first-paint', ofResults);
    const scrolled = await page.evaluate('scrollY');
    expect(scrolled).toBeGreaterThan(0);
    release();
    await page.locator('#first-paint').waitFor({ state: 'detached' });
    expect(await page.evaluate('scrollY')).toBe(scrolled);
    expect(await places(page, '#root', ofResults)).toEqual(before);
    expect(before.length).toBeGreaterThan(12);
    await page.locator('#root .compare-tray').waitFor();
    const pressed = page.locator('#root .compare-toggle');
    expect(await pressed.last().getAttribute('aria-pressed')).toBe('true');
    expect(await pressed.first().getAttribute('aria-pressed')).toBe('false');

    await page.unroute('**/assets/**');
    const releaseAgain = await holdFiles(page);
    await page.goto(part, { waitUntil: 'commit' });
    await page.locator('#first-paint h1 .number').waitFor();
    await untilWhole(page);
    const ofPart = ['.part-name', '.part-actions .button', '.facts dt', '.numbers li'];
    const head = await places(page, '#first-paint', ofPart);
    await page.locator('#first-paint .part-actions .button').nth(1).focus();
    releaseAgain();
    await page.locator('#first-paint').waitFor({ state: 'detached' });
    expect(await places(page, '#root', ofPart)).toEqual(head);
    await page.locator('#root .part-actions .button:nth-of-type(2):focus').waitFor();
    expect(visitor.complaints).toEqual([]);
  });
});

describe('the first view', () => {
  it('brings a guest’s answer along', async () => {
    await using visitor = await visit(browser, { url: platform.url, size: 'phone', language: 'zh-CN' });
    const { page } = visitor;
    const asked: string[] = [];
    page.on('request', (request) => {
      const { pathname } = new URL(request.url());
      if (/^\/v1\/(?:search|parts\/[^/]+)$/.test(pathname)) asked.push(pathname);
      if (pathname.startsWith('/assets/libraries')) asked.push('files');
    });
    await waitForAnswers(page);
    const hit = page.locator('#root .hit-name').first();
    await page.goto(RESULTS);
    const part = (await hit.getAttribute('href')) ?? '';
    const { pathname } = new URL(part, platform.url);
    await page.goto(pathname);
    await page.locator('#root h1 .number').waitFor();
    expect(asked).toEqual(['files', 'files']);
    // A search that comes later is asked as ever.
    await page.goto(RESULTS);
    await hit.waitFor();
    asked.length = 0;
    const answer = page.waitForResponse((response) => new URL(response.url()).pathname === '/v1/search');
    await page.locator('#root .search-input').fill('火花塞');
    await page.locator('#root .search-go').click();
    await page.waitForURL(/%E7%81%AB/);
    await answer;
    await hit.waitFor();
    expect(asked).toEqual(['/v1/search']);

    expect(visitor.complaints).toEqual([]);
  });

  it('leads to the results without a script', async () => {
    await using visitor = await visit(browser, {
      ...{ url: platform.url, size: 'phone', language: 'en', scripts: false },
    });
    const { page } = visitor;
    await page.goto('/t/demo/');
    await page.locator('#first-paint input').fill('oil filter');
    await page.locator('#first-paint button').click();
    await page.waitForURL('**/t/demo/search?q=oil+filter');
    expect(await page.locator('#first-paint .search-input').inputValue()).toBe('oil filter');
  });

  it('is the sign-in for who isn’t known, and the box for who is', async () => {
    await using visitor = await visit(browser, { url: platform.url, size: 'phone', language: 'en' });
    const { page } = visitor;
    const painted = async () => await (await page.goto('/'))?.text();
    expect(await painted()).toMatch(/<div id="first-paint">(?!.*<input).*<h1>Sign in<\/h1>/s);
    await visitor.signIn(platform.keys.users.buyer);
    await page.locator('.search-large').waitFor();
    expect(await painted()).toMatch(/<div id="first-paint">.*<input class="search-input"/s);
    await page.locator('#root .search-large').waitFor();
    await page.locator('a[href="/cart"]').waitFor();
    await page.locator('.menu summary').click();
    await page.getByText('中文').click();
    await page.locator('html[lang=zh-CN]').waitFor();
    expect(await painted()).toMatch(/<html lang="zh-CN">/);
    expect(visitor.complaints).toEqual([]);
  });
});

/** What a page may cost its reader, in the better visits: the machine that measures does other things as well, which only add. */
const BUDGET = {
  lcp: 1_500,
  /** Of a page that came with its view; one that comes without has it in 3 to 4 s. */
  writtenLcp: 2_500,
  cls: 0.01,
  scriptBytes: 180 * 1024,
  keyToPaint: 100,
};
const VISITS = 4;
const ROUNDS = 5;
/** Pages that are taken as they come, one after the other. */
const TAKEN = 10;

/** The second best of four or five: neither a single good one passes, nor fails one or two in which the machine was away. */
function secondBest(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[1] ?? Number.NaN;
}

describe('on a cheap phone with slow 4G', () => {
  it('the first load of the start page stays within the budget', async () => {
    const url = `${platform.url}/t/demo/`;
    const loads: FirstLoad[] = [];
    while (loads.length < VISITS) loads.push(await firstLoad(url, '#root .search-input'));
    expectWithinBudget('start page', loads, BUDGET.lcp);
  });

  it.each([
    ['results', 'guests', '#root .hit-name'],
    ['part', 'guests', '#root h1 .number'],
    ['results', 'who is signed in', '#root .hit-name'],
    ['part', 'who is signed in', '#root .offer-price'],
    ['orders', 'who is signed in', '#root .cards .card'],
  ] as const)(
    'the first load of %s, for %s, comes written by the server, and stays within the budget',
    async (view, who, ready) => {
      const home = `${platform.url}/t/demo/`;
      const { hits } = (await platform.distributor.get('/v1/search?q=oil+filter&inStock=true&pageSize=1'))
        .body;
      const [{ partId }] = hits;
      const session = who === 'guests' ? undefined : await signInFor(platform.url, platform.keys.users.buyer);
      if (view === 'orders') await placeOrder(partId);
      const url = {
        results: `${home}search?q=${encodeURIComponent('机油滤清器')}`,
        part: `${home}parts/${partId}`,
        orders: `${home}orders`,
      }[view];
      // A busy platform leaves some out, and one that is warm not most.
      await expect.poll(() => writtenOf(url, TAKEN, session)).toBeGreaterThan(TAKEN / 2);
      const loads: FirstLoad[] = [];
      const written = () => loads.filter(({ cameWritten }) => cameWritten);
      while (loads.length < VISITS || (written().length < VISITS / 2 && loads.length < 3 * VISITS))
        loads.push(await firstLoad(url, ready, session));
      expectWithinBudget(`${view}, ${who}`, loads, Number.POSITIVE_INFINITY);
      expect(secondBest(written().map(({ lcp }) => lcp))).toBeLessThanOrEqual(BUDGET.writtenLcp);
      // It is what the server wrote that its reader sees then.
      expect(written().filter(({ largestCameWithPage }) => largestCameWithPage)).not.toEqual([]);
    },
  );

  async function placeOrder(partId: string): Promise<void> {
    const placed = await platform.shop.post(
      '/v1/orders',
      { lines: [{ partId, quantity: 1 }] },
      { 'Idempotency-Key': 'for the list' },
    );
    expect(placed.status).toBe(201);
  }

  function firstLoad(url: string, ready: string, session?: SessionCookie): Promise<FirstLoad> {
    return measureFirstLoad(browser, {
      ...{ url, ready, locale: 'zh-CN', slowdown: 'phone' },
      ...(session === undefined ? {} : { session }),
    });
  }

  /** How many of `times` come with their view. */
  async function writtenOf(url: string, times: number, session?: SessionCookie): Promise<number> {
    const cookie = session === undefined ? '' : `${session.name}=${session.value}`;
    let written = 0;
    for (let time = 0; time < times; time += 1) {
      const answer = await fetch(url, { headers: { accept: 'text/html', cookie } });
      if (isWritten(await answer.text())) written += 1;
    }
    return written;
  }

  function expectWithinBudget(view: string, loads: readonly FirstLoad[], lcpBudget: number): void {
    const told = loads.map(
      ({ lcp, largest, largestCameWithPage, cameWritten, rate, ready, cls }) =>
        `LCP ${lcp} (${largest}${largestCameWithPage ? ', came with the page' : ''}), ready ${Math.round(ready)}, shift ${cls}, ` +
        `${cameWritten ? 'written' : 'not written'}, ${rate.toFixed(1)} times slower`,
    );
    console.log(`${view}: ${told.join('; ')}`);
    // Nothing measured is no page that is fast.
    for (const { lcp, scriptBytes } of loads) {
      expect(lcp).toBeGreaterThan(0);
      expect(scriptBytes).toBeGreaterThan(0);
    }
    expect(secondBest(loads.map(({ lcp }) => lcp))).toBeLessThanOrEqual(lcpBudget);
    expect(Math.max(...loads.map(({ cls }) => cls))).toBeLessThanOrEqual(BUDGET.cls);
    expect(Math.max(...loads.map(({ scriptBytes }) => scriptBytes))).toBeLessThanOrEqual(BUDGET.scriptBytes);
  }

  it('a key that is typed is seen within the budget', async () => {
    const texts = ['机油滤清器', 'honda accord', '0986452'];
    const rounds: Typing[] = [];
    for (let time = 0; time < ROUNDS; time += 1) {
      const round = await measureTyping(browser, {
        ...{ url: `${platform.url}/t/demo/`, box: '#root .search-input', locale: 'zh-CN', slowdown: 'phone' },
        texts,
      });
      expect(round.text).toBe(texts.at(-1));
      expect(round.keys).toHaveLength(texts.join('').length);
      rounds.push(round);
    }
    // Key by key: one that is slow in most rounds stays.
    const keys = Array.from(texts.join(''), (_, at) =>
      secondBest(rounds.map((round) => round.keys[at] ?? 0)),
    );
    const told = secondBest(rounds.map(({ longestTold }) => longestTold));
    console.log(
      `keys to paint: ${keys.map(Math.round).join(', ')} ms; longest that the browser tells: ${told} ms; ` +
        `${rounds.map(({ rate }) => rate.toFixed(1)).join(', ')} times slower`,
    );
    expect(Math.max(...keys)).toBeLessThanOrEqual(BUDGET.keyToPaint);
  });

  it('a page that moves, and keys that take long, are noticed', async () => {
    const slow = `data:text/html,${encodeURIComponent(`<!doctype html><h1>slow</h1><input><script>
      document.querySelector('input').addEventListener('input', () => {
        for (const end = performance.now() + 150; performance.now() < end; );
      });
      setTimeout(() => document.querySelector('h1').style.marginTop = '40vh', 900);
      setTimeout(() => document.body.append(Object.assign(document.createElement('p'), { className: 'moved', textContent: 'moved' })), 1200);
    </script>`)}`;
    const load = await measureFirstLoad(browser, {
      url: slow,
      ready: '.moved',
      locale: 'en',
      slowdown: 'phone',
    });
    expect(load.lcp).toBeGreaterThan(0);
    expect(load.cls).toBeGreaterThan(BUDGET.cls);
    const { keys, longestTold } = await measureTyping(browser, {
      ...{ url: slow, box: 'input', locale: 'en', texts: ['油a1'], slowdown: 'phone' },
    });
    expect(keys).toHaveLength(3);
    expect(Math.min(...keys)).toBeGreaterThan(BUDGET.keyToPaint);
    expect(longestTold).toBeGreaterThan(BUDGET.keyToPaint);
  });
});
