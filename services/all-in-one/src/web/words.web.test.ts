import { type DemoPlatform, startDemoPlatform } from '@qipei/testing/platform';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { openBrowser, visit, WEB_DIST } from './web-browser.fixture.ts';

const VEHICLE = 'v1861-2003-wmq420';
const PARTS = `brand,partNumber,partType
Wortlaut,WL-1,brake-disc
Wortlaut,WL-2,brake-disc
Wortlaut,WL-3,brake-disc
`;
const FITMENTS = `brand,partNumber,make,model,yearFrom,yearTo,fuel,body,drive,transmission,position
Wortlaut,WL-1,Honda,Accord,2003,2003,汽油,跑车,,,前轮
Wortlaut,WL-2,Honda,Accord,2003,2003,,三厢,前驱,Manual/Standard,
Wortlaut,WL-3,Honda,Accord,2005,2006,,,,,
`;
const WORDS = {
  'zh-CN': {
    vehicle: ['本田 Accord 2003', '双门轿跑车'],
    fitting: ['本田 Accord 2003', '汽油', '跑车', '位置：前轮'],
    conditions: ['三厢', '前驱', '手动变速箱'],
    engines: ['双门轿跑车', '汽油'],
    mismatch: '车身：要求 三厢，车辆为 双门轿跑车',
    otherYears: '适用于该车系的其他年款',
    foreign: /Coupe|Gasoline|Front|Manual|only|Vehicle \(/,
  },
  en: {
    vehicle: ['Honda Accord 2003', 'Coupe'],
    fitting: ['Honda Accord 2003', 'Gasoline', 'Coupe', 'Position: Front'],
    conditions: ['Sedan', 'Front-wheel drive', 'Manual'],
    engines: ['Coupe', 'Gasoline'],
    mismatch: 'body: Sedan is wanted, the vehicle has Coupe',
    otherYears: 'It is for other years of this model',
    foreign: /\p{Script=Han}/u,
  },
} as const;

let platform: DemoPlatform;
let browser: Browser;
let ids: string[];
beforeAll(async () => {
  platform = await startDemoPlatform(inject('demo'), { WEB_DIST });
  const { distributor } = platform;
  expect(await distributor.importFile('parts', 'csv', PARTS)).toMatchObject({ created: 3, failed: 0 });
  expect(await distributor.importFile('fitments', 'csv', FITMENTS)).toMatchObject({ created: 3, failed: 0 });
  await distributor.importFile(
    'stock',
    'csv',
    'brand,partNumber,warehouse,quantity,warehouseName\nWortlaut,WL-1,XA-7,9,Depot 西安\nWortlaut,WL-1,NN-2,9,\n',
  );
  ids = await Promise.all(
    ['WL-1', 'WL-2', 'WL-3'].map(async (number) => {
      const { body } = await distributor.get(`/v1/numbers/${number}?make=Wortlaut`);
      return body.matches[0].part.partId as string;
    }),
  );
  browser = await openBrowser();
});
afterAll(async () => {
  await browser?.close();
  await platform?.[Symbol.asyncDispose]();
});

describe.each([
  { size: 'phone', language: 'zh-CN' },
  { size: 'desk', language: 'en' },
] as const)('on a $size in $language', ({ size, language }) => {
  const words = WORDS[language];

  it('vehicles and conditions have the words of the reader’s language, whatever the table and the file say', async () => {
    await using visitor = await visit(browser, { url: platform.url, size, language });
    const { page } = visitor;
    const [fits = '', otherBody = '', otherYears = ''] = ids;
    await page.goto(`/parts/${fits}?vehicleId=${VEHICLE}`);
    await visitor.signIn(platform.keys.users.buyer);
    const check = page.locator('.fit-check');
    await check.locator('.fit-fits .fitment').first().waitFor();
    const said = await check.locator('.fitment').first().textContent();
    for (const word of words.fitting) expect(said).toContain(word);
    expect(said).not.toMatch(words.foreign);

    await page.goto(`/parts/${otherBody}?vehicleId=${VEHICLE}`);
    await check.locator('.fit-does-not-fit li', { hasText: words.mismatch }).waitFor();
    const conditions = page.locator('.applications .fitment').first();
    for (const word of words.conditions) await conditions.filter({ hasText: word }).waitFor();
    expect(await conditions.textContent()).not.toMatch(words.foreign);
    await page.goto(`/parts/${otherYears}?vehicleId=${VEHICLE}`);
    await check.locator('.fit-does-not-fit li', { hasText: words.otherYears }).waitFor();
    expect(await check.locator('.fit-does-not-fit').textContent()).not.toMatch(words.foreign);

    await page.goto(`/search?vehicleId=${VEHICLE}`);
    const chip = page.locator('.understood .chip').first();
    for (const word of words.vehicle) await chip.filter({ hasText: word }).waitFor();
    await page.goto('/vehicles?makeId=mk474&modelId=md1861&year=2003');
    const engine = page.locator('.choice-item').first();
    await engine.waitFor();
    const engines = ((await page.locator('.choice').textContent()) ?? '').replaceAll(/K24A4|J30A4/g, '');
    for (const word of words.engines) expect(engines).toContain(word);
    expect(engines).not.toMatch(language === 'en' ? words.foreign : /Coupe|Sedan|Gasoline/);
    // What was looked at is kept in the reader's words, too.
    expect(await page.locator('.garage').textContent()).toContain(words.vehicle[1]);
    if (size === 'desk') {
      await page.goto('/search');
      const stock = page.locator('.facet').first();
      await stock.locator('.count', { hasText: /^1,\d{3}$/ }).waitFor();
      const value = await stock.locator('.facet-value span').first().textContent();
      expect(await stock.locator('h3').textContent()).not.toBe(value);
    }
    expect(visitor.complaints).toEqual([]);
  });

  it('a warehouse has its name from the part to the order, and its code where it has none', async () => {
    await using visitor = await visit(browser, { url: platform.url, size, language });
    const { page } = visitor;
    const [partId = ''] = ids;
    await page.goto(`/parts/${partId}`);
    await visitor.signIn(platform.keys.users.buyer);
    const names = page.locator('.offer tbody th');
    await expect
      .poll(() => names.allTextContents().then((all) => all.sort()))
      .toEqual(['Depot 西安', 'NN-2']);
    const row = page.locator('.offer tbody tr', { hasText: 'Depot 西安' });
    const button = row.getByRole('button');
    expect(await button.getAttribute('aria-label')).toContain('Depot 西安');
    await button.click();
    await page.goto('/cart');
    await page.locator('.cart-group h2', { hasText: 'Depot 西安' }).waitFor();
    await visitor.look('05-cart-warehouse');
    await page.locator('.cart-end button[type=submit]').click();
    await page.locator('.order-lines', { hasText: 'Depot 西安 × 1' }).waitFor();
    expect(await page.locator('.order-lines').textContent()).not.toContain('XA-7');
    const file = await page.evaluate<string>(
      "fetch(document.querySelector('.order-files a').href).then((answer) => answer.text())",
    );
    expect(file).toContain(',XA-7 × 1,');
    expect(file).toContain(',Depot 西安\r\n');
    expect(visitor.complaints).toEqual([]);
  });
});
