/** The view that came within the page, as plain HTML; the application takes its place as soon as it has one to show. */
const painted = document.getElementById('first-paint');

/** Until then nobody sees what the application prepares. */
export function standBehindFirstPaint(root: HTMLElement): void {
  root.hidden = painted !== null;
}

/** What was typed meanwhile goes on in the application's own box, with the focus if it was there. */
export function leaveFirstPaint(): void {
  const root = document.getElementById('root');
  if (root === null || painted === null || !painted.isConnected) return;
  const before = painted.querySelector('input');
  const hadFocus = before !== null && document.activeElement === before;
  root.hidden = false;
  painted.remove();
  const box = root.querySelector<HTMLInputElement>('.search-large input');
  if (before === null || box === null) return;
  if (before.value !== '') {
    // React hears of a value only by the setter of the prototype and an event.
    Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value')?.set?.call(box, before.value);
    box.dispatchEvent(new Event('input', { bubbles: true }));
  }
  if (hadFocus) {
    box.focus();
    box.setSelectionRange(before.selectionStart, before.selectionEnd);
  }
}
