import { onServer } from './on-server.ts';

declare global {
  interface Window {
    /** What the page's own script hears before the application is there. */
    early?: {
      /** Keys that led to nothing yet. */
      pressed: { key: string; ctrlKey: boolean }[];
      /** The button of the first view that was pressed last. */
      clicked: HTMLElement | null;
      /** Whether a word is being put together in the box, as Chinese is typed. */
      composing: boolean;
      leave(): void;
    };
  }
}

/** The view that came within the page, as HTML; the application takes its place as soon as it has one to show. */
const painted = onServer ? null : document.getElementById('first-paint');
let isFirst = painted !== null;

/** Until then nobody sees what the application prepares. */
export function standBehindFirstPaint(root: HTMLElement): void {
  root.hidden = painted !== null;
}

/** Of the first view alone: who has read on in it meanwhile stays there, and isn't led to its beginning. */
export function staysWhereItWas(): boolean {
  const stays = isFirst && window.scrollY > 0;
  isFirst = false;
  return stays;
}

/** What was typed meanwhile goes on in the application's own box, with the focus if it was there; keys that were pressed are heard. */
export function leaveFirstPaint(): void {
  const root = document.getElementById('root');
  if (root === null) return;
  let clicked: HTMLElement | undefined;
  if (painted?.isConnected === true) {
    if (window.early?.composing === true) {
      // A word that isn't finished would be lost with the box that it is written in.
      document.addEventListener('compositionend', () => setTimeout(leaveFirstPaint), { once: true });
      return;
    }
    clicked = sameIn(root, painted, window.early?.clicked ?? null);
    takePlace(root, painted);
  }
  const { early } = window;
  delete window.early;
  early?.leave();
  for (const pressed of early?.pressed ?? [])
    document.dispatchEvent(new KeyboardEvent('keydown', { ...pressed, bubbles: true, cancelable: true }));
  clicked?.click();
}

function takePlace(root: HTMLElement, before: HTMLElement): void {
  const typed = before.querySelector<HTMLInputElement>('.search-input');
  const hadFocus = document.activeElement;
  const focused = sameIn(root, before, hadFocus);
  const opened = [...before.querySelectorAll('details[open]')];
  for (const each of opened) sameIn(root, before, each)?.setAttribute('open', '');
  showPictures(root, before);
  root.hidden = false;
  before.remove();
  const box =
    root.querySelector<HTMLInputElement>('.search-large .search-input') ??
    root.querySelector<HTMLInputElement>('.header .search-input');
  if (typed === null || box === null || hadFocus !== typed) focused?.focus({ preventScroll: true });
  if (typed === null || box === null) return;
  if (typed.value !== typed.defaultValue) {
    // React hears of a value only by the setter of the prototype and an event.
    Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value')?.set?.call(box, typed.value);
    box.dispatchEvent(new Event('input', { bubbles: true }));
  }
  if (hadFocus === typed) {
    box.focus();
    box.setSelectionRange(typed.selectionStart, typed.selectionEnd);
  }
}

/** What stands in the application where `element` stands in the view before it; undefined where that is another thing. */
function sameIn(root: HTMLElement, before: HTMLElement, element: Element | null): HTMLElement | undefined {
  if (element === null || element === before || !before.contains(element)) return undefined;
  const places: number[] = [];
  for (let at = element; at !== before && at.parentElement !== null; at = at.parentElement)
    places.unshift([...at.parentElement.children].indexOf(at));
  const found = places.reduce<Element | undefined>((at, place) => at?.children[place], root);
  const isSame = found?.tagName === element.tagName && found.className === element.className;
  return isSame && found instanceof HTMLElement ? found : undefined;
}

/** Pictures that are there already are shown at once, and not a moment later, when they come into sight. */
function showPictures(root: HTMLElement, before: HTMLElement): void {
  const shown = [...before.querySelectorAll('img')].filter(({ complete }) => complete);
  const sources = new Set(shown.map(({ src }) => src));
  for (const picture of root.querySelectorAll('img')) {
    if (!sources.has(picture.src)) continue;
    picture.decoding = 'sync';
    picture.loading = 'eager';
  }
}
