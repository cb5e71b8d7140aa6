import { dataOf } from '@qipei/api-client';
import { useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { api } from '../api/api.ts';
import { garage } from '../saved/garage.ts';
import { useSavedList } from '../saved/saved-list.ts';
import { type VehicleLike, vehicleDetail, vehicleName } from '../shown/vehicle-name.ts';

/** For which vehicle the rows tell the fit: that of the link, or one that was looked at here; and whether only those that fit are shown. */
export function DiagramVehicle() {
  const { t, i18n } = useTranslation();
  const navigate = useNavigate({ from: '/diagrams/$diagramId' });
  const search = useSearch({ from: '/diagrams/$diagramId' });
  const vehicles = useSavedList(garage);
  const isChosen = search.vehicleId !== undefined || search.vin !== undefined;
  const isForeign = isChosen && !vehicles.some(({ vehicleId }) => vehicleId === search.vehicleId);
  const foreign = useQuery({
    queryKey: ['vehicle', search.vehicleId],
    enabled: isForeign && search.vehicleId !== undefined,
    staleTime: 10 * 60_000,
    queryFn: ({ signal }) =>
      dataOf(
        api.GET('/v1/vehicles/{vehicleId}', {
          params: { path: { vehicleId: search.vehicleId ?? '' } },
          signal,
        }),
      ),
  });
  const named = (vehicle: VehicleLike) =>
    [vehicleName(vehicle, i18n.language), vehicleDetail(vehicle, i18n.language)].filter(Boolean).join(' · ');
  if (vehicles.length === 0 && !isForeign) return null;
  return (
    <div className="diagram-vehicle">
      <label className="sorting">
        {t('diagrams.fitFor')}
        <select
          className="input"
          value={isForeign ? 'link' : (search.vehicleId ?? '')}
          onChange={(event) => {
            const chosen = vehicles.find(({ vehicleId }) => vehicleId === event.target.value);
            const vehicle = { vehicleId: chosen?.vehicleId, vin: chosen?.vin ?? undefined };
            const only = chosen === undefined ? { only: undefined } : {};
            void navigate({
              search: (before) => ({ ...before, ...vehicle, ...only }),
              ...{ replace: true, resetScroll: false },
            });
          }}
        >
          <option value="">{t('diagrams.noVehicle')}</option>
          {isForeign && (
            <option value="link">
              {foreign.data === undefined ? (search.vin ?? '…') : named(foreign.data)}
            </option>
          )}
          {vehicles.map((vehicle) => (
            <option key={vehicle.vehicleId} value={vehicle.vehicleId}>
              {named(vehicle)}
            </option>
          ))}
        </select>
      </label>
      {isChosen && (
        <label className="check">
          <input
            type="checkbox"
            checked={search.only === 'fitting'}
            onChange={(event) =>
              void navigate({
                search: (before) => ({ ...before, only: event.target.checked ? 'fitting' : undefined }),
                ...{ replace: true, resetScroll: false },
              })
            }
          />
          {t('diagrams.onlyFitting')}
        </label>
      )}
    </div>
  );
}
