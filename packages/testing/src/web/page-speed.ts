import type { Browser, BrowserContext, Page } from 'playwright-core';
import { type Slowdown, slowdownOf } from './slowdown.ts';

/**
 * Slow 4G as the browser's developer tools and Lighthouse apply it (each request waits 562.5 ms, 1,475 kbit/s down, 675 up):
 * https://github.com/GoogleChrome/lighthouse/blob/main/docs/throttling.md
 */
const SLOW_4G = {
  offline: false,
  latency: 562.5,
  downloadThroughput: (1_474.56 * 1_024) / 8,
  uploadThroughput: (675 * 1_024) / 8,
};
/** As Chrome on a phone tells of itself: https://developer.chrome.com/docs/privacy-security/user-agent#ua_reduction */
export const PHONE_AGENT =
  'Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Mobile Safari/537.36';
const PHONE = {
  ...{ viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true, deviceScaleFactor: 2 },
  userAgent: PHONE_AGENT,
};

export interface SessionCookie {
  name: string;
  value: string;
}

/** Signs in as the page would, over plain http. @throws Error where that is refused */
export async function signInFor(
  url: string,
  user: { email: string; password: string },
): Promise<SessionCookie> {
  const { origin } = new URL(url);
  const answer = await fetch(`${origin}/v1/session`, {
    method: 'POST',
    headers: { origin, 'content-type': 'application/json' },
    body: JSON.stringify({ email: user.email, password: user.password }),
  });
  const [, name, value] = /^([\w-]+)=([\w-]+);/.exec(answer.headers.getSetCookie()[0] ?? '') ?? [];
  if (!answer.ok || name === undefined || value === undefined)
    throw new Error(`nobody is signed in: ${answer.status} ${await answer.text()}`);
  return { name, value };
}

export interface FirstLoad {
  /** Milliseconds from the navigation to the largest thing painted, and what that was: https://web.dev/articles/lcp */
  lcp: number;
  largest: string;
  /** Whether the page came with its view as the server wrote it, and whether the largest lay in what was there before the application. */
  cameWritten: boolean;
  largestCameWithPage: boolean;
  /** How many times slower the processor was made. */
  rate: number;
  /** Sum of the shifts that nobody asked for: https://web.dev/articles/cls */
  cls: number;
  /** Milliseconds until `ready` is there. */
  ready: number;
  /** Bytes of JavaScript as they came over the wire. */
  scriptBytes: number;
}

/**
 * A first visit with nothing kept, on the cheap phone; `ready` is a selector of what only the application shows. With `session`, a
 * cookie, it is of somebody who is signed in.
 */
export async function measureFirstLoad(
  browser: Browser,
  options: { url: string; ready: string; locale: string; slowdown: Slowdown; session?: SessionCookie },
): Promise<FirstLoad> {
  const { context, page } = await openPhone(browser, options.locale);
  try {
    if (options.session !== undefined)
      await context.addCookies([{ ...options.session, url: new URL(options.url).origin }]);
    const rate = await slowdownOf(browser, options.slowdown);
    const client = await context.newCDPSession(page);
    let scriptBytes = 0;
    const scripts = new Set<string>();
    await client.send('Network.enable');
    client.on('Network.responseReceived', ({ requestId, type }) => {
      if (type === 'Script') scripts.add(requestId);
    });
    client.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
      if (scripts.has(requestId)) scriptBytes += encodedDataLength;
    });
    await client.send('Network.emulateNetworkConditions', SLOW_4G);
    await client.send('Emulation.setCPUThrottlingRate', { rate });
    const answer = await page.goto(options.url, { waitUntil: 'commit' });
    await page.locator(options.ready).first().waitFor({ timeout: 60_000 });
    const ready = await page.evaluate<number>('performance.now()');
    await page.waitForLoadState('networkidle');
    const { lcp, largest, largestCameWithPage, cls } = await seenBy(page);
    const cameWritten = options.url.startsWith('http') && isWritten((await answer?.text()) ?? '');
    return { lcp, largest, largestCameWithPage, cameWritten, rate, cls, ready, scriptBytes };
  } finally {
    await context.close();
  }
}

/** Of a page as it comes: whether its view is in it. */
export function isWritten(page: string): boolean {
  return /<div id="first-paint" data-for="(?:wide|narrow)">/.test(page);
}

export interface Typing {
  /** How many times slower the processor was made. */
  rate: number;
  /** Milliseconds from each key to the frame after it, one for every character that went into the box. */
  keys: number[];
  /** The longest that the browser itself tells of, of what took it 16 ms or more: https://web.dev/articles/inp */
  longestTold: number;
  /** What stands in the box at the end. */
  text: string;
}

/** Types into `box`, a key at a time, on the slow processor and a fast network, so that each answer comes between the keys. */
export async function measureTyping(
  browser: Browser,
  options: { url: string; box: string; texts: readonly string[]; locale: string; slowdown: Slowdown },
): Promise<Typing> {
  const { context, page } = await openPhone(browser, options.locale);
  try {
    const rate = await slowdownOf(browser, options.slowdown);
    await page.goto(options.url);
    const box = page.locator(options.box);
    await box.waitFor();
    await page.waitForLoadState('networkidle');
    const client = await context.newCDPSession(page);
    await client.send('Emulation.setCPUThrottlingRate', { rate });
    for (const text of options.texts) {
      await box.fill('');
      await box.pressSequentially(text, { delay: 120 });
      // The answers of the last keys.
      await page.waitForTimeout(400);
    }
    const { keys, longestTold } = await seenBy(page);
    return { rate, keys, longestTold, text: await box.inputValue() };
  } finally {
    await context.close();
  }
}

async function openPhone(browser: Browser, locale: string): Promise<{ context: BrowserContext; page: Page }> {
  const context = await browser.newContext({ ...PHONE, locale, serviceWorkers: 'block' });
  await context.addInitScript(WATCH);
  return { context, page: await context.newPage() };
}

interface Seen {
  lcp: number;
  largest: string;
  largestCameWithPage: boolean;
  cls: number;
  keys: number[];
  longestTold: number;
}

async function seenBy(page: Page): Promise<Seen> {
  return await page.evaluate<Seen>('pageSpeed');
}

/**
 * Within the page, from its first moment. The browser tells nothing of events that took less than 16 ms, and of characters that
 * no key has, such as Chinese ones, there is no key to tell of: so the page takes its own times of each character as well.
 */
const WATCH = `
  globalThis.pageSpeed = { lcp: 0, largest: '', largestCameWithPage: false, cls: 0, keys: [], longestTold: 0 };
  const watch = (type, more, take) =>
    new PerformanceObserver((list) => list.getEntries().forEach(take)).observe({ type, buffered: true, ...more });
  watch('largest-contentful-paint', {}, (entry) => {
    pageSpeed.lcp = entry.startTime;
    pageSpeed.largest = (entry.element?.tagName ?? '').toLowerCase() + '.' + (entry.element?.className ?? '');
    pageSpeed.largestCameWithPage = (entry.element?.closest('#first-paint') ?? null) !== null;
  });
  watch('layout-shift', {}, (entry) => {
    if (!entry.hadRecentInput) pageSpeed.cls += entry.value;
  });
  watch('event', { durationThreshold: 16 }, ({ interactionId, duration }) => {
    if (interactionId) pageSpeed.longestTold = Math.max(pageSpeed.longestTold, duration);
  });
  let pressed;
  addEventListener('keydown', ({ key, timeStamp }) => { pressed = key.length === 1 ? timeStamp : undefined; }, true);
  addEventListener('input', ({ inputType, timeStamp }) => {
    if (!inputType?.startsWith('insert')) return;
    const from = pressed ?? timeStamp;
    pressed = undefined;
    requestAnimationFrame(() => {
      const painted = new MessageChannel();
      painted.port1.onmessage = () => pageSpeed.keys.push(performance.now() - from);
      painted.port2.postMessage(0);
    });
  }, true);
`;
