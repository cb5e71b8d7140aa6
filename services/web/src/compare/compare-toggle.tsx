import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type ComparedPart, compared, toggleCompared } from '../saved/compared.ts';
import { useSavedList } from '../saved/saved-list.ts';
import { MAX_COMPARED } from './compare-ids.ts';
import './compare-tray.css';

/** Lays a part aside to be compared, and takes it out again. */
export function CompareToggle({ part }: { part: ComparedPart }) {
  const { t } = useTranslation();
  const chosen = useSavedList(compared).some(({ partId }) => partId === part.partId);
  const [isFull, setFull] = useState(false);
  return (
    <>
      <button
        type="button"
        className="button button-quiet compare-toggle"
        aria-pressed={chosen}
        onClick={() => setFull(!toggleCompared(part))}
      >
        {t('compare.choose')}
        <span className="visually-hidden">
          {' '}
          {part.brand} {part.partNumber}
        </span>
      </button>
      {isFull && !chosen && (
        <span className="muted compare-full" role="alert">
          {t('compare.full', { max: MAX_COMPARED })}
        </span>
      )}
    </>
  );
}
