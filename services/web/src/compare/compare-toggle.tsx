import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type ComparedPart, compared, toggleCompared } from '../saved/compared.ts';
import { useSavedList } from '../saved/saved-list.ts';
import { MAX_COMPARED } from './compare-ids.ts';

/** Lays a part aside to be compared, and takes it out again. */
export function CompareToggle({ part }: { part: ComparedPart }) {
  const { t } = useTranslation();
  const chosen = useSavedList(compared).some(({ partId }) => partId === part.partId);
  const [isFull, setFull] = useState(false);
  return (
    <button
      type="button"
      className="button button-quiet compare-toggle"
      aria-pressed={chosen}
      aria-label={t('compare.part', { part: `${part.brand} ${part.partNumber}` })}
      onClick={() => setFull(!toggleCompared(part))}
    >
      {t(isFull && !chosen ? 'compare.full' : chosen ? 'compare.chosen' : 'compare.choose', {
        max: MAX_COMPARED,
      })}
      <span className="visually-hidden" aria-live="polite">
        {isFull && !chosen ? t('compare.full', { max: MAX_COMPARED }) : ''}
      </span>
    </button>
  );
}
