import { useTranslation } from 'react-i18next';
import { attributeText, whyNotTexts } from '../results/fit-line.tsx';
import { localName } from '../shown/local-name.ts';
import type { PartFit } from './spot-fits.ts';

/** Whether a part of a drawing fits, where and how many of it, in as few words as a row has room for. */
export function SpotFit({ fit }: { fit: PartFit }) {
  const { t, i18n } = useTranslation();
  if (fit.verdict === null)
    return fit.error === null ? null : (
      <span className="muted" lang="en">
        {fit.error.message}
      </span>
    );
  const places = fit.places.flatMap(({ position, label, quantity }) => [
    ...(position === null ? [] : [localName(label, i18n.language) || position]),
    ...(quantity === null ? [] : [t('fit.quantity', { quantity })]),
  ]);
  const why = fit.whyNot === null ? [] : whyNotTexts({ t, i18n }, fit.whyNot);
  const deciding = fit.undecided.map((each) => attributeText(t, each)).join(', ');
  return (
    <span className={`fit fit-${fit.verdict}`}>
      <strong>{t(`fit.${fit.verdict}`)}</strong>
      {fit.verdict === 'fits' && places.length > 0 && (
        <span className="muted">{[...new Set(places)].join(' · ')}</span>
      )}
      {fit.verdict === 'does-not-fit' && why.length > 0 && <span className="fit-why">{why.join('; ')}</span>}
      {fit.verdict === 'cannot-tell' && deciding !== '' && (
        <span className="fit-why">{t('fit.undecided', { what: deciding })}</span>
      )}
    </span>
  );
}
