import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { Answers } from '../../api/answers.ts';
import { dateTimeText } from '../../shown/date-time.ts';
import { Loading, ProblemNote } from '../../shown/states.tsx';
import { Failure } from '../imports/job-page.tsx';
import { LongText } from '../long-text.tsx';
import { ReleaseActions } from './release-actions.tsx';
import { ReleaseChanges } from './release-changes.tsx';
import { releaseQuery } from './release-queries.ts';
import { isMoving } from './release-states.ts';
import { ReleaseStateText } from './releases-page.tsx';
import '../imports/imports.css';

type Release = Answers['release'];

/** One release: what it would change, why it waits, and what can be done with it; live while something is done. */
export function ReleasePage() {
  const { t } = useTranslation();
  const { releaseId } = useParams({ from: '/console/releases/$releaseId' });
  const answer = useQuery(releaseQuery(releaseId));
  const release = answer.data;
  return (
    <section aria-labelledby="release">
      <Link to="/console/releases">{t('releases.back')}</Link>
      <h2 id="release" className="job-title">
        {release === undefined ? (
          t('releases.one')
        ) : (
          <LongText text={release.filename ?? releaseId} max={120} />
        )}
      </h2>
      {answer.isPending && <Loading lines={8} />}
      {answer.isError && <ProblemNote error={answer.error} retry={() => answer.refetch()} />}
      {release !== undefined && (
        <>
          <p aria-live="polite">
            <ReleaseStateText release={release} /> <span>{t(`releases.stateHint.${release.state}`)}</span>
          </p>
          {isMoving(release.state) && <progress aria-label={t(`releases.state.${release.state}`)} />}
          {release.failure !== null && <Failure failure={release.failure} />}
          <Holds release={release} />
          <Counts release={release} />
          <ReleaseActions release={release} />
          {release.kept > 0 && <p className="note">{t('releases.kept', { n: release.kept })}</p>}
          <Findings release={release} />
          <ReleaseChanges release={release} />
          <Facts release={release} />
        </>
      )}
    </section>
  );
}

function Holds({ release: { holds, state, stale } }: { release: Release }) {
  const { t } = useTranslation();
  if (state !== 'staged' || (holds.length === 0 && !stale)) return null;
  return (
    <div className="note">
      <p>{t('releases.holds')}</p>
      <ul className="release-holds">
        {holds.map(({ code, message }) => (
          <li key={code}>
            {t(`releases.hold.${code}` as 'releases.hold.removed-limit', { defaultValue: code })}
            <span className="problem-detail" lang="en">
              {' '}
              <LongText text={message} max={300} />
            </span>
          </li>
        ))}
        {stale && <li>{t('releases.stale')}</li>}
      </ul>
    </div>
  );
}

const COUNTS = ['added', 'changed', 'removed', 'unchanged', 'before', 'failed'] as const;

function Counts({ release: { counts, jobId } }: { release: Release }) {
  const { t, i18n } = useTranslation();
  const whole = new Intl.NumberFormat(i18n.language);
  return (
    <dl className="job-counts">
      {COUNTS.map((name) => (
        <div key={name} className={counts[name] > 0 ? `change-${name}` : undefined}>
          <dt>{t(`releases.count.${name}`)}</dt>
          <dd className="numeric">
            {name === 'failed' && counts.failed > 0 ? (
              <Link
                to="/console/imports/$jobId"
                params={{ jobId }}
                hash="row-errors"
                aria-label={`${t('releases.refusedRows')}: ${whole.format(counts.failed)}`}
              >
                {whole.format(counts.failed)}
              </Link>
            ) : (
              whole.format(counts[name])
            )}
          </dd>
        </div>
      ))}
    </dl>
  );
}

/** What was found in the file as a whole, with some of where. */
function Findings({ release: { findings } }: { release: Release }) {
  const { t, i18n } = useTranslation();
  const whole = new Intl.NumberFormat(i18n.language);
  if (findings.length === 0) return null;
  return (
    <section aria-labelledby="findings">
      <h3 id="findings">{t('releases.findings')}</h3>
      <ul className="findings">
        {findings.map(({ code, count, samples }) => (
          <li key={code}>
            <strong>
              {t(`releases.finding.${code}` as 'releases.finding.duplicate', { defaultValue: code })}
            </strong>{' '}
            <span className="count">{whole.format(count)}</span>
            {samples.length > 0 && (
              <span className="muted finding-samples">
                <LongText text={samples.join(' · ')} max={160} />
              </span>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}

function Facts({ release }: { release: Release }) {
  const { t, i18n } = useTranslation();
  const when = (instant: string | null) => dateTimeText(instant, i18n.language);
  const facts: [string, string][] = [
    [t('imports.kind'), t(`imports.kind.${release.kind}`)],
    [t('imports.feed'), release.feed === '' ? t('releases.mainFeed') : release.feed],
    [t('imports.submission'), t(`imports.submission.${release.submission}`)],
    [t('imports.way'), t(release.automatic ? 'imports.way.auto' : 'imports.way.stage')],
    [t('imports.begun'), when(release.createdAt)],
    [t('releases.stagedAt'), when(release.stagedAt)],
    [t('releases.publishedAt'), when(release.publishedAt)],
    [t('imports.ended'), when(release.endedAt)],
  ];
  return (
    <section aria-labelledby="release-facts">
      <h3 id="release-facts">{t('imports.facts')}</h3>
      <dl className="facts">
        {facts
          .filter(([, value]) => value !== '')
          .map(([name, value]) => (
            <div key={name}>
              <dt>{name}</dt>
              <dd>
                <bdi>{value}</bdi>
              </dd>
            </div>
          ))}
      </dl>
      <p className="console-actions">
        <Link to="/console/imports/$jobId" params={{ jobId: release.jobId }}>
          {t('releases.toImport')}
        </Link>
        {release.baseReleaseId !== null && (
          <Link to="/console/releases/$releaseId" params={{ releaseId: release.baseReleaseId }}>
            {t('releases.toBase')}
          </Link>
        )}
      </p>
    </section>
  );
}
