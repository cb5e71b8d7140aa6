import { dataOf } from '@qipei/api-client';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api } from '../api/api.ts';
import { FitmentText } from '../results/fit-line.tsx';
import { Loading, ProblemNote } from '../shown/states.tsx';

const PAGE_SIZE = 20;

/** All vehicles that the part fits, in pages. */
export function Applications({ partId }: { partId: string }) {
  const { t } = useTranslation();
  const fitments = useInfiniteQuery({
    queryKey: ['applications', partId],
    initialPageParam: '',
    queryFn: ({ signal, pageParam }) =>
      dataOf(
        api.GET('/v1/parts/{partId}/fitments', {
          params: {
            path: { partId },
            query: { pageSize: PAGE_SIZE, ...(pageParam === '' ? {} : { pageToken: pageParam }) } as never,
          },
          signal,
        }),
      ),
    getNextPageParam: (page) => page.nextPageToken ?? undefined,
  });
  const pages = fitments.data?.pages ?? [];
  const total = pages[0]?.total ?? 0;
  return (
    <section aria-labelledby="applications-title">
      <h2 id="applications-title">{t('part.applications', { total })}</h2>
      {fitments.isPending && <Loading />}
      {fitments.isError && <ProblemNote error={fitments.error} retry={() => fitments.refetch()} />}
      {pages.length > 0 && total === 0 && <p className="muted">{t('part.noApplications')}</p>}
      <ul className="applications">
        {pages
          .flatMap((page) => page.fitments)
          .map((fitment) => (
            <li key={fitment.fitmentId}>
              <FitmentText fitment={fitment} />
            </li>
          ))}
      </ul>
      {fitments.hasNextPage && (
        <button
          type="button"
          className="button"
          disabled={fitments.isFetchingNextPage}
          onClick={() => fitments.fetchNextPage()}
        >
          {t('part.moreApplications')}
        </button>
      )}
    </section>
  );
}
