import type { Browser, BrowserContext, Page } from 'playwright-core';

/**
 * A cheap phone: a processor of a quarter of a workstation's speed, and slow 4G as the browser's developer tools and Lighthouse apply it
 * (each request waits 562.5 ms, 1,475 kbit/s down, 675 up):
 * https://github.com/GoogleChrome/lighthouse/blob/main/docs/throttling.md
 */
const PROCESSOR = 4;
/** What `WORK` comes to on such a workstation. */
const WORKSTATION = 190;
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

export interface FirstLoad {
  /** Milliseconds from the navigation to the largest thing painted, and what that was: https://web.dev/articles/lcp */
  lcp: number;
  largest: string;
  /** Sum of the shifts that nobody asked for: https://web.dev/articles/cls */
  cls: number;
  /** Milliseconds until `ready` is there. */
  ready: number;
  /** Bytes of JavaScript as they came over the wire. */
  scriptBytes: number;
}

/** A first visit with nothing kept, on the cheap phone; `ready` is a selector of what only the application shows. */
export async function measureFirstLoad(
  browser: Browser,
  options: { url: string; ready: string; locale: string },
): Promise<FirstLoad> {
  const { context, page } = await openPhone(browser, options.locale);
  try {
    const rate = await slowdownHere(page);
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
    await page.goto(options.url, { waitUntil: 'commit' });
    await page.locator(options.ready).first().waitFor({ timeout: 60_000 });
    const ready = await page.evaluate<number>('performance.now()');
    await page.waitForLoadState('networkidle');
    const seen = await seenBy(page);
    return { lcp: seen.lcp, largest: seen.largest, cls: seen.cls, ready, scriptBytes };
  } finally {
    await context.close();
  }
}

export interface Typing {
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
  options: { url: string; box: string; texts: readonly string[]; locale: string },
): Promise<Typing> {
  const { context, page } = await openPhone(browser, options.locale);
  try {
    const rate = await slowdownHere(page);
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
    return { keys, longestTold, text: await box.inputValue() };
  } finally {
    await context.close();
  }
}

async function openPhone(browser: Browser, locale: string): Promise<{ context: BrowserContext; page: Page }> {
  const context = await browser.newContext({ ...PHONE, locale, serviceWorkers: 'block' });
  await context.addInitScript(WATCH);
  return { context, page: await context.newPage() };
}

/**
 * How many times slower the phone is than this machine, as busy as it is: the phone stays the same one wherever it is played.
 * https://github.com/GoogleChrome/lighthouse/blob/main/docs/throttling.md#calibrating-the-cpu-slowdown
 */
async function slowdownHere(page: Page): Promise<number> {
  const speed = await page.evaluate<number>(WORK);
  return Math.min(PROCESSOR, Math.max(1, (PROCESSOR * speed) / WORKSTATION));
}

/** Rounds of what pages do (texts into objects and back, lists sorted) in a millisecond: the middle one of several tries. */
const WORK = `(() => {
  const tries = Array.from({ length: 9 }, () => {
    const [begun, until] = [performance.now(), performance.now() + 25];
    let rounds = 0;
    for (; performance.now() < until; rounds += 1) {
      const copy = JSON.parse(JSON.stringify({ rounds, names: ['oil filter', '机油滤清器'], at: { x: 1, y: 2 } }));
      Array.from({ length: 40 }, (_, at) => (at * 7919 + copy.rounds) % 101).sort((a, b) => a - b);
    }
    return rounds / (performance.now() - begun);
  });
  return tries.sort((a, b) => a - b)[4];
})()`;

interface Seen {
  lcp: number;
  largest: string;
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
  globalThis.pageSpeed = { lcp: 0, largest: '', cls: 0, keys: [], longestTold: 0 };
  const watch = (type, more, take) =>
    new PerformanceObserver((list) => list.getEntries().forEach(take)).observe({ type, buffered: true, ...more });
  watch('largest-contentful-paint', {}, (entry) => {
    pageSpeed.lcp = entry.startTime;
    pageSpeed.largest = (entry.element?.tagName ?? '').toLowerCase() + '.' + (entry.element?.className ?? '');
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
