import { useSyncExternalStore } from 'react';

/** Views that mails lead to, with a token behind the # of the link. */
const VIEWS = ['reset-password', 'accept-invitation'] as const;
type LinkView = (typeof VIEWS)[number];

let taken: { view: LinkView; token: string } | undefined;
const listeners = new Set<() => void>();

/** The token in a link's fragment; undefined where it is cut or none. What a mail program has put behind it isn't taken. */
export function tokenOfFragment(hash: string): string | undefined {
  return /^#([A-Za-z0-9_-]{43})(?![A-Za-z0-9_-])/.exec(hash)?.[1];
}

/** The view below any storefront's path. */
export function linkViewOf(pathname: string): LinkView | undefined {
  const last = pathname.split('/').findLast((part) => part !== '');
  return VIEWS.find((view) => view === last);
}

/**
 * Takes the token out of the address bar, where it would get into bookmarks, pictures of the screen and what is sent on to
 * others. It stays in this page's memory alone: a page that is loaded again has to be opened by the mail again.
 */
export function takeLinkToken(): void {
  take();
  // The link of another mail, opened where this view is open already: no page is loaded then.
  window.addEventListener('hashchange', take);
}

function take(): void {
  const view = linkViewOf(location.pathname);
  if (view === undefined || location.hash === '') return;
  const token = tokenOfFragment(location.hash);
  history.replaceState(history.state, '', location.pathname + location.search);
  put(token === undefined ? undefined : { view, token });
}

/** Once it was used. */
export function forgetLinkToken(): void {
  put(undefined);
}

function put(next: typeof taken): void {
  taken = next;
  for (const listener of listeners) listener();
}

/** The token that this view was opened with. */
export function useLinkToken(view: LinkView): string | undefined {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => (taken?.view === view ? taken.token : undefined),
  );
}
