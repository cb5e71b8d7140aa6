import { useTranslation } from 'react-i18next';

const FORMATS = ['csv', 'xlsx'] as const;

/** The order to keep: as a table for the shop's own program, or on paper. Links, so that the browser saves what comes. */
export function OrderFiles({ orderId }: { orderId: string }) {
  const { t } = useTranslation();
  return (
    <p className="order-actions order-files">
      {FORMATS.map((format) => (
        <a
          key={format}
          className="button"
          href={`/v1/orders/${encodeURIComponent(orderId)}/file?format=${format}`}
          download
        >
          {t(`file.${format}`)}
        </a>
      ))}
      <button type="button" className="button" onClick={() => window.print()}>
        {t('share.print')}
      </button>
    </p>
  );
}
