import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { Answers } from '../../api/answers.ts';
import { api } from '../../api/api.ts';
import { useMay } from '../../session/session.ts';
import { ConfirmButton } from '../../shown/confirm-button.tsx';
import { dateTimeText } from '../../shown/date-time.ts';
import { Loading, ProblemNote } from '../../shown/states.tsx';
import { LongText } from '../long-text.tsx';
import { FORMAT_NAMES, isOpen } from './import-kinds.ts';
import { importQuery } from './import-queries.ts';
import { JobMapping } from './job-mapping.tsx';
import { JobCounts, JobProgress, JobState } from './job-state.tsx';
import { RowErrors } from './row-errors.tsx';
import './imports.css';

type Job = Answers['importJob'];

/** One import, live: what it has counted, what it refused and why, and where its release is. */
export function JobPage() {
  const { t } = useTranslation();
  const { jobId } = useParams({ from: '/console/imports/$jobId' });
  const answer = useQuery(importQuery(jobId));
  return (
    <section aria-labelledby="job">
      <Link to="/console/imports">{t('imports.back')}</Link>
      {answer.data === undefined && <h2 id="job">{t('imports.one')}</h2>}
      {answer.isPending && <Loading lines={8} />}
      {answer.isError && <ProblemNote error={answer.error} retry={() => answer.refetch()} />}
      {answer.data !== undefined && (
        <Details job={answer.data.job} mapping={answer.data.mapping} askedAt={answer.dataUpdatedAt} />
      )}
    </section>
  );
}

function Details({ job, mapping, askedAt }: { job: Job; mapping: unknown; askedAt: number }) {
  const { t } = useTranslation();
  const open = isOpen(job.state);
  return (
    <>
      <h2 id="job" className="job-title">
        <LongText text={job.filename ?? job.jobId} max={120} />
      </h2>
      <p className="console-actions" aria-live="polite">
        <JobState job={job} />
        {open && <Cancel job={job} />}
        {job.releaseId !== null && (
          <Link
            to="/console/releases/$releaseId"
            params={{ releaseId: job.releaseId }}
            className="button button-primary"
          >
            {t('imports.toRelease')}
          </Link>
        )}
        {!open && (
          <Link to="/console/imports/new" search={{ kind: job.kind }} className="button">
            {t('imports.again')}
          </Link>
        )}
      </p>
      <JobProgress job={job} askedAt={askedAt} />
      {job.failure !== null && <Failure failure={job.failure} />}
      <JobCounts job={job} />
      {job.failed > 0 && <RowErrors job={job} />}
      <Facts job={job} />
      {mapping !== null && <JobMapping mapping={mapping} />}
    </>
  );
}

/** `<code>: <message>`: the code in plain words where there are some, and what the platform said. */
export function Failure({ failure }: { failure: string }) {
  const { t } = useTranslation();
  const at = failure.indexOf(': ');
  const code = at === -1 ? failure : failure.slice(0, at);
  const keys = [`imports.failure.${code}`, `imports.code.${code}`];
  return (
    <div className="problem" role="alert">
      <p>{t(keys as ['imports.failure.other'], { defaultValue: t('imports.failure.other') })}</p>
      <p className="problem-detail" lang="en">
        <LongText text={failure} max={300} />
      </p>
    </div>
  );
}

function Cancel({ job: { jobId, settings } }: { job: Job }) {
  const { t } = useTranslation();
  const may = useMay();
  const queryClient = useQueryClient();
  const cancelling = useMutation({
    mutationFn: () => api.POST('/v1/imports/{jobId}/cancel', { params: { path: { jobId } } }),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: ['imports'] }),
  });
  if (!may('imports:write')) return null;
  return (
    <>
      <ConfirmButton
        text={t('imports.cancel')}
        label={t('imports.cancel')}
        question={t(settings.release === undefined ? 'imports.cancelSure' : 'imports.cancelReleaseSure')}
        pending={cancelling.isPending}
        onConfirm={() => cancelling.mutate()}
      />
      {cancelling.isError && <ProblemNote error={cancelling.error} />}
    </>
  );
}

function Facts({ job }: { job: Job }) {
  const { t, i18n } = useTranslation();
  const { settings } = job;
  const facts: [string, string][] = [
    [t('imports.kind'), t(`imports.kind.${job.kind}`)],
    // As what it was recognised then, a note says.
    ...(job.format === 'auto'
      ? []
      : [[t('imports.format'), FORMAT_NAMES[job.format] ?? job.format] as [string, string]]),
    [
      t('imports.way'),
      t(
        `imports.way.${settings.release === 'stage' || settings.release === 'auto' ? settings.release : 'direct'}`,
      ),
    ],
    ...(settings.feed === undefined ? [] : [[t('imports.feed'), settings.feed] as [string, string]]),
    ...(settings.submission === 'full' || settings.submission === 'update'
      ? [[t('imports.submission'), t(`imports.submission.${settings.submission}`)] as [string, string]]
      : []),
    [t('imports.begun'), dateTimeText(job.createdAt, i18n.language)],
    ...(job.finishedAt === null
      ? []
      : [[t('imports.ended'), dateTimeText(job.finishedAt, i18n.language)] as [string, string]]),
    ...job.notes.map(({ code, value }): [string, string] => {
      const keys = [`imports.note.${code}`, `imports.code.${code}`];
      return [t(keys as ['imports.note.encoding'], { defaultValue: code }), value];
    }),
  ];
  return (
    <section aria-labelledby="job-facts">
      <h3 id="job-facts">{t('imports.facts')}</h3>
      <dl className="facts">
        {facts.map(([name, value], at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: notes may say the same twice
          <div key={at}>
            <dt>{name}</dt>
            <dd>
              <LongText text={value} max={160} />
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
