import { useSyncExternalStore } from 'react';
import { keep, kept, ofStorefront } from './kept.ts';

export interface SavedList<T> {
  read(): readonly T[];
  write(next: readonly T[]): void;
  subscribe(listener: () => void): () => void;
}

/** A list that this browser keeps for the storefront; pages of it that are open in other tabs see changes. */
export function savedList<T>(name: string, isItem: (value: unknown) => value is T): SavedList<T> {
  const key = ofStorefront(name);
  const listeners = new Set<() => void>();
  let text: string | null = null;
  let items: readonly T[] = [];

  function read(): readonly T[] {
    const now = kept(key);
    if (now !== text) {
      text = now;
      items = parsed(now).filter(isItem);
    }
    return items;
  }

  return {
    read,
    write(next) {
      text = next.length === 0 ? null : JSON.stringify(next);
      items = next;
      keep(key, text);
      for (const listener of listeners) listener();
    },
    subscribe(listener) {
      const fromOtherTab = (event: StorageEvent) => {
        if (event.key === null || event.key.endsWith(key)) listener();
      };
      listeners.add(listener);
      window.addEventListener('storage', fromOtherTab);
      return () => {
        listeners.delete(listener);
        window.removeEventListener('storage', fromOtherTab);
      };
    },
  };
}

export function useSavedList<T>(list: SavedList<T>): readonly T[] {
  return useSyncExternalStore(list.subscribe, list.read);
}

function parsed(text: string | null): unknown[] {
  try {
    const value: unknown = JSON.parse(text ?? '[]');
    return Array.isArray(value) ? value : [];
  } catch {
    return [];
  }
}
