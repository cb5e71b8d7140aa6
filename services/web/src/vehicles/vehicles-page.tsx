import { dataOf } from '@qipei/api-client';
import { useQuery } from '@tanstack/react-query';
import { Link, useSearch } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { api } from '../api/api.ts';
import { valueText, vehicleDetail } from '../shown/vehicle-name.ts';
import { Choice, type ChoiceItem } from './choice.tsx';
import { Garage } from './garage-list.tsx';

/** 品牌, 车系, 年款, 发动机: one step after the other, each kept in the link. */
export function VehiclesPage() {
  const { t, i18n } = useTranslation();
  const { makeId, modelId, year, q } = useSearch({ from: '/vehicles' });
  const wanted = q === undefined ? {} : { q };
  const zh = i18n.language.startsWith('zh');
  const named = (name: string, nameZh: string | null) => ({
    text: (zh ? nameZh : null) ?? name,
    also: zh && nameZh !== null ? name : (nameZh ?? ''),
  });

  const makes = useQuery({
    queryKey: ['makes'],
    staleTime: 10 * 60_000,
    queryFn: ({ signal }) => dataOf(api.GET('/v1/makes', { signal })),
  });
  const models = useQuery({
    queryKey: ['models', makeId],
    enabled: makeId !== undefined,
    staleTime: 10 * 60_000,
    queryFn: ({ signal }) =>
      dataOf(api.GET('/v1/makes/{makeId}/models', { params: { path: { makeId: makeId ?? '' } }, signal })),
  });
  const years = useQuery({
    queryKey: ['years', modelId],
    enabled: modelId !== undefined,
    staleTime: 10 * 60_000,
    queryFn: ({ signal }) =>
      dataOf(api.GET('/v1/models/{modelId}/years', { params: { path: { modelId: modelId ?? '' } }, signal })),
  });
  const vehicles = useQuery({
    queryKey: ['vehicles', modelId, year],
    enabled: modelId !== undefined && year !== undefined,
    queryFn: ({ signal }) =>
      dataOf(api.GET('/v1/vehicles', { params: { query: { modelId, year } as never }, signal })),
  });

  // The platform's table has every maker that ever had a VIN; those that have a Chinese name are the ones on the road.
  const makeItems = makes.data?.makes
    .toSorted((a, b) => Number(b.nameZh !== null) - Number(a.nameZh !== null))
    .map(
      (make): ChoiceItem => ({
        key: make.makeId,
        ...named(make.name, make.nameZh),
        count: make.modelCount,
        search: { makeId: make.makeId, ...wanted },
      }),
    );
  const modelItems = models.data?.models.map(
    (model): ChoiceItem => ({
      key: model.modelId,
      ...named(model.name, model.nameZh),
      search: { makeId, modelId: model.modelId, ...wanted },
    }),
  );
  const yearItems = years.data?.years
    .toSorted((a, b) => b - a)
    .map(
      (each): ChoiceItem => ({
        key: String(each),
        text: String(each),
        also: '',
        search: { makeId, modelId, year: each, ...wanted },
      }),
    );
  const make = makeItems?.find(({ key }) => key === makeId);
  const model = modelItems?.find(({ key }) => key === modelId);

  return (
    <main className="page" id="content">
      <h1>{t('vehicles.title')}</h1>
      <ol className="steps" aria-label={t('vehicles.chosen')}>
        {makeId !== undefined && (
          <li>
            <Link to="/vehicles" search={wanted}>
              {make?.text ?? makeId}
            </Link>
          </li>
        )}
        {modelId !== undefined && (
          <li>
            <Link to="/vehicles" search={{ ...wanted, ...(makeId === undefined ? {} : { makeId }) }}>
              {model?.text ?? modelId}
            </Link>
          </li>
        )}
        {year !== undefined && modelId !== undefined && (
          <li>
            <Link to="/vehicles" search={{ ...wanted, ...(makeId === undefined ? {} : { makeId }), modelId }}>
              {year}
            </Link>
          </li>
        )}
      </ol>
      {makeId === undefined && modelId === undefined ? (
        <Choice title={t('vehicles.make')} query={makes} items={makeItems} />
      ) : modelId === undefined ? (
        <Choice title={t('vehicles.model')} query={models} items={modelItems} />
      ) : year === undefined ? (
        <Choice title={t('vehicles.year')} query={years} items={yearItems} />
      ) : (
        <Choice
          title={t('vehicles.engine')}
          query={vehicles}
          items={vehicles.data?.vehicles.map((vehicle) => ({
            key: vehicle.vehicleId,
            text: vehicleDetail(vehicle, i18n.language) || t('vehicles.any'),
            also: (['fuel', 'drive', 'transmission'] as const)
              .map((attribute) => valueText(vehicle, attribute, i18n.language))
              .filter(Boolean)
              .join(' · '),
            vehicleId: vehicle.vehicleId,
            search: wanted,
          }))}
        />
      )}
      <Garage />
    </main>
  );
}
