import { type DemoPlatform, startDemoPlatform } from '@qipei/testing/platform';
import type { Browser, Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { openBrowser, type Visitor, visit, WEB_DIST } from './web-browser.fixture.ts';
import { openReceiver, type WebhookReceiver } from './webhook-receiver.fixture.ts';

const TEXTS = {
  'zh-CN': {
    ...{
      test: '发送测试',
      sure: '更换密钥',
      off: '停用',
      on: '启用',
      remove: '删除',
      replay: /^重新推送：测试/,
    },
    ...{
      delivered: '已送达',
      waiting: '等待中',
      give: '授予权限',
      active: '有效',
      revoked: '已收回',
      revoke: '收回',
    },
  },
  en: {
    ...{ test: 'Send a test', sure: 'New secret', off: 'Switch off', on: 'Switch on', remove: 'Remove' },
    ...{ replay: /^Send again: Test/, delivered: 'Delivered', waiting: 'Waiting', give: 'Give a grant' },
    ...{ active: 'Holds', revoked: 'Taken back', revoke: 'Take back' },
  },
} as const;

let platform: DemoPlatform;
let browser: Browser;
let receiver: WebhookReceiver;
beforeAll(async () => {
  receiver = await openReceiver();
  platform = await startDemoPlatform(inject('demo'), { WEB_DIST, QIPEI_WEBHOOKS_TO_LOOPBACK: 'on' });
  browser = await openBrowser();
});
afterAll(async () => {
  await browser?.close();
  await platform?.[Symbol.asyncDispose]();
  await receiver?.[Symbol.asyncDispose]();
});

/** What the console says beside refusals, which the browser itself tells it of. */
const faults = ({ complaints }: Visitor) => complaints.filter((each) => !each.includes('status of 4'));
const button = (page: Page, name: string | RegExp) =>
  page.getByRole('button', typeof name === 'string' ? { name, exact: true } : { name });
const style = (page: Page, property: string) =>
  page.evaluate<string>(`getComputedStyle(document.documentElement).getPropertyValue('${property}').trim()`);

async function enter(visitor: Visitor, path: string, user = platform.keys.users.owner): Promise<void> {
  await visitor.page.goto(path);
  await visitor.signIn(user);
  await visitor.page.locator('.console .tabs').waitFor();
}

describe.each([
  { size: 'phone', language: 'zh-CN' },
  { size: 'desk', language: 'en' },
] as const)('on a $size in $language', ({ size, language }) => {
  const texts = TEXTS[language];

  it('a webhook is added, tried, watched, sent again, switched, and removed', async () => {
    await using visitor = await visit(browser, { url: platform.url, size, language });
    const { page } = visitor;
    await enter(visitor, '/console/webhooks');
    await page.locator('.empty').waitFor();
    await page.locator('[name=url]').fill('ftp://shop.example/inside');
    await page.locator('.ops-form button[type=submit]').click();
    await page.locator('.ops-form .problem').waitFor();
    await page.locator('[name=url]').fill(receiver.url);
    await page.locator('[name=description]').fill('shop');
    await page.locator('.ops-form button[type=submit]').click();
    await page.locator('.secret').waitFor();
    const secret = (await page.locator('.secret-text').textContent()) ?? '';
    expect(secret).toMatch(/^whsec_/);
    await visitor.look('70-webhook-secret');
    await page.locator('.secret button').last().click();
    await page.locator('.entry a', { hasText: receiver.url }).waitFor();
    await page.locator('.secret').waitFor({ state: 'detached' });
    expect((await page.content()).includes(secret)).toBe(false);
    await visitor.look('71-webhooks');

    await page.locator('.entry a', { hasText: receiver.url }).click();
    const before = receiver.received.length;
    receiver.answer = { status: 503, body: '<b>closed for stocktaking</b>' };
    await button(page, texts.test).click();
    // The log goes on by itself.
    await page.locator('.delivery', { hasText: '503' }).waitFor();
    await page.locator('.delivery', { hasText: texts.waiting }).waitFor();
    await page.locator('.delivery-more summary').first().click();
    await page.locator('.ops-text', { hasText: '<b>closed for stocktaking</b>' }).waitFor();
    receiver.answer = { status: 200, body: 'taken' };
    // It is tried after five seconds, and after thirty more where it has failed again by now.
    await page.locator('.delivery .ops-good', { hasText: texts.delivered }).waitFor({ timeout: 90_000 });
    await page.locator('.ops-text', { hasText: 'taken' }).first().waitFor();
    await visitor.look('72-webhook-log');
    const count = receiver.received.length;
    await button(page, texts.replay).first().click();
    await expect.poll(() => receiver.received.length).toBe(count + 1);
    expect(receiver.received.at(-1)?.id).toBe(receiver.received[before]?.id);

    await page.locator('[name=since]').fill('2026-01-01T00:00');
    await page.locator('.entry-form button[type=submit]').click();
    await page.locator('.entry-form .note').waitFor();

    // A link restores what is filtered.
    await page.locator('a.chip[href*="state=failed"]').click();
    await page.locator('.empty').waitFor();
    expect(page.url()).toContain('?state=failed');
    await page.reload();
    await page.locator('.empty').waitFor();
    await button(page, texts.sure).click();
    await page.locator('.confirm .button-danger').click();
    await page.locator('.secret').waitFor();
    expect(await page.locator('.secret-text').textContent()).not.toBe(secret);
    await page.locator('.secret button').last().click();
    await button(page, texts.off).click();
    await button(page, texts.on).waitFor();
    await button(page, texts.remove).click();
    await page.locator('.confirm .button-danger').click();
    await expect.poll(() => new URL(page.url()).pathname).toBe('/console/webhooks');
    await page.locator('.ops-form').waitFor();
    expect(faults(visitor)).toEqual([]);
  });

  it('the look is seen before it is saved, what can’t be read is told, and then guests see it', async () => {
    await using visitor = await visit(browser, { url: platform.url, size, language });
    await using guest = await visit(browser, { url: platform.url, size, language });
    const { page } = visitor;
    const before = await platform.distributor.put('/v1/storefront-settings', {
      ...{ slug: 'demo', hosts: ['demo.localhost'], access: 'open' },
      ...{ name: { zh: '示范汽配', en: 'Demo Auto Parts' }, colors: { primary: '#1456b8' } },
    });
    expect(before.status).toBe(200);
    await enter(visitor, '/console/look', platform.keys.users.catalogueManager);
    const preview = page.frameLocator('.look-frame');
    await preview.locator('.brand-name').waitFor();
    const name = `${size} <b>Teile</b> 汽配`;
    await page.locator('[name="name.zh"]').fill(name);
    await page.locator('[name="name.en"]').fill(name);
    await page.locator('[name="colors.primary"]').fill('#7a1fa2');
    await page.locator('[name="colors.header"]').fill(size === 'phone' ? '#004d40' : '#3e2723');
    await preview.locator('.brand-name', { hasText: name }).waitFor();
    const painted = () =>
      page.evaluate<string>(
        "getComputedStyle(document.querySelector('.look-frame').contentDocument.querySelector('.header')).backgroundColor",
      );
    await expect.poll(painted).toBe(size === 'phone' ? 'rgb(0, 77, 64)' : 'rgb(62, 39, 35)');
    // Nobody else sees any of it.
    await guest.page.goto('/t/demo/');
    expect(await guest.page.title()).not.toBe(name);

    await page.locator('[name="colors.onPrimary"]').fill('#7a1fa3');
    await page.locator('.look-fault', { hasText: '1.0:1' }).waitFor();
    await visitor.look('73-look-contrast');
    await page.locator('.look-save button[type=submit]').click();
    await page.locator('.look-save .problem').waitFor();
    await page.locator('[name="colors.onPrimary"]').fill('');
    await page.locator('[name=slug]').fill('other');
    await page.locator('.look-save button[type=submit]').click();
    await page.locator('[name=slug][aria-invalid=true]').waitFor();
    await page.locator('[name=slug]').fill('demo');
    await page.locator('[name=slug][aria-invalid=true]').waitFor({ state: 'detached' });
    const logo = Buffer.from(await (await fetch(`${platform.url}/v1/storefronts/other/logo`)).arrayBuffer());
    await page.locator('[name=logo]').setInputFiles({
      ...{ name: 'logo.svg', mimeType: 'image/svg+xml', buffer: Buffer.from('<svg/>') },
    });
    await page.locator('.look-drop .look-fault').waitFor();
    await page
      .locator('[name=logo]')
      .setInputFiles({ name: 'logo.png', mimeType: 'image/png', buffer: logo });
    await preview.locator('.brand-logo[src^="blob:"]').waitFor();
    const { brands } = (await platform.distributor.get('/v1/brands')).body;
    const first = brands.slice(0, 2).toReversed() as {
      brandId: string;
      name: string;
      nameZh: string | null;
    }[];
    const boxes = page.locator('input[list]');
    // Once it is among what can be chosen, which comes by itself.
    const choose = async (into: Locator, what: string) => {
      await page.locator(`datalist option[value="${what}"]`).first().waitFor({ state: 'attached' });
      await into.fill(what);
      await into.press('Enter');
    };
    for (const brand of first)
      await choose(boxes.first(), (language === 'en' ? brand.name : brand.nameZh) ?? brand.name);
    await choose(boxes.last(), language === 'en' ? 'Oil filter' : '机油滤清器');
    await expect.poll(() => page.locator('.look-chosen li').count()).toBe(3);
    await page.locator('.look-chosen li').nth(1).getByRole('button').first().click();
    await visitor.look('74-look');
    await page.locator('.look-save button[type=submit]').click();
    await page.locator('.look-save .note').waitFor();

    await guest.page.goto('/t/demo/');
    await guest.page.locator('.brand-name', { hasText: name }).waitFor();
    expect(await guest.page.title()).toBe(name);
    expect(await style(guest.page, '--primary')).toBe('#7a1fa2');
    const shown = await guest.page.locator('.brand-logo').getAttribute('src');
    const bytes = Buffer.from(await (await fetch(`${platform.url}${shown}`)).arrayBuffer());
    expect(bytes.equals(logo)).toBe(true);
    await guest.look('75-look-of-guest');

    // Somebody else was faster: neither is lost before one says which.
    const theirs = await platform.distributor.put('/v1/storefront-settings', {
      ...{ slug: 'demo', hosts: ['demo.localhost'], access: 'open', name: { zh: '别人的' } },
      colors: { primary: '#1456b8' },
    });
    expect(theirs.status).toBe(200);
    await page.locator('[name="tagline.zh"]').fill('新的标语');
    await page.locator('.look-save button[type=submit]').click();
    await page.locator('.look-save .problem .button-danger').click();
    await page.locator('.look-save .note').waitFor();
    const { storefront } = (await platform.distributor.get('/v1/storefront-settings')).body;
    expect(storefront).toMatchObject({
      ...{ name: { zh: name }, tagline: { zh: '新的标语' }, partTypes: ['oil-filter'] },
      brands: brands.slice(0, 2).map(({ brandId }: { brandId: string }) => brandId),
    });
    expect([...faults(visitor), ...guest.complaints]).toEqual([]);
  });

  it('grants are given, and taken back with a word on what that does', async () => {
    await using visitor = await visit(browser, { url: platform.url, size, language });
    const { page } = visitor;
    await enter(visitor, '/console/grants');
    await page.locator('.ops-form [name=subscriber]').fill(`garage-${size}`);
    await button(page, texts.give).click();
    await page.locator('.ops-form .problem').waitFor();
    await page.locator('[name=brands]').fill('Bosch\n曼牌');
    await page.locator('[name=note]').fill('contract 17');
    await button(page, texts.give).click();
    const entry = page.locator('.entry', { hasText: `garage-${size}` });
    await entry.locator('.ops-good', { hasText: texts.active }).waitFor();
    await visitor.look('76-grants');
    await entry.getByRole('button').click();
    expect(await entry.locator('.confirm').textContent()).toContain(`garage-${size}`);
    await entry.locator('.button-danger').click();
    await entry.locator('strong', { hasText: texts.revoked }).waitFor();
    await page.locator('a.chip[href*="direction=received"]').click();
    await page.locator('.empty').waitFor();
    expect(faults(visitor)).toEqual([]);
  });

  it('how the platform does is shown as numbers, a curve and a table', async () => {
    await using visitor = await visit(browser, { url: platform.url, size, language, dark: size === 'phone' });
    const { page } = visitor;
    const points = async () =>
      (await platform.distributor.get('/v1/health')).body.points as { indexLag: number | null }[];
    // The first point is there after half a minute.
    await expect.poll(async () => (await points()).length, { timeout: 60_000 }).toBeGreaterThan(0);
    expect((await points())[0]?.indexLag).toEqual(expect.any(Number));
    await enter(visitor, '/console/health');
    await page.locator('.figure').first().waitFor();
    await expect.poll(() => page.locator('.service-states .ops-good').count()).toBe(7);
    await page.locator('a.figure[href*="figure=requests"]').click();
    await page.waitForURL(/figure=requests/);
    await page.locator('.chart canvas').waitFor();
    expect(await page.locator('.chart[role=img]').getAttribute('aria-label')).toMatch(/\d/);
    await page.locator('.console details summary').click();
    await page.locator('.console details tbody tr').first().waitFor();
    await visitor.look('77-health');
    expect(visitor.complaints).toEqual([]);
  });
});

it('each role sees the sections that it may, and no other', async () => {
  const { users } = platform.keys;
  const sections = async (user: { email: string; password: string }, path: string) => {
    await using visitor = await visit(browser, { url: platform.url, size: 'desk', language: 'en' });
    await visitor.page.goto(path);
    await visitor.signIn(user);
    await visitor.page.locator('.console').waitFor();
    const shown = await visitor.page.evaluate<string[]>(
      "[...document.querySelectorAll('.console .tabs a')].map((link) => link.getAttribute('href'))",
    );
    const closed = await visitor.page.locator('.console .empty').count();
    expect(faults(visitor)).toEqual([]);
    return { shown, closed };
  };
  const owner = await sections(users.owner, '/console/health');
  expect(owner.shown).toEqual(
    expect.arrayContaining(['/console/grants', '/console/webhooks', '/console/look', '/console/health']),
  );
  const manager = await sections(users.catalogueManager, '/console/health');
  expect(manager.shown).not.toContain('/console/health');
  expect(manager.closed).toBe(1);
  const seller = await sections(users.seller, '/console/webhooks');
  for (const path of ['/console/grants', '/console/webhooks', '/console/look', '/console/health'])
    expect(seller.shown).not.toContain(path);
  expect(seller.closed).toBe(1);
});
