import { type DemoPlatform, startDemoPlatform } from '@qipei/testing/platform';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import writeXlsx from 'write-excel-file/node';
import { openBrowser, type Visitor, visit, WEB_DIST } from './web-browser.fixture.ts';

const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
/** Runs where anything takes it for more than text. */
const CANARY = '<img src=x onerror="window.hurt=1">';
const WAIT = { timeout: 30_000 };
const NO_LIMITS = { maxRemoved: null, maxRemovedPercent: null, maxChanged: null, maxChangedPercent: null };
const FORMULA = '=HYPERLINK("https://evil.example","x")';

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

/** What the console says beside refusals and broken lines, which the browser itself tells it of. */
const faults = ({ complaints }: Visitor) =>
  complaints.filter((each) => !/status of 4|net::ERR_(?:FAILED|INTERNET_DISCONNECTED)/.test(each));

/** A price list as it comes at half past five: titles, Chinese headings, some rows that can't be taken. */
async function workbook(prefix: string): Promise<Buffer> {
  const rows = [
    ['2026 秋季价目表'],
    [],
    ['生产厂家', '产品型号', '标准名称', '名称', `备注${CANARY}`],
    ['Ketto', `${prefix}-7101`, 'oil-filter', `机油滤清器${CANARY}`, 'x'],
    ['Ketto', `${prefix}-7102`, 'air-filter', '空气滤清器', FORMULA],
    ['Ketto', '', 'oil-filter', '没有型号', ''],
    ['Ketto', `${prefix}-7103`, FORMULA, CANARY, ''],
    ['Ketto', `${prefix}-7104`, `${CANARY}${'长'.repeat(150)}`, '长长的品类', ''],
  ];
  const cells = rows.map((row) => row.map((value) => ({ value })));
  return await writeXlsx(cells as never, {} as never).toBuffer();
}

const section = (page: Page, path: string) => page.locator(`.tabs a[href$="/console/${path}"]`);
const hurt = (page: Page) =>
  page.evaluate('[window.hurt ?? null, document.querySelectorAll("img[src=x]").length]');

/** Asks, and agrees: what it will do stands in between. */
async function confirm(page: Page, name: RegExp): Promise<string> {
  await page.locator('.release-actions button', { hasText: name }).click();
  const question = await page.locator('.confirm').textContent();
  await page.locator('.confirm .button-danger').click();
  return question ?? '';
}

/** Whether the search finds the part of this very number; it finds others that are like it. */
async function found(page: Page, number: string): Promise<boolean> {
  return (await page.evaluate(
    `fetch('/v1/search?q=${number}').then((answer) => answer.json()).then(({ hits }) => JSON.stringify(hits).includes('${number}'))`,
  )) as boolean;
}

describe.each([
  { size: 'phone', language: 'zh-CN', publish: /^上线$/, rollBack: /^回滚$/ },
  { size: 'desk', language: 'en', publish: /^Publish$/, rollBack: /^Roll back$/ },
] as const)('a workbook with faults, on a $size in $language', ({ size, language, publish, rollBack }) => {
  it('is looked at, reported, published, found, and rolled back', async () => {
    const prefix = `WBK${size === 'phone' ? 'P' : 'D'}`;
    await using manager = await visit(browser, { url: platform.url, size, language });
    const { page } = manager;
    await page.goto('/console');
    await manager.signIn(platform.keys.users.catalogueManager);
    await section(page, 'imports').waitFor();
    await page.locator('a[href$="/console/imports/new"]').first().click();
    const name = `价目表${CANARY.replace('/', '')}.xlsx`;
    await page.locator('input[type=file]').setInputFiles({
      ...{ name, mimeType: XLSX, buffer: await workbook(prefix) },
    });
    // Read as parts, by what the headings say; then the remark is taken for the description after all.
    await page.locator('.mapping-column').nth(4).waitFor();
    const meaning = (at: number) => page.locator('.mapping-column').nth(at).locator('select').first();
    expect(await Promise.all([0, 1, 2, 3].map((at) => meaning(at).inputValue()))).toEqual([
      'brand',
      'partNumber',
      'partType',
      'nameZh',
    ]);
    await meaning(4).selectOption('description');
    await expect.poll(() => page.locator('.preview[aria-busy=true]').count(), WAIT).toBe(0);
    expect(await meaning(4).inputValue()).toBe('description');
    await page.locator('.preview td', { hasText: FORMULA }).first().waitFor();
    await page.locator('.mapping-profiles input[name=profile]').fill(`ketto-${size}`);
    await page.locator('.mapping-profiles form button').click();
    await page.locator(`.mapping-profiles option[value="ketto-${size}"]`).waitFor({ state: 'attached' });
    // What was saved for such headings is used by itself, unless it is not to be.
    const chosen = page.locator('.mapping-profiles select');
    await chosen.selectOption('');
    await expect.poll(() => meaning(4).inputValue(), WAIT).toBe('');
    await chosen.selectOption(`ketto-${size}`);
    await expect.poll(() => meaning(4).inputValue(), WAIT).toBe('description');
    await expect.poll(() => page.locator('.preview[aria-busy=true]').count(), WAIT).toBe(0);
    await manager.look('50-import-preview');
    await page.locator('input[name=feed]').fill(`autumn ${size}`);
    await page.locator('.how-to-take button[type=submit]').click();

    await page.waitForURL(/\/console\/imports\/parts_/);
    await page.locator('.job-faulty').waitFor();
    await page.locator('.row-errors tbody tr').nth(2).waitFor();
    await manager.look('51-import-report');
    // One of the codes, with its rows alone; the long value is there in full when it is asked for.
    await page.locator('.chips a[href*="code=unknown-part-type"]').click();
    await expect.poll(() => page.locator('.row-errors tbody tr').count(), WAIT).toBe(2);
    await page.locator('.row-value button').first().click();
    const csv = (await page.evaluate(
      `fetch(document.querySelector('a[download]').href).then((answer) => answer.text())`,
    )) as string;
    expect(csv.split('\r\n').filter((line) => line !== '')).toHaveLength(3);
    expect(csv).toContain(`"'${FORMULA.replaceAll('"', '""')}"`);
    const report = page.url();
    await page.reload();
    await expect.poll(() => page.locator('.row-errors tbody tr').count(), WAIT).toBe(2);
    expect(await hurt(page)).toEqual([null, 0]);

    await page.locator('a[href*="/console/releases/rel-parts_"]').click();
    await page.locator('.change').nth(1).waitFor();
    await page.locator('.change summary').first().click();
    await manager.look('52-release');
    expect(await found(page, `${prefix}-7101`)).toBe(false);
    expect(await confirm(page, publish)).toContain('2');
    await page.locator('.release-published').waitFor(WAIT);
    await expect.poll(() => found(page, `${prefix}-7101`), WAIT).toBe(true);
    const release = page.url();
    await page.goto(`/search?q=${prefix}-7101`);
    await page
      .locator('.hit-name', { hasText: `${prefix}-7101` })
      .first()
      .waitFor();
    expect(await hurt(page)).toEqual([null, 0]);

    await page.goto(release);
    expect(await confirm(page, rollBack)).toContain('2');
    await page.locator('.release-rolled-back').waitFor(WAIT);
    await expect.poll(() => found(page, `${prefix}-7101`), WAIT).toBe(false);
    await section(page, 'releases').click();
    await page.locator('.job-entry').first().waitFor();
    await manager.look('53-releases');
    await section(page, 'imports').click();
    await page.locator('.job-entry').first().waitFor();
    await manager.look('54-imports');
    expect(await hurt(page)).toEqual([null, 0]);
    expect(report).toContain('code=unknown-part-type');
    expect(faults(manager)).toEqual([]);
  });
});

it('an update that changes is compared field by field; limits are saved', async () => {
  await using manager = await visit(browser, {
    url: platform.url,
    size: 'desk',
    language: 'zh-CN',
    dark: true,
  });
  const { page } = manager;
  const rest = platform.distributor;
  const csv = (name: string) => `brand,partNumber,partType,nameEn\nKetto,CMP-1,oil-filter,${name}\n`;
  await rest.importFile('parts&feed=compared', 'csv', csv('Old name'));
  const job = await rest.importFile(
    'parts&feed=compared&release=stage&submission=full',
    'csv',
    csv('New name'),
  );
  await page.goto(`/console/releases/${job.releaseId}`);
  await manager.signIn(platform.keys.users.owner);
  const row = page.locator('.field-changed');
  await row.first().waitFor();
  expect([await row.locator('del').textContent(), await row.locator('ins').textContent()]).toEqual([
    'Old name',
    'New name',
  ]);
  await manager.look('55-release-difference');
  await page.goto('/console/releases');
  const limit = page.locator('input[name=maxRemoved]').first();
  // Another has set one of the others meanwhile.
  await rest.put('/v1/release-rules?kind=parts', { ...NO_LIMITS, maxChanged: 3 });
  await limit.fill('7');
  const form = page.locator('.release-rules form').first();
  await form.locator('button').click();
  await form.locator('[role=status]', { hasText: '已保存' }).waitFor();
  // The focus is where it was.
  expect(await page.evaluate(`document.activeElement.matches('.release-rules button')`)).toBe(true);
  await expect
    .poll(async () => (await rest.get('/v1/release-rules?kind=parts')).body.rules, WAIT)
    .toEqual({ ...NO_LIMITS, maxRemoved: 7, maxChanged: 3 });
  expect(await page.locator('input[name=maxChanged]').first().inputValue()).toBe('3');
  expect(faults(manager)).toEqual([]);
});

it('changes of a mapping that are made before the first is answered all stay, and aren’t left unasked', async () => {
  await using manager = await visit(browser, { url: platform.url, size: 'desk', language: 'en' });
  const { page, complaints } = manager;
  await page.goto('/console/imports/new?kind=parts');
  await manager.signIn(platform.keys.users.catalogueManager);
  const buffer = Buffer.from('brand,partNumber,partType,one,two\nKetto,TWO-1,oil-filter,first,second\n');
  await page.locator('input[type=file]').setInputFiles({ name: 'two.csv', mimeType: 'text/csv', buffer });
  await page.locator('.mapping-column').nth(4).waitFor();
  const { promise: released, resolve: release } = Promise.withResolvers<void>();
  await page.route('**/v1/imports/preview*', async (route) => {
    await released;
    await route.continue().catch(() => {});
  });
  const meaning = (at: number) => page.locator('.mapping-column').nth(at).locator('select').first();
  const start = page.locator('.how-to-take button[type=submit]');
  const asked = page.waitForRequest('**/v1/imports/preview*');
  await meaning(3).selectOption('nameEn');
  await asked;
  await meaning(4).selectOption('description');
  expect(await Promise.all([3, 4].map((at) => meaning(at).inputValue()))).toEqual(['nameEn', 'description']);
  expect(await start.isDisabled()).toBe(true);
  release();
  await expect.poll(() => start.isDisabled(), WAIT).toBe(false);
  expect(await Promise.all([3, 4].map((at) => meaning(at).inputValue()))).toEqual(['nameEn', 'description']);
  await section(page, 'releases').click();
  await expect.poll(() => complaints.some((each) => each.startsWith('a dialog')), WAIT).toBe(true);
  expect(new URL(page.url()).pathname).toBe('/console/imports/new');
  complaints.length = 0;
  await start.click();
  await page.waitForURL(/\/console\/imports\/parts_/, WAIT);
  expect(faults(manager)).toEqual([]);
});

it('a long file goes in parts, waits while there is no network, and goes on after a reload', async () => {
  await using manager = await visit(browser, { url: platform.url, size: 'desk', language: 'en' });
  const { page } = manager;
  await page.goto('/console/imports/new?kind=parts');
  await manager.signIn(platform.keys.users.catalogueManager);
  const rows = Array.from({ length: 1_500 }, (_, at) => `Ketto,LONG-${at},oil-filter,${'x'.repeat(1_000)}\n`);
  const file = {
    name: 'long.csv',
    mimeType: 'text/csv',
    buffer: Buffer.from(`brand,partNumber,partType,description\n${rows.join('')}`),
  };
  let parts = 0;
  await page.route('**/v1/uploads/*', (route) => {
    if (route.request().method() !== 'PATCH') return route.continue();
    parts += 1;
    return parts === 1 ? route.continue() : route.abort('internetdisconnected');
  });
  await page.locator('input[type=file]').setInputFiles(file);
  await page.locator('.mapping-column').first().waitFor();
  await page.locator('.how-to-take button[type=submit]').click();
  await expect.poll(() => parts).toBeGreaterThan(1);
  await page.getByText('No network.').waitFor();
  expect(new URL(page.url()).searchParams.get('upload')).toMatch(/^parts_/);
  await manager.look('56-upload');

  await page.unroute('**/v1/uploads/*');
  await page.reload();
  await page.locator('.note', { hasText: 'long.csv' }).waitFor();
  await page.locator('input[type=file]').setInputFiles({ ...file, buffer: Buffer.from('another') });
  await page.locator('.problem').waitFor();
  await page.locator('input[type=file]').setInputFiles(file);
  await page.waitForURL(/\/console\/imports\/parts_/, WAIT);
  await page.locator('.job-done').waitFor({ timeout: 60_000 });
  expect(await page.locator('.job-counts dd').first().textContent()).toBe('1,500');
  expect(faults(manager)).toEqual([]);
});

it('an export is made, downloaded, and says what its format lost', async () => {
  await using manager = await visit(browser, { url: platform.url, size: 'phone', language: 'zh-CN' });
  const { page } = manager;
  await page.goto('/console/exports');
  await manager.signIn(platform.keys.users.catalogueManager);
  const [kind, format] = [
    page.locator('.new-export select').nth(0),
    page.locator('.new-export select').nth(1),
  ];
  await kind.selectOption('parts');
  await format.selectOption('pies-8.0');
  await page.locator('.new-export button[type=submit]').click();
  await page.locator('.job-done').first().waitFor({ timeout: 60_000 });
  const losses = page.locator('a[href*="losses="]').first();
  await losses.click();
  await page.locator('.export-losses tbody tr').first().waitFor();
  await manager.look('57-exports');
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.locator('a[download]').first().click(),
  ]);
  expect(download.suggestedFilename()).toMatch(/\.xml$/);
  expect(faults(manager)).toEqual([]);
});

it.each(['seller', 'buyer'] as const)('a %s sees none of it', async (role) => {
  await using other = await visit(browser, { url: platform.url, size: 'desk', language: 'en' });
  const { page } = other;
  for (const path of ['imports', 'imports/new', 'releases', 'exports']) {
    await page.goto(`/console/${path}`);
    if (path === 'imports') await other.signIn(platform.keys.users[role]);
    await page.locator('.empty').waitFor();
    expect(await page.locator('input[type=file], .job-list').count()).toBe(0);
    expect(await section(page, path).count()).toBe(0);
  }
  const status = (path: string) => page.evaluate(`fetch('${path}').then(({ status }) => status)`);
  expect(await Promise.all(['/v1/imports', '/v1/releases', '/v1/exports'].map(status))).toEqual([
    403, 403, 403,
  ]);
  expect(faults(other)).toEqual([]);
});
