import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { compared, forgetCompared } from '../saved/compared.ts';
import { useSavedList } from '../saved/saved-list.ts';
import { MAX_COMPARED } from './compare-ids.ts';
import './compare-tray.css';

/** Says how many parts have been laid aside, for as long as there are some; the vehicle of the view goes with them. */
export function CompareTray({ vehicleId, vin }: { vehicleId: string | undefined; vin: string | undefined }) {
  const { t } = useTranslation();
  const parts = useSavedList(compared);
  if (parts.length === 0) return null;
  return (
    <section className="compare-tray" aria-label={t('compare.tray')}>
      <span role="status">{t('compare.count', { n: parts.length, max: MAX_COMPARED })}</span>
      <Link
        to="/compare"
        search={{
          ids: parts.map(({ partId }) => partId).join(','),
          ...(vehicleId === undefined ? {} : { vehicleId }),
          ...(vin === undefined ? {} : { vin }),
        }}
        className="button button-primary"
      >
        {t('compare.go')}
      </Link>
      <button type="button" className="button" onClick={forgetCompared}>
        {t('compare.clear')}
      </button>
    </section>
  );
}
