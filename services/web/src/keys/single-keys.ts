import { useSyncExternalStore } from 'react';
import { keep, kept } from '../saved/kept.ts';

const listeners = new Set<() => void>();

/**
 * Keys of one character can be switched off, for who speaks to the browser or hits keys by chance: WCAG 2.2, 2.1.4.
 * @returns whether they are on
 */
function areSingleKeysOn(): boolean {
  return kept('keys') !== 'off';
}

export function switchSingleKeys(on: boolean): void {
  keep('keys', on ? null : 'off');
  for (const listener of listeners) listener();
}

export function useSingleKeys(): boolean {
  return useSyncExternalStore((listener) => {
    listeners.add(listener);
    return () => listeners.delete(listener);
  }, areSingleKeysOn);
}

/** A key by itself that isn't typed into anything: what the page may take for its own. */
export function isSingleKey(event: KeyboardEvent): boolean {
  const { target } = event;
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || event.isComposing)
    return false;
  if (!areSingleKeysOn() || document.querySelector('dialog[open]') !== null) return false;
  return !(
    target instanceof HTMLElement &&
    (target.isContentEditable || /^(?:INPUT|TEXTAREA|SELECT)$/.test(target.tagName))
  );
}
