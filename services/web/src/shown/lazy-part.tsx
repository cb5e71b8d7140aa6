import { CatchBoundary } from '@tanstack/react-router';
import { type ReactNode, Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import { isLostChunk } from './lost-chunks.ts';
import { ProblemNote } from './states.tsx';

const ONCE = () => 'part';

/** A part of a view whose code comes when it is needed: where it can't be had, all else stays as it is, and what was typed. */
export function LazyPart({ fallback = null, children }: { fallback?: ReactNode; children: ReactNode }) {
  return (
    <CatchBoundary getResetKey={ONCE} errorComponent={PartFailed}>
      <Suspense fallback={fallback}>{children}</Suspense>
    </CatchBoundary>
  );
}

function PartFailed({ error }: { error: unknown }) {
  return isLostChunk(error) ? <NewVersion /> : <ProblemNote error={error} />;
}

/** Most often there was a deployment since the page was loaded. */
export function NewVersion() {
  const { t } = useTranslation();
  return (
    <div className="problem" role="alert">
      <p>{t(navigator.onLine ? 'state.newVersion' : 'problem.offline')}</p>
      <button type="button" className="button" onClick={() => location.reload()}>
        {t('action.reload')}
      </button>
    </div>
  );
}
