import { useBlocker } from '@tanstack/react-router';
import { useCallback, useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { leaveAll, openWork } from './unsaved-work.ts';

interface Leave {
  /** From now on leaving loses nothing, whatever was said before: the work is on its way. */
  allow: () => void;
}

/**
 * Asks before work that isn't saved is left: by a link, by going back, by signing out, and, in the browser's own words, by closing the
 * page. A view that only says more in its address isn't left; with `search` it is, where what is worked on may not be in it any more.
 */
export function useUnsaved(isUnsaved: boolean, leaves: 'path' | 'search' = 'path'): Leave {
  const { t } = useTranslation();
  const isAllowed = useRef(false);
  const isLeft = useRef(false);
  useEffect(() => {
    if (!isUnsaved) return undefined;
    return openWork({
      allow: (may) => {
        isLeft.current = may;
      },
    });
  }, [isUnsaved]);
  useBlocker({
    disabled: !isUnsaved,
    enableBeforeUnload: () => !isAllowed.current && !isLeft.current,
    shouldBlockFn: ({ current, next }) => {
      const stays =
        current.pathname === next.pathname &&
        (leaves === 'path' || JSON.stringify(current.search) === JSON.stringify(next.search));
      if (stays || isAllowed.current || isLeft.current) return false;
      const stay = leaveAll(() => window.confirm(t('state.leaveSure')));
      // What else is open on the same view was asked about, too. Whatever is worked on afterwards is asked about again.
      if (stay !== undefined) setTimeout(stay);
      return stay === undefined;
    },
  });
  const allow = useCallback(() => {
    isAllowed.current = true;
  }, []);
  return { allow };
}
