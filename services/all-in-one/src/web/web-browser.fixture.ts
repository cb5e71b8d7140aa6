import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { hearLateAnswers } from '@qipei/testing/late-answers';
import { openBrowser as openChromium } from '@qipei/testing/open-browser';
import { findSideways } from '@qipei/testing/page-checks';
import { PHONE_AGENT } from '@qipei/testing/page-speed';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { expect } from 'vitest';

const ROOT = fileURLToPath(new URL('../../../..', import.meta.url));
export const WEB_DIST = process.env.WEB_DIST ?? join(ROOT, 'services/web/dist');
/** Kept after a run, for whoever looks at them. */
const SCREENSHOTS = join(ROOT, 'artifacts/web');
const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** Rules of WCAG 2.2 up to AA. */
const WCAG = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];

export const SIZES = {
  desk: { viewport: { width: 1280, height: 850 } },
  phone: {
    ...{ viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true, deviceScaleFactor: 2 },
    // By it the server takes the window for a narrow one.
    userAgent: PHONE_AGENT,
  },
} as const;
export type Size = keyof typeof SIZES;

/** Debian's Chromium; whoever runs these tests without one is told so before. */
export async function openBrowser(): Promise<Browser> {
  if (!existsSync(join(WEB_DIST, 'index.html'))) throw new Error(`there is no build in ${WEB_DIST}`);
  return await openChromium();
}

export interface Visitor extends AsyncDisposable {
  page: Page;
  context: BrowserContext;
  /** What the console was told to complain of, and what was thrown: nothing, if all is well. */
  complaints: string[];
  signIn(user: { email: string; password: string }): Promise<void>;
  /** Keeps a picture of the view, and expects nothing in it that shuts somebody out, on a small phone or in large letters either. */
  look(name: string): Promise<void>;
}

/** Somebody with a browser of their own. */
export async function visit(
  browser: Browser,
  options: {
    url: string;
    size: Size;
    language: 'zh-CN' | 'en';
    dark?: boolean;
    worker?: boolean;
    /** False: the pages run none, not their own inline ones either. */
    scripts?: boolean;
  },
): Promise<Visitor> {
  const context = await browser.newContext({
    ...SIZES[options.size],
    baseURL: options.url,
    locale: options.language,
    colorScheme: options.dark === true ? 'dark' : 'light',
    serviceWorkers: options.worker === true ? 'allow' : 'block',
    javaScriptEnabled: options.scripts !== false,
  });
  context.setDefaultTimeout(30_000);
  const openPage = context.newPage.bind(context);
  context.newPage = async () => {
    const opened = await openPage();
    await slowDown(opened);
    if (options.scripts !== false) waitForApplication(opened);
    return opened;
  };
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on('console', (message) => {
    // What the platform had no time for is heard by its answer, which tells what was asked.
    if (message.type() !== 'error' || message.text().includes('status of 504')) return;
    complaints.push(`${message.text()} (${message.location().url})`);
  });
  const hearLate = hearLateAnswers();
  page.on('response', (response) => {
    if (response.status() !== 504) return;
    const complaint = hearLate(response.request().method(), response.url());
    if (complaint !== undefined) complaints.push(complaint);
  });
  page.on('pageerror', (error) => complaints.push(String(error)));
  page.on('dialog', (dialog) => {
    // The browser asks before it loses what isn't saved: who goes on means it.
    if (dialog.type() === 'beforeunload') return void dialog.accept();
    complaints.push(`a dialog: ${dialog.message()}`);
    void dialog.dismiss();
  });
  return {
    page,
    context,
    complaints,
    async signIn({ email, password }) {
      await page.locator('input[name=email]').fill(email);
      await page.locator('input[name=password]').fill(password);
      await page.locator('form button[type=submit]').click();
      await page.locator('form input[name=password]').waitFor({ state: 'detached' });
    },
    async look(name) {
      await page.locator('.loading').first().waitFor({ state: 'detached' });
      mkdirSync(SCREENSHOTS, { recursive: true });
      await page.screenshot({ path: join(SCREENSHOTS, `${name}-${options.size}-${options.language}.png`) });
      expect(await findSideways(page), `${name} scrolls sideways`).toEqual([]);
      // From its top: axe takes what has been scrolled halfway below the header for a target too small to be hit.
      const scrolled = await page.evaluate<number>('scrollY');
      await page.evaluate('scrollTo({ top: 0, behavior: "instant" })');
      await page.evaluate(AXE);
      const { violations } = (await page.evaluate(
        // Of these axe tries the size of targets (2.5.8) where it is told to alone.
        `axe.run({ runOnly: ${JSON.stringify(WCAG)}, rules: { 'target-size': { enabled: true } } })`,
      )) as AxeAnswer;
      await page.evaluate(`scrollTo({ top: ${scrolled}, behavior: "instant" })`);
      const found = violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`);
      expect(found, name).toEqual([]);
    },
    [Symbol.asyncDispose]: () => context.close(),
  };
}

/** How many times slower pages run than they could here: shows which test counts on a fast machine. */
const SLOWER = Number(process.env.QIPEI_WEB_SLOW ?? 1);

async function slowDown(page: Page): Promise<void> {
  if (!(SLOWER > 1)) return;
  const client = await page.context().newCDPSession(page);
  await client.send('Emulation.setCPUThrottlingRate', { rate: SLOWER });
}

/**
 * A page that has come shows the view that the server wrote until the application has one, and for a moment both are there: who
 * looks at it finds two boxes and two headings. Who wants to see that moment says what is waited for (`waitUntil`).
 */
function waitForApplication(page: Page): void {
  const [goto, reload] = [page.goto.bind(page), page.reload.bind(page)];
  const taken = () => page.locator('#first-paint').waitFor({ state: 'detached' });
  page.goto = async (url, options) => {
    const answer = await goto(url, options);
    if (options?.waitUntil === undefined) await taken();
    return answer;
  };
  page.reload = async (options) => {
    const answer = await reload(options);
    if (options?.waitUntil === undefined) await taken();
    return answer;
  };
}

interface AxeAnswer {
  violations: { id: string; nodes: { html: string }[] }[];
}
