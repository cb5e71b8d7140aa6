import { findSideways } from '@qipei/testing/page-checks';
import { type DemoPlatform, startDemoPlatform } from '@qipei/testing/platform';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { openBrowser, visit, WEB_DIST } from './web-browser.fixture.ts';

const VIN = '1HGCM82633A004352';

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

/**
 * What of the first such element its reader sees where the system decides on colours: the lines around it, and its ground alone where
 * it has kept its own. The ground of all others is painted as the page's, whatever its style still tells:
 * https://drafts.csswg.org/css-color-adjust-1/#forced-colors-properties
 */
async function marks(page: Page, selector: string): Promise<string> {
  return await page.evaluate<string>(
    `(() => {
      const style = getComputedStyle(document.querySelector(${JSON.stringify(selector)}));
      const line = (name, width = style[name + 'Width'], kind = style[name + 'Style']) =>
        kind === 'none' || width === '0px' ? 'no ' + name : [name, width, kind, style[name + 'Color']].join(' ');
      const own = style.forcedColorAdjust === 'none' ? style.backgroundColor + ' ' + style.color : 'the ground of the page';
      return [own, line('outline'), line('borderTop'), line('borderBottom')].join(', ');
    })()`,
  );
}

describe('where the system decides on the colours', () => {
  it('what is chosen stands out from what isn’t', async () => {
    await using visitor = await visit(browser, { url: platform.url, size: 'desk', language: 'en' });
    const { page, look } = visitor;
    await page.emulateMedia({ forcedColors: 'active' });
    await page.goto('/t/demo/');
    // What was searched for here is offered without asking anybody.
    for (const words of ['oil filter', 'brake pads']) {
      await page.locator('#root .search-input').fill(words);
      await page.locator('#root .search-input').press('Enter');
      await page.waitForURL((url) => url.searchParams.get('q') === words);
      await page.locator('.results-head').waitFor();
    }
    await page.locator('#root .search-input').fill('');
    await page.locator('.suggestion').nth(1).waitFor();
    await page.keyboard.press('ArrowDown');
    await page.locator('.suggestion[aria-selected=true]').waitFor();
    expect(await marks(page, '.suggestion[aria-selected=true]')).not.toBe(
      await marks(page, '.suggestion[aria-selected=false]'),
    );

    await page.goto(`/t/demo/search?q=${VIN}`);
    await page.locator('#root .facet-value').nth(2).click();
    await page.locator('.facet-value[aria-current=true]').waitFor();
    expect(await marks(page, '.facet-value[aria-current=true]')).not.toBe(
      await marks(page, '.facet-value:not([aria-current=true])'),
    );
    await look('69-system-colours');

    await page.goto('/console/imports');
    await visitor.signIn(platform.keys.users.owner);
    await page.locator('.tabs a[aria-current=page]').waitFor();
    expect(await marks(page, '.tabs a[aria-current=page]')).not.toBe(
      await marks(page, '.tabs a:not([aria-current])'),
    );
  });
});

it('what is too wide only some frames after a new width is found, and what fits by then is none', async () => {
  const context = await browser.newContext({ viewport: { width: 390, height: 844 } });
  try {
    const page = await context.newPage();
    const drawn = (when: string) => `<!doctype html><p>chart</p><script>
      const chart = document.querySelector('p');
      chart.style.width = '300px';
      const frames = (count, then) => count === 0 ? then() : requestAnimationFrame(() => frames(count - 1, then));
      addEventListener('resize', () => { ${when} });
    </script>`;
    await page.setContent(drawn(`frames(2, () => { chart.style.width = '350px'; })`));
    expect(await findSideways(page)).toEqual([expect.stringMatching(/^320 pixels wide: .*p\./)]);
    await page.setContent(
      drawn(`chart.style.width = '350px'; frames(20, () => { chart.style.width = '300px'; })`),
    );
    expect(await findSideways(page)).toEqual([]);
  } finally {
    await context.close();
  }
});

describe.each([
  ['phone', 'zh-CN'],
  ['desk', 'en'],
] as const)('who has an empty catalogue, on a %s in %s', (size, language) => {
  it('is led from the first page to the first upload', async () => {
    await using visitor = await visit(browser, { url: platform.url, size, language });
    const { page, look } = visitor;
    await page.goto('/sign-in');
    await visitor.signIn(platform.keys.users.otherOwner);
    await page.locator('.home .card a[href="/console/imports"]').click();
    await page.locator('.first-steps li').nth(4).waitFor();
    await look('88-first-steps');
    await page.locator('.first-steps .button-primary').click();
    await page.locator('input[type=file]').waitFor();
    expect(new URL(page.url()).search).toBe('?kind=parts');
    expect(visitor.complaints).toEqual([]);
  });

  it('and whose catalogue isn’t sees the box alone', async () => {
    await using visitor = await visit(browser, { url: platform.url, size, language });
    const { page } = visitor;
    const asked = page.waitForResponse((answer) => answer.url().includes('/v1/imports?pageSize=1'));
    await page.goto('/sign-in');
    await visitor.signIn(platform.keys.users.owner);
    await page.locator('#root .search-large').waitFor();
    await asked;
    await settled(page);
    expect(await page.locator('.home .card').count()).toBe(0);
  });
});

/** What has been answered is shown two frames later. */
async function settled(page: Page): Promise<void> {
  await page.evaluate('new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))');
}

it('on a phone the sections of the console are one line, with the one that is open in sight', async () => {
  await using visitor = await visit(browser, { url: platform.url, size: 'phone', language: 'zh-CN' });
  const { page } = visitor;
  await page.goto('/console/health');
  await visitor.signIn(platform.keys.users.owner);
  const open = page.locator('.tabs a[aria-current=page]');
  await open.waitFor();
  const box = async () => (await open.boundingBox()) ?? { x: Number.NaN, width: 0, height: 0 };
  await expect.poll(async () => (await box()).x).toBeGreaterThanOrEqual(0);
  // It stands beside the others before it is brought into sight.
  const end = async () => {
    const { x, width } = await box();
    return x + width;
  };
  await expect.poll(end).toBeLessThanOrEqual(390);
  const { x, height } = await box();
  expect(x).toBeGreaterThanOrEqual(0);
  expect((await page.locator('.tabs').boundingBox())?.height).toBeLessThan(1.5 * height);
  expect(visitor.complaints).toEqual([]);
});
