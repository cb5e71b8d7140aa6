import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Navigate, useNavigate } from '@tanstack/react-router';
import { useSyncExternalStore } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../../api/api.ts';
import { ConfirmButton } from '../../shown/confirm-button.tsx';
import { isOffline, ProblemNote } from '../../shown/states.tsx';
import { sizeText } from './file-size.ts';
import { timeText } from './job-state.tsx';
import { FileGone, type UploadRun } from './upload-run.ts';
import { dropRun } from './upload-runs.ts';

/** A file on its way: how far, how fast, and what is in its way. With its last byte it is an import. */
export function UploadProgress({ run }: { run: UploadRun }) {
  const { t, i18n } = useTranslation();
  const navigate = useNavigate();
  const queryClient = useQueryClient();
  const { phase, sent, bytesPerSecond } = useSyncExternalStore(run.subscribe, run.state);
  const { uploadId, size, name } = run;
  const dropping = useMutation({
    mutationFn: () => {
      run.pause();
      return api.DELETE('/v1/uploads/{uploadId}', { params: { path: { uploadId } } });
    },
    onSuccess: async () => {
      dropRun(uploadId);
      void queryClient.invalidateQueries({ queryKey: ['imports', 'uploads'] });
      await navigate({ to: '/console/imports' });
    },
  });
  if (phase.kind === 'done')
    return <Navigate to="/console/imports/$jobId" params={{ jobId: phase.jobId }} replace />;
  const bytes = (count: number) => sizeText(count, i18n.language);
  const left = bytesPerSecond === undefined ? undefined : Math.ceil((size - sent) / bytesPerSecond);
  return (
    <div className="card upload-progress">
      <p>
        <bdi>{name}</bdi>
      </p>
      <progress aria-label={t('imports.uploading')} max={size} value={sent} />
      <p className="numeric">
        {t('imports.arrived', { sent: bytes(sent), size: bytes(size) })}
        {bytesPerSecond !== undefined && ` · ${t('imports.perSecond', { size: bytes(bytesPerSecond) })}`}
        {left !== undefined && ` · ${t('imports.left', { time: timeText(left, i18n.language) })}`}
      </p>
      <p aria-live="polite">
        {t(
          phase.kind === 'waiting' && !isOffline(phase.error)
            ? 'imports.phase.busy'
            : `imports.phase.${phase.kind}`,
        )}
      </p>
      {phase.kind === 'failed' &&
        (phase.error instanceof FileGone ? (
          <p className="problem" role="alert">
            {t('imports.fileGone')}
          </p>
        ) : (
          <ProblemNote error={phase.error} />
        ))}
      <p className="console-actions">
        {phase.kind === 'sending' || phase.kind === 'waiting' ? (
          <button type="button" className="button" onClick={() => run.pause()}>
            {t('imports.pause')}
          </button>
        ) : (
          <button type="button" className="button button-primary" onClick={() => run.goOn()}>
            {t('imports.goOn')}
          </button>
        )}
        <ConfirmButton
          text={t('imports.drop')}
          label={t('imports.drop')}
          question={t('imports.dropSure')}
          pending={dropping.isPending}
          onConfirm={() => dropping.mutate()}
        />
      </p>
      {dropping.isError && <ProblemNote error={dropping.error} />}
      <p className="muted">{t('imports.mayLeave')}</p>
    </div>
  );
}
