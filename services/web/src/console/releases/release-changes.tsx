import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Link, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Answers } from '../../api/answers.ts';
import { Empty, Loading, ProblemNote } from '../../shown/states.tsx';
import { CursorPager } from '../cursor-pager.tsx';
import { fieldText } from '../imports/job-mapping.tsx';
import { LongText } from '../long-text.tsx';
import { ScrollBox } from '../scroll-box.tsx';
import { type ChangedField, changedFields } from './changed-fields.ts';
import { changesQuery } from './release-queries.ts';
import { CHANGE_KINDS } from './release-states.ts';

type Release = Answers['release'];

/** One of the links is of this view: the one whose search is it. */
const EXACT = { exact: true } as const;

/** The difference to what is live, record by record, before and after side by side. */
export function ReleaseChanges({ release }: { release: Release }) {
  const { t, i18n } = useTranslation();
  const { change, cursor } = useSearch({ from: '/console/releases/$releaseId' });
  const { releaseId, stagedAt, counts, state, retained } = release;
  const staged = state !== 'staging';
  const page = useQuery({
    ...changesQuery(releaseId, stagedAt, { change, cursor }),
    enabled: staged,
    placeholderData: keepPreviousData,
  });
  const whole = new Intl.NumberFormat(i18n.language);
  if (!staged) return null;
  const kept = retained || state === 'staged' || state === 'publishing';
  return (
    <section aria-labelledby="changes">
      <h3 id="changes">{t('releases.changes')}</h3>
      <ul className="chips">
        <li>
          <Link
            to="."
            activeOptions={EXACT}
            search={{}}
            className="chip"
            aria-current={change === undefined ? 'true' : undefined}
          >
            {t('releases.allChanges')}
          </Link>
        </li>
        {CHANGE_KINDS.map((each) => (
          <li key={each}>
            <Link
              to="."
              activeOptions={EXACT}
              search={{ change: each }}
              className="chip"
              aria-current={change === each ? 'true' : undefined}
            >
              {t(`releases.count.${each}`)} <span className="count">{whole.format(counts[each])}</span>
            </Link>
          </li>
        ))}
      </ul>
      {page.isPending && <Loading lines={6} />}
      {page.isError && <ProblemNote error={page.error} retry={() => page.refetch()} />}
      {page.data?.changes.length === 0 && (
        <Empty title={t(kept ? 'releases.noChanges' : 'releases.changesGone')} />
      )}
      <ul className="changes" aria-busy={page.isPlaceholderData}>
        {page.data?.changes.map((each) => (
          <Change key={`${each.change} ${each.key}`} change={each} />
        ))}
      </ul>
      <CursorPager cursor={cursor} next={page.data?.nextPageToken} />
    </section>
  );
}

function Change({ change: { change, key, before, after } }: { change: Answers['releaseChange'] }) {
  const { t } = useTranslation();
  const [all, setAll] = useState(false);
  const fields = changedFields(before, after);
  const shown = change === 'changed' && !all ? fields.filter(({ isChanged }) => isChanged) : fields;
  const hidden = fields.length - shown.length;
  return (
    <li className="change">
      <details open={change === 'changed'}>
        <summary>
          <span className={`job-state change-${change}`}>{t(`releases.change.${change}`)}</span>{' '}
          <LongKey text={key} />
        </summary>
        <ScrollBox label={key.slice(0, 100)}>
          <table className="table table-small change-table">
            <thead>
              <tr>
                <th scope="col">{t('releases.field')}</th>
                {change !== 'added' && <th scope="col">{t('releases.before')}</th>}
                {change !== 'removed' && <th scope="col">{t('releases.after')}</th>}
              </tr>
            </thead>
            <tbody>
              {shown.map((field) => (
                <FieldRow key={field.path.join('\u0000')} field={field} change={change} />
              ))}
            </tbody>
          </table>
        </ScrollBox>
        {hidden > 0 && (
          <button type="button" className="button button-quiet" onClick={() => setAll(true)}>
            {t('releases.unchangedToo', { n: hidden })}
          </button>
        )}
      </details>
    </li>
  );
}

function FieldRow({ field, change }: { field: ChangedField; change: Answers['releaseChange']['change'] }) {
  const { t } = useTranslation();
  const { path, before, after, isChanged } = field;
  return (
    <tr className={change === 'changed' && isChanged ? 'field-changed' : undefined}>
      <th scope="row">
        <bdi>{path.map((each) => fieldText(t, each)).join(' · ')}</bdi>
      </th>
      {change !== 'added' && (
        <td>
          {before !== undefined &&
            (change === 'changed' && isChanged ? (
              <del>
                <LongText text={before} max={200} />
              </del>
            ) : (
              <LongText text={before} max={200} />
            ))}
        </td>
      )}
      {change !== 'removed' && (
        <td>
          {after !== undefined &&
            (change === 'changed' && isChanged ? (
              <ins>
                <LongText text={after} max={200} />
              </ins>
            ) : (
              <LongText text={after} max={200} />
            ))}
        </td>
      )}
    </tr>
  );
}

/** Within a summary nothing else can be pressed. */
function LongKey({ text }: { text: string }) {
  return <bdi>{text.length > 160 ? `${[...text].slice(0, 160).join('')}…` : text}</bdi>;
}
