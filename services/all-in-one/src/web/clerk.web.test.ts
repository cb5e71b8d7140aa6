import { tableWriter } from '@qipei/interchange/tables';
import { type DemoPlatform, startDemoPlatform } from '@qipei/testing/platform';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import writeXlsx from 'write-excel-file/node';
import { pngOf } from '../png.fixture.ts';
import { openBrowser, visit, WEB_DIST } from './web-browser.fixture.ts';

const VIN = '1HGCM82633A004352';
const OTHER_VIN = 'LFV2A21K8D4103465';
const VEHICLE = 'v1861-2003-wmq420';
const BRAND = 'Kurzo';
const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

interface Hit {
  partId: string;
  brand: string;
  partNumber: string;
  totalAvailable: number;
}

let platform: DemoPlatform;
let browser: Browser;
let publisher: string;
/** What fits the vehicle, and is there. */
let fitting: Hit[];
beforeAll(async () => {
  platform = await startDemoPlatform(inject('demo'), { WEB_DIST });
  browser = await openBrowser();
  const row = (partNumber: string) =>
    `${JSON.stringify({ brand: BRAND, partNumber, partType: 'brake-disc' })}\n`;
  await platform.distributor.importFile('parts', 'ndjson', ['WBKD-1', 'WBKD-10', 'H7'].map(row).join(''));
  // Of a car that is none of those here.
  const fitment = `brand,partNumber,make,model,yearFrom,yearTo\n${BRAND},WBKD-10,Toyota,Corolla,2010,2012\n`;
  await platform.distributor.importFile('fitments', 'csv', fitment);
  const { hits } = (await platform.shop.get(`/v1/search?vin=${VIN}&inStock=true&sort=-stock&pageSize=50`))
    .body;
  fitting = hits as Hit[];
  publisher = (await platform.distributor.get('/v1/key')).body.key.tenant;
  const [inside = '', ...others] = fitting.map(({ partId }) => partId);
  const out = (await platform.distributor.get('/v1/search?q=WBKD-10')).body.hits[0].partId as string;
  const spots = Array.from({ length: 200 }, (_, at) => ({
    ...{ label: String(at + 1), width: 0.02, height: 0.02 },
    ...{ x: 0.02 + 0.047 * (at % 20), y: 0.03 + 0.09 * Math.floor(at / 20) },
    partIds: [at === 0 ? inside : at === 1 ? out : (others[at % others.length] ?? inside)],
  }));
  const put = (path: string, type: string, body: string | Buffer<ArrayBuffer>) =>
    fetch(platform.url + path, {
      ...{ method: 'PUT', body },
      headers: { authorization: `Bearer ${platform.keys.distributor}`, 'content-type': type },
    });
  const drawing = { title: { zh: '大图', en: 'Large drawing' }, vehicleIds: [VEHICLE], spots };
  await put('/v1/diagrams/large', 'application/json', JSON.stringify(drawing));
  expect((await put('/v1/diagrams/large/image', 'image/png', pngOf(900, 600, [230, 230, 230]))).status).toBe(
    200,
  );
});
afterAll(async () => {
  await browser?.close();
  await platform?.[Symbol.asyncDispose]();
});

const box = (page: Page) => page.locator('#root .search-input');

async function type(page: Page, text: string): Promise<void> {
  await box(page).fill(text);
  await box(page).press('Enter');
}

/** As from a clipboard, with its lines and tabs. */
async function paste(page: Page, text: string): Promise<void> {
  await box(page).focus();
  await page.evaluate(`(() => {
    const data = new DataTransfer();
    data.setData('text', ${JSON.stringify(text)});
    document.activeElement.dispatchEvent(
      new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }));
  })()`);
}

describe('on a phone', () => {
  it('reads VINs as they are pasted: small, wide, in a message, with an O, or two at once', async () => {
    await using visitor = await visit(browser, { url: platform.url, size: 'phone', language: 'zh-CN' });
    const { page } = visitor;
    await page.goto('/');
    await visitor.signIn(platform.keys.users.buyer);
    await box(page).waitFor();
    const named = page.locator('.vin-vehicle', { hasText: '本田 Accord 2003' });
    for (const spelling of [
      VIN.toLowerCase(),
      '1HG CM8 2633 A00 4352',
      '１ＨＧＣＭ８２６３３Ａ００４３５２',
    ]) {
      await page.goto('/');
      await box(page).waitFor();
      await type(page, spelling);
      await named.waitFor();
    }
    await type(page, `老板，帮我查一下${VIN}机油格多少钱？`);
    await page.locator('.cards .hit-number').first().waitFor();
    await page.locator('.chip', { hasText: '机油滤清器' }).waitFor();
    await named.waitFor();
    await visitor.look('85-vin-in-a-message');

    await type(page, VIN.replace('00', 'OO'));
    await page.locator('.vin-suggestions a').first().click();
    await expect.poll(() => new URL(page.url()).searchParams.get('q')).toBe(VIN);

    await paste(page, `${VIN}\n${OTHER_VIN}`);
    await box(page).press('Enter');
    const choice = page.locator('section.vin a', { hasText: VIN });
    // What was found before stands there until the answer comes.
    await expect
      .poll(() => page.locator('section.vin a').allTextContents(), { timeout: 30_000 })
      .toEqual([VIN, OTHER_VIN]);
    await visitor.look('86-two-vins');
    await choice.click();
    await named.waitFor();
    expect(visitor.complaints).toEqual([]);
  });

  it('takes a list out of a spreadsheet to the order, with its quantities', async () => {
    await using visitor = await visit(browser, { url: platform.url, size: 'phone', language: 'zh-CN' });
    const { page } = visitor;
    await page.goto('/');
    await visitor.signIn(platform.keys.users.buyer);
    await box(page).waitFor();
    const [one, two] = fitting;
    if (one === undefined || two === undefined) throw new Error('the demo has nothing in stock');
    await paste(
      page,
      `序号\t零件号\t名称\t数量\r\n1\t${one.partNumber}\t甲\t2\r\n2\t${two.partNumber}\t乙\t3\r\n3\tNOBODY-77\t丙\t1\r\n4\twbkd1\t丁\t4`,
    );
    const lines = page.locator('.found-number');
    await lines.first().waitFor();
    expect(new URL(page.url()).searchParams.get('list')).toContain('NOBODY-77*1');
    expect(await lines.count()).toBe(4);
    const quantities = await page
      .locator('.found-order .quantity')
      .evaluateAll((inputs) => inputs.map((input) => (input as unknown as { value: string }).value));
    expect(quantities).toEqual(['2', '3', '4']);
    await lines.nth(3).locator('.hit-brand', { hasText: BRAND }).waitFor();
    await visitor.look('87-list-of-numbers');
    await lines.nth(3).locator('.check input').uncheck();
    await page.locator('section .button-primary').first().click();
    // Once is enough: another click adds nothing.
    const isThere = page.locator('.order-actions button', { hasText: '已在购物车' }).first();
    await isThere.waitFor();
    await isThere.click({ force: true });
    await page.locator('a[href="/cart"]', { hasText: '去购物车' }).first().click();
    const inCart = page.locator('.cart-line');
    await expect.poll(() => inCart.count()).toBe(2);
    await page.locator('.cart-total .price').waitFor();
    await page.locator('.cart-end button[type=submit]').click();
    await page.locator('.track-step[aria-current=step]').waitFor();
    const { orders } = (await platform.shop.get('/v1/orders')).body;
    const ordered = orders[0].lines.map((line: { partNumber: string; quantity: number }) => [
      line.partNumber,
      line.quantity,
    ]);
    expect(ordered).toEqual([
      [one.partNumber, 2],
      [two.partNumber, 3],
    ]);
    expect(visitor.complaints).toEqual([]);
  });

  it('takes a message with a car and numbers, each with whether it fits, and a workbook', async () => {
    await using visitor = await visit(browser, { url: platform.url, size: 'phone', language: 'zh-CN' });
    const { page } = visitor;
    await page.goto('/');
    await visitor.signIn(platform.keys.users.buyer);
    await box(page).waitFor();
    const [one] = fitting;
    if (one === undefined) throw new Error('the demo has nothing in stock');
    await paste(page, `师傅，车架号${VIN}\n要这几个：\n${one.partNumber.toLowerCase()} 2个\nWBKD-10\n急`);
    const lines = page.locator('.found-number');
    await lines.nth(0).locator('.fit-fits').first().waitFor();
    await lines.nth(1).locator('.fit-does-not-fit').first().waitFor();
    await page.locator('.chip', { hasText: '本田 Accord 2003' }).waitFor();
    expect(new URL(page.url()).searchParams.get('vin')).toBe(VIN);
    const taken = lines.locator('.found-order input[type=checkbox]');
    expect(
      await taken.evaluateAll((boxes) =>
        boxes.map((box) => (box as unknown as { checked: boolean }).checked),
      ),
    ).toEqual([true, false]);
    await visitor.look('88-list-for-a-car');
    await page.reload();
    await lines.nth(1).locator('.fit-does-not-fit').first().waitFor();
    await page.locator('.chip-off').click();
    await lines.locator('.fit').first().waitFor({ state: 'detached' });

    const columns = ['OE号', '数量'].map((name) => ({ name, type: 'text' as const }));
    const rows = [{ OE号: one.partNumber, 数量: '3' }, { OE号: '0012345678' }];
    const pieces = tableWriter({ format: 'xlsx', columns, sheet: '清单' }).write(rows);
    const buffer = Buffer.concat(await Array.fromAsync(pieces, (piece) => Buffer.from(piece)));
    await page.locator('input[type=file]').setInputFiles({ name: '清单.xlsx', mimeType: XLSX, buffer });
    await expect
      .poll(() => page.locator('textarea').inputValue())
      .toContain(`${one.partNumber}\t3\n0012345678`);
    await page.locator('form button[type=submit]', { hasText: '查询 2 个' }).click();
    await expect.poll(() => lines.nth(1).locator('.found-given .number').textContent()).toBe('0012345678');
    // Another sheet comes in the place of the first; what was typed ahead of it stays.
    const sheets = [[[{ value: 'A-1' }]], [[{ value: 'B-2' }], [{ value: 'B-3' }]]].map((data, at) => ({
      ...{ data, sheet: `表${at + 1}` },
    }));
    const several = await writeXlsx(sheets as never, {} as never).toBuffer();
    const file = page.locator('input[type=file]');
    const list = page.locator('textarea');
    await list.fill('T-1\nT-2');
    await file.setInputFiles({ name: '两表.xlsx', mimeType: XLSX, buffer: several });
    await expect.poll(() => list.inputValue()).toBe('A-1');
    await list.fill('T-9\nA-1');
    await page.getByLabel('读取的工作表').selectOption('表2');
    await expect.poll(() => list.inputValue()).toBe('T-9\nB-2\nB-3');
    await page.locator('.note[role=status]', { hasText: '表2' }).waitFor();
    const refused = async (buffer: Buffer, told: string) => {
      await file.setInputFiles({ name: 'x.xls', mimeType: '', buffer });
      await page.locator('.note[role=alert]', { hasText: told }).waitFor();
    };
    const compound = Buffer.concat([Buffer.from('d0cf11e0a1b11ae1', 'hex'), Buffer.alloc(1_016)]);
    await refused(compound, '不是 .xlsx 格式');
    await refused(Buffer.concat([compound, Buffer.from('EncryptedPackage', 'utf16le')]), '有密码');
    await refused(Buffer.from([1, 0, 2, 0]), '无法读取');
    expect(await list.inputValue()).toBe('T-9\nB-2\nB-3');
    expect(visitor.complaints).toEqual([]);
  });

  it('takes one list after another, the way back to them, and a long one', async () => {
    await using visitor = await visit(browser, { url: platform.url, size: 'phone', language: 'zh-CN' });
    const { page } = visitor;
    await page.goto('/');
    await visitor.signIn(platform.keys.users.buyer);
    await box(page).waitFor();
    const looked: string[] = [];
    let hold: Promise<void> | undefined;
    await page.route('**/v1/numbers/lookup', async (route) => {
      looked.push(route.request().postDataJSON().numbers[0].number);
      await hold;
      await route.continue().catch(() => undefined);
    });
    const given = page.locator('.found-given > .number');
    const first = () =>
      expect.poll(() =>
        given
          .first()
          .textContent({ timeout: 1_000 })
          .catch(() => null),
      );
    await paste(page, '11111-AAAAA\n11112-AAAAA x2');
    await first().toBe('11111-AAAAA');
    // One that comes while another is looked up.
    const { promise, resolve } = Promise.withResolvers<void>();
    hold = promise;
    await paste(page, '90915-YZZE1\n1234567');
    await expect.poll(() => looked.length).toBe(2);
    await paste(page, '33333-CCCCC\n33334-CCCCC x2');
    await expect.poll(() => looked.length).toBe(3);
    hold = undefined;
    resolve();
    await first().toBe('33333-CCCCC');
    const long = Array.from({ length: 150 }, (_, at) => `44444-LONG${at + 100} x${(at % 9) + 1}`);
    await paste(page, long.join('\n'));
    await first().toBe('44444-LONG100');
    expect(await given.count()).toBe(150);
    expect(looked).toEqual(['11111-AAAAA', '90915-YZZE1', '33333-CCCCC', '44444-LONG100']);
    await page.goBack();
    await first().toBe('33333-CCCCC');
    await page.goBack();
    await first().toBe('90915-YZZE1');
    await page.goForward();
    await page.goForward();
    await first().toBe('44444-LONG100');
    await page.reload();
    await first().toBe('44444-LONG100');
    // What is looked up by the form stays as it was typed.
    await page.locator('textarea').fill('机油格 55555-EEEEE 2个');
    await page.locator('form.card button[type=submit]').click();
    await first().toBe('55555-EEEEE');
    expect(await page.locator('textarea').inputValue()).toBe('机油格 55555-EEEEE 2个');
    expect(visitor.complaints).toEqual([]);
  });

  it('finds its way on a drawing of 200 places, and shows what is there below it', async () => {
    await using visitor = await visit(browser, { url: platform.url, size: 'phone', language: 'zh-CN' });
    const { page } = visitor;
    await page.goto(`/diagrams/large?publisher=${publisher}&vehicleId=${VEHICLE}`);
    await visitor.signIn(platform.keys.users.buyer);
    const spots = page.locator('.spot');
    await expect.poll(() => spots.count()).toBe(200);
    // Where they are is only sure once the picture has come.
    await expect
      .poll(() => page.evaluate<number>("document.querySelector('.diagram-picture img')?.naturalWidth ?? 0"))
      .toBeGreaterThan(0);
    // Between two places: a finger can't mean one of them.
    const [left, right] = [await spots.nth(44).boundingBox(), await spots.nth(45).boundingBox()];
    if (left === null || right === null) throw new Error('the spots are not shown');
    await page.touchscreen.tap((left.x + right.x + right.width) / 2, left.y + left.height / 2);
    const asked = page.locator('fieldset.question button');
    // What a tap means, a click, comes behind it.
    await expect
      .poll(async () => (await asked.allTextContents()).map((text) => text.split(':')[0]))
      .toEqual(expect.arrayContaining(['45', '46']));
    await asked.filter({ hasText: /^46:/ }).click();
    await page.locator('.diagram-chosen h2', { hasText: '46' }).waitFor();
    await page.locator('.diagram-chosen .fit-fits').waitFor();
    expect(new URL(page.url()).searchParams.get('spot')).toBe('46');
    expect(visitor.complaints).toEqual([]);
  });
});

describe('at a desk', () => {
  it('finds a short number of one’s own first, in any spelling, and beside the brand', async () => {
    await using visitor = await visit(browser, { url: platform.url, size: 'desk', language: 'en' });
    const { page } = visitor;
    await page.goto('/');
    await visitor.signIn(platform.keys.users.owner);
    await box(page).waitFor();
    for (const query of ['WBKD-1', 'wbkd 1', `${BRAND} wbkd1`]) {
      await type(page, query);
      await page.waitForURL((url) => url.searchParams.get('q') === query);
      await expect
        .poll(() => page.locator('.table tbody tr .hit-number').first().textContent())
        .toBe(`${BRAND} WBKD-1`);
    }
    await type(page, `WBKD-1 ${VIN}`);
    await page.locator('.note', { hasText: 'no part with it is known to fit' }).waitFor();
    expect(visitor.complaints).toEqual([]);
  });

  it('goes over a drawing by keys; its rows tell the fit, and what doesn’t is left out', async () => {
    await using visitor = await visit(browser, { url: platform.url, size: 'desk', language: 'en' });
    const { page } = visitor;
    await page.goto(`/diagrams/large?publisher=${publisher}&vehicleId=${VEHICLE}`);
    await visitor.signIn(platform.keys.users.owner);
    const rows = page.locator('.diagram-rows tbody tr');
    await rows.first().locator('.fit-fits').waitFor();
    await rows.nth(1).locator('.fit-does-not-fit').waitFor();
    await page
      .locator('.diagram-vehicle option', { hasText: 'Accord 2003' })
      .first()
      .waitFor({ state: 'attached' });
    // One stop of the Tab key.
    expect(await page.locator('.spot[tabindex="0"]').count()).toBe(1);
    await page.locator('.spot').first().focus();
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('Enter');
    await expect.poll(() => new URL(page.url()).searchParams.get('spot')).toBe('3');
    // Both at once: digits that come a second apart are two numbers.
    await Promise.all([page.keyboard.press('1'), page.keyboard.press('7')]);
    await page.keyboard.press('Enter');
    await expect.poll(() => new URL(page.url()).searchParams.get('spot')).toBe('17');
    // Enlarged, what has the focus is brought into sight.
    await page.locator('.zoom-buttons button').first().click();
    await page.locator('.zoom-buttons button').first().click();
    await page.locator('.spot[tabindex="0"]').focus();
    await page.keyboard.press('End');
    const beyond = async () => {
      const [area, last] = [
        await page.locator('.zoom-area').boundingBox(),
        await page.locator('.spot').last().boundingBox(),
      ];
      if (area === null || last === null) throw new Error('the drawing is not shown');
      return Math.max(last.x + last.width - area.x - area.width, last.y + last.height - area.y - area.height);
    };
    await expect.poll(beyond).toBeLessThanOrEqual(1);
    // The link says whether it is checked, a moment after the click.
    await page.locator('.diagram-vehicle input[type=checkbox]').click();
    await expect.poll(() => rows.count()).toBe(199);
    expect(new URL(page.url()).searchParams.get('only')).toBe('fitting');
    expect(visitor.complaints).toEqual([]);
  });
});
