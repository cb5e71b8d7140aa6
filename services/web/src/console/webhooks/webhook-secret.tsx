import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { CopyButton } from '../../shown/copy-button.tsx';

/** Shown until it is put away, and nowhere again. */
export function WebhookSecret({ url, secret, onKept }: { url: string; secret: string; onKept: () => void }) {
  const { t } = useTranslation();
  const heading = useRef<HTMLHeadingElement>(null);
  // It stands where the form or the button was, which had the focus.
  useEffect(() => heading.current?.focus(), []);
  return (
    <section className="card secret" aria-labelledby="webhook-secret">
      <h2 id="webhook-secret" tabIndex={-1} ref={heading}>
        {t('webhooks.secretOf', { url })}
      </h2>
      <p>{t('webhooks.secretOnce')}</p>
      <code className="number secret-text">{secret}</code>
      <p className="entry-actions">
        <CopyButton text={secret} label={t('webhooks.copySecret')} />
        <button type="button" className="button" onClick={onKept}>
          {t('webhooks.secretKept')}
        </button>
      </p>
    </section>
  );
}
