import { findHiddenFocus } from '@qipei/testing/page-checks';
import { type DemoPlatform, startDemoPlatform } from '@qipei/testing/platform';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { openBrowser, type Visitor, visit, WEB_DIST } from './web-browser.fixture.ts';

const VIN = '1HGCM82633A004352';
/** What is longer than anybody draws a view for. */
const LONG = {
  brand: 'Verlängerungskupplungsgehäusefabrik Überlingen-Süd',
  partNumber: 'LNG-0123456789-ABCDEFGHIJKLMNOPQRSTUVWXYZ',
  zh: '前制动片总成（含报警线）适用于长轴距加强版四驱行政版及其选装高性能制动套件车型',
  en: 'Brakepadassemblywithwearindicatorandshimsforlongwheelbaseexecutiveversions of the high performance braking package',
};

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

const scrolled = (page: Page) => page.evaluate<number>('Math.round(scrollY)');

describe('whoever goes by Tab', () => {
  it.each(['desk', 'phone'] as const)('sees what has the focus on a %s, bars or no bars', async (size) => {
    await using visitor = await visit(browser, { url: platform.url, size, language: 'en' });
    const { page } = visitor;
    await page.goto(`/search?q=${VIN}`);
    await visitor.signIn(platform.keys.users.buyer);
    await page.locator('.compare-toggle').first().click();
    await page.locator('.compare-tray').waitFor();
    await page.locator('.results-head h2').click();
    const there = await findHiddenFocus(page, 60);
    expect(there.seen).toBeGreaterThan(30);
    expect(there.hidden).toEqual([]);
    // And back up, with the bar of the other end in the way.
    const back = await findHiddenFocus(page, 60, 'Shift+Tab');
    expect(back.seen).toBeGreaterThan(30);
    expect(back.hidden).toEqual([]);
    expect(visitor.complaints).toEqual([]);
  });
});

describe('back', () => {
  it('comes to where one was in the results, with the filters', async () => {
    await using visitor = await visit(browser, { url: platform.url, size: 'phone', language: 'zh-CN' });
    const { page } = visitor;
    await page.goto(`/t/demo/search?q=${VIN}`);
    await page.locator('.hit-name').first().waitFor();
    await page.locator('.facets summary').click();
    await page.locator('.facet-value').first().click();
    await page.locator('.facet-value[aria-current=true]').first().waitFor({ state: 'attached' });
    await page.goBack();
    await page.locator('.facet-value[aria-current=true]').waitFor({ state: 'detached' });
    const filtered = page.url();
    const last = page.locator('.hit-name').last();
    await last.scrollIntoViewIfNeeded();
    const before = await scrolled(page);
    expect(before).toBeGreaterThan(500);
    await last.click();
    await page.locator('.part-head').waitFor();
    await expect.poll(() => scrolled(page)).toBe(0);
    await page.goBack();
    await page.locator('.hit-name').first().waitFor();
    expect(page.url()).toBe(filtered);
    await expect.poll(() => scrolled(page)).toBe(before);
    expect(visitor.complaints).toEqual([]);
  });
});

describe('two tabs of one person', () => {
  it('have one cart, whichever changes it', async () => {
    await using visitor = await visit(browser, { url: platform.url, size: 'desk', language: 'en' });
    const { page, context } = visitor;
    await page.goto(`/search?q=${VIN}`);
    await visitor.signIn(platform.keys.users.buyer);
    const add = page.locator('.table tbody .button-primary:not(:disabled)');
    await add.first().click();
    const second = await context.newPage();
    await second.goto('/cart');
    await second.locator('.cart-line').waitFor();
    await add.nth(1).click();
    await expect.poll(() => second.locator('.cart-line').count()).toBe(2);
    await second.locator('.cart-line .quantity').first().fill('7');
    await expect.poll(() => page.locator('.nav .badge').textContent()).toBe('8');
    await second.locator('.cart-line button').first().click();
    await expect.poll(() => page.locator('.nav .badge').textContent()).toBe('1');
    // What one adds to what the other has changed meanwhile is added, and puts nothing back.
    await add.first().click();
    await expect.poll(() => second.locator('.cart-line').count()).toBe(2);
    await expect.poll(() => page.locator('.nav .badge').textContent()).toBe('2');
    expect(visitor.complaints).toEqual([]);
  });
});

describe('whoever cancels an order by keyboard', () => {
  /** Places an order of one part, and waits until it is confirmed. */
  async function order({ page, signIn }: Visitor) {
    await page.goto('/search?inStock=true');
    await signIn(platform.keys.users.buyer);
    await page.locator('.table .button-primary:enabled').first().click();
    await page.goto('/cart');
    await page.locator('.cart-total .price').waitFor();
    await page.locator('.cart-end button[type=submit]').click();
    await page.locator('.state-confirmed[aria-current=step]').waitFor();
  }

  it('is taken to the question, back, and on', async () => {
    await using visitor = await visit(browser, { url: platform.url, size: 'desk', language: 'en' });
    const { page } = visitor;
    await order(visitor);
    const press = async (name: string) => {
      await page.getByRole('button', { name, exact: true }).focus();
      await page.keyboard.press('Enter');
    };
    const focused = () => page.evaluate('document.activeElement.textContent');
    await press('Cancel order');
    await expect.poll(focused).toBe('No, keep it');
    await page.keyboard.press('Enter');
    await expect.poll(focused).toBe('Cancel order');
    await page.keyboard.press('Enter');
    await expect.poll(focused).toBe('No, keep it');
    await page.keyboard.press('Shift+Tab');
    await page.keyboard.press('Enter');
    await page.locator('.state-cancelled[aria-current=step]').waitFor();
    await expect.poll(focused).toBe('Order again');
    expect(visitor.complaints).toEqual([]);
  });

  it('and keeps it is left where they are by then, when the order ends by other means', async () => {
    await using visitor = await visit(browser, { url: platform.url, size: 'desk', language: 'en' });
    const { page, context } = visitor;
    await context.clock.install();
    await order(visitor);
    await page.getByRole('button', { name: 'Cancel order' }).click();
    await page.getByRole('button', { name: 'No, keep it' }).click();
    await page.evaluate('document.activeElement.blur()');
    const second = await context.newPage();
    await second.goto(page.url());
    await second.getByRole('button', { name: 'Cancel order' }).click();
    await second.locator('.confirm .button-danger').click();
    await second.locator('.state-cancelled[aria-current=step]').waitFor();
    // Longer than a confirmed order is left alone.
    await context.clock.fastForward(31_000);
    await page.locator('.state-cancelled[aria-current=step]').waitFor();
    expect(await page.evaluate('document.activeElement.matches("button")')).toBe(false);
    expect(visitor.complaints).toEqual([]);
  });
});

describe('in large letters on a phone', () => {
  it('the lines of an order stand one beside or below another, and none over another', async () => {
    await using visitor = await visit(browser, { url: platform.url, size: 'phone', language: 'en' });
    const { page } = visitor;
    await page.goto('/search?inStock=true');
    await visitor.signIn(platform.keys.users.buyer);
    const adding = page.locator('.card .button-primary:enabled');
    await adding.first().waitFor();
    for (let line = 0; line < 6; line += 1) await adding.nth(line).click();
    await page.goto('/cart');
    await page.locator('.cart-total .price').waitFor();
    await page.locator('.cart-end button[type=submit]').click();
    await page.locator('.order-line').nth(5).waitFor();
    // The warehouse of each is known when it is confirmed.
    await page.locator('.state-confirmed[aria-current=step]').waitFor();
    await page.evaluate("document.documentElement.style.fontSize = '200%'");
    const over = await page.evaluate<string[]>(
      `[...document.querySelectorAll('.order-line')].flatMap((line) => {
        const texts = [...line.children].map((each) => {
          const range = document.createRange();
          range.selectNodeContents(each);
          return { text: each.textContent, box: range.getBoundingClientRect() };
        });
        return texts.flatMap((one, at) => texts.slice(at + 1).filter(({ box }) =>
          Math.min(one.box.right, box.right) - Math.max(one.box.left, box.left) > 1 &&
          Math.min(one.box.bottom, box.bottom) - Math.max(one.box.top, box.top) > 6,
        ).map(({ text }) => one.text + ' over ' + text));
      })`,
    );
    expect(over).toEqual([]);
    expect(visitor.complaints).toEqual([]);
  });
});

describe('on paper', () => {
  it('a part is black on white and A4, whatever the screen is, and begins with whose it is', async () => {
    await using visitor = await visit(browser, {
      url: platform.url,
      size: 'desk',
      language: 'en',
      dark: true,
    });
    const { page } = visitor;
    await page.goto(`/t/demo/search?q=${VIN}`);
    await page.locator('.hit-name').first().click();
    await page.locator('.fit-check .fit').waitFor();
    await page.locator('.applications li').first().waitFor();
    await page.locator('.print-sheet .qr-code').waitFor({ state: 'attached' });
    const sheets = (await page.pdf({ preferCSSPageSize: true })).toString('latin1');
    const sizes = [...sheets.matchAll(/\/MediaBox\s*\[([^\]]*)\]/g)].map(([, box = '']) =>
      box
        .trim()
        .split(/\s+/)
        .map((each) => Math.round(Number(each))),
    );
    expect(sizes.length).toBeGreaterThanOrEqual(1);
    expect(sizes.length).toBeLessThanOrEqual(3);
    for (const size of sizes) expect(size).toEqual([0, 0, 595, 842]);
    await page.emulateMedia({ media: 'print', colorScheme: 'dark' });
    const colours = await page.evaluate<string[]>(
      `[...document.querySelectorAll('body, .part h1, .part .fit strong, .part .number')].flatMap((each) => {
        const { color, backgroundColor } = getComputedStyle(each);
        return [color, backgroundColor];
      })`,
    );
    expect([...new Set(colours)].sort()).toEqual(['rgb(0, 0, 0)', 'rgb(255, 255, 255)', 'rgba(0, 0, 0, 0)']);
    expect(visitor.complaints).toEqual([]);
  });
});

describe('a guest of an open storefront', () => {
  it('looks a list of numbers up, and keeps what was found', async () => {
    await using visitor = await visit(browser, { url: platform.url, size: 'phone', language: 'zh-CN' });
    const { page } = visitor;
    const { hits } = (await platform.distributor.get('/v1/search?q=oil+filter&pageSize=3')).body;
    await page.goto('/t/demo/');
    await page.locator('#root a[href$="/numbers"]').click();
    const list = [...hits.map(({ partNumber }: { partNumber: string }) => partNumber), 'NO-SUCH-1'];
    const many = Array.from({ length: 120 }, (_, at) => `15400-PLM-${1_000 + at}`);
    await page.locator('textarea').fill(many.join('\n'));
    await page.locator('main .note', { hasText: '100' }).waitFor();
    await page.locator('textarea').fill(list.join('\n'));
    await page.locator('main form .button-primary').click();
    await page.locator('.found-number').nth(3).waitFor();
    expect(await page.locator('.found-number .hit-name').count()).toBeGreaterThanOrEqual(3);
    await visitor.look('68-guest-numbers');
    const [kept] = await Promise.all([
      page.waitForEvent('download'),
      page.locator('button', { hasText: 'CSV' }).click(),
    ]);
    expect(kept.suggestedFilename()).toBe('numbers.csv');
    expect(visitor.complaints).toEqual([]);
  });
});

describe('what is longer than anybody draws a view for', () => {
  it.each([
    ['phone', 'zh-CN'],
    ['desk', 'en'],
  ] as const)('has its place on a %s', async (size, language) => {
    const { distributor } = platform;
    const of = { brand: LONG.brand, partNumber: LONG.partNumber };
    const rows: [kind: string, row: object][] = [
      [
        'parts',
        {
          ...{ partType: 'oil-filter', nameZh: LONG.zh, nameEn: LONG.en },
          description: `${LONG.en.replaceAll(' ', '')}\n${LONG.zh.repeat(3)}`,
          attributes: { [LONG.en]: LONG.zh, Breite: LONG.en.replaceAll(' ', '') },
          oeNumbers: [`Honda:${'15400-PLM-A01-'.repeat(3)}`],
        },
      ],
      ['offers', { price: '9999999.99', currency: 'CNY' }],
      ['stock', { warehouse: 'ZENTRALLAGER-UEBERLINGEN-01', quantity: 1_000_000 }],
    ];
    for (const [kind, row] of rows)
      expect(
        await distributor.importFile(kind, 'ndjson', `${JSON.stringify({ ...of, ...row })}\n`),
      ).toMatchObject({
        state: 'done',
        failed: 0,
      });
    await using visitor = await visit(browser, { url: platform.url, size, language });
    const { page, look } = visitor;
    await page.goto(`/search?q=${LONG.partNumber}`);
    await visitor.signIn(platform.keys.users.buyer);
    await page.locator('.stock-many').first().waitFor();
    await look('80-long-results');
    await page.locator('.results-main .button-primary').first().click();
    await page.locator('.hit-name').first().click();
    await page.locator('.offer-price .price').waitFor();
    await look('81-long-part');
    await page.locator('a[href="/cart"]').click();
    await page.locator('.cart-line .quantity').fill('1000000');
    await page.locator('.cart-total .price').waitFor();
    await look('82-long-cart');
    expect(visitor.complaints).toEqual([]);
  });

  it('and what is nowhere says so, and what to do', async () => {
    await using visitor = await visit(browser, { url: platform.url, size: 'phone', language: 'zh-CN' });
    const { page, look } = visitor;
    await page.goto('/t/demo/search?q=zzqqxx&brandId=nobody');
    await page.locator('.empty').waitFor();
    await look('83-nothing-found');
    await page.goto('/t/demo/search?page=90');
    await page.locator('.pager').waitFor();
    await look('84-last-page');
    expect(visitor.complaints).toEqual([]);
  });
});
