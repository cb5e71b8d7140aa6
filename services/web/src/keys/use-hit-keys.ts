import { useEffect } from 'react';
import { isSingleKey } from './single-keys.ts';

const STEPS: Readonly<Record<string, number>> = { j: 1, ArrowDown: 1, k: -1, ArrowUp: -1 };
const HIT = '.results-main .hit-name';

/**
 * Through the results by keys: `j` and `k`, or the arrows from a result on, so that they still scroll a page on which none has
 * the focus. Enter opens what has it, as any link; `c` lays it aside to be compared, `a` puts it into the cart.
 */
export function useHitKeys(): void {
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (!isSingleKey(event)) return;
      const hits = [...document.querySelectorAll<HTMLElement>(HIT)];
      const entry = document.activeElement?.closest('.results-main :is(tbody tr, .cards > li)');
      const at = hits.findIndex((hit) => entry?.contains(hit) === true);
      const step = STEPS[event.key];
      if (step !== undefined) {
        if (at < 0 && event.key.startsWith('Arrow')) return;
        const next = hits[at < 0 ? (step > 0 ? 0 : hits.length - 1) : at + step];
        if (next === undefined) return;
        event.preventDefault();
        next.focus();
        next.scrollIntoView({ block: 'nearest' });
        return;
      }
      const button =
        event.key === 'c'
          ? '.compare-toggle'
          : event.key === 'a'
            ? '.button-primary:not(:disabled)'
            : undefined;
      const pressed = button === undefined ? null : entry?.querySelector<HTMLElement>(button);
      if (pressed === null || pressed === undefined) return;
      event.preventDefault();
      // A key that is held down means it once.
      if (!event.repeat) pressed.click();
    };
    document.addEventListener('keydown', onKey);
    return () => document.removeEventListener('keydown', onKey);
  }, []);
}
