import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';

/** The API tells no more of an answer. */
const MAX_DEPTH = 10_000;

export function Pager({ total, page, pageSize }: { total: number; page: number; pageSize: number }) {
  const { t } = useTranslation();
  const pages = Math.ceil(Math.min(total, MAX_DEPTH) / pageSize);
  if (pages <= 1) return null;
  const to = (next: number) => (now: object) => ({ ...now, page: next === 1 ? undefined : next }) as never;
  return (
    <nav className="pager" aria-label={t('pager.label')}>
      {page > 1 && (
        <Link to="/search" search={to(page - 1)} className="button" rel="prev">
          {t('pager.previous')}
        </Link>
      )}
      <span>{t('pager.place', { page, pages })}</span>
      {page < pages && (
        <Link to="/search" search={to(page + 1)} className="button" rel="next">
          {t('pager.next')}
        </Link>
      )}
    </nav>
  );
}
