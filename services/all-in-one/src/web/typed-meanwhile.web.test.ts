import { type DemoPlatform, startDemoPlatform } from '@qipei/testing/platform';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, inject, it, vi } from 'vitest';
import { pngOf } from '../png.fixture.ts';
import { openBrowser, visit, WEB_DIST } from './web-browser.fixture.ts';

const BRAND = 'Meanwell';
const NUMBER = 'MNW-3310';

let platform: DemoPlatform;
let browser: Browser;
let partId: string;
beforeAll(async () => {
  platform = await startDemoPlatform(inject('demo'), { WEB_DIST });
  const { distributor, url, keys } = platform;
  for (const [kind, more] of [
    ['parts', { partType: 'oil-filter' }],
    ['stock', { warehouse: 'W-EAST', quantity: 10 }],
    ['offers', { price: '12.50', currency: 'CNY' }],
  ] as const) {
    const row = JSON.stringify({ brand: BRAND, partNumber: NUMBER, ...more });
    expect(await distributor.importFile(kind, 'ndjson', `${row}\n`)).toMatchObject({
      state: 'done',
      failed: 0,
    });
  }
  const found = async () => (await distributor.get(`/v1/search?q=${NUMBER}&inStock=true`)).body.hits;
  await vi.waitUntil(async () => (await found()).length === 1, { timeout: 60_000 });
  partId = (await found())[0].partId;
  const picture = await fetch(`${url}/v1/parts/${partId}/images/front.png`, {
    ...{ method: 'PUT', body: pngOf(40, 30) },
    headers: { authorization: `Bearer ${keys.distributor}`, 'content-type': 'image/png' },
  });
  expect(picture.status).toBe(201);
  browser = await openBrowser();
});
afterAll(async () => {
  await browser?.close();
  await platform?.[Symbol.asyncDispose]();
});

interface Editor {
  path: () => string;
  /** Is there once nothing moves any more. */
  ready?: string;
  /** What is pressed before there is a form. */
  open?: string;
  /** What else is filled in. */
  beside?: Record<string, string>;
  field: string;
  values: [sent: string, typedSince: string];
  save: string;
  route: string;
}

const EDITORS: Record<string, Editor> = {
  'the look of the storefront': {
    path: () => '/console/look',
    field: '[name="tagline.en"]',
    values: ['Parts by noon', 'Parts by ten'],
    save: '.look-save button[type=submit]',
    route: '**/v1/storefront-settings',
  },
  'a level of stock': {
    path: () => `/console/stock?q=${NUMBER}`,
    open: '.stock-where tbody button >> nth=0',
    field: '.stock-where input[name=quantity]',
    values: ['7', '9'],
    save: '.stock-where form button[type=submit]',
    route: '**/v1/parts/*/stock/*',
  },
  'the prices of a part': {
    path: () => `/console/stock?q=${NUMBER}`,
    open: '.stock-prices button',
    field: '.stock-what input[name=price]',
    values: ['10.20', '10.30'],
    save: '.stock-what form button[type=submit]',
    route: '**/v1/parts/*/offer',
  },
  'the limits of releases': {
    path: () => '/console/releases',
    field: '.release-rules input[name=maxChanged] >> nth=0',
    values: ['41', '42'],
    save: '.release-rules form button[type=submit] >> nth=0',
    route: '**/v1/release-rules*',
  },
  'a new grant': {
    path: () => '/console/grants',
    beside: { '.ops-form [name=subscriber]': 'demo-shop', '.ops-form [name=brands]': BRAND },
    field: '.ops-form [name=note]',
    values: ['contract 1', 'contract 2'],
    save: '.ops-form button[type=submit]',
    route: '**/v1/grants',
  },
  'an id of a foreign table': {
    path: () => '/console/brands',
    beside: { '.stock-form [name=means]': BRAND },
    field: '.stock-form [name=id]',
    values: ['autocare.brand:MNW1', 'autocare.brand:MNW2'],
    save: '.stock-form button[type=submit]',
    route: '**/v1/brand-ids',
  },
  'what is to be seen on a picture': {
    path: () => `/parts/${partId}`,
    ready: '.part-name:has-text("Oil filter")',
    open: '.own-images summary',
    field: '.edit-image input[name=en]',
    values: ['Front', 'Front, without its seal'],
    save: '.edit-image button[type=submit]',
    route: '**/v1/parts/*/images/*',
  },
};

it.each(Object.entries(EDITORS))(
  '%s: what is typed while it is saved stays, and is saved the next time',
  async (_, { path, ready, open, beside = {}, field, values: [sent, since], save, route }) => {
    await using owner = await visit(browser, { url: platform.url, size: 'desk', language: 'en' });
    const { page } = owner;
    await page.goto(path());
    await owner.signIn(platform.keys.users.owner);
    if (ready !== undefined) await page.locator(ready).waitFor();
    if (open !== undefined) await page.locator(open).click();
    for (const [place, value] of Object.entries(beside)) await page.locator(place).fill(value);
    const typed = page.locator(field);
    await typed.fill(sent);
    const { promise: isHeld, resolve: letGo } = Promise.withResolvers<void>();
    let changes = 0;
    await page.route(route, async (going) => {
      if (going.request().method() === 'GET') return await going.continue();
      changes += 1;
      const response = await going.fetch();
      await isHeld;
      return await going.fulfill({ response });
    });
    const isSaved = () =>
      page.waitForResponse((answer) => answer.request().method() !== 'GET' && answer.url().includes('/v1/'));
    const first = isSaved();
    await page.locator(save).click();
    await expect.poll(() => changes).toBe(1);
    await typed.fill(since);
    letGo();
    expect((await first).ok()).toBe(true);
    await page
      .locator(`${save.replace(' >> nth=0', '')}:enabled:not([aria-disabled=true])`)
      .first()
      .waitFor();
    expect(await typed.inputValue()).toBe(since);
    const second = isSaved();
    await page.locator(save).click();
    const answer = await second;
    expect(answer.ok()).toBe(true);
    expect(answer.request().postData()).toContain(since.replace(/^10\.30$/, '1030'));
    expect(owner.complaints).toEqual([]);
  },
);
