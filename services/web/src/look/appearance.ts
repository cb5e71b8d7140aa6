import { useSyncExternalStore } from 'react';
import { keep } from '../saved/kept.ts';

const listeners = new Set<() => void>();

export function useDark(): boolean {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => document.documentElement.dataset.appearance === 'dark',
    () => false,
  );
}

export function setDark(dark: boolean): void {
  document.documentElement.dataset.appearance = dark ? 'dark' : 'light';
  keep('appearance', dark ? 'dark' : 'light');
  for (const listener of listeners) listener();
}
