import { lazy, useEffect } from 'react';
import { LazyPart } from '../shown/lazy-part.tsx';
import { isSingleKey } from './single-keys.ts';

const KeysDialog = lazy(async () => ({ default: (await import('./keys-dialog.tsx')).KeysDialog }));

/** `?` shows the keys, from everywhere; the menu does where keys of one character are switched off. */
export function KeysHelp({ isOpen, setOpen }: { isOpen: boolean; setOpen: (isOpen: boolean) => void }) {
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.key !== '?' || !isSingleKey(event)) return;
      event.preventDefault();
      setOpen(true);
    };
    document.addEventListener('keydown', onKey);
    return () => document.removeEventListener('keydown', onKey);
  }, [setOpen]);
  if (!isOpen) return null;
  return (
    <LazyPart>
      <KeysDialog onClose={() => setOpen(false)} />
    </LazyPart>
  );
}
