import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { localName } from '../shown/local-name.ts';
import type { SpotGroup } from './spot-groups.ts';

/** What is at each place: parts of this catalogue, else the number that is printed there, to be searched for. */
export function SpotRows({
  groups,
  pointed,
  chosen,
  vehicleId,
  vin,
  onPoint,
  onChoose,
}: {
  groups: readonly SpotGroup[];
  pointed: string | undefined;
  chosen: string | undefined;
  vehicleId: string | undefined;
  vin: string | undefined;
  onPoint: (label: string | undefined) => void;
  onChoose: (label: string) => void;
}) {
  const { t, i18n } = useTranslation();
  const vehicle = {
    ...(vehicleId === undefined ? {} : { vehicleId }),
    ...(vin === undefined ? {} : { vin }),
  };
  return (
    <table className="table">
      <caption>{t('diagrams.parts')}</caption>
      <thead>
        <tr>
          <th scope="col">{t('diagrams.place')}</th>
          <th scope="col">{t('column.part')}</th>
        </tr>
      </thead>
      <tbody>
        {groups.map((group) => {
          const { label, parts, number, make } = group;
          const name = localName(group.name, i18n.language);
          return (
            <tr
              key={label}
              className={label === pointed ? 'row-pointed' : undefined}
              aria-current={label === chosen ? 'true' : undefined}
              onMouseEnter={() => onPoint(label)}
              onMouseLeave={() => onPoint(undefined)}
              onFocus={() => onPoint(label)}
              onBlur={() => onPoint(undefined)}
            >
              <th scope="row">
                <button
                  type="button"
                  className="button spot-label"
                  aria-label={t('diagrams.show', { label })}
                  onClick={() => onChoose(label)}
                >
                  {label}
                </button>
              </th>
              <td>
                {name !== '' && <p className="spot-name">{name}</p>}
                <ul className="plain-list">
                  {parts.map((part) => (
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
                    </li>
                  ))}
                </ul>
                {number !== null && (
                  <p className="spot-number">
                    {make !== null && <span className="muted">{make} </span>}
                    <Link to="/search" search={{ q: number }} aria-label={t('diagrams.search', { number })}>
                      <span className="number">{number}</span>
                    </Link>
                    {parts.length === 0 && <span className="muted"> {t('diagrams.unknown')}</span>}
                  </p>
                )}
              </td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}
