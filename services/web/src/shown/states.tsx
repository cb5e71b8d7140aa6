import { ApiProblem } from '@qipei/api-client';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { isNotSent } from '../api/not-sent.ts';
import type { TextKey } from '../app/texts.ts';

/** Says that something is on its way, and keeps its place, so that nothing jumps when it comes. */
export function Loading({ lines = 4 }: { lines?: number }) {
  const { t } = useTranslation();
  return (
    <div className="loading" role="status">
      <span className="visually-hidden">{t('state.loading')}</span>
      {Array.from({ length: lines }, (_, line) => `line-${line}`).map((key) => (
        <span key={key} className="loading-line" aria-hidden="true" />
      ))}
    </div>
  );
}

export function Empty({ title, children }: { title: string; children?: ReactNode }) {
  return (
    <div className="empty">
      <p className="empty-title">{title}</p>
      {children}
    </div>
  );
}

const TEXT_BY_STATUS: Record<number, TextKey> = {
  0: 'problem.offline',
  401: 'problem.signedOut',
  403: 'problem.forbidden',
  404: 'problem.notFound',
  429: 'problem.tooMany',
  503: 'problem.unavailable',
  504: 'problem.unavailable',
};

export function isOffline(error: unknown): boolean {
  return error instanceof ApiProblem && error.status === 0 && !isNotSent(error);
}

/** What went wrong, in the reader's language, with what the platform said of it and how to try again. */
export function ProblemNote({ error, retry }: { error: unknown; retry?: () => void }) {
  const { t } = useTranslation();
  const problem = error instanceof ApiProblem ? error : undefined;
  const text = isNotSent(error) ? 'problem.notSent' : TEXT_BY_STATUS[problem?.status ?? -1];
  return (
    <div className="problem" role="alert">
      <p>{t(text ?? 'problem.other')}</p>
      {problem !== undefined && problem.status !== 0 && problem.code !== 'scope-missing' && (
        <p className="problem-detail" lang="en">
          {[problem.message, ...problem.errors.map((each) => `${each.field}: ${each.message}`)].join(' ')}
        </p>
      )}
      {problem !== undefined && problem.traceId !== '' && problem.status >= 500 && (
        <p className="problem-detail">{t('problem.trace', { id: problem.traceId })}</p>
      )}
      {/* Asked again, a role allows no more. */}
      {retry !== undefined && problem?.status !== 403 && (
        <button type="button" className="button" onClick={retry}>
          {t('action.retry')}
        </button>
      )}
    </div>
  );
}
