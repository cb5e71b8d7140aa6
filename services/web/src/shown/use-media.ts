import { useSyncExternalStore } from 'react';

/** Whether the window is wide enough for tables. */
export function useWide(): boolean {
  return useMedia('(min-width: 56rem)');
}

function useMedia(query: string): boolean {
  return useSyncExternalStore(
    (listener) => {
      const list = matchMedia(query);
      list.addEventListener('change', listener);
      return () => list.removeEventListener('change', listener);
    },
    () => matchMedia(query).matches,
  );
}
