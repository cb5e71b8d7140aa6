import { useSyncExternalStore } from 'react';
import { knownOwner, onOwner } from '../session/known-session.ts';
import { isChangeOf, keep, kept, ofStorefront } from './kept.ts';

export interface SavedList<T> {
  /** Of who is known, unless `owner` is given: who was, when something began. */
  read(owner?: string): readonly T[];
  write(next: readonly T[], owner?: string): void;
  subscribe(listener: () => void): () => void;
}

/**
 * A list that this browser keeps for who is signed in at the storefront, or its guests; pages of it that are open in other
 * tabs see changes. Until it is known whose it is, it is empty and takes nothing.
 */
export function savedList<T>(name: string, isItem: (value: unknown) => value is T): SavedList<T> {
  const listeners = new Set<() => void>();
  let text: string | null = null;
  let items: readonly T[] = [];

  function keyOf(owner = knownOwner()): string | undefined {
    return owner === undefined ? undefined : ofStorefront(name, owner);
  }

  return {
    read(owner) {
      const key = keyOf(owner);
      const now = key === undefined ? null : kept(key);
      if (now !== text) {
        text = now;
        items = parsed(now).filter(isItem);
      }
      return items;
    },
    write(next, owner) {
      const key = keyOf(owner);
      if (key === undefined) return;
      keep(key, next.length === 0 ? null : JSON.stringify(next));
      for (const listener of listeners) listener();
    },
    subscribe(listener) {
      const fromOtherTab = (event: StorageEvent) => {
        const key = keyOf();
        if (key !== undefined && isChangeOf(event, key)) listener();
      };
      listeners.add(listener);
      const forget = onOwner(listener);
      window.addEventListener('storage', fromOtherTab);
      return () => {
        listeners.delete(listener);
        forget();
        window.removeEventListener('storage', fromOtherTab);
      };
    },
  };
}

/** Of nobody, as the server writes a page. */
const NOTHING: readonly unknown[] = [];

export function useSavedList<T>(list: SavedList<T>): readonly T[] {
  return useSyncExternalStore(list.subscribe, list.read, () => NOTHING as readonly T[]);
}

function parsed(text: string | null): unknown[] {
  try {
    const value: unknown = JSON.parse(text ?? '[]');
    return Array.isArray(value) ? value : [];
  } catch {
    return [];
  }
}
