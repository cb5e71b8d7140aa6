import { dataOf } from '@qipei/api-client';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Link, useSearch } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { Answers } from '../api/answers.ts';
import { api } from '../api/api.ts';
import { dateTimeText } from '../shown/date-time.ts';
import { PagedList } from '../shown/paged-list.tsx';
import { AccountFrame } from './account-frame.tsx';

const PAGE_SIZE = 50;

export function AuditPage() {
  return <AccountFrame scope="audit:read">{() => <Audit />}</AccountFrame>;
}

function Audit() {
  const { t } = useTranslation();
  const { cursor } = useSearch({ from: '/account/audit' });
  const page = useQuery({
    queryKey: ['audit', cursor],
    queryFn: ({ signal }) =>
      dataOf(
        api.GET('/v1/audit', {
          params: { query: { limit: PAGE_SIZE, ...(cursor === undefined ? {} : { cursor }) } },
          signal,
        }),
      ),
    placeholderData: keepPreviousData,
    // Whoever looks wants to see what was done just now.
    staleTime: 0,
  });
  return (
    <section aria-labelledby="audit">
      <h2 id="audit">{t('audit.title')}</h2>
      <p className="muted">{t('audit.hint')}</p>
      <PagedList
        page={page}
        items={page.data?.entries}
        empty={t('audit.none')}
        pager={
          (cursor !== undefined || typeof page.data?.nextCursor === 'string') && (
            <nav className="pager" aria-label={t('pager.label')}>
              {cursor !== undefined && (
                <Link to="/account/audit" className="button">
                  {t('audit.newest')}
                </Link>
              )}
              {typeof page.data?.nextCursor === 'string' && (
                <Link
                  to="/account/audit"
                  search={{ cursor: page.data.nextCursor }}
                  className="button"
                  rel="next"
                >
                  {t('audit.older')}
                </Link>
              )}
            </nav>
          )
        }
      >
        {(entries, isPast) => <Table entries={entries} isPast={isPast} />}
      </PagedList>
    </section>
  );
}

/** `isPast`: these are of the page before, until the next one is there. */
function Table({ entries, isPast }: { entries: readonly Answers['auditEntry'][]; isPast: boolean }) {
  const { t, i18n } = useTranslation();
  return (
    <table className="table audit" aria-busy={isPast}>
      <thead>
        <tr>
          <th scope="col">{t('audit.when')}</th>
          <th scope="col">{t('audit.who')}</th>
          <th scope="col">{t('audit.what')}</th>
        </tr>
      </thead>
      <tbody>
        {entries.map((entry) => (
          <tr key={entry.entryId}>
            <td>
              <time dateTime={entry.at}>{dateTimeText(entry.at, i18n.language)}</time>
            </td>
            <td>
              <Actor actor={entry.actor} />
            </td>
            <td>
              <What entry={entry} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Actor({ actor }: { actor: Answers['auditEntry']['actor'] }) {
  const { t } = useTranslation();
  const name = actor.name ?? actor.id;
  if (actor.kind === 'user') return <>{name ?? t('audit.user')}</>;
  return (
    <>
      <span className="muted">{t(`audit.${actor.kind}`)}</span> {name}
    </>
  );
}

/** An operation that has no text here goes by the name that it has in the API. */
function What({ entry }: { entry: Answers['auditEntry'] }) {
  const { t } = useTranslation();
  const { action, count } = entry;
  const subjects = Object.entries(entry.subjects);
  return (
    <>
      {t(`did.${action}` as 'did.signIn', { defaultValue: action })}
      {count > 1 && ` ${t('audit.times', { times: count })}`}
      {subjects.length > 0 && (
        <div className="audit-subjects" lang="en">
          {subjects.map(([name, id]) => `${name} ${id}`).join(' · ')}
        </div>
      )}
    </>
  );
}
