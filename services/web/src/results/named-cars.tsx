import { Link, useSearch } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { Answers } from '../api/answers.ts';

/** Where words name cars: what that does to the answer, the way to the one that is meant, and the way back. */
export function NamedCars({ intent }: { intent: Answers['search']['intent'] }) {
  const { t } = useTranslation();
  const { vehicleWords } = useSearch({ from: '/search' });
  const { named, limitedToNamed, words, pieces } = intent;
  const to = (use: 'show' | 'words' | undefined) => (now: object) =>
    ({ ...now, page: undefined, vehicleWords: use }) as never;
  if (named === null)
    return vehicleWords === 'words' ? (
      <p className="note">
        <Link to="/search" search={to(undefined)}>
          {t('understood.asVehicle')}
        </Link>
      </p>
    ) : null;
  const { modelIds, yearFrom, yearTo } = named;
  const makeId = pieces.find((piece) => piece.makeId !== null)?.makeId ?? undefined;
  const [modelId, another] = modelIds;
  return (
    <p className="note order-actions">
      <span>{t(limitedToNamed ? 'understood.limited' : 'understood.shown')}</span>
      <Link
        to="/vehicles"
        search={
          {
            makeId,
            modelId: another === undefined ? modelId : undefined,
            year: another === undefined && yearFrom === yearTo ? (yearFrom ?? undefined) : undefined,
            q: words ?? undefined,
          } as never
        }
      >
        {t('understood.chooseCar')}
      </Link>
      {limitedToNamed ? (
        <Link to="/search" search={to('show')}>
          {t('understood.all')}
        </Link>
      ) : (
        vehicleWords === 'show' && (
          <Link to="/search" search={to(undefined)}>
            {t('understood.limit')}
          </Link>
        )
      )}
      <Link to="/search" search={to('words')}>
        {t('understood.asWords')}
      </Link>
    </p>
  );
}
