import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Link, useSearch } from '@tanstack/react-router';
import { type ReactNode, useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import type { Answers } from '../api/answers.ts';
import { MAX_QUERY } from '../app/search-params.ts';
import { CompareTray } from '../compare/compare-tray.tsx';
import { DiagramLinks } from '../diagrams/diagram-links.tsx';
import { useHitKeys } from '../keys/use-hit-keys.ts';
import { type GarageEntry, garage, garageEntry, rememberVehicle } from '../saved/garage.ts';
import { useSavedList } from '../saved/saved-list.ts';
import { useMay } from '../session/session.ts';
import { Empty, Loading, ProblemNote } from '../shown/states.tsx';
import { useWide } from '../shown/use-media.ts';
import { vehicleDetail, vehicleName } from '../shown/vehicle-name.ts';
import { SeveralVins } from '../vehicles/several-vins.tsx';
import { VinPanel } from '../vehicles/vin-panel.tsx';
import { Facets } from './facets.tsx';
import { HitCards } from './hit-cards.tsx';
import { HitTable } from './hit-table.tsx';
import { Pager } from './pager.tsx';
import { searchQuery } from './search-query.ts';
import { Sorting } from './sorting.tsx';
import { Understood } from './understood.tsx';

export function ResultsPage(): ReactNode {
  const { t } = useTranslation();
  const { q = '' } = useSearch({ from: '/search' });
  if (q.length <= MAX_QUERY) return <Results />;
  return (
    <main className="page results" id="content">
      <h1 className="visually-hidden">{t('results.title')}</h1>
      <Empty title={t('results.tooLong')}>
        <p className="muted">{t('results.tooLongHint', { max: MAX_QUERY })}</p>
        <Link to="/numbers" className="button">
          {t('numbersPage.title')}
        </Link>
      </Empty>
    </main>
  );
}

function Results() {
  const { t } = useTranslation();
  const search = useSearch({ from: '/search' });
  const wide = useWide();
  const may = useMay();
  const { vin } = search;
  const found = useQuery({
    ...searchQuery(search),
    placeholderData: keepPreviousData,
  });
  const answer = found.data;
  const shownVin = vin ?? answer?.intent.vin ?? undefined;
  useVehicleRemembered(answer, shownVin);
  useHitKeys();
  const [only, another] = answer?.intent.vehicles ?? [];
  const looked = useSavedList(garage).find(({ vehicleId }) => vehicleId === search.vehicleId);
  // Without an answer, as without a network, it is the vehicle as it was kept.
  const kept = found.isError ? looked : undefined;

  return (
    <main className="page results" id="content">
      <h1 className="visually-hidden">{t('results.title')}</h1>
      {kept !== undefined && <KeptVehicle vehicle={kept} />}
      {shownVin !== undefined && kept === undefined && (
        <VinPanel vin={shownVin} words={answer?.intent.words ?? undefined} />
      )}
      {answer !== undefined && answer.intent.severalVins.length > 1 && (
        <SeveralVins vins={answer.intent.severalVins} words={answer.intent.words} />
      )}
      {found.isPending && <Loading lines={8} />}
      {found.isError && <ProblemNote error={found.error} retry={() => found.refetch()} />}
      {answer !== undefined && (
        <>
          <Understood answer={answer} />
          <div className="results-columns" aria-busy={found.isPlaceholderData}>
            <Facets facets={answer.facets} total={answer.total} />
            <section className="results-main" aria-labelledby="hits-title">
              <div className="results-head">
                <h2 id="hits-title" role="status">
                  {t('results.count', { total: answer.total })}
                </h2>
                <Sorting byPrice={may('inventory:read')} />
              </div>
              {answer.notes
                .filter(({ code }) => code !== 'images-unknown')
                .map((note) => (
                  <p key={note.code} className="note" role="status">
                    {t(note.code === 'fit-unknown' ? 'results.fitUnknown' : 'results.stockUnknown')}
                  </p>
                ))}
              {answer.hits.length === 0 ? (
                <NoHits answer={answer} />
              ) : wide ? (
                <HitTable answer={answer} vin={shownVin} />
              ) : (
                <HitCards answer={answer} vin={shownVin} />
              )}
              <Pager total={answer.total} page={answer.page} pageSize={answer.pageSize} />
              {another === undefined && <DiagramLinks vehicleId={only?.vehicleId} vin={shownVin} />}
            </section>
          </div>
          <CompareTray vehicleId={another === undefined ? only?.vehicleId : undefined} vin={shownVin} />
        </>
      )}
    </main>
  );
}

function KeptVehicle({ vehicle }: { vehicle: GarageEntry }) {
  const { i18n } = useTranslation();
  return (
    <section className="card vin">
      {vehicle.vin !== null && <p className="vin-title number">{vehicle.vin}</p>}
      <p className="vin-vehicle">
        <strong>{vehicleName(vehicle, i18n.language)}</strong>{' '}
        <span className="muted">{vehicleDetail(vehicle, i18n.language)}</span>
      </p>
    </section>
  );
}

function NoHits({ answer }: { answer: Answers['search'] }) {
  const { t } = useTranslation();
  const { partTypeId, brandId, position, inStock } = useSearch({ from: '/search' });
  const { vin, severalVins, vehicles } = answer.intent;
  const vinAlone = (vin !== null || severalVins.length > 1) && vehicles.length === 0;
  const isFiltered = [partTypeId, brandId, position, inStock].some((each) => each !== undefined);
  return (
    <Empty title={t(vinAlone ? 'results.vehicleOpen' : 'results.none')}>
      <p className="muted">{t(vinAlone ? 'results.vehicleOpenHint' : 'results.noneHint')}</p>
      {isFiltered && (
        <Link
          to="/search"
          search={(now) =>
            ({
              ...now,
              ...{ partTypeId: undefined, brandId: undefined, position: undefined },
              ...{ inStock: undefined, page: undefined },
            }) as never
          }
          className="button"
        >
          {t('results.withoutFilters')}
        </Link>
      )}
    </Empty>
  );
}

/** One vehicle, known for sure, goes into the garage. */
function useVehicleRemembered(answer: Answers['search'] | undefined, vin: string | undefined): void {
  useEffect(() => {
    const [vehicle, another] = answer?.intent.vehicles ?? [];
    if (vehicle === undefined || another !== undefined) return;
    rememberVehicle(garageEntry(vehicle, vin ?? null));
  }, [answer, vin]);
}
