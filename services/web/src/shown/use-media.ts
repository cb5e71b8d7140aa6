import { useSyncExternalStore } from 'react';
import { pageData } from '../page-data.ts';

/** Whether the window is wide enough for tables. */
export function useWide(): boolean {
  return useMedia('(min-width: 56rem)', () => pageData.wide === true);
}

function useMedia(query: string, guessed: () => boolean): boolean {
  return useSyncExternalStore(
    (listener) => {
      const list = matchMedia(query);
      list.addEventListener('change', listener);
      return () => list.removeEventListener('change', listener);
    },
    () => matchMedia(query).matches,
    guessed,
  );
}
