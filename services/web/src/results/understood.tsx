import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { Answers } from '../api/answers.ts';
import { Icon } from '../shown/icon.tsx';
import { vehicleDetail, vehicleName } from '../shown/vehicle-name.ts';
import { NamedCars } from './named-cars.tsx';
import { PieceChip, WithoutPiece } from './piece-chip.tsx';

/** What is to be said of the search itself. */
const NOTES = [
  ...(['number-unknown', 'number-does-not-fit', 'words-dropped', 'words-beside-dropped'] as const),
  ...(['vehicle-not-in-table', 'vehicle-fits-nothing'] as const),
];

/** Chips of what was made of the query; what can be taken out of it has a cross. */
export function Understood({ answer }: { answer: Answers['search'] }) {
  const { t, i18n } = useTranslation();
  const { intent } = answer;
  const [vehicle] = intent.vehicles;
  const ofNumber = intent.pieces.find(({ kind }) => kind === 'number');
  // The number stands first, as it was found.
  const otherPieces = intent.pieces.filter(({ kind }) => kind !== 'number' || intent.kind !== 'number');
  const corrections = Object.entries(intent.corrections);
  return (
    <section className="understood" aria-label={t('understood.label')}>
      <ul className="chips">
        {intent.kind === 'number' && intent.numberKey !== null && (
          <li className="chip">
            <span className="chip-kind">{t('understood.number')}</span>
            <code className="number">{intent.numberKey}</code>
            {ofNumber !== undefined && <WithoutPiece piece={ofNumber} />}
          </li>
        )}
        {intent.vehicles.length === 1 && vehicle !== undefined && (
          <li className="chip">
            <span className="chip-kind">{t('understood.vehicle')}</span>
            <span>
              {vehicleName(vehicle, i18n.language)}{' '}
              <span className="muted">{vehicleDetail(vehicle, i18n.language)}</span>
            </span>
            <Link
              to="/search"
              search={(now) =>
                ({
                  ...now,
                  vin: undefined,
                  vehicleId: undefined,
                  page: undefined,
                  answers: undefined,
                  q: intent.words ?? undefined,
                }) as never
              }
              className="chip-off"
              aria-label={t('understood.withoutVehicle')}
            >
              <Icon name="close" />
            </Link>
          </li>
        )}
        {intent.vehicles.length > 1 && (
          <li className="chip">
            <span className="chip-kind">{t('understood.vehicle')}</span>
            {t('understood.oneOf', { total: intent.vehicles.length })}
          </li>
        )}
        {otherPieces.map((piece, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a word may stand there twice, and is told apart by its place alone
          <PieceChip key={`${at} ${piece.kind} ${piece.text}`} piece={piece} />
        ))}
      </ul>
      <NamedCars intent={intent} />
      {corrections.map(([from, to]) => (
        <p key={from} className="note">
          {t('understood.corrected', { from, to })}
        </p>
      ))}
      {/* Those of a VIN stand beside it. */}
      {intent.notes.map((note) => {
        const known = NOTES.find((code) => code === note.code);
        if (known !== undefined)
          return (
            <p key={note.code} className="note" role="status">
              {t(`searchNote.${known}`)}
            </p>
          );
        return intent.vin === null && intent.severalVins.length === 0 ? (
          <p key={note.code} className="note" lang="en">
            {note.message}
          </p>
        ) : null;
      })}
    </section>
  );
}
