import { useBlocker } from '@tanstack/react-router';
import { useCallback, useRef } from 'react';
import { useTranslation } from 'react-i18next';

interface Leave {
  /** From now on leaving loses nothing, whatever was said before: the work is on its way. */
  allow: () => void;
}

/**
 * Asks before work that isn't saved is left: by a link, by going back, and, in the browser's own words, by closing the page.
 * A view that only says more in its address isn't left; with `search` it is, where what is worked on may not be in it any more.
 */
export function useUnsaved(isUnsaved: boolean, leaves: 'path' | 'search' = 'path'): Leave {
  const { t } = useTranslation();
  const isAllowed = useRef(false);
  useBlocker({
    disabled: !isUnsaved,
    enableBeforeUnload: () => !isAllowed.current,
    shouldBlockFn: ({ current, next }) => {
      const stays =
        current.pathname === next.pathname &&
        (leaves === 'path' || JSON.stringify(current.search) === JSON.stringify(next.search));
      return !stays && !isAllowed.current && !window.confirm(t('state.leaveSure'));
    },
  });
  const allow = useCallback(() => {
    isAllowed.current = true;
  }, []);
  return { allow };
}
