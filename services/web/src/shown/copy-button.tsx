import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Icon } from './icon.tsx';

/** Copies a text and says so where it stands. */
export function CopyButton({ text, label }: { text: string; label: string }) {
  const { t } = useTranslation();
  const [state, setState] = useState<'idle' | 'done' | 'failed'>('idle');
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(text);
      setState('done');
    } catch {
      setState('failed');
    }
    setTimeout(() => setState('idle'), 2_000);
  };
  return (
    <button type="button" className="button button-quiet" onClick={copy} title={text}>
      <Icon name="copy" />
      {state === 'idle' ? label : state === 'done' ? t('action.copied') : t('action.copyFailed')}
      <span className="visually-hidden" aria-live="polite">
        {state === 'done' ? t('action.copied') : ''}
      </span>
    </button>
  );
}
