import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';

/** Through a list of which only the next page is known; the cursor stands in the link, beside what else does. */
export function CursorPager({
  cursor,
  next,
  param = 'cursor',
  label,
}: {
  cursor: string | undefined;
  next: string | null | undefined;
  /** By which the link says it, where a view has several lists. */
  param?: string;
  label?: string;
}) {
  const { t } = useTranslation();
  if (cursor === undefined && typeof next !== 'string') return null;
  const to = (value: string | undefined) => ((now: object) => ({ ...now, [param]: value })) as never;
  return (
    <nav className="pager" aria-label={label ?? t('pager.label')}>
      {cursor !== undefined && (
        <Link to="." search={to(undefined)} className="button">
          {t('imports.first')}
        </Link>
      )}
      {typeof next === 'string' && (
        <Link to="." search={to(next)} className="button" rel="next">
          {t('pager.next')}
        </Link>
      )}
    </nav>
  );
}
