import { dataOf } from '@qipei/api-client';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { api } from '../../api/api.ts';
import { useSession } from '../../session/session.ts';
import { dateTimeText } from '../../shown/date-time.ts';
import { Empty, Loading } from '../../shown/states.tsx';
import { WebhookForm, WebhookRefusal } from './webhook-form.tsx';
import { type NewWebhook, WEBHOOKS, type Webhook, webhooksQuery } from './webhook-queries.ts';
import { WebhookSecret } from './webhook-secret.tsx';
import '../ops.css';

export function WebhooksPage() {
  const { t } = useTranslation();
  const webhooks = useQuery(webhooksQuery);
  const scopes = useSession()?.scopes ?? [];
  return (
    <>
      <h2>{t('webhooks.title')}</h2>
      <p className="muted">{t('webhooks.hint')}</p>
      {webhooks.isPending && <Loading lines={4} />}
      {webhooks.isError && <WebhookRefusal error={webhooks.error} />}
      {webhooks.data?.length === 0 && <Empty title={t('webhooks.none')} />}
      {webhooks.data !== undefined && webhooks.data.length > 0 && (
        <ul className="entries">
          {webhooks.data.map((webhook) => (
            <Entry key={webhook.webhookId} webhook={webhook} />
          ))}
        </ul>
      )}
      {scopes.includes('imports:write') && webhooks.isSuccess && <AddWebhook scopes={scopes} />}
    </>
  );
}

function AddWebhook({ scopes }: { scopes: readonly string[] }) {
  const { t } = useTranslation();
  const queryClient = useQueryClient();
  const adding = useMutation({
    gcTime: 0,
    mutationFn: (body: NewWebhook) => dataOf(api.POST('/v1/webhooks', { body })),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: WEBHOOKS }),
  });
  if (adding.data !== undefined)
    return (
      <WebhookSecret
        url={adding.data.webhook.url}
        secret={adding.data.secret}
        onKept={() => adding.reset()}
      />
    );
  return (
    <WebhookForm
      id="add-webhook"
      title={t('webhooks.add')}
      start={{ url: '', eventTypes: ['part.saved', 'part.deleted'], description: '' }}
      scopes={scopes}
      go={t('webhooks.add')}
      pending={adding.isPending}
      error={adding.error}
      onSend={(fields) => adding.mutate(fields)}
    />
  );
}

function Entry({ webhook }: { webhook: Webhook }) {
  const { t, i18n } = useTranslation();
  const { webhookId, url, description, eventTypes, createdAt } = webhook;
  return (
    <li className="entry">
      <div className="entry-main">
        <Link to="/console/webhooks/$webhookId" params={{ webhookId }} className="number">
          {url}
        </Link>
        {description !== '' && <span>{description}</span>}
      </div>
      <div className="entry-main">
        <WebhookState webhook={webhook} />
        <span className="muted">
          {t('webhooks.tells', { count: eventTypes.length })}
          {' · '}
          {t('webhooks.made', { when: dateTimeText(createdAt, i18n.language) })}
        </span>
      </div>
    </li>
  );
}

/** On, off, why it was switched off by itself, or since when it fails. */
export function WebhookState({ webhook }: { webhook: Webhook }) {
  const { t, i18n } = useTranslation();
  const { enabled, disabledReason, failingSince } = webhook;
  if (!enabled) {
    const key = `webhookOff.${disabledReason ?? 'byHand'}` as 'webhookOff.byHand';
    return <strong className="ops-bad">{t(key, { defaultValue: t('webhookOff.byHand') })}</strong>;
  }
  if (failingSince !== null)
    return (
      <strong className="ops-warn">
        {t('webhooks.failing', { when: dateTimeText(failingSince, i18n.language) })}
      </strong>
    );
  return <strong className="ops-good">{t('webhooks.on')}</strong>;
}
