import { useMatches } from '@tanstack/react-router';
import { useEffect, useSyncExternalStore } from 'react';
import { useTranslation } from 'react-i18next';
import { CONSOLE_SECTIONS } from '../console/console-sections.ts';
import type { TextKey } from './texts.ts';

/** By the path of their routes; the first view has the storefront's name alone. */
const TITLES: Readonly<Record<string, TextKey>> = {
  '/sign-in': 'signIn.title',
  '/forgot-password': 'forgot.title',
  '/reset-password': 'reset.title',
  '/accept-invitation': 'accept.title',
  '/search': 'results.title',
  '/vehicles': 'vehicles.title',
  '/numbers': 'numbersPage.title',
  '/parts/$partId': 'column.part',
  '/compare': 'compare.title',
  '/scan': 'scan.title',
  '/diagrams/$diagramId': 'diagrams.untitled',
  '/cart': 'cart.title',
  '/orders': 'orders.title',
  '/orders/$orderId': 'orders.order',
  '/account': 'account.title',
  '/account/members': 'members.title',
  '/account/keys': 'keys.title',
  '/account/audit': 'audit.title',
};

const listeners = new Set<() => void>();
let named: string | undefined;

function nameView(name: string | undefined): void {
  named = name;
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** A view of one thing, such as a part, is called as that is. */
export function useViewName(name: string): void {
  useEffect(() => {
    nameView(name);
    return () => nameView(undefined);
  }, [name]);
}

/** What the view that is shown is called: the name of what it shows, else its route's; undefined for the first view. */
export function useViewTitle(): string | undefined {
  const { t } = useTranslation();
  const name = useSyncExternalStore(
    subscribe,
    () => named,
    () => undefined,
  );
  const path = useMatches({
    select: (matches) => (matches.at(-1)?.fullPath ?? '/').replace(/(?<=.)\/$/, ''),
  });
  if (name !== undefined) return name;
  const section = CONSOLE_SECTIONS.find(({ to }) => path === to || path.startsWith(`${to}/`));
  if (section !== undefined) return t(section.title);
  if (path === '/console') return t('nav.console');
  const title = TITLES[path];
  return title === undefined ? undefined : t(title);
}
