import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { fieldOf } from '../../shown/field-of.ts';
import { stillSays } from '../../shown/form-content.ts';
import { Refusal } from '../../shown/refusal.tsx';
import { useUnsavedForm } from '../../shown/use-unsaved-form.ts';
import { eventsFor } from './webhook-events.ts';
import type { NewWebhook } from './webhook-queries.ts';

export interface WebhookFields {
  url: string;
  eventTypes: readonly string[];
  description: string;
}

/** Where to, of what, and a note; for a new webhook and for one that is changed. */
export function WebhookForm({
  id,
  title,
  start,
  scopes,
  go,
  pending,
  error,
  onSend,
}: {
  id: string;
  title: string;
  start: WebhookFields;
  scopes: readonly string[];
  go: string;
  pending: boolean;
  error: unknown;
  /** `isAsSent`: whether nothing was typed since. */
  onSend: (
    fields: Pick<NewWebhook, 'url' | 'eventTypes'> & { description: string },
    isAsSent: () => boolean,
  ) => void;
}) {
  const { t } = useTranslation();
  const [typeless, setTypeless] = useState(false);
  // Once it is taken the form is gone.
  const { watched } = useUnsavedForm();

  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    if (pending) return;
    const form = new FormData(event.currentTarget);
    setTypeless(!form.has('eventType'));
    if (!form.has('eventType')) return;
    onSend(
      {
        url: fieldOf(form, 'url').trim(),
        // Each is one of those below.
        eventTypes: form.getAll('eventType') as NewWebhook['eventTypes'],
        description: fieldOf(form, 'description').trim(),
      },
      stillSays(event.currentTarget),
    );
  };

  return (
    <form className="card ops-form" aria-labelledby={id} onSubmit={submit} {...watched}>
      <h2 id={id}>{title}</h2>
      <div className="field">
        <label htmlFor={`${id}-address`}>{t('webhooks.url')}</label>
        <input
          className="input"
          id={`${id}-address`}
          name="url"
          inputMode="url"
          autoComplete="off"
          spellCheck={false}
          required
          maxLength={2_000}
          defaultValue={start.url}
          aria-describedby={`${id}-url`}
        />
        <span className="muted" id={`${id}-url`}>
          {t('webhooks.urlHint')}
        </span>
      </div>
      <fieldset className="scopes">
        <legend>{t('webhooks.events')}</legend>
        {eventsFor(scopes).map((type) => (
          <label key={type} className="switch">
            <input
              type="checkbox"
              name="eventType"
              value={type}
              defaultChecked={start.eventTypes.includes(type)}
            />
            {t(`webhookEvent.${type}`)}
          </label>
        ))}
      </fieldset>
      <label className="field">
        <span>{t('webhooks.description')}</span>
        <input
          className="input"
          name="description"
          autoComplete="off"
          maxLength={500}
          defaultValue={start.description}
        />
      </label>
      {typeless && (
        <p className="problem" role="alert">
          {t('webhooks.typeless')}
        </p>
      )}
      {error !== null && error !== undefined && <WebhookRefusal error={error} />}
      <button type="submit" className="button button-primary" disabled={pending}>
        {pending ? t('state.sending') : go}
      </button>
    </form>
  );
}

export function WebhookRefusal({ error }: { error: unknown }) {
  return (
    <Refusal
      error={error}
      texts={{
        'webhook-url-invalid': 'webhooks.urlRefused',
        'webhooks-too-many': 'webhooks.tooMany',
        'feed-unsupported': 'webhooks.unsupported',
      }}
    />
  );
}
