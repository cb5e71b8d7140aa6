import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { Icon } from '../shown/icon.tsx';
import { vehicleDetail, vehicleName } from '../shown/vehicle-name.ts';
import { vinQuery } from '../vehicles/vin-query.ts';

/** The car that the numbers are wanted for, as far as its VIN tells; its view answers what is open. */
export function ListVehicle({ vin, list }: { vin: string; list: string | undefined }) {
  const { t, i18n } = useTranslation();
  const decoded = useQuery(vinQuery(vin, {}));
  const told = decoded.data;
  const [best] = told?.candidates ?? [];
  const only = (told?.remaining === 1 ? best?.vehicle : undefined) ?? undefined;
  return (
    <ul className="chips" aria-label={t('understood.label')}>
      <li className="chip">
        <span className="chip-kind">{t('understood.vehicle')}</span>
        <Link to="/search" search={{ vin }}>
          <span className="number">{vin}</span>
          {only !== undefined && ` ${vehicleName(only, i18n.language)}`}
        </Link>
        {only !== undefined && <span className="muted">{vehicleDetail(only, i18n.language)}</span>}
        {told !== undefined && only === undefined && (
          <span className="muted">{t('numbersPage.vehicleOpen')}</span>
        )}
        <Link
          to="/numbers"
          search={list === undefined ? {} : { list }}
          className="chip-off"
          aria-label={t('understood.withoutVehicle')}
        >
          <Icon name="close" />
        </Link>
      </li>
    </ul>
  );
}
