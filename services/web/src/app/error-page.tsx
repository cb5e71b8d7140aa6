import { Link } from '@tanstack/react-router';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { sightChanges } from '../session/known-session.ts';
import { NewVersion } from '../shown/lazy-part.tsx';
import { isLostChunk } from '../shown/lost-chunks.ts';
import { Empty, ProblemNote } from '../shown/states.tsx';
import { leaveFirstPaint } from './first-paint.ts';

/** Instead of a view that failed; the rest of the page stays. */
export function ErrorPage({ error, reset }: { error: unknown; reset: () => void }) {
  useEffect(() => leaveFirstPaint(sightChanges() === 0), []);
  return (
    <main className="page" id="content">
      {isLostChunk(error) ? <NewVersion /> : <ProblemNote error={error} retry={reset} />}
    </main>
  );
}

export function MissingPage() {
  const { t } = useTranslation();
  return (
    <main className="page" id="content">
      <Empty title={t('missing.title')}>
        <Link className="button" to="/">
          {t('missing.home')}
        </Link>
      </Empty>
    </main>
  );
}
