import { dataOf } from '@qipei/api-client';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link, useNavigate, useParams } from '@tanstack/react-router';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../../api/api.ts';
import { useSession } from '../../session/session.ts';
import { ConfirmButton } from '../../shown/confirm-button.tsx';
import { dateTimeText } from '../../shown/date-time.ts';
import { fieldOf } from '../../shown/field-of.ts';
import { Loading, ProblemNote } from '../../shown/states.tsx';
import { Deliveries } from './deliveries.tsx';
import { WebhookForm, WebhookRefusal } from './webhook-form.tsx';
import { WEBHOOKS, type Webhook, webhookQuery } from './webhook-queries.ts';
import { WebhookSecret } from './webhook-secret.tsx';
import { WebhookState } from './webhooks-page.tsx';
import '../ops.css';

export function WebhookPage() {
  const { t } = useTranslation();
  const { webhookId } = useParams({ from: '/console/webhooks/$webhookId' });
  const webhook = useQuery(webhookQuery(webhookId));
  const scopes = useSession()?.scopes ?? [];
  return (
    <>
      <p>
        <Link to="/console/webhooks">{t('webhooks.all')}</Link>
      </p>
      {webhook.isPending && <Loading lines={4} />}
      {webhook.isError && <ProblemNote error={webhook.error} retry={() => webhook.refetch()} />}
      {webhook.data !== undefined && (
        <>
          <Head webhook={webhook.data} />
          {scopes.includes('imports:write') && <Actions webhook={webhook.data} scopes={scopes} />}
          <Deliveries webhookId={webhookId} mayReplay={scopes.includes('imports:write')} />
        </>
      )}
    </>
  );
}

function Head({ webhook }: { webhook: Webhook }) {
  const { t, i18n } = useTranslation();
  const { url, description, eventTypes, previousSecretUntil } = webhook;
  return (
    <>
      <h2 className="number">{url}</h2>
      <dl className="facts ops-facts">
        <div>
          <dt>{t('webhooks.state')}</dt>
          <dd>
            <WebhookState webhook={webhook} />
          </dd>
        </div>
        <div>
          <dt>{t('webhooks.events')}</dt>
          <dd>
            {eventTypes
              .map((each) => t(`webhookEvent.${each}` as 'webhookEvent.part.saved', { defaultValue: each }))
              .join(' · ')}
          </dd>
        </div>
        {description !== '' && (
          <div>
            <dt>{t('webhooks.about')}</dt>
            <dd>{description}</dd>
          </div>
        )}
        {previousSecretUntil !== null && (
          <div>
            <dt>{t('webhooks.secret')}</dt>
            <dd>{t('webhooks.previousUntil', { when: dateTimeText(previousSecretUntil, i18n.language) })}</dd>
          </div>
        )}
      </dl>
    </>
  );
}

function Actions({ webhook, scopes }: { webhook: Webhook; scopes: readonly string[] }) {
  const { t } = useTranslation();
  const queryClient = useQueryClient();
  const navigate = useNavigate();
  const [editing, setEditing] = useState(false);
  const { webhookId, url, enabled } = webhook;
  const params = { path: { webhookId } };
  const refresh = () => queryClient.invalidateQueries({ queryKey: WEBHOOKS });
  const testing = useMutation({
    mutationFn: () => api.POST('/v1/webhooks/{webhookId}/test', { params }),
    onSuccess: refresh,
  });
  const switching = useMutation({
    mutationFn: () => api.PATCH('/v1/webhooks/{webhookId}', { params, body: { enabled: !enabled } }),
    onSuccess: refresh,
  });
  const changing = useMutation({
    mutationFn: (body: Parameters<Parameters<typeof WebhookForm>[0]['onSend']>[0]) =>
      api.PATCH('/v1/webhooks/{webhookId}', { params, body }),
    onSuccess: refresh,
  });
  const rotating = useMutation({
    gcTime: 0,
    mutationFn: () => dataOf(api.POST('/v1/webhooks/{webhookId}/secret', { params })),
    onSuccess: refresh,
  });
  const removing = useMutation({
    mutationFn: () => api.DELETE('/v1/webhooks/{webhookId}', { params }),
    onSuccess: async () => {
      await navigate({ to: '/console/webhooks' });
      queryClient.removeQueries({ queryKey: [...WEBHOOKS, 'one', webhookId] });
      await refresh();
    },
  });
  const failed = [testing, switching, rotating, removing].find((each) => each.isError);

  return (
    <>
      {rotating.data !== undefined && (
        <WebhookSecret url={url} secret={rotating.data.secret} onKept={() => rotating.reset()} />
      )}
      <div className="entry-actions ops-actions">
        <button
          type="button"
          className="button button-primary"
          disabled={testing.isPending}
          onClick={() => testing.mutate()}
        >
          {t('webhooks.test')}
        </button>
        <button
          type="button"
          className="button"
          disabled={switching.isPending}
          onClick={() => switching.mutate()}
        >
          {t(enabled ? 'webhooks.switchOff' : 'webhooks.switchOn')}
        </button>
        <button type="button" className="button" aria-expanded={editing} onClick={() => setEditing(!editing)}>
          {t('webhooks.change')}
        </button>
        <ConfirmButton
          text={t('webhooks.rotate')}
          label={t('webhooks.rotate')}
          question={t('webhooks.rotateSure')}
          pending={rotating.isPending}
          onConfirm={() => rotating.mutate()}
        />
        <ConfirmButton
          text={t('webhooks.remove')}
          label={t('webhooks.remove')}
          question={t('webhooks.removeSure')}
          pending={removing.isPending}
          onConfirm={() => removing.mutate()}
        />
      </div>
      {failed !== undefined && <WebhookRefusal error={failed.error} />}
      <div role="status">{testing.isSuccess && <p className="note note-good">{t('webhooks.tested')}</p>}</div>
      {editing && (
        <WebhookForm
          id="change-webhook"
          title={t('webhooks.changeTitle')}
          start={webhook}
          scopes={scopes}
          go={t('action.save')}
          pending={changing.isPending}
          error={changing.error}
          // When what stands above the form says it, too.
          onSend={(fields, isAsSent) =>
            changing.mutate(fields, {
              onSuccess: () => {
                if (isAsSent()) setEditing(false);
              },
            })
          }
        />
      )}
      <ReplaySince webhookId={webhookId} />
    </>
  );
}

/** Sends again what changed since a moment: after a receiver lost some. */
function ReplaySince({ webhookId }: { webhookId: string }) {
  const { t, i18n } = useTranslation();
  const queryClient = useQueryClient();
  const [unread, setUnread] = useState(false);
  const replaying = useMutation({
    mutationFn: (since: string) =>
      api.POST('/v1/webhooks/{webhookId}/replay', { params: { path: { webhookId } }, body: { since } }),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: WEBHOOKS }),
  });
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    // In the reader's own zone, as the browser's control gives it.
    const since = new Date(fieldOf(new FormData(event.currentTarget), 'since'));
    setUnread(Number.isNaN(since.getTime()));
    if (!Number.isNaN(since.getTime()) && !replaying.isPending) replaying.mutate(since.toISOString());
  };
  return (
    <form className="entry-form ops-actions" aria-label={t('webhooks.replaySince')} onSubmit={submit}>
      <label className="field">
        <span>{t('webhooks.since')}</span>
        <input className="input" type="datetime-local" name="since" required />
      </label>
      <button type="submit" className="button" disabled={replaying.isPending}>
        {t(replaying.isPending ? 'state.sending' : 'webhooks.replaySince')}
      </button>
      <div role="status">
        {replaying.isSuccess && (
          <p className="note note-good">
            {t('webhooks.replayed', { when: dateTimeText(replaying.variables, i18n.language) })}
          </p>
        )}
      </div>
      {unread && (
        <p className="problem" role="alert">
          {t('webhooks.sinceUnread')}
        </p>
      )}
      {replaying.isError && <WebhookRefusal error={replaying.error} />}
    </form>
  );
}
