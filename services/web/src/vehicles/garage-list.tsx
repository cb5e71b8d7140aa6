import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { forgetVehicle, garage } from '../saved/garage.ts';
import { useSavedList } from '../saved/saved-list.ts';
import { Icon } from '../shown/icon.tsx';
import { vehicleDetail, vehicleName } from '../shown/vehicle-name.ts';

/** The vehicles that were looked at here: there without a network, too. */
export function Garage() {
  const { t, i18n } = useTranslation();
  const vehicles = useSavedList(garage);
  return (
    <section className="garage" aria-labelledby="garage-title">
      <h2 id="garage-title">{t('garage.title')}</h2>
      {vehicles.length === 0 && <p className="muted">{t('garage.empty')}</p>}
      <ul className="garage-list">
        {vehicles.map((vehicle) => {
          const name = vehicleName(vehicle, i18n.language);
          return (
            <li key={vehicle.vehicleId} className="card garage-entry">
              <Link
                to="/search"
                search={{
                  vehicleId: vehicle.vehicleId,
                  ...(vehicle.vin === null ? {} : { vin: vehicle.vin }),
                }}
                className="garage-link"
              >
                <strong>{name}</strong>
                <span className="muted">{vehicleDetail(vehicle, i18n.language)}</span>
                {vehicle.vin !== null && <code className="number">{vehicle.vin}</code>}
              </Link>
              <button
                type="button"
                className="button button-quiet"
                aria-label={t('garage.forget', { name })}
                onClick={() => forgetVehicle(vehicle.vehicleId)}
              >
                <Icon name="close" />
              </button>
            </li>
          );
        })}
      </ul>
    </section>
  );
}
