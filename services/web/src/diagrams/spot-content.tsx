import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { localName } from '../shown/local-name.ts';
import { SpotFit } from './spot-fit.tsx';
import type { PartFit } from './spot-fits.ts';
import type { SpotGroup } from './spot-groups.ts';

export interface SpotVehicle {
  vehicleId?: string;
  vin?: string;
}

/** What is at a place: parts of this catalogue with their fit, else the number that is printed there, to be searched for. */
export function SpotContent({
  group,
  vehicle,
  fits,
}: {
  group: SpotGroup;
  vehicle: SpotVehicle;
  fits: ReadonlyMap<string, PartFit> | undefined;
}) {
  const { t, i18n } = useTranslation();
  const { parts, number, make } = group;
  const name = localName(group.name, i18n.language);
  return (
    <>
      {name !== '' && <p className="spot-name">{name}</p>}
      <ul className="plain-list">
        {parts.map((part) => {
          const fit = fits?.get(part.partId);
          return (
            <li key={part.partId}>
              <Link
                to="/parts/$partId"
                params={{ partId: part.partId }}
                search={vehicle}
                className="hit-name"
              >
                <span className="hit-number">
                  {part.brand} <span className="number">{part.partNumber}</span>
                </span>
                <span className="hit-title">{localName(part.name, i18n.language) || name}</span>
              </Link>
              {fit !== undefined && <SpotFit fit={fit} />}
            </li>
          );
        })}
      </ul>
      {number !== null && (
        <p className="spot-number">
          {make !== null && <span className="muted">{make} </span>}
          <Link to="/search" search={{ q: number, ...vehicle }} aria-label={t('diagrams.search', { number })}>
            <span className="number">{number}</span>
          </Link>
          {parts.length === 0 && <span className="muted"> {t('diagrams.unknown')}</span>}
        </p>
      )}
    </>
  );
}
