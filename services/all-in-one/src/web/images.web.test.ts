import { type DemoPlatform, startDemoPlatform } from '@qipei/testing/platform';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, it, vi } from 'vitest';
import { pngOf } from '../png.fixture.ts';
import { openBrowser, visit, WEB_DIST } from './web-browser.fixture.ts';

const VEHICLE = 'v1861-2003-wmq420';
const BRAND = 'Pictura';
/** Would call `stolen` where it is taken for markup. */
const CANARY = '"><img src=x onerror=stolen()>';

let platform: DemoPlatform;
let browser: Browser;
let partId: string;
let otherId: string;

beforeAll(async () => {
  platform = await startDemoPlatform(inject('demo'), { WEB_DIST });
  browser = await openBrowser();
  const row = (partNumber: string) =>
    `${JSON.stringify({ brand: BRAND, partNumber, partType: 'brake-disc', nameEn: `Disc ${partNumber}`, visibility: 'public' })}\n`;
  const job = await platform.distributor.importFile('parts', 'ndjson', row('PIC-1') + row('PIC-2'));
  expect(job).toMatchObject({ created: 2, failed: 0 });
  const hits = async () => (await platform.distributor.get(`/v1/search?q=${BRAND}`)).body.hits;
  await vi.waitUntil(async () => (await hits()).length === 2, { timeout: 30_000, interval: 200 });
  const idOf = async (number: string) =>
    (await hits()).find((hit: { partNumber: string }) => hit.partNumber === number).partId;
  [partId, otherId] = [await idOf('PIC-1'), await idOf('PIC-2')];
  await put(`/v1/parts/${partId}/images/front.png`, pngOf(640, 480, [200, 60, 60]));
  await put(`/v1/parts/${partId}/images/side.png`, pngOf(300, 600, [60, 60, 200]));
  await send('PATCH', `/v1/parts/${partId}/images/front.png`, {
    caption: { zh: `正面${CANARY}`, en: `Front ${CANARY}` },
  });
  await send('PUT', '/v1/diagrams/brake-front', {
    title: { zh: `前制动${CANARY}`, en: `Front brake ${CANARY}` },
    vehicleIds: [VEHICLE],
    spots: [
      { label: '1', x: 0.1, y: 0.1, width: 0.1, height: 0.1, partIds: [partId] },
      {
        label: '2',
        x: 0.5,
        y: 0.5,
        width: 0.01,
        height: 0.01,
        partIds: [otherId],
        name: { zh: '盘', en: CANARY },
      },
      { label: '10', x: 0.8, y: 0.7, width: 0.15, height: 0.2, number: '45251-SDA-A00', make: 'Honda' },
    ],
  });
  await put('/v1/diagrams/brake-front/image', pngOf(800, 600, [230, 230, 230]));
});
afterAll(async () => {
  await browser?.close();
  await platform?.[Symbol.asyncDispose]();
});

async function put(path: string, body: Buffer<ArrayBuffer>): Promise<void> {
  const answer = await fetch(platform.url + path, {
    ...{ method: 'PUT', body },
    headers: { authorization: `Bearer ${platform.keys.distributor}`, 'content-type': 'image/png' },
  });
  expect([200, 201]).toContain(answer.status);
}
async function send(method: string, path: string, body: object): Promise<void> {
  const answer = await fetch(platform.url + path, {
    ...{ method, body: JSON.stringify(body) },
    headers: { authorization: `Bearer ${platform.keys.distributor}`, 'content-type': 'application/json' },
  });
  expect([200, 201], await answer.clone().text()).toContain(answer.status);
}

/** Every picture that is on the page has come. */
async function pictured(page: Page, selector: string): Promise<void> {
  const width = () =>
    page.evaluate<number>(`document.querySelector(${JSON.stringify(selector)})?.naturalWidth ?? 0`);
  await expect.poll(width).toBeGreaterThan(0);
}
/** How far what was there has been pushed away by what came later. */
const shifted = (page: Page) =>
  page.evaluate<number>(
    "new Promise((resolve) => { let sum = 0; new PerformanceObserver((list) => { for (const each of list.getEntries()) if (!each.hadRecentInput) sum += each.value; }).observe({ type: 'layout-shift', buffered: true }); setTimeout(() => resolve(sum), 50); })",
  );

describe.each([
  ['desk', 'en'],
  ['phone', 'zh-CN'],
] as const)('pictures and drawings at a %s in %s', (size, language) => {
  it('are seen, enlarged and gone through, from the results to the drawing and back', async () => {
    await using visitor = await visit(browser, { url: platform.url, size, language });
    const { page } = visitor;
    await page.exposeFunction('stolen', () => visitor.complaints.push('a canary ran'));
    await page.goto(`/search?q=${BRAND}`);
    await visitor.signIn(platform.keys.users.owner);
    await pictured(page, '.hit-picture img');
    expect(await page.locator('.hit-picture').count()).toBe(2);
    await visitor.look('60-hits-with-pictures');

    await page.goto(`/parts/${partId}?vehicleId=${VEHICLE}`);
    await pictured(page, '.gallery-large img');
    await page.locator('.diagram-link').waitFor();
    expect(await shifted(page)).toBeLessThan(0.1);
    expect(await page.locator('.gallery-small button').count()).toBe(2);
    expect(await page.locator('.gallery-caption').textContent()).toContain(CANARY);
    await visitor.look('61-gallery');
    await page.locator('.gallery-large').focus();
    await page.keyboard.press('Enter');
    const dialog = page.locator('dialog.viewer');
    await dialog.waitFor();
    await visitor.look('62-viewer');
    const first = await dialog.getAttribute('aria-label');
    await page.keyboard.press('ArrowRight');
    await expect.poll(() => dialog.getAttribute('aria-label')).not.toBe(first);
    await dialog.locator('.zoom-buttons button').first().click();
    await expect.poll(() => dialog.locator('.zoom-content').getAttribute('style')).toContain('scale(1.5)');
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'detached' });

    await page.locator('.diagram-link').click();
    await pictured(page, '.diagram-picture img');
    expect(new URL(page.url()).pathname).toBe('/diagrams/brake-front');
    const rows = page.locator('.diagram-rows tbody tr');
    expect(await rows.locator('.spot-label').allTextContents()).toEqual(['1', '2', '10']);
    // The part that one came from.
    expect(await rows.nth(0).getAttribute('aria-current')).toBe('true');
    await page.locator('.spot').nth(1).focus();
    await page.keyboard.press('Enter');
    await expect.poll(() => rows.nth(1).getAttribute('aria-current')).toBe('true');
    expect(new URL(page.url()).searchParams.get('spot')).toBe('2');
    // Keys still press after the drawing was dragged.
    const area = (await page.locator('.zoom-area').boundingBox()) ?? { x: 0, y: 0, width: 0, height: 0 };
    await page.mouse.move(area.x + 20, area.y + 20);
    await page.mouse.down();
    await page.mouse.move(area.x + 60, area.y + 40, { steps: 4 });
    await page.mouse.up();
    await page.locator('.spot').nth(2).focus();
    await page.keyboard.press('Enter');
    await expect.poll(() => new URL(page.url()).searchParams.get('spot')).toBe('10');
    await page.locator('.spot').nth(1).focus();
    await page.keyboard.press('Enter');
    await expect.poll(() => new URL(page.url()).searchParams.get('spot')).toBe('2');
    await rows.nth(2).locator('.spot-label').focus();
    await expect.poll(() => page.locator('.spot').nth(2).getAttribute('class')).toContain('spot-on');
    await visitor.look('63-drawing');
    expect(await page.locator('h1').textContent()).toContain(CANARY);
    await page.reload();
    await expect.poll(() => rows.nth(1).getAttribute('aria-current')).toBe('true');
    await rows.nth(2).locator('.spot-number a').click();
    await page.locator('.results').waitFor();
    expect(new URL(page.url()).searchParams.get('q')).toBe('45251-SDA-A00');

    await page.goto(`/search?vehicleId=${VEHICLE}`);
    await page.locator('.diagram-link').waitFor();
    expect(visitor.complaints).toEqual([]);
  });
});

describe('a sheet of paper', () => {
  it('has whose it is, for which vehicle, the picture and the way back, and no price that is hidden', async () => {
    await using visitor = await visit(browser, { url: platform.url, size: 'desk', language: 'en' });
    const { page } = visitor;
    await page.goto(`/t/demo/parts/${partId}?vehicleId=${VEHICLE}`);
    await page.locator('.part-head').waitFor();
    // A guest of a storefront by path, whose images name it.
    await pictured(page, '.gallery-large img');
    await page.emulateMedia({ media: 'print' });
    const sheet = page.locator('.print-sheet');
    await sheet.locator('.qr-code').waitFor();
    // The vehicle is asked for by itself.
    await expect.poll(() => sheet.textContent()).toMatch(/Accord/);
    expect(await sheet.textContent()).toContain('Demo Auto Parts');
    expect(
      await page
        .locator('.header, .footer')
        .evaluateAll(
          (all) => all.filter((each) => (each as { checkVisibility(): boolean }).checkVisibility()).length,
        ),
    ).toBe(0);
    expect(
      await page
        .locator('.part button:not(.gallery-large)')
        .evaluateAll(
          (all) => all.filter((each) => (each as { checkVisibility(): boolean }).checkVisibility()).length,
        ),
    ).toBe(0);
    await visitor.look('64-print-sheet');
    expect(visitor.complaints).toEqual([]);
  });
});

it('a part stays where it is when what its type is called comes after it', async () => {
  await using visitor = await visit(browser, { url: platform.url, size: 'phone', language: 'en' });
  const { page } = visitor;
  const isKnown = Promise.withResolvers<void>();
  await page.route('**/v1/part-types/*', async (route) => {
    await isKnown.promise;
    await route.continue();
  });
  await page.goto('/t/demo/search?q=PIC-2');
  await page.locator('.hit-name').first().click();
  const below = page.locator('.part-actions');
  await below.waitFor();
  await expect.poll(() => page.evaluate('scrollY')).toBe(0);
  const before = await below.boundingBox();
  isKnown.resolve();
  await expect.poll(() => page.locator('.part-name').textContent()).toMatch(/^Disc PIC-2 · \S/);
  expect(await below.boundingBox()).toEqual(before);
  expect(visitor.complaints).toEqual([]);
});

describe('who publishes a part', () => {
  it('puts pictures up, says what is to be seen, sorts them and takes one down', async () => {
    await using visitor = await visit(browser, { url: platform.url, size: 'phone', language: 'en' });
    const { page } = visitor;
    await page.goto(`/parts/${otherId}`);
    await visitor.signIn(platform.keys.users.owner);
    await page.locator('.own-images summary').click();
    await page.locator('.own-images[open]').waitFor();
    const files = page.locator('.edit-images input[type=file]');
    await files.setInputFiles([
      { name: '一 (1).png', mimeType: 'image/png', buffer: pngOf(64, 48, [1, 2, 3]) },
      { name: 'two.png', mimeType: 'image/png', buffer: pngOf(48, 64, [200, 2, 3]) },
      { name: 'none.png', mimeType: 'image/png', buffer: Buffer.from('<svg onload="stolen()"/>') },
    ]);
    const names = page.locator('.edit-image-name');
    await expect.poll(() => names.allTextContents()).toEqual(['一 -1-.png', 'two.png']);
    // They go one after the other, this one last.
    await expect.poll(() => page.locator('.edit-images').textContent()).toContain('none.png was not added.');
    const second = page.locator('.edit-image').nth(1);
    await second.locator('input[name=en]').fill(`Side ${CANARY}`);
    await second.locator('button[type=submit]').click();
    await second.getByRole('button', { name: /towards the beginning/ }).click();
    await expect.poll(() => names.allTextContents()).toEqual(['two.png', '一 -1-.png']);
    await expect.poll(() => page.locator('.gallery-caption').textContent()).toBe(`Side ${CANARY}`);
    await visitor.look('65-own-pictures');
    await page.locator('.edit-image').nth(1).getByRole('button', { name: /^Take/ }).click();
    await page.locator('.edit-image .button-danger').click();
    await expect.poll(() => names.allTextContents()).toEqual(['two.png']);

    // A drawing of its own, with a spot that is dragged and one that is typed.
    await page.locator('.own-images .form input[name=diagramId]').fill('own-drawing');
    await page.locator('.own-images .form input[name=en]').fill('Own drawing');
    const picture = page.locator('.own-images .form input[name=file]');
    const putUp = page.locator('.own-images .form button[type=submit]');
    // A picture that is refused stops nobody from going on with another.
    await picture.setInputFiles({ name: 'no.png', mimeType: 'image/png', buffer: Buffer.from('<svg/>') });
    await putUp.click();
    await page.locator('.own-images .form .problem').waitFor();
    await picture.setInputFiles({
      ...{ name: 'own.png', mimeType: 'image/png', buffer: pngOf(400, 300, [240, 240, 240]) },
    });
    await putUp.click();
    await page.locator('.diagram-picture .spot').waitFor();
    await page.locator('.own-diagram summary').click();
    const canvas = page.locator('.spot-canvas');
    await pictured(page, '.spot-canvas img');
    const drag = async () => {
      await canvas.scrollIntoViewIfNeeded();
      const box = (await canvas.boundingBox()) ?? { x: 0, y: 0, width: 0, height: 0 };
      await page.mouse.move(box.x + box.width * 0.1, box.y + box.height * 0.1);
      await page.mouse.down();
      await page.mouse.move(box.x + box.width * 0.3, box.y + box.height * 0.3, { steps: 4 });
      await page.mouse.up();
    };
    const spotsNow = page.locator('.edit-spot');
    // Who swipes over the drawing changes nothing.
    await drag();
    expect(await spotsNow.count()).toBe(1);
    await page.getByRole('button', { name: 'Draw a new spot' }).click();
    await drag();
    await expect.poll(() => spotsNow.count()).toBe(2);
    await spotsNow.nth(1).getByRole('button', { name: 'Remove spot 2' }).click();
    await expect.poll(() => spotsNow.count()).toBe(1);
    await page.getByRole('button', { name: 'Undo' }).click();
    await expect.poll(() => spotsNow.count()).toBe(2);
    const drawn = page.locator('.edit-spot').nth(1);
    await drawn.getByLabel('Number of a part').fill('PIC-1');
    await drawn.getByRole('button', { name: 'Add part' }).click();
    await drawn.locator('.chip').waitFor();
    await page.locator('.edit-spot').first().getByLabel('Left %').fill('70');
    await visitor.look('66-own-drawing');
    await page.locator('.edit-diagram .button-primary').click();
    await expect.poll(() => page.locator('.diagram-rows tbody tr').count()).toBe(2);
    const { spots } = (await platform.distributor.get('/v1/diagrams/own-drawing')).body;
    expect(spots).toMatchObject([
      { label: '1', x: 0.7, partIds: [otherId] },
      { label: '2', partIds: [partId] },
    ]);
    expect(spots[1].x).toBeCloseTo(0.1, 1);
    expect(spots[1].width).toBeCloseTo(0.2, 1);
    // What is typed since isn't called saved, and what somebody else saved meanwhile isn't written over.
    const said = page.locator('.edit-diagram [role=status]');
    await expect.poll(() => said.textContent()).toBe('Saved.');
    await page.locator('.edit-diagram input[lang=en]').first().fill('Typed since');
    await expect.poll(() => said.textContent()).toBe('');
    await send('PUT', '/v1/diagrams/own-drawing', { title: { en: 'Of somebody else' }, spots: [] });
    await page.locator('.edit-diagram .button-primary').click();
    await page.locator('.edit-diagram .note[role=alert]').waitFor();
    expect(await said.textContent()).toBe('');
    const kept = (await platform.distributor.get('/v1/diagrams/own-drawing')).body;
    expect(kept.title.en).toBe('Of somebody else');

    await page.goto('/parts/part_00000000000000000000000000');
    await page.locator('.problem').waitFor();
    expect(await page.locator('.own-images').count()).toBe(0);
    // What the platform refused, and what wasn't there, is told to the console by the browser itself.
    expect(visitor.complaints.filter((each) => !each.includes('status of 40'))).toEqual([]);
  });
});
