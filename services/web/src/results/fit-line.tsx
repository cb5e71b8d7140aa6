import { useTranslation } from 'react-i18next';
import type { Answers } from '../api/answers.ts';
import { conditionText } from '../shown/condition-text.ts';
import { localName } from '../shown/local-name.ts';
import { valueText } from '../shown/vehicle-name.ts';

/** Whether it fits, on one line, and the first reason. */
export function FitLine({ fit }: { fit: Answers['fit'] }) {
  const { t, i18n } = useTranslation();
  const [proof] = fit.proof;
  return (
    <div className={`fit fit-${fit.verdict}`}>
      <strong>{t(`fit.${fit.verdict}`)}</strong>
      {proof !== undefined && <FitmentText fitment={proof} />}
      {fit.verdict === 'does-not-fit' && fit.whyNot !== null && (
        <span className="fit-why">{whyNotTexts({ t, i18n }, fit.whyNot).join('; ')}</span>
      )}
      {fit.verdict === 'cannot-tell' && fit.undecided.length > 0 && (
        <span className="fit-why">
          {t('fit.undecided', { what: fit.undecided.map((each) => attributeText(t, each)).join(', ') })}
        </span>
      )}
    </div>
  );
}

/** The vehicles, the place and the conditions of one application. */
export function FitmentText({ fitment }: { fitment: Answers['fitment'] }) {
  const { t, i18n } = useTranslation();
  const textOf = (attribute: 'fuel' | 'body' | 'drive' | 'transmission') =>
    valueText(fitment, attribute, i18n.language);
  const make = localName({ zh: fitment.makeZh, en: fitment.make }, i18n.language);
  const years =
    fitment.yearFrom === null
      ? null
      : fitment.yearTo === null || fitment.yearTo === fitment.yearFrom
        ? String(fitment.yearFrom)
        : `${fitment.yearFrom}–${fitment.yearTo}`;
  const produced =
    fitment.producedFrom === null && fitment.producedTo === null
      ? null
      : t('fit.produced', { from: fitment.producedFrom ?? '…', to: fitment.producedTo ?? '…' });
  const conditions = [
    fitment.displacementL === null ? null : `${fitment.displacementL} L`,
    fitment.engineModel,
    textOf('fuel'),
    textOf('body'),
    textOf('drive'),
    textOf('transmission'),
    produced,
    ...fitment.qualifiers.map(conditionText),
    fitment.note && conditionText(fitment.note),
  ].filter((each) => each !== null && each !== '');
  return (
    <span className="fitment">
      <span>{[make, fitment.model, years].filter(Boolean).join(' ')}</span>
      {conditions.length > 0 && <span className="muted">{conditions.join(' · ')}</span>}
      {(fitment.position !== null || fitment.quantity !== null) && (
        <span className="muted">
          {[
            fitment.position === null
              ? null
              : t('fit.position', {
                  position: localName(fitment.labels.position, i18n.language) || fitment.position,
                }),
            fitment.quantity === null ? null : t('fit.quantity', { quantity: fitment.quantity }),
          ]
            .filter((each) => each !== null)
            .join(' · ')}
        </span>
      )}
    </span>
  );
}

const WHY_NOT = ['no-applications', 'other-model', 'other-years', 'other-conditions'] as const;

/** Why it doesn't fit: a text for each condition that the vehicle doesn't meet; where it is none of them, a single one. */
export function whyNotTexts(
  { t, i18n }: Pick<ReturnType<typeof useTranslation>, 't' | 'i18n'>,
  { code, message, mismatches }: NonNullable<Answers['fit']['whyNot']>,
): string[] {
  if (mismatches.length === 0) {
    const known = WHY_NOT.find((each) => each === code);
    return [known === undefined ? message : t(`whyNot.${known}`)];
  }
  return mismatches.map(({ attribute, wanted, given, wantedLabel, givenLabel }) =>
    t('fit.mismatch', {
      attribute: attributeText(t, attribute),
      wanted: localName(wantedLabel, i18n.language) || wanted,
      given: localName(givenLabel, i18n.language) || (given ?? '?'),
    }),
  );
}

type Translate = ReturnType<typeof useTranslation>['t'];

/** Names of attributes and positions that aren't in the catalogue are shown as the platform has them. */
export function attributeText(t: Translate, attribute: string): string {
  return t(`attribute.${attribute}` as 'attribute.year', { defaultValue: attribute });
}

export function positionText(t: Translate, position: string): string {
  return t(`position.${position}` as 'position.front', { defaultValue: position });
}
