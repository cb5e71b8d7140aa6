import { dataOf } from '@qipei/api-client';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { api } from '../api/api.ts';

/** To who may fill the catalogue, as long as nobody finds anything in it: where that begins. */
export function EmptyCatalogue() {
  const { t } = useTranslation();
  const found = useQuery({
    queryKey: ['search', 'is-empty'],
    queryFn: async ({ signal }) =>
      (await dataOf(api.GET('/v1/search', { params: { query: { pageSize: 1 } as never }, signal }))).total ===
      0,
  });
  if (found.data !== true) return null;
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
