import { lazy, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { onServer } from '../app/on-server.ts';
import { CopyButton } from '../shown/copy-button.tsx';
import { LazyPart } from '../shown/lazy-part.tsx';

const QrCode = lazy(async () => ({ default: (await import('./qr-code.tsx')).QrCode }));

/** The link of this very view: to copy, as a code for a phone, or for the printer. */
export function Share({ title }: { title: string }) {
  const { t } = useTranslation();
  const [shown, setShown] = useState(false);
  const href = onServer ? '' : location.href;
  return (
    <>
      <CopyButton text={href} label={t('share.link')} />
      <button
        type="button"
        className="button button-quiet"
        aria-expanded={shown}
        onClick={() => setShown(!shown)}
      >
        {t('share.code')}
      </button>
      <button type="button" className="button button-quiet" onClick={() => window.print()}>
        {t('share.print')}
      </button>
      {shown && (
        <LazyPart>
          <QrCode text={href} label={t('share.codeOf', { title })} />
        </LazyPart>
      )}
    </>
  );
}
