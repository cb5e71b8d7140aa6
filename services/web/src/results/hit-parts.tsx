import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { Answers } from '../api/answers.ts';
import { localName } from '../shown/local-name.ts';
import { Picture } from '../shown/picture.tsx';
import './hit-picture.css';

export function HitName({
  hit,
  answer,
  vin,
}: {
  hit: Answers['hit'];
  answer: Answers['search'];
  vin: string | undefined;
}) {
  const { t, i18n } = useTranslation();
  const { vehicles } = answer.intent;
  const vehicleId = vehicles.length === 1 ? vehicles[0]?.vehicleId : undefined;
  const search = { ...(vehicleId === undefined ? {} : { vehicleId }), ...(vin === undefined ? {} : { vin }) };
  // Where one of them has a picture all keep its place: names stand below each other.
  const pictured = answer.hits.some(({ image }) => image !== null);
  return (
    <Link
      to="/parts/$partId"
      params={{ partId: hit.partId }}
      search={search}
      className={pictured ? 'hit-name hit-pictured' : 'hit-name'}
    >
      {pictured && (
        <span className="hit-picture">
          {hit.image !== null && <Picture image={hit.image} alt="" sizes="3.5rem" />}
        </span>
      )}
      <span className="hit-number">
        <span className="hit-brand">{hit.brand}</span> <span className="number">{hit.partNumber}</span>
      </span>
      <span className="hit-title">{localName(hit.name, i18n.language) || t('part.unnamed')}</span>
    </Link>
  );
}

/** Why it was found: through which number or word. That it is of the vehicle is said by the fit. */
export function HitReasons({ hit }: { hit: Answers['hit'] }) {
  const { t } = useTranslation();
  const reasons = hit.reasons.filter(({ kind }) => kind !== 'vehicle');
  if (reasons.length === 0) return null;
  return (
    <ul className="reasons">
      {reasons.map(({ kind, value }) => (
        <li key={`${kind} ${value}`}>
          <span className="muted">{t(`reason.${kind}` as 'reason.name', { defaultValue: kind })}</span>{' '}
          {value}
        </li>
      ))}
    </ul>
  );
}

const FEW = 5;

export function Stock({ available }: { available: number | null }) {
  const { t } = useTranslation();
  if (available === null) return <span className="stock muted">{t('stock.unknown')}</span>;
  const level = available === 0 ? 'none' : available <= FEW ? 'few' : 'many';
  return (
    <span className={`stock stock-${level}`}>
      {available === 0 ? t('stock.none') : t('stock.available', { available })}
    </span>
  );
}
