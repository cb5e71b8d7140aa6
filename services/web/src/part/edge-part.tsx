import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { Answers } from '../api/answers.ts';
import { localName } from '../shown/local-name.ts';

/** The other part of an edge, and, unless that goes without saying, the number by which they meet. */
export function EdgePart({ edge, isDrawn = false }: { edge: Answers['edge']; isDrawn?: boolean }) {
  const { t, i18n } = useTranslation();
  const { part, via } = edge;
  return (
    <>
      {part === null ? (
        <span>
          <span className="muted">{via?.make}</span> <code className="number">{via?.display}</code>{' '}
          <span className="muted">{t('exchange.notHere')}</span>
        </span>
      ) : (
        <Link to="/parts/$partId" params={{ partId: part.partId }} className="hit-name">
          <span className="hit-number">
            <span className="hit-brand">{part.brand}</span> <span className="number">{part.partNumber}</span>
          </span>
          <span className="hit-title">{localName(part.name, i18n.language)}</span>
        </Link>
      )}
      {part !== null && via !== null && !isDrawn && (
        <span className="muted">
          {t('exchange.via', { number: [via.make, via.display].filter(Boolean).join(' ') })}
        </span>
      )}
    </>
  );
}
