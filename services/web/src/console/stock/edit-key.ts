import { useRef } from 'react';

/** A key under which the platform does a change once: the same for the same change until it is done, then another. */
export function useEditKey(): { keyOf(change: unknown): string; done(): void } {
  const last = useRef<{ change: string; key: string }>(undefined);
  return {
    keyOf(change) {
      const text = JSON.stringify(change);
      if (last.current?.change !== text) last.current = { change: text, key: newKey() };
      return last.current.key;
    },
    done() {
      last.current = undefined;
    },
  };
}

function newKey(): string {
  const random = crypto.getRandomValues(new Uint8Array(16));
  return `console-${[...random].map((byte) => byte.toString(16).padStart(2, '0')).join('')}`;
}
