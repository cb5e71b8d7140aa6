import { type DemoPlatform, startDemoPlatform } from '@qipei/testing/platform';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { openBrowser, visit, WEB_DIST } from './web-browser.fixture.ts';

const VIN = '1HGCM82633A004352';
const TEXTS = {
  'zh-CN': { confirmed: '已确认', cancelled: '已取消', fits: '适配', cancel: '取消订单', sure: '确定取消' },
  en: {
    confirmed: 'Confirmed',
    cancelled: 'Cancelled',
    fits: 'Fits',
    cancel: 'Cancel order',
    sure: 'Yes, cancel',
  },
} as const;

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

describe.each([
  { size: 'phone', language: 'zh-CN', dark: false },
  { size: 'desk', language: 'en', dark: false },
  { size: 'desk', language: 'zh-CN', dark: true },
] as const)('on a $size in $language (dark: $dark)', ({ size, language, dark }) => {
  const texts = TEXTS[language];

  it('a VIN leads to a part that fits, to an order, and back', async () => {
    await using visitor = await visit(browser, { url: platform.url, size, language, dark });
    const { page, look } = visitor;
    const shot = (name: string) => look(dark ? `${name}-dark` : name);
    await page.goto('/');
    await page.locator('input[name=email]').waitFor();
    expect(await page.locator('html').getAttribute('lang')).toBe(language);
    await shot('01-sign-in');
    await visitor.signIn(platform.keys.users.buyer);
    await page.locator('.search-large').waitFor();
    await shot('02-home');

    await page.keyboard.press('/');
    await page.keyboard.type(VIN);
    await page.keyboard.press('Enter');
    await page.locator('.hit-name').first().waitFor();
    expect(new URL(page.url()).searchParams.get('q')).toBe(VIN);
    await page.locator('.vin-vehicle', { hasText: 'Accord' }).waitFor();
    expect(await page.locator('.fit-fits').first().textContent()).toContain(texts.fits);
    expect(await page.locator(size === 'phone' ? '.cards .card' : '.table tbody tr').count()).toBeGreaterThan(
      5,
    );
    await shot('03-results');

    const offered = page.locator(size === 'phone' ? '.cards .card' : '.table tbody tr').filter({
      has: page.locator('.stock-many'),
    });
    await offered.first().locator('.hit-name').click();
    await page.locator('.fit-check .fit-fits').waitFor();
    await page.locator('.offer .offer-price .price').waitFor();
    const number = await page.locator('h1 .number').textContent();
    await shot('04-part');
    await page.locator('.offer-order .quantity').fill('2');
    await page.locator('.offer-order .button-primary').click();
    await page.locator('a[href="/cart"]').click();
    await page.locator('.cart-line').waitFor();
    expect(await page.locator('.cart-line .number').textContent()).toBe(number);
    await page.locator('.cart-total .price').waitFor();
    await page.locator('.cart-end input').fill('bay 3');
    await shot('05-cart');
    await page.locator('.cart-end button[type=submit]').click();

    await page.locator('.track-step[aria-current=step]').waitFor();
    expect(page.url()).toMatch(/\/orders\/[\w-]+$/);
    await expect
      .poll(() => page.locator('.track-step[aria-current=step]').textContent())
      .toBe(texts.confirmed);
    expect(await page.locator('h1').textContent()).toBe('bay 3');
    await shot('06-order');
    await page.getByRole('button', { name: texts.cancel, exact: true }).click();
    await page.getByRole('button', { name: texts.sure }).click();
    await expect
      .poll(() => page.locator('.track-step[aria-current=step]').textContent())
      .toBe(texts.cancelled);
    await page.locator('.order-actions .button-primary').click();
    await page.locator('.cart-line').waitFor();
    expect(await page.locator('.cart-line .quantity').inputValue()).toBe('2');

    await page.goto('/orders');
    await page.locator('.state-cancelled').first().waitFor();
    await shot('07-orders');
    await page.goto('/vehicles');
    await page.locator('.choice-item').first().waitFor();
    await shot('08-vehicles');
    expect(visitor.complaints).toEqual([]);
  });
});

describe('the one box', () => {
  it('understands a bad spelling of an OE number, and a trade name; suggests by keyboard alone', async () => {
    await using visitor = await visit(browser, { url: platform.url, size: 'desk', language: 'zh-CN' });
    const { page } = visitor;
    await page.goto('/search?q=%E6%9C%BA%E6%B2%B9%E6%A0%BC');
    await visitor.signIn(platform.keys.users.buyer);
    // The link that one came with is restored after the sign-in.
    await page.locator('.hit-name').first().waitFor();
    expect(await page.locator('.understood').textContent()).toContain('机油滤清器');
    await page.locator('.hit-name').first().click();
    await page.locator('.numbers .number').first().waitFor();
    const here = page.url();
    const raw = (await page.locator('.numbers .number').first().getAttribute('title')) ?? '';
    const spelling = ` ${raw
      .toLowerCase()
      .replaceAll(/[^a-z0-9]/g, '')
      .split('')
      .join(' ')} `.slice(0, 60);

    await page.keyboard.press('Control+k');
    await page.keyboard.type(spelling);
    await page.keyboard.press('Enter');
    await page.locator('.understood code').waitFor();
    expect(new URL(page.url()).pathname).toBe('/search');
    const hrefs = await page
      .locator('.hit-name')
      .evaluateAll((links) => links.map((link) => link.getAttribute('href')));
    expect(hrefs).toContain(new URL(here).pathname);

    await page.keyboard.press('/');
    await page.keyboard.press('Control+a');
    await page.keyboard.type('jiyou');
    const oilFilter = page.locator('.suggestion', {
      has: page.locator('.suggestion-text', { hasText: /^机油滤清器$/ }),
    });
    await oilFilter.waitFor();
    await visitor.look('09-suggestions');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowUp');
    expect(await page.locator('.suggestion[aria-selected=true]').count()).toBe(1);
    await oilFilter.click();
    await page.locator('.facet-value[aria-current=true]').waitFor();
    expect(new URL(page.url()).searchParams.get('partTypeId')).toBe('oil-filter');

    await page.goto('/search?partTypeId=brake-pads');
    const front = page.locator('.facet', { hasText: '位置' }).locator('.facet-value', { hasText: /^前\d/ });
    const count = (await front.locator('.count').textContent()) ?? '';
    await front.click();
    await expect.poll(() => new URL(page.url()).searchParams.get('position')).toBe('front');
    await page.locator('#hits-title', { hasText: count }).waitFor();
    await page.goto('/search?partTypeId=oil-filter&position=front');
    await page.locator('.facet-value[aria-current=true]', { hasText: /^前0$/ }).waitFor();
    expect(visitor.complaints).toEqual([]);
  });

  it('says of a link with more than it takes that this is too long, instead of showing everything', async () => {
    await using visitor = await visit(browser, { url: platform.url, size: 'phone', language: 'en' });
    const { page } = visitor;
    const asked: string[] = [];
    page.on('request', (request) => asked.push(new URL(request.url()).pathname));
    await page.goto(`/t/demo/search?q=${'oil+filter+'.repeat(60)}`);
    await page.locator('.empty', { hasText: 'too long' }).waitFor();
    await visitor.look('12-too-long');
    expect(await page.locator('.hit-name').count()).toBe(0);
    expect(asked).not.toContain('/v1/search');
    // What was meant is still in the box, to be made shorter.
    const box = page.locator('#root .search-input');
    expect(await box.inputValue()).toMatch(/^oil filter oil/);
    await box.fill('oil filter');
    await box.press('Enter');
    await page.locator('.hit-name').first().waitFor();
    expect(visitor.complaints).toEqual([]);
  });

  it('marks what is in doubt in a VIN and offers what may have been meant', async () => {
    await using visitor = await visit(browser, { url: platform.url, size: 'phone', language: 'en' });
    const { page } = visitor;
    await page.goto(`/search?q=${VIN.replace('4352', '4532')}`);
    await visitor.signIn(platform.keys.users.seller);
    await page.locator('.vin mark').first().waitFor();
    await visitor.look('10-vin-in-doubt');
    await page.locator('.vin-suggestions a').first().click();
    await expect.poll(() => page.locator('.vin-title [aria-hidden]').textContent()).toBe(VIN);
    expect(await page.locator('.vin mark').count()).toBe(0);
    expect(visitor.complaints).toEqual([]);
  });

  it('asks what tells the vehicles of a VIN apart, and takes the answers into the link', async () => {
    await using visitor = await visit(browser, { url: platform.url, size: 'desk', language: 'zh-CN' });
    const { page } = visitor;
    await page.goto('/search?q=LBELMBKB5EY495362');
    await visitor.signIn(platform.keys.users.buyer);
    const panel = page.locator('section.vin');
    const isChosen = () => new URL(page.url()).searchParams.has('vehicleId');
    /** What was asked stays until there is something else to say. */
    const answer = async (press: () => Promise<unknown>) => {
      const before = await panel.textContent();
      await press();
      await expect.poll(async () => isChosen() || (await panel.textContent()) !== before).toBe(true);
    };
    const elantra = page.getByRole('button', { name: /Elantra/ });
    await elantra.waitFor();
    await answer(() => elantra.click());
    const answered = page.url();
    expect(new URL(answered).searchParams.get('answers')).toContain('model:');
    await visitor.look('11-vin-question');
    // Until one vehicle is left, or several that no question tells apart: then it is one of the list.
    const asked = page.locator('.question, .vin-candidates[open]');
    const list = page.locator('.question select');
    for (let question = 0; question < 6; question += 1) {
      await expect.poll(async () => isChosen() || (await asked.count()) > 0).toBe(true);
      if (isChosen()) break;
      if ((await page.locator('.question').count()) === 0)
        await answer(() => page.locator('.vin-candidates a').first().click());
      else if ((await list.count()) > 0) await answer(() => list.selectOption({ index: 1 }));
      else await answer(() => page.locator('.question button').first().click());
    }
    expect(new URL(page.url()).searchParams.get('vehicleId')).toMatch(/./);
    // It is remembered once there is an answer.
    await expect
      .poll(() =>
        page.evaluate<string>(
          "Object.entries(localStorage).filter(([name]) => name.includes('garage')).join()",
        ),
      )
      .toContain('LBELMBKB5EY495362');
    await page.goto('/');
    await page.locator('.garage-link', { hasText: 'LBELMBKB5EY495362' }).waitFor();
    await page.goto(answered);
    await page.locator('.question').waitFor();
    expect(visitor.complaints).toEqual([]);
  });

  it('leads from make to engine, each step in the link', async () => {
    await using visitor = await visit(browser, { url: platform.url, size: 'phone', language: 'en' });
    const { page } = visitor;
    await page.goto('/vehicles');
    await visitor.signIn(platform.keys.users.buyer);
    await page.locator('.choice-filter').fill('honda');
    await page
      .locator('.choice-item', { hasText: /^Honda/ })
      .first()
      .click();
    await page.locator('.choice-filter').fill('accord');
    await page
      .locator('.choice-item', { hasText: /^Accord$/ })
      .first()
      .click();
    await page.locator('.choice-item', { hasText: '2003' }).click();
    await page.locator('.steps li', { hasText: '2003' }).waitFor();
    await page.reload();
    await page.locator('.choice-item').first().click();
    await page.locator('.hit-name').first().waitFor();
    expect(new URL(page.url()).searchParams.get('vehicleId')).toMatch(/./);
    expect(visitor.complaints).toEqual([]);
  });
});
