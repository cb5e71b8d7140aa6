import { dataOf, type paths } from '@qipei/api-client';
import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link, useSearch } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { api } from '../../api/api.ts';
import { useMay } from '../../session/session.ts';
import { ConfirmButton } from '../../shown/confirm-button.tsx';
import { dateTimeText } from '../../shown/date-time.ts';
import { PagedList } from '../../shown/paged-list.tsx';
import { ProblemNote } from '../../shown/states.tsx';
import { CursorPager } from '../cursor-pager.tsx';
import { GiveGrant } from './give-grant.tsx';
import { DIRECTIONS } from './grant-directions.ts';
import '../ops.css';

type Grant = paths['/v1/grants']['get']['responses'][200]['content']['application/json']['grants'][number];

const PAGE_SIZE = 30;

export function GrantsPage() {
  const { t } = useTranslation();
  const may = useMay();
  const { direction = 'given', cursor } = useSearch({ from: '/console/grants' });
  const page = useQuery({
    queryKey: ['grants', direction, cursor],
    queryFn: ({ signal }) =>
      dataOf(
        api.GET('/v1/grants', {
          params: {
            query: { direction, pageSize: PAGE_SIZE, ...(cursor === undefined ? {} : { pageToken: cursor }) },
          },
          signal,
        }),
      ),
    placeholderData: keepPreviousData,
    staleTime: 0,
  });
  const given = direction === 'given';
  return (
    <>
      <h2>{t('grants.title')}</h2>
      <p className="muted">{t('grants.hint')}</p>
      <nav className="chips ops-actions" aria-label={t('grants.direction')}>
        {DIRECTIONS.map((each) => (
          <Link
            key={each}
            to="/console/grants"
            search={each === 'given' ? {} : { direction: each }}
            className="chip"
            activeOptions={{ exact: true }}
            aria-current={direction === each ? 'true' : undefined}
          >
            {t(`grants.${each}`)}
          </Link>
        ))}
      </nav>
      <PagedList
        page={page}
        items={page.data?.grants}
        empty={t(given ? 'grants.noneGiven' : 'grants.noneReceived')}
        lines={5}
        pager={<CursorPager cursor={cursor} next={page.data?.nextPageToken} />}
      >
        {(grants, isPast) => (
          <ul className="entries" aria-busy={isPast}>
            {grants.map((grant) => (
              <Entry
                key={grant.grantId}
                grant={grant}
                mine={given}
                mayRevoke={given && may('imports:write')}
              />
            ))}
          </ul>
        )}
      </PagedList>
      {given && may('imports:write') && <GiveGrant />}
    </>
  );
}

const TONE = { pending: 'ops-warn', active: 'ops-good', expired: 'muted', revoked: 'muted' } as const;
/** More of them are told by their number. */
const MOST_BRANDS = 12;

function Entry({ grant, mine, mayRevoke }: { grant: Grant; mine: boolean; mayRevoke: boolean }) {
  const { t, i18n } = useTranslation();
  const queryClient = useQueryClient();
  const { grantId, publisher, subscriber, allBrands, brands, note, state } = grant;
  const revoking = useMutation({
    mutationFn: () => api.DELETE('/v1/grants/{grantId}', { params: { path: { grantId } } }),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: ['grants'] }),
  });
  const names = brands.slice(0, MOST_BRANDS).map(({ name }) => name);
  const further = brands.length - names.length;
  const what = allBrands
    ? t('grants.everything')
    : further > 0
      ? t('grants.andFurther', { brands: names.join(' · '), count: further })
      : names.join(' · ');
  const tenant = mine ? subscriber : publisher;
  const when = (instant: string | null) => dateTimeText(instant, i18n.language);
  return (
    <li className="entry">
      <div className="entry-main">
        <strong>{tenant}</strong>
        <span>{what}</span>
        {note !== null && <span className="muted">{note}</span>}
      </div>
      <div className="entry-main">
        <strong className={TONE[state]}>{t(`grantState.${state}`)}</strong>
        <span className="muted">
          {state === 'revoked'
            ? t('grants.revokedAt', { when: when(grant.revokedAt) })
            : grant.validUntil !== null
              ? t('grants.until', { when: when(grant.validUntil) })
              : t('grants.forGood')}
        </span>
        {state === 'pending' && (
          <span className="muted">{t('grants.from', { when: when(grant.validFrom) })}</span>
        )}
      </div>
      {mayRevoke && (state === 'active' || state === 'pending') && (
        <ConfirmButton
          text={t('grants.revoke')}
          label={t('grants.revokeOf', { tenant, what })}
          question={t(allBrands ? 'grants.revokeAllSure' : 'grants.revokeSure', { tenant })}
          pending={revoking.isPending}
          onConfirm={() => revoking.mutate()}
        />
      )}
      {revoking.isError && <ProblemNote error={revoking.error} />}
    </li>
  );
}
