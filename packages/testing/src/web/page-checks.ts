import type { Page } from 'playwright-core';

/** What a page is for on a small phone, or at a zoom of 400% on a desk: WCAG 2.2, 1.4.10. */
const NARROWEST = 320;
/** What is wider has views of its own, which a change of the size would begin anew. */
const WIDEST_PHONE = 600;
/** By then a view has taken the width that it was given, such as a chart that is drawn anew... */
const SETTLED_MS = 2_500;
/** ...and however long it was busy, it has painted so often. */
const SETTLED_FRAMES = 30;

/**
 * Where a view scrolls sideways: on a page as wide as it is, and of a phone on one of 320 pixels and with letters of twice
 * the size (WCAG 2.2, 1.4.4). Only what is wide by itself, such as a table, may be swiped, within its own place. Leaves the page as it was.
 * @returns a line for each, with what reaches furthest; none where all fits
 */
export async function findSideways(page: Page): Promise<string[]> {
  const size = page.viewportSize();
  if (size === null) throw new Error('the page has no size');
  const found: string[] = [];
  const measure = async (how: string) => {
    await page.evaluate(STEADY);
    let widest = await page.evaluate<string | null>(WIDEST);
    const until = Date.now() + SETTLED_MS;
    for (let frame = 0; widest !== null && (frame < SETTLED_FRAMES || Date.now() < until); frame += 1) {
      await page.evaluate(FRAME);
      widest = await page.evaluate<string | null>(WIDEST);
    }
    if (widest !== null) found.push(`${how}: ${widest}`);
  };
  await measure(`${size.width} pixels wide`);
  if (size.width > WIDEST_PHONE) return found;
  try {
    await page.setViewportSize({ ...size, width: NARROWEST });
    await measure(`${NARROWEST} pixels wide`);
    await page.setViewportSize(size);
    await page.evaluate("document.documentElement.style.fontSize = '200%'");
    await measure(`${size.width} pixels wide, letters of 200%`);
  } finally {
    await page.setViewportSize(size);
    await page.evaluate("document.documentElement.style.removeProperty('font-size')");
  }
  return found;
}

/** Within the page: until its next frame, or for as long as one that is painted never takes. */
const FRAME = `new Promise((done) => { requestAnimationFrame(done); setTimeout(done, 1000); })`;

/** Within the page: two frames, and then until three in a row are of one width, at most for as long as a view settles. */
const STEADY = `(async () => {
  const frame = () => ${FRAME};
  await frame();
  await frame();
  const { documentElement } = document;
  const until = performance.now() + ${SETTLED_MS};
  for (let last = documentElement.scrollWidth, same = 1; same < 3 && performance.now() < until; ) {
    await frame();
    const now = documentElement.scrollWidth;
    same = now === last ? same + 1 : 1;
    last = now;
  }
})()`;

/** Within the page. What is clipped or scrolled by what is around it doesn't widen the page. */
const WIDEST = `(() => {
  const { scrollWidth, clientWidth } = document.documentElement;
  if (scrollWidth <= clientWidth) return null;
  const isHeld = (element) => {
    for (let at = element.parentElement; at !== null && at !== document.body; at = at.parentElement)
      if (getComputedStyle(at).overflowX !== 'visible') return true;
    return false;
  };
  const reaching = [...document.body.querySelectorAll('*')]
    .map((element) => [element, element.getBoundingClientRect().right])
    .filter(([element, right]) => right > clientWidth + 0.5 && !isHeld(element) && element.closest('.nav') === null)
    .sort(([, a], [, b]) => b - a)
    .slice(0, 3)
    .map(([element, right]) => Math.round(right) + ' ' + element.tagName.toLowerCase() + '.' + (element.getAttribute('class') ?? ''));
  return scrollWidth + ' in ' + clientWidth + ': ' + reaching.join(', ');
})()`;

/**
 * Of everything that takes the focus by Tab, from where it is now on, what is wholly behind a bar that stands still (WCAG 2.2,
 * 2.4.11). Ends after `most` steps, or where the focus leaves the page.
 */
export async function findHiddenFocus(
  page: Page,
  most: number,
  key: 'Tab' | 'Shift+Tab' = 'Tab',
): Promise<{ seen: number; hidden: string[] }> {
  const hidden = new Set<string>();
  let seen = 0;
  for (let step = 0; step < most; step += 1) {
    await page.keyboard.press(key);
    const at = await page.evaluate<{ name: string; isHidden: boolean } | null>(FOCUS);
    if (at === null) break;
    seen += 1;
    if (at.isHidden) hidden.add(at.name);
  }
  return { seen, hidden: [...hidden] };
}

const FOCUS = `(() => {
  const focused = document.activeElement;
  if (focused === null || focused === document.body) return null;
  const { left, top, width, height } = focused.getBoundingClientRect();
  const shares = [0.1, 0.5, 0.9];
  const isSeen = shares.some((x) => shares.some((y) => {
    const there = document.elementFromPoint(left + width * x, top + height * y);
    return there !== null && (focused.contains(there) || there.contains(focused));
  }));
  const name = focused.tagName.toLowerCase() + '.' + (focused.getAttribute('class') ?? '') + ' at ' + Math.round(top);
  return { name, isHidden: width > 1 && height > 1 && !isSeen };
})()`;
