import { useCallback, useEffect, useRef, useState } from 'react';
import { contentOf } from './form-content.ts';
import { useUnsaved } from './use-unsaved.ts';

/** Of a form whose fields keep what is typed themselves: asks before it is left, until that is as it was, or was sent. */
export function useUnsavedForm(leaves: 'path' | 'search' = 'path') {
  const form = useRef<HTMLFormElement>(null);
  const saved = useRef('');
  const [isUnsaved, setUnsaved] = useState(false);
  const { allow } = useUnsaved(isUnsaved, leaves);
  useEffect(() => {
    saved.current = contentOf(form.current);
  }, []);
  /** What stands there now is saved. */
  const done = useCallback(() => {
    saved.current = contentOf(form.current);
    setUnsaved(false);
  }, []);
  return {
    /** For the `form`. */
    watched: {
      ref: form,
      onInput: () => setUnsaved(contentOf(form.current) !== saved.current),
      onReset: () => setUnsaved(false),
    },
    done,
    allow,
  };
}
