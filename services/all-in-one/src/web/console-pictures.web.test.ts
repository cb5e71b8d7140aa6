import { type DemoPlatform, startDemoPlatform } from '@qipei/testing/platform';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { pngOf } from '../png.fixture.ts';
import { openBrowser, type Visitor, visit, WEB_DIST } from './web-browser.fixture.ts';

const BRAND = 'Leftwell';

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

/** What the console says beside refusals, which the browser itself tells it of. */
const faults = ({ complaints }: Visitor) => complaints.filter((each) => !each.includes('status of 4'));

async function send(method: string, path: string, body: Uint8Array | object): Promise<number> {
  const isPicture = body instanceof Uint8Array;
  const { status } = await fetch(platform.url + path, {
    method,
    headers: {
      authorization: `Bearer ${platform.keys.distributor}`,
      'content-type': isPicture ? 'image/png' : 'application/json',
    },
    body: isPicture ? Buffer.from(body) : JSON.stringify(body),
  });
  return status;
}

/** Parts of the numbers, of which the first two have pictures and stand on a drawing, and are withdrawn. */
async function withdrawn(prefix: string): Promise<Map<string, string>> {
  const { distributor } = platform;
  const numbers = ['1', '2', '3'].map((each) => `${prefix}-${each}`);
  const rows = (given: readonly string[], more: object) =>
    given.map((partNumber) => `${JSON.stringify({ brand: BRAND, partNumber, ...more })}\n`).join('');
  const take = (given: readonly string[], more: object) =>
    distributor.importFile('parts', 'ndjson', rows(given, more));
  expect(await take(numbers, { partType: 'oil-filter' })).toMatchObject({ state: 'done', failed: 0 });
  const ids = new Map<string, string>();
  for (const number of numbers) {
    const { matches } = (await distributor.get(`/v1/numbers/${number}`)).body;
    ids.set(number, matches[0].part.partId);
  }
  const [first = '', second = ''] = numbers.map((number) => ids.get(number) ?? '');
  for (const [partId, name] of [
    [first, 'front.png'],
    [first, 'side.png'],
    [second, 'front.png'],
  ] as const)
    expect(await send('PUT', `/v1/parts/${partId}/images/${name}`, pngOf(40, 30))).toBe(201);
  const spot = { label: '1', x: 0, y: 0, width: 1, height: 1, partIds: [first] };
  expect(await send('PUT', `/v1/diagrams/${prefix}`, { title: { en: prefix }, spots: [spot] })).toBe(201);
  expect(await take(numbers.slice(0, 2), { action: 'delete' })).toMatchObject({ state: 'done', deleted: 2 });
  return ids;
}

describe.each([
  { size: 'phone', language: 'zh-CN', prefix: 'LFTA' },
  { size: 'desk', language: 'en', prefix: 'LFTB' },
] as const)('pictures whose parts are gone, on a $size in $language', ({ size, language, prefix }) => {
  it('are given to another part or taken down, and drawings lead nowhere no more', async () => {
    const ids = await withdrawn(prefix);
    await using manager = await visit(browser, { url: platform.url, size, language });
    const { page } = manager;
    await page.goto('/console/pictures');
    await manager.signIn(platform.keys.users.catalogueManager);
    const entryOf = (number: string) => page.locator('.left-entry', { hasText: number.replace('-', '') });
    const [first, second] = [entryOf(`${prefix}-1`), entryOf(`${prefix}-2`)];
    await first.waitFor();
    expect([await first.locator('img').count(), await second.locator('img').count()]).toEqual([2, 1]);
    await manager.look('79-console-pictures');
    await first.locator('input[name=number]').fill('no such number');
    await first.locator('button[type=submit]').click();
    await first.locator('.problem').waitFor();
    await first.locator('input[name=number]').fill(`${prefix} 3`.toLowerCase());
    await first.locator('button[type=submit]').click();
    await first.waitFor({ state: 'detached' });
    const { images } = (await platform.distributor.get(`/v1/parts/${ids.get(`${prefix}-3`)}/images`)).body;
    expect(images.map(({ name }: { name: string }) => name)).toEqual(['front.png', 'side.png']);
    await second.locator('.entry-actions > button').click();
    await second.locator('.button-danger').click();
    await second.waitFor({ state: 'detached' });

    const drawing = page.locator('section[aria-labelledby=left-diagrams] .entry', { hasText: prefix });
    await drawing.waitFor();
    await drawing.locator('button').click();
    await drawing.locator('.button-danger').click();
    await drawing.waitFor({ state: 'detached' });
    const { body } = await platform.distributor.get(`/v1/diagrams/${prefix}`);
    expect(body.spots).toMatchObject([{ label: '1', partIds: [] }]);
    expect(faults(manager)).toEqual([]);
  });
});

it('whoever looked before the part came again neither takes its pictures down nor moves them', async () => {
  const ids = await withdrawn('LFTD');
  const { distributor, url } = platform;
  await using manager = await visit(browser, { url, size: 'desk', language: 'en' });
  const { page } = manager;
  await page.goto('/console/pictures');
  await manager.signIn(platform.keys.users.catalogueManager);
  const entry = page.locator('.left-entry', { hasText: 'LFTD1' });
  await entry.waitFor();
  const again = JSON.stringify({ brand: BRAND, partNumber: 'LFTD-1', partType: 'oil-filter' });
  expect(await distributor.importFile('parts', 'ndjson', `${again}\n`)).toMatchObject({ created: 1 });
  await entry.locator('.entry-actions > button').click();
  await entry.locator('.button-danger').click();
  await entry.getByText('The part is there again').waitFor();
  await entry.locator('input[name=number]').fill('LFTD-3');
  await entry.locator('button[type=submit]').click();
  await expect.poll(() => entry.getByText('The part is there again').count()).toBe(2);
  const { images } = (await distributor.get(`/v1/parts/${ids.get('LFTD-1')}/images`)).body;
  expect(images.map(({ name }: { name: string }) => name)).toEqual(['front.png', 'side.png']);
  // The drawing leads to it again, of which its entry doesn't know.
  const drawing = page.locator('section[aria-labelledby=left-diagrams] .entry', { hasText: 'LFTD' });
  await drawing.locator('button').click();
  await drawing.locator('.button-danger').click();
  await drawing.waitFor({ state: 'detached' });
  expect((await distributor.get('/v1/diagrams/LFTD')).body.spots[0].partIds).toEqual([ids.get('LFTD-1')]);
  expect(faults(manager)).toEqual([]);
});

it('nobody else sees them, nor moves them', async () => {
  const ids = await withdrawn('LFTC');
  const { distributor, otherTenant } = platform;
  const own = (await distributor.get('/v1/left-images')).body.parts;
  const of = own.find(({ partId }: { partId: string }) => partId === ids.get('LFTC-1'));
  expect(of).toMatchObject({ partNumber: 'LFTC1', brand: expect.stringMatching(/^[A-Z]+$/) });
  expect((await otherTenant.get('/v1/left-images')).body).toEqual({ parts: [], nextPageToken: null });
  expect((await otherTenant.get('/v1/left-diagrams')).body).toEqual({ diagrams: [], nextPageToken: null });
  expect((await otherTenant.get('/v1/image-space')).body).toMatchObject({ usedBytes: 0 });
  const move = { fromPartId: ids.get('LFTC-1'), toPartId: ids.get('LFTC-3') };
  expect(await otherTenant.post('/v1/image-moves', move)).toMatchObject({ status: 404 });
  expect(await distributor.post('/v1/image-moves', move)).toMatchObject({ status: 200, body: move });
  expect((await distributor.get('/v1/audit')).body.entries[0]).toMatchObject({
    ...{ action: 'movePartImages', subjects: move },
  });
});
