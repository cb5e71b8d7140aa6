import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { Answers } from '../../api/answers.ts';
import { dateTimeText } from '../../shown/date-time.ts';
import { PagedList } from '../../shown/paged-list.tsx';
import { CursorPager } from '../cursor-pager.tsx';
import { RELEASE_KINDS } from '../imports/import-kinds.ts';
import { releasesQuery } from './release-queries.ts';
import { ReleaseRules } from './release-rules.tsx';
import { CHANGE_KINDS, RELEASE_STATES } from './release-states.ts';
import '../imports/imports.css';

/** What was staged, newest first, and the limits on what goes live by itself. */
export function ReleasesPage() {
  const { t } = useTranslation();
  const filter = useSearch({ from: '/console/releases' });
  const navigate = useNavigate({ from: '/console/releases' });
  const page = useQuery({ ...releasesQuery(filter), placeholderData: keepPreviousData });
  const choose = (change: object) =>
    navigate({ search: (now) => ({ ...now, ...change, cursor: undefined }), replace: true });
  const filtered = Object.values(filter).some((value) => value !== undefined);
  return (
    <>
      <section aria-labelledby="releases">
        <h2 id="releases">{t('releases.title')}</h2>
        <div className="console-filters">
          <label>
            <span>{t('imports.kind')}</span>
            <select
              className="input"
              value={filter.kind ?? ''}
              onChange={({ target }) => choose({ kind: target.value === '' ? undefined : target.value })}
            >
              <option value="">{t('imports.any')}</option>
              {RELEASE_KINDS.map((kind) => (
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
              {RELEASE_STATES.map((state) => (
                <option key={state} value={state}>
                  {t(`releases.state.${state}`)}
                </option>
              ))}
            </select>
          </label>
          {filter.feed !== undefined && (
            <button type="button" className="button" onClick={() => choose({ feed: undefined })}>
              {t('imports.feed')}: <bdi>{filter.feed}</bdi> ×
            </button>
          )}
        </div>
        <PagedList
          page={page}
          items={page.data?.releases}
          empty={t(filtered ? 'releases.noneSuch' : 'releases.none')}
          pager={<CursorPager cursor={filter.cursor} next={page.data?.nextPageToken} />}
        >
          {(releases, isPast) => (
            <ul className="job-list" aria-busy={isPast}>
              {releases.map((release) => (
                <Entry key={release.releaseId} release={release} />
              ))}
            </ul>
          )}
        </PagedList>
      </section>
      <ReleaseRules />
    </>
  );
}

function Entry({ release }: { release: Answers['release'] }) {
  const { t, i18n } = useTranslation();
  const { releaseId, filename, kind, feed, createdAt, counts, holds } = release;
  const whole = new Intl.NumberFormat(i18n.language);
  const name = filename ?? releaseId;
  return (
    <li className="job-entry">
      <div className="job-name">
        <Link to="/console/releases/$releaseId" params={{ releaseId }}>
          <bdi>{name.length > 90 ? `${[...name].slice(0, 90).join('')}…` : name}</bdi>
        </Link>
        <span className="muted">
          {t(`imports.kind.${kind}`)} · {feed === '' ? t('releases.mainFeed') : <bdi>{feed}</bdi>} ·{' '}
          <time dateTime={createdAt ?? ''}>{dateTimeText(createdAt, i18n.language)}</time>
        </span>
      </div>
      <div>
        <ReleaseStateText release={release} />
        {release.state === 'staged' && holds.length > 0 && (
          <span className="job-bad">{t('releases.held', { n: holds.length })}</span>
        )}
      </div>
      <div className="job-sums">
        {CHANGE_KINDS.filter((change) => counts[change] > 0).map((change) => (
          <span key={change} className={`change-${change}`}>
            {t(`releases.sum.${change}`, { n: whole.format(counts[change]) })}
          </span>
        ))}
      </div>
    </li>
  );
}

export function ReleaseStateText({ release: { state } }: { release: Pick<Answers['release'], 'state'> }) {
  const { t } = useTranslation();
  return <span className={`job-state release-${state}`}>{t(`releases.state.${state}`)}</span>;
}
