declare global {
  interface Window {
    /** What the page's own script hears before the application is there. */
    early?: {
      /** Keys that led to nothing yet. */
      pressed: { key: string; ctrlKey: boolean }[];
      /** Whether a word is being put together in the box, as Chinese is typed. */
      composing: boolean;
      leave(): void;
    };
  }
}

/** The view that came within the page, as plain HTML; the application takes its place as soon as it has one to show. */
const painted = document.getElementById('first-paint');

/** Until then nobody sees what the application prepares. */
export function standBehindFirstPaint(root: HTMLElement): void {
  root.hidden = painted !== null;
}

/** What was typed meanwhile goes on in the application's own box, with the focus if it was there; keys that were pressed are heard. */
export function leaveFirstPaint(): void {
  const root = document.getElementById('root');
  if (root === null) return;
  if (painted?.isConnected === true) {
    if (window.early?.composing === true) {
      // A word that isn't finished would be lost with the box that it is written in.
      document.addEventListener('compositionend', () => setTimeout(leaveFirstPaint), { once: true });
      return;
    }
    takePlace(root, painted);
  }
  const { early } = window;
  delete window.early;
  early?.leave();
  for (const pressed of early?.pressed ?? [])
    document.dispatchEvent(new KeyboardEvent('keydown', { ...pressed, bubbles: true, cancelable: true }));
}

function takePlace(root: HTMLElement, before: HTMLElement): void {
  const typed = before.querySelector('input');
  const hadFocus = typed !== null && document.activeElement === typed;
  root.hidden = false;
  before.remove();
  const box =
    root.querySelector<HTMLInputElement>('.search-large input') ??
    root.querySelector<HTMLInputElement>('.header .search input');
  if (typed === null || box === null) return;
  if (typed.value !== typed.defaultValue) {
    // React hears of a value only by the setter of the prototype and an event.
    Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value')?.set?.call(box, typed.value);
    box.dispatchEvent(new Event('input', { bubbles: true }));
  }
  if (hadFocus) {
    box.focus();
    box.setSelectionRange(typed.selectionStart, typed.selectionEnd);
  }
}
