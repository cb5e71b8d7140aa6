import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type DemoPlatform, startDemoPlatform } from '@qipei/testing/platform';
import { type Browser, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { type PictureOptions, pictureOfCode, pngOf, y4mOf } from './barcode-picture.fixture.ts';
import { openBrowser, type Size, visit, WEB_DIST } from './web-browser.fixture.ts';

const VIN = '1HGCM82633A004352';
const NEAR: PictureOptions = { width: 1_200, height: 800, codeWidth: 800 };

let platform: DemoPlatform;
let browser: Browser;
const folder = mkdtempSync(join(tmpdir(), 'qipei-scan-'));
beforeAll(async () => {
  platform = await startDemoPlatform(inject('demo'), { WEB_DIST });
  browser = await openBrowser();
});
afterAll(async () => {
  await browser?.close();
  await platform?.[Symbol.asyncDispose]();
  rmSync(folder, { recursive: true, force: true });
});

async function visitScan(size: Size, language: 'zh-CN' | 'en') {
  const visitor = await visit(browser, { url: platform.url, size, language });
  await visitor.page.goto('/t/demo/scan');
  await visitor.page.locator('.scan-vin').waitFor();
  return visitor;
}

async function give(page: Page, content: Buffer, name = 'photo.png', mimeType = 'image/png'): Promise<void> {
  await page.locator('.scan-file input').setInputFiles({ name, mimeType, buffer: content });
}

const vinOf = (page: Page) => page.locator('.scan-vin').inputValue();

describe('a photo of a label', () => {
  it('gives its VIN, which is searched for when it has been confirmed, and goes nowhere', async () => {
    await using visitor = await visitScan('phone', 'zh-CN');
    const { page } = visitor;
    const sent: string[] = [];
    page.on('request', (request) => {
      const { pathname, origin } = new URL(request.url());
      sent.push(
        `${request.method()} ${origin === platform.url ? pathname.replace(/^\/assets\/.*/, '/assets/') : origin}`,
      );
    });
    await give(page, pngOf(await pictureOfCode(`I${VIN}`, 'Code39', NEAR)));
    await expect.poll(() => vinOf(page)).toBe(VIN);
    expect(new Set(sent)).toEqual(new Set(['GET /assets/']));
    await visitor.look('70-scan-found');
    await page.locator('.scan-vin').fill(VIN.replace('4352', '4532').toLowerCase());
    await page.locator('.vin-text mark').waitFor();
    expect(await page.locator('.vin-text mark').textContent()).toBe('3');
    await visitor.look('71-scan-in-doubt');
    await page.locator('.scan-vin').fill(VIN);
    await page.locator('.scan form button[type=submit]').click();
    await page.locator('.hit-name').first().waitFor();
    expect(new URL(page.url()).searchParams.get('q')).toBe(VIN);
    expect(visitor.complaints).toEqual([]);
  });

  it('is read in each kind of code, aslant, upside down, and small in the corner of a large photo', async () => {
    await using visitor = await visitScan('desk', 'en');
    const { page } = visitor;
    const photos: [Parameters<typeof pictureOfCode>[1], string, PictureOptions][] = [
      ['Code128', VIN, NEAR],
      ['DataMatrix', VIN, { ...NEAR, codeWidth: 300 }],
      ['QRCode', `https://labels.example/v?vin=${VIN}&plant=7`, { ...NEAR, codeWidth: 300 }],
      ['Code39', VIN, { ...NEAR, turned: 24, barHeight: 120 }],
      ['Code128', VIN, { ...NEAR, turned: 180 }],
      ['Code128', VIN, { width: 4_000, height: 3_000, codeWidth: 520, x: 0.8, y: 0.2 }],
    ];
    for (const [format, text, options] of photos) {
      await page.locator('.scan-vin').fill('');
      await give(page, pngOf(await pictureOfCode(text, format, options)));
      await expect.poll(() => vinOf(page), { message: format, timeout: 30_000 }).toBe(VIN);
    }
    expect(visitor.complaints).toEqual([]);
  });

  it('without a VIN, without a code, or that is none, is told as such', async () => {
    await using visitor = await visitScan('desk', 'en');
    const { page } = visitor;
    const told = () => page.locator('.scan [role=status]').first().textContent();
    await give(
      page,
      pngOf(await pictureOfCode('HTTPS://SHOP.EXAMPLE/<B>', 'QRCode', { ...NEAR, codeWidth: 300 })),
    );
    await expect.poll(told).toContain('HTTPS://SHOP.EXAMPLE/<B>');
    const blank = { width: 64, height: 48, pixels: new Uint8Array(64 * 48).fill(127) };
    await give(page, pngOf(blank));
    await expect.poll(told).toContain('No code was found');
    await give(page, Buffer.from('not a picture'), 'photo.png');
    await expect.poll(told).toContain('isn’t a picture');
    await give(page, pngOf(blank).subarray(0, 60));
    await expect.poll(told).toContain('isn’t a picture');
    expect(await vinOf(page)).toBe('');
    expect(visitor.complaints).toEqual([]);
  });
});

describe('a photo that is read late', () => {
  it('changes nothing of what was typed meanwhile', async () => {
    await using visitor = await visit(browser, { url: platform.url, size: 'desk', language: 'en' });
    const { page } = visitor;
    await page.addInitScript(`
      window.answers = 0;
      window.Worker = class extends Worker {
        constructor(...given) {
          super(...given);
          this.addEventListener('message', () => { window.answers += 1; });
        }
      };`);
    const held = Promise.withResolvers<void>();
    await page.route('**/*.wasm', async (route) => {
      await held.promise;
      await route.continue();
    });
    await page.goto('/t/demo/scan');
    await page.locator('.scan-vin').waitFor();
    const asked = page.waitForRequest('**/*.wasm');
    await give(page, pngOf(await pictureOfCode(VIN, 'Code128', NEAR)));
    await asked;
    await page.locator('.scan-vin').fill('LFV3A23C8');
    held.resolve();
    await expect.poll(() => page.evaluate<number>('window.answers')).toBe(1);
    expect(await vinOf(page)).toBe('LFV3A23C8');
    expect(visitor.complaints).toEqual([]);
  });

  it('is read in a second try where the reader couldn’t be loaded in the first', async () => {
    await using visitor = await visitScan('phone', 'en');
    const { page } = visitor;
    await page.route('**/*.wasm', (route) => route.abort(), { times: 1 });
    const photo = pngOf(await pictureOfCode(VIN, 'Code128', NEAR));
    await give(page, photo);
    // There is a note while it is looked at, too.
    await page.locator('.scan [role=status] .note', { hasText: 'couldn’t be loaded' }).waitFor();
    await give(page, photo);
    await expect.poll(() => vinOf(page)).toBe(VIN);
  });
});

describe('a camera', () => {
  it('that shows a label gives its VIN, and is let go', async () => {
    const video = join(folder, 'label.y4m');
    const picture = await pictureOfCode(VIN, 'Code128', { width: 640, height: 480, codeWidth: 520 });
    writeFileSync(video, y4mOf(picture));
    await using filming = await chromium.launch({
      executablePath: process.env.CHROMIUM_PATH ?? '/usr/bin/chromium',
      args: [
        ...['--no-sandbox', '--use-fake-device-for-media-stream', '--use-fake-ui-for-media-stream'],
        `--use-file-for-fake-video-capture=${video}`,
      ],
    });
    await using visitor = await visit(filming, { url: platform.url, size: 'phone', language: 'en' });
    const { page } = visitor;
    await page.goto('/t/demo/scan');
    await page.locator('.scan-ways button').click();
    await expect.poll(() => vinOf(page), { timeout: 30_000 }).toBe(VIN);
    await page.locator('.scan-video').waitFor({ state: 'detached' });
    await visitor.look('72-scan-camera');
    expect(visitor.complaints).toEqual([]);
  });

  it('that isn’t there, or isn’t allowed, is told in words', async () => {
    await using visitor = await visitScan('phone', 'zh-CN');
    const { page } = visitor;
    await visitor.context.grantPermissions([]);
    await page.locator('.scan-ways button').click();
    await page.locator('.scan .problem').waitFor();
    expect(await page.locator('.scan .problem').textContent()).toMatch(/摄像头/);
    await visitor.look('73-scan-refused');
    expect(visitor.complaints).toEqual([]);
  });
});
