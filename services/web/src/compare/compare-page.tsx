import { ApiProblem } from '@qipei/api-client';
import { useQueries } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { Answers } from '../api/answers.ts';
import { partQuery } from '../part/part-query.ts';
import { Share } from '../part/share.tsx';
import { garage } from '../saved/garage.ts';
import { useSavedList } from '../saved/saved-list.ts';
import { Empty, Loading, ProblemNote } from '../shown/states.tsx';
import { vehicleDetail, vehicleName } from '../shown/vehicle-name.ts';
import { idsOf } from './compare-ids.ts';
import { CompareTable } from './compare-table.tsx';

/** Up to six parts side by side, by the ids in the link. */
export function ComparePage() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const search = useSearch({ from: '/compare' });
  const ids = idsOf(search.ids);
  const answers = useQueries({ queries: ids.map((partId) => partQuery(partId)) });
  const parts = answers.flatMap(({ data }): Answers['part'][] => (data === undefined ? [] : [data]));
  const missing = ids.filter((_, at) => isMissing(answers[at]?.error));
  const failed = answers.find(({ error }) => error !== null && !isMissing(error));
  const isPending = answers.some((answer) => answer.isPending);
  const without = (gone: readonly string[]) => ids.filter((id) => !gone.includes(id)).join(',');

  return (
    <main className="page compare" id="content">
      <h1>{t('compare.title')}</h1>
      {ids.length === 0 ? (
        <Empty title={t('compare.none')}>
          <p className="muted">{t('compare.noneHint')}</p>
          <Link to="/" className="button">
            {t('missing.home')}
          </Link>
        </Empty>
      ) : (
        <>
          <div className="compare-head">
            <label className="switch">
              <input
                type="checkbox"
                checked={search.only === 'differences'}
                onChange={(event) =>
                  navigate({
                    to: '/compare',
                    search: { ...search, only: event.target.checked ? 'differences' : undefined } as never,
                    replace: true,
                  })
                }
              />
              {t('compare.onlyDifferences')}
            </label>
            <VehicleChoice />
            <span className="part-actions">
              <Share title={t('compare.title')} />
            </span>
          </div>
          {isPending && <Loading lines={10} />}
          {failed !== undefined && <ProblemNote error={failed.error} retry={() => failed.refetch()} />}
          {missing.length > 0 && (
            <p className="note">
              {t('compare.missing', { n: missing.length })}{' '}
              <Link to="/compare" search={{ ...search, ids: without(missing) } as never}>
                {t('compare.withoutMissing')}
              </Link>
            </p>
          )}
          {!isPending && parts.length > 0 && (
            <CompareTable
              parts={parts}
              onlyDifferences={search.only === 'differences'}
              vehicleId={search.vehicleId}
              vin={search.vin}
              linkWithout={(partId) => without([partId])}
            />
          )}
        </>
      )}
    </main>
  );
}

function isMissing(error: unknown): boolean {
  return error instanceof ApiProblem && error.status === 404;
}

/** For which vehicle the fit is told: that of the link, or one that was looked at here. */
function VehicleChoice() {
  const { t, i18n } = useTranslation();
  const navigate = useNavigate();
  const search = useSearch({ from: '/compare' });
  const vehicles = useSavedList(garage);
  const isForeign =
    (search.vehicleId !== undefined || search.vin !== undefined) &&
    !vehicles.some(({ vehicleId }) => vehicleId === search.vehicleId);
  if (vehicles.length === 0 && !isForeign) return null;
  return (
    <label className="sorting">
      {t('compare.vehicle')}
      <select
        className="input"
        value={isForeign ? 'link' : (search.vehicleId ?? '')}
        onChange={(event) => {
          const chosen = vehicles.find(({ vehicleId }) => vehicleId === event.target.value);
          const vehicle = { vehicleId: chosen?.vehicleId, vin: chosen?.vin ?? undefined };
          void navigate({ to: '/compare', search: { ...search, ...vehicle } as never, replace: true });
        }}
      >
        <option value="">{t('compare.noVehicle')}</option>
        {isForeign && <option value="link">{search.vin ?? search.vehicleId}</option>}
        {vehicles.map((vehicle) => (
          <option key={vehicle.vehicleId} value={vehicle.vehicleId}>
            {[vehicleName(vehicle, i18n.language), vehicleDetail(vehicle, i18n.language)]
              .filter(Boolean)
              .join(' · ')}
          </option>
        ))}
      </select>
    </label>
  );
}
