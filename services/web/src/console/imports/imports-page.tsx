import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { Answers } from '../../api/answers.ts';
import { useMay } from '../../session/session.ts';
import { dateTimeText } from '../../shown/date-time.ts';
import { PagedList } from '../../shown/paged-list.tsx';
import { CursorPager } from '../cursor-pager.tsx';
import { FirstSteps } from './first-steps.tsx';
import { IMPORT_KINDS, IMPORT_STATES } from './import-kinds.ts';
import { importsQuery } from './import-queries.ts';
import { JobProgress, JobState } from './job-state.tsx';
import { WaitingUploads } from './waiting-uploads.tsx';
import './imports.css';

/** What was sent, newest first; it counts on while something runs. */
export function ImportsPage() {
  const { t } = useTranslation();
  const may = useMay();
  const filter = useSearch({ from: '/console/imports' });
  const navigate = useNavigate({ from: '/console/imports' });
  const page = useQuery({ ...importsQuery(filter), placeholderData: keepPreviousData });
  const choose = (change: object) =>
    navigate({ search: (now) => ({ ...now, ...change, cursor: undefined }), replace: true });
  const filtered = filter.kind !== undefined || filter.state !== undefined;
  if (!filtered && filter.cursor === undefined && page.data?.jobs.length === 0)
    return (
      <section aria-labelledby="imports">
        <h2 id="imports">{t('imports.title')}</h2>
        <p className="muted">{t('imports.none')}</p>
        <WaitingUploads />
        <FirstSteps />
      </section>
    );
  return (
    <section aria-labelledby="imports">
      <div className="console-head">
        <h2 id="imports">{t('imports.title')}</h2>
        {may('imports:write') && (
          <Link to="/console/imports/new" className="button button-primary">
            {t('imports.new')}
          </Link>
        )}
      </div>
      <WaitingUploads />
      <div className="console-filters">
        <label>
          <span>{t('imports.kind')}</span>
          <select
            className="input"
            value={filter.kind ?? ''}
            onChange={({ target }) => choose({ kind: target.value === '' ? undefined : target.value })}
          >
            <option value="">{t('imports.any')}</option>
            {IMPORT_KINDS.map((kind) => (
              <option key={kind} value={kind}>
                {t(`imports.kind.${kind}`)}
              </option>
            ))}
          </select>
        </label>
        <label>
          <span>{t('imports.state')}</span>
          <select
            className="input"
            value={filter.state ?? ''}
            onChange={({ target }) => choose({ state: target.value === '' ? undefined : target.value })}
          >
            <option value="">{t('imports.any')}</option>
            {IMPORT_STATES.map((state) => (
              <option key={state} value={state}>
                {t(`imports.state.${state}`)}
              </option>
            ))}
          </select>
        </label>
      </div>
      <PagedList
        page={page}
        items={page.data?.jobs}
        empty={t(filtered ? 'imports.noneSuch' : 'imports.none')}
        pager={<CursorPager cursor={filter.cursor} next={page.data?.nextPageToken} />}
      >
        {(jobs, isPast) => (
          <ul className="job-list" aria-busy={isPast}>
            {jobs.map((job) => (
              <Entry key={job.jobId} job={job} askedAt={page.dataUpdatedAt} />
            ))}
          </ul>
        )}
      </PagedList>
    </section>
  );
}

function Entry({ job, askedAt }: { job: Answers['importJob']; askedAt: number }) {
  const { t, i18n } = useTranslation();
  const { jobId, kind, filename, createdAt, rows, failed } = job;
  const whole = new Intl.NumberFormat(i18n.language);
  return (
    <li className="job-entry">
      <div className="job-name">
        <Link to="/console/imports/$jobId" params={{ jobId }}>
          <CutText text={filename ?? jobId} />
        </Link>
        <span className="muted">
          {t(`imports.kind.${kind}`)} ·{' '}
          <time dateTime={createdAt ?? ''}>{dateTimeText(createdAt, i18n.language)}</time>
        </span>
      </div>
      <div>
        <JobState job={job} />
        <JobProgress job={job} askedAt={askedAt} />
      </div>
      <div className="job-sums">
        <span>{t('imports.rowsRead', { rows: whole.format(rows) })}</span>
        {failed > 0 && (
          <span className="job-bad">{t('imports.rowsRefused', { rows: whole.format(failed) })}</span>
        )}
      </div>
    </li>
  );
}

/** Within a link nothing else can be pressed: cut, whole in the view that it leads to. */
function CutText({ text }: { text: string }) {
  return <bdi>{text.length > 90 ? `${[...text].slice(0, 90).join('')}…` : text}</bdi>;
}
