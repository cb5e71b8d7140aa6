import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';

/** The VINs of one paste: which of them is meant is for who pasted them to say. */
export function SeveralVins({ vins, words }: { vins: readonly string[]; words: string | null }) {
  const { t } = useTranslation();
  return (
    <section className="card vin" aria-labelledby="several-vins">
      <h2 id="several-vins">{t('vin.several')}</h2>
      <ul className="chips">
        {vins.map((vin) => (
          <li key={vin}>
            <Link
              to="/search"
              search={{ q: [vin, words].filter(Boolean).join(' ') }}
              className="button number"
            >
              {vin}
            </Link>
          </li>
        ))}
      </ul>
    </section>
  );
}
