import { sightChanges } from '../session/known-session.ts';
import { onServer } from './on-server.ts';

declare global {
  interface Window {
    /** What the page's own script hears before the application is there. */
    early?: {
      /** Keys that led to nothing yet. */
      pressed: { key: string; ctrlKey: boolean }[];
      /** Buttons of the first view that were pressed, and what was chosen in it, in order. */
      used: HTMLElement[];
      /** Whether a word is being put together in the box, as Chinese is typed. */
      composing: boolean;
      leave(): void;
    };
  }
}

/** The view that came within the page, as HTML; the application takes its place as soon as it has one to show. */
const painted = onServer ? null : document.getElementById('first-paint');
let isFirst = painted !== null;
let isNobodyToSee = false;

/** Until then nobody sees what the application prepares. */
export function standBehindFirstPaint(root: HTMLElement): void {
  root.hidden = painted !== null;
}

/** Until it is known who looks: neither the application nor the view before it. @returns what shows the one whose turn it is */
export function hideFromAnybody(root: HTMLElement): () => void {
  const isThere = () => painted?.isConnected === true;
  isNobodyToSee = true;
  root.hidden = true;
  if (painted !== null) painted.hidden = true;
  return () => {
    isNobodyToSee = false;
    root.hidden = isThere();
    // Of another's sight it stays hidden until the application takes its place.
    if (painted !== null && isThere()) painted.hidden = sightChanges() > 0;
  };
}

/** Of the first view alone: who has read on in it meanwhile stays there, and isn't led to its beginning. */
export function staysWhereItWas(): boolean {
  const stays = isFirst && window.scrollY > 0;
  isFirst = false;
  return stays;
}

/** What was typed meanwhile goes on in the application's own box, with the focus if it was there; keys that were pressed are heard. */
export function leaveFirstPaint(ofSameSight: boolean): void {
  const root = document.getElementById('root');
  if (root === null) return;
  let use = () => {};
  if (painted?.isConnected === true) {
    if (window.early?.composing === true) {
      // A word that isn't finished would be lost with the box that it is written in.
      document.addEventListener('compositionend', () => setTimeout(() => leaveFirstPaint(ofSameSight)), {
        once: true,
      });
      return;
    }
    // What one person has pressed isn't done for another.
    use = repeatUse(root, painted, ofSameSight ? (window.early?.used ?? []) : []);
    takePlace(root, painted);
  }
  const { early } = window;
  delete window.early;
  early?.leave();
  for (const pressed of early?.pressed ?? [])
    document.dispatchEvent(new KeyboardEvent('keydown', { ...pressed, bubbles: true, cancelable: true }));
  use();
}

/** What was pressed or chosen before, in the application's own: found before it is shown, and used when it is there to hear it. */
function repeatUse(root: HTMLElement, before: HTMLElement, used: readonly HTMLElement[]): () => void {
  // A button that was pressed twice is as it was.
  const odd = new Set<HTMLElement>();
  for (const each of used) if (!(odd.delete(each) && each instanceof HTMLButtonElement)) odd.add(each);
  const found = [...odd].flatMap((from) => {
    const to = sameIn(root, before, from);
    return to === undefined ? [] : [{ from, to }];
  });
  return () => {
    for (const { from, to } of found.filter(isTyped)) choose(from, to);
    // When the views know of the quantities that were typed: the button beside one puts that many into the cart.
    setTimeout(() => {
      for (const each of found) if (!isTyped(each)) choose(each.from, each.to);
    });
  };
}

function isTyped({ from }: { from: HTMLElement }): boolean {
  return from instanceof HTMLInputElement && from.type === 'number';
}

function choose(from: HTMLElement, to: HTMLElement): void {
  if (from instanceof HTMLSelectElement && to instanceof HTMLSelectElement) {
    if (from.value === to.value) return;
    to.value = from.value;
    to.dispatchEvent(new Event('change', { bubbles: true }));
  } else if (from instanceof HTMLInputElement && to instanceof HTMLInputElement) {
    // Of one name with the application's own, a radio button may have lost its choice to them: the last that was chosen counts.
    if (from.type === 'number') typeInto(to, from.value);
    else if (from.type === 'radio' || from.checked !== to.checked) to.click();
  } else to.click();
}

function takePlace(root: HTMLElement, before: HTMLElement): void {
  const typed = before.querySelector<HTMLInputElement>('.search-input');
  const hadFocus = document.activeElement;
  const focused = sameIn(root, before, hadFocus);
  const opened = [...before.querySelectorAll('details[open]')];
  for (const each of opened) sameIn(root, before, each)?.setAttribute('open', '');
  showPictures(root, before);
  root.hidden = isNobodyToSee;
  before.remove();
  const box =
    root.querySelector<HTMLInputElement>('.search-large .search-input') ??
    root.querySelector<HTMLInputElement>('.header .search-input');
  if (typed === null || box === null || hadFocus !== typed) focused?.focus({ preventScroll: true });
  if (typed === null || box === null) return;
  if (typed.value !== typed.defaultValue) {
    typeInto(box, typed.value);
  }
  if (hadFocus === typed) {
    box.focus();
    box.setSelectionRange(typed.selectionStart, typed.selectionEnd);
  }
}

/** React hears of a value only by the setter of the prototype and an event. */
function typeInto(field: HTMLInputElement, text: string): void {
  Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value')?.set?.call(field, text);
  field.dispatchEvent(new Event('input', { bubbles: true }));
}

/** What stands in the application where `element` stands in the view before it; undefined where that is another thing. */
function sameIn(root: HTMLElement, before: HTMLElement, element: Element | null): HTMLElement | undefined {
  if (element === null || element === before || !before.contains(element)) return undefined;
  const places: number[] = [];
  for (let at = element; at !== before && at.parentElement !== null; at = at.parentElement)
    places.unshift([...at.parentElement.children].indexOf(at));
  const found = places.reduce<Element | undefined>((at, place) => at?.children[place], root);
  const isSame =
    found?.tagName === element.tagName &&
    found.className === element.className &&
    nameOf(found) === nameOf(element);
  return isSame && found instanceof HTMLElement ? found : undefined;
}

/** What tells one button or link from the others of its kind: those of another part stand in the same places. */
function nameOf(element: Element): string {
  const isNamed = element.matches('button, a');
  return isNamed ? `${element.getAttribute('aria-label')} ${element.textContent}` : '';
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
