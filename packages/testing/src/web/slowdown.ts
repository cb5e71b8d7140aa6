import type { Browser, Page } from 'playwright-core';

/** A cheap phone has a processor of a quarter of a workstation's speed. */
const PHONE = 4;
/** What `WORK` comes to on such a workstation. */
const WORKSTATION = 190;
/** One try alone may meet a moment in which the machine does something else. */
const FEWEST_TRIES = 5;
const MOST_TRIES = 9;

/**
 * `fixed`: a quarter of this machine, whichever it is, as figures want it that somebody compares. `phone`: as much as leaves the same
 * phone on a slower or a busier machine, none where it is no faster than the phone:
 * https://github.com/GoogleChrome/lighthouse/blob/main/docs/throttling.md#calibrating-the-cpu-slowdown
 */
export type Slowdown = 'fixed' | 'phone';

const triesOf = new WeakMap<Browser, number[]>();

/**
 * How many times slower the processor is made for a visit. By `phone` it follows the middle of the browser's tries, several before the
 * first visit and one before each that follows: a machine that is busy for long counts, one that is so for a moment doesn't.
 */
export async function slowdownOf(browser: Browser, slowdown: Slowdown): Promise<number> {
  if (slowdown === 'fixed') return PHONE;
  const tries = triesOf.get(browser) ?? [];
  triesOf.set(browser, tries);
  const page = await browser.newPage();
  try {
    do {
      if (tries.length > 0) await page.waitForTimeout(100);
      tries.push(await speedOf(page));
    } while (tries.length < FEWEST_TRIES);
  } finally {
    await page.close();
  }
  tries.splice(0, tries.length - MOST_TRIES);
  return rateFor(tries);
}

/** @param speeds rounds of `WORK` in a millisecond, one or more */
export function rateFor(speeds: readonly number[]): number {
  const middle = speeds.toSorted((a, b) => a - b)[Math.floor(speeds.length / 2)] ?? WORKSTATION;
  return Math.min(PHONE, Math.max(1, (PHONE * middle) / WORKSTATION));
}

async function speedOf(page: Page): Promise<number> {
  return await page.evaluate<number>(WORK);
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
