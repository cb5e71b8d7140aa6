import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { Answers } from '../../api/answers.ts';
import { api } from '../../api/api.ts';
import { ConfirmButton } from '../../shown/confirm-button.tsx';
import { dateTimeText } from '../../shown/date-time.ts';
import { ProblemNote } from '../../shown/states.tsx';
import { sizeText } from './file-size.ts';
import { uploadsQuery } from './import-queries.ts';
import { dropRun } from './upload-runs.ts';

/** Files of which the platform has a part, and which go on where they were broken off; nothing where there are none. */
export function WaitingUploads() {
  const { t } = useTranslation();
  const uploads = useQuery(uploadsQuery);
  if (uploads.data === undefined || uploads.data.length === 0) return null;
  return (
    <section className="card waiting-uploads" aria-labelledby="waiting-uploads">
      <h3 id="waiting-uploads">{t('imports.waiting')}</h3>
      <ul>
        {uploads.data.map((upload) => (
          <Entry key={upload.uploadId} upload={upload} />
        ))}
      </ul>
    </section>
  );
}

function Entry({ upload }: { upload: Answers['importUpload'] }) {
  const { t, i18n } = useTranslation();
  const queryClient = useQueryClient();
  const { uploadId, filename, kind, offset, bytesTotal, expiresAt } = upload;
  const dropping = useMutation({
    mutationFn: () => {
      dropRun(uploadId);
      return api.DELETE('/v1/uploads/{uploadId}', { params: { path: { uploadId } } });
    },
    onSettled: () => queryClient.invalidateQueries({ queryKey: uploadsQuery.queryKey }),
  });
  const size = (bytes: number) => sizeText(bytes, i18n.language);
  return (
    <li>
      <bdi className="job-name">{filename ?? uploadId}</bdi>
      <span className="muted">
        {t(`imports.kind.${kind}`)} · {t('imports.arrived', { sent: size(offset), size: size(bytesTotal) })} ·{' '}
        {t('imports.until', { when: dateTimeText(expiresAt, i18n.language) })}
      </span>
      <span className="console-actions">
        <Link to="/console/imports/new" search={{ kind, upload: uploadId }} className="button">
          {t('imports.goOn')}
        </Link>
        <ConfirmButton
          text={t('imports.drop')}
          label={t('imports.dropOf', { name: filename ?? uploadId })}
          question={t('imports.dropSure')}
          pending={dropping.isPending}
          onConfirm={() => dropping.mutate()}
        />
      </span>
      {dropping.isError && <ProblemNote error={dropping.error} />}
    </li>
  );
}
