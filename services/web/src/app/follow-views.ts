import type { AnyRouter } from '@tanstack/react-router';

/** In a frame of tabs the heading of the view below them; it may be of what is still loading. */
const HEADING = 'main :is(.tabs ~ * h2, .tabs ~ h2), main h1';

/**
 * Moves the focus to the heading of each view that is come to, as loading a page would: who hears the page is told of the change.
 * Neither the first view does, nor another search in the same one, nor a view that puts the focus itself.
 */
export function followViews(router: AnyRouter): void {
  let before: Element | null = null;
  let stop = () => {};
  router.subscribe('onBeforeNavigate', ({ pathChanged }) => {
    if (!pathChanged) return;
    stop();
    before = document.activeElement;
  });
  router.subscribe('onRendered', ({ fromLocation, toLocation }) => {
    if (fromLocation === undefined || fromLocation.pathname === toLocation.pathname) return;
    stop();
    const left = before;
    const isFree = () => [null, document.body, left].includes(document.activeElement);
    const take = () => {
      const heading = isFree() ? document.querySelector<HTMLElement>(HEADING) : null;
      if (heading === null) return !isFree();
      heading.tabIndex = -1;
      heading.focus({ preventScroll: true });
      return true;
    };
    if (take()) return;
    // What a part or an order is called comes with its data.
    const watching = new MutationObserver(() => {
      if (take()) stop();
    });
    stop = () => {
      watching.disconnect();
      stop = () => {};
    };
    watching.observe(document.body, { childList: true, subtree: true });
  });
}
