import type { QueryClient } from '@tanstack/react-query';
import { partQuery } from '../part/part-query.ts';
import { askedOf, searchQuery } from '../results/search-query.ts';
import { onServer } from './on-server.ts';

/** What came within a page: the answer of the platform to what its view asks first. */
export interface FirstAnswer {
  /** As it would be asked for, with the parameters in order. */
  address: string;
  body: unknown;
}

/** A view as the router finds it. */
interface View {
  routeId: string;
  params: object;
  search: object;
}

/**
 * Puts an answer where its view looks for it, which then shows it at once.
 * @returns whether it is this view's; one that asks something else, however little it differs, is left to ask
 */
export function knowAnswer(queryClient: QueryClient, view: View | undefined, answer: FirstAnswer): boolean {
  const asked = view === undefined ? undefined : questionOf(view);
  if (asked === undefined || asked.address !== answer.address) return false;
  // As old as the page, which may have waited long for its files: an old one is shown and asked for again.
  const updatedAt = onServer ? Date.now() : performance.timeOrigin;
  queryClient.setQueryData(asked.queryKey, answer.body, { updatedAt });
  return true;
}

function questionOf(view: View): { address: string; queryKey: readonly unknown[] } | undefined {
  if (view.routeId === '/search') {
    const query = Object.entries(askedOf(view.search)).filter(([, value]) => value !== undefined);
    const parameters = new URLSearchParams(query.map(([name, value]) => [name, String(value)]));
    parameters.sort();
    return { address: `/v1/search?${parameters}`, queryKey: searchQuery(view.search).queryKey };
  }
  const { partId } = view.params as { partId?: string };
  if (view.routeId !== '/parts/$partId' || partId === undefined) return undefined;
  return { address: `/v1/parts/${encodeURIComponent(partId)}`, queryKey: partQuery(partId).queryKey };
}
