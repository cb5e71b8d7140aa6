import { dataOf } from '@qipei/api-client';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { api } from '../api/api.ts';

/** To who may upload, as long as nothing was: where that begins. What is found may be others' parts, which anybody sees. */
export function EmptyCatalogue() {
  const { t } = useTranslation();
  const isEmpty = useQuery({
    queryKey: ['imports', 'are-none'],
    queryFn: async ({ signal }) =>
      (await dataOf(api.GET('/v1/imports', { params: { query: { pageSize: 1 } }, signal }))).jobs.length ===
      0,
  });
  if (isEmpty.data !== true) return null;
  return (
    <section className="card" aria-labelledby="empty-catalogue">
      <h2 id="empty-catalogue">{t('home.empty')}</h2>
      <p className="muted">{t('home.emptyHint')}</p>
      <Link to="/console/imports" className="button button-primary">
        {t('home.fill')}
      </Link>
    </section>
  );
}
