import type { ReactNode } from 'react';
import { Empty, Loading, ProblemNote } from './states.tsx';

/** What is looked at of a query. */
export interface AskedPage {
  isPending: boolean;
  isError: boolean;
  error: unknown;
  isPlaceholderData: boolean;
  refetch(): unknown;
}

/** A page of a list in all of its states: on its way, refused, empty, or there, with the way to the next one below. */
export function PagedList<T>({
  page,
  items,
  empty,
  lines = 8,
  pager,
  children,
}: {
  page: AskedPage;
  /** Undefined as long as there is no answer. */
  items: readonly T[] | undefined;
  /** Says that there is nothing. */
  empty: string;
  lines?: number;
  pager?: ReactNode;
  /** `isPast`: they are of the page before, as the one that is asked for is on its way. */
  children: (items: readonly T[], isPast: boolean) => ReactNode;
}) {
  return (
    <>
      {page.isPending && <Loading lines={lines} />}
      {page.isError && <ProblemNote error={page.error} retry={() => page.refetch()} />}
      {items?.length === 0 && <Empty title={empty} />}
      {items !== undefined && items.length > 0 && children(items, page.isPlaceholderData)}
      {pager}
    </>
  );
}
