import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link, useSearch } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { api } from '../../api/api.ts';
import { dateTimeText } from '../../shown/date-time.ts';
import { PagedList } from '../../shown/paged-list.tsx';
import { ProblemNote } from '../../shown/states.tsx';
import { CursorPager } from '../cursor-pager.tsx';
import { DELIVERY_STATES } from './webhook-events.ts';
import { type Delivery, deliveriesQuery, WEBHOOKS } from './webhook-queries.ts';

/** The delivery log, as it goes on: newest first. */
export function Deliveries({ webhookId, mayReplay }: { webhookId: string; mayReplay: boolean }) {
  const { t } = useTranslation();
  const { state, cursor } = useSearch({ from: '/console/webhooks/$webhookId' });
  const page = useQuery(deliveriesQuery(webhookId, { state, cursor }));
  const to = '/console/webhooks/$webhookId';
  const params = { webhookId };
  return (
    <section aria-labelledby="deliveries">
      <h2 id="deliveries">{t('deliveries.title')}</h2>
      <nav className="chips ops-actions" aria-label={t('deliveries.filter')}>
        {[undefined, ...DELIVERY_STATES].map((each) => (
          <Link
            key={each ?? 'all'}
            to={to}
            params={params}
            search={each === undefined ? {} : { state: each }}
            className="chip"
            activeOptions={{ exact: true }}
            aria-current={state === each ? 'true' : undefined}
          >
            {t(`deliveryState.${each ?? 'all'}`)}
          </Link>
        ))}
      </nav>
      <PagedList
        page={page}
        items={page.data?.deliveries}
        empty={t('deliveries.none')}
        lines={6}
        pager={<CursorPager cursor={cursor} next={page.data?.nextPageToken} />}
      >
        {(deliveries, isPast) => (
          <ul className="entries" aria-busy={isPast}>
            {deliveries.map((delivery) => (
              <Entry
                key={delivery.deliveryId}
                webhookId={webhookId}
                delivery={delivery}
                mayReplay={mayReplay}
              />
            ))}
          </ul>
        )}
      </PagedList>
    </section>
  );
}

const TONE = { pending: 'ops-warn', delivered: 'ops-good', failed: 'ops-bad' } as const;

function Entry({
  webhookId,
  delivery,
  mayReplay,
}: {
  webhookId: string;
  delivery: Delivery;
  mayReplay: boolean;
}) {
  const { t, i18n } = useTranslation();
  const queryClient = useQueryClient();
  const { deliveryId, eventType, state, attemptCount, createdAt, nextAttemptAt, attempts } = delivery;
  const replaying = useMutation({
    mutationFn: () =>
      api.POST('/v1/webhooks/{webhookId}/deliveries/{deliveryId}/replay', {
        params: { path: { webhookId, deliveryId } },
      }),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: WEBHOOKS }),
  });
  const [last] = attempts;
  const name = t(`webhookEvent.${eventType}` as 'webhookEvent.part.saved', { defaultValue: eventType });
  const when = dateTimeText(createdAt, i18n.language);
  return (
    <li className="entry delivery">
      <div className="entry-main">
        <strong>{name}</strong>
        <span className="muted">{when}</span>
      </div>
      <div className="entry-main">
        <strong className={TONE[state]}>{t(`deliveryState.${state}`)}</strong>
        <span className="muted">
          {t('deliveries.attempts', { count: attemptCount })}
          {last !== undefined && ` · ${answerOf(last)}`}
        </span>
        {state === 'pending' && nextAttemptAt !== null && (
          <span className="muted">
            {t('deliveries.next', { when: dateTimeText(nextAttemptAt, i18n.language) })}
          </span>
        )}
      </div>
      {mayReplay && state !== 'pending' && (
        <button
          type="button"
          className="button"
          aria-label={t('deliveries.replayOf', { event: name, when })}
          disabled={replaying.isPending}
          onClick={() => replaying.mutate()}
        >
          {t('deliveries.replay')}
        </button>
      )}
      {replaying.isError && <ProblemNote error={replaying.error} />}
      <details className="delivery-more">
        <summary>{t('deliveries.details')}</summary>
        <h3>{t('deliveries.payload')}</h3>
        <pre className="number ops-text">{JSON.stringify(delivery.payload, null, 2)}</pre>
        {attempts.length > 0 && (
          <ol className="plain-list">
            {attempts.map((attempt) => (
              <li key={attempt.number}>
                <p className="delivery-attempt">
                  {t('deliveries.attempt', {
                    number: attempt.number,
                    when: dateTimeText(attempt.at, i18n.language),
                    ms: attempt.durationMs,
                  })}
                  {' · '}
                  <strong>{answerOf(attempt)}</strong>
                </p>
                {attempt.response !== null && <pre className="number ops-text">{attempt.response}</pre>}
              </li>
            ))}
          </ol>
        )}
      </details>
    </li>
  );
}

/** Such as `204` or `500 status-500`: as the receiver and the API say it. */
function answerOf({ status, error }: Delivery['attempts'][number]): string {
  return [status, error].filter((each) => each !== null).join(' ');
}
