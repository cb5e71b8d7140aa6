import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import type { Answers } from '../api/answers.ts';
import { Loading, ProblemNote } from '../shown/states.tsx';
import { vehicleDetail, vehicleName } from '../shown/vehicle-name.ts';
import { MarkedVin } from './marked-vin.tsx';
import { answersFromText, answersToText } from './vin-answers.ts';
import { vinQuery } from './vin-query.ts';
import { VinQuestion } from './vin-question.tsx';

const MAX_CANDIDATES = 6;

/** What a VIN tells: its letters with those in doubt, what may have been meant, and the question that tells most. */
export function VinPanel({ vin, words }: { vin: string; words: string | undefined }) {
  const { t, i18n } = useTranslation();
  const navigate = useNavigate();
  const search = useSearch({ from: '/search' });
  const answers = answersFromText(search.answers);
  const decoded = useQuery({ ...vinQuery(vin, answers), placeholderData: keepPreviousData });
  const told = decoded.data;
  const only = told !== undefined && told.remaining === 1 ? told.candidates[0]?.vehicleId : undefined;
  const answered =
    search.answers !== undefined && search.vehicleId === undefined && !decoded.isPlaceholderData;
  const toldVin = told?.vin;
  useEffect(() => {
    // The last question has been answered: from here on it is that vehicle.
    if (!answered || only === undefined) return;
    void navigate({
      to: '/search',
      search: { ...(words?.trim() ? { q: words } : {}), vin: toldVin, vehicleId: only } as never,
      replace: true,
    });
  }, [answered, only, toldVin, words, navigate]);
  if (told === undefined)
    return (
      <section className="card vin" aria-label={t('vin.title')}>
        {decoded.isError ? (
          <ProblemNote error={decoded.error} retry={() => decoded.refetch()} />
        ) : (
          <Loading lines={3} />
        )}
      </section>
    );

  const chosen = told.candidates.find(({ vehicleId }) => vehicleId === search.vehicleId);
  const best = chosen ?? (told.remaining === 1 ? told.candidates[0] : undefined);
  const rest = words?.trim() ? { q: words } : {};
  const toVehicle = (vehicleId: string) => ({ ...rest, vin: told.vin, vehicleId });
  const [question] = told.questions;

  return (
    <section className="card vin" aria-labelledby="vin-title" aria-busy={decoded.isPlaceholderData}>
      <h2 id="vin-title" className="vin-title">
        <span className="visually-hidden">{t('vin.title')}</span>
        <VinText told={told} />
      </h2>
      {best?.vehicle ? (
        <p className="vin-vehicle">
          <strong>{vehicleName(best.vehicle, i18n.language)}</strong>{' '}
          <span className="muted">{vehicleDetail(best.vehicle, i18n.language)}</span>
          {search.vehicleId === undefined && told.candidates.length > 1 && (
            <Link to="/search" search={toVehicle(best.vehicleId) as never} className="button">
              {t('vin.onlyThis')}
            </Link>
          )}
        </p>
      ) : (
        <p className="vin-vehicle">
          <strong>
            {['modelYear', 'make', 'model']
              .map((name) => told.attributes[name]?.value)
              .filter(Boolean)
              .join(' ') || t('vin.unknown')}
          </strong>
        </p>
      )}
      {told.notes.length > 0 && (
        <ul className="vin-notes">
          {told.notes.map((note) => (
            <li key={note.code} className="note">
              {t(`vinNote.${note.code}` as 'vinNote.empty', { defaultValue: note.message })}
            </li>
          ))}
        </ul>
      )}
      {told.suggestions.length > 0 && (
        <div className="vin-suggestions">
          <p>{t('vin.meant')}</p>
          <ul className="chips">
            {told.suggestions.slice(0, 3).map((suggestion) => (
              <li key={suggestion.vin}>
                <Link
                  to="/search"
                  search={{ ...rest, q: [suggestion.vin, words].filter(Boolean).join(' ') }}
                  className="button"
                >
                  <MarkedVin vin={suggestion.vin} marked={suggestion.positions} />
                </Link>
              </li>
            ))}
          </ul>
        </div>
      )}
      {told.severalVins.length > 0 && (
        <ul className="chips">
          {told.severalVins.map((each) => (
            <li key={each}>
              <Link to="/search" search={{ q: each }} className="button number">
                {each}
              </Link>
            </li>
          ))}
        </ul>
      )}
      {search.vehicleId === undefined && question !== undefined && (
        <VinQuestion
          question={question}
          onAnswer={(option) => {
            // Pressed twice: this one has been answered, and the next is on its way.
            if (decoded.isPlaceholderData) return;
            const [only, another] = option.vehicleIds;
            if (only !== undefined && another === undefined && option.count === 1)
              return void navigate({ to: '/search', search: toVehicle(only) as never });
            const next = answersToText({ ...answers, [question.attribute]: option.value });
            void navigate({ to: '/search', search: { ...rest, vin: told.vin, answers: next } as never });
          }}
        />
      )}
      {search.vehicleId === undefined && told.remaining > 1 && told.candidates.length > 0 && (
        <details className="vin-candidates" open={question === undefined}>
          <summary>{t('vin.candidates', { total: told.remaining })}</summary>
          <ul className="plain-list">
            {told.candidates
              .slice(0, Math.max(MAX_CANDIDATES, told.remaining))
              .map(({ vehicleId, vehicle }) =>
                vehicle === null ? null : (
                  <li key={vehicleId}>
                    <Link to="/search" search={toVehicle(vehicleId) as never}>
                      {vehicleName(vehicle, i18n.language)}{' '}
                      <span className="muted">{vehicleDetail(vehicle, i18n.language)}</span>
                    </Link>
                  </li>
                ),
              )}
          </ul>
        </details>
      )}
    </section>
  );
}

function VinText({ told }: { told: Answers['decodedVin'] }) {
  return <MarkedVin vin={told.vin} marked={told.doubtful} />;
}
