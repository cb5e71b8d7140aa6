import { dataOf } from '@qipei/api-client';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api } from '../api/api.ts';
import { attributeText, FitmentText, whyNotTexts } from '../results/fit-line.tsx';
import { localName } from '../shown/local-name.ts';
import { Loading, ProblemNote } from '../shown/states.tsx';

/** Whether the part fits the vehicle that one came with, with the proof or what would decide it. */
export function FitCheck({
  partId,
  vehicleId,
  vin,
}: {
  partId: string;
  vehicleId: string | undefined;
  vin: string | undefined;
}) {
  const { t, i18n } = useTranslation();
  const pair = {
    partId,
    ...(vehicleId === undefined ? {} : { vehicleId }),
    ...(vin === undefined ? {} : { vin }),
  };
  const checked = useQuery({
    queryKey: ['fit', pair],
    queryFn: ({ signal }) => dataOf(api.POST('/v1/fitments/check', { body: { pairs: [pair] }, signal })),
  });
  const answer = checked.data?.answers[0];
  const zh = i18n.language.startsWith('zh');
  return (
    <section className="card fit-check" aria-labelledby="fit-title">
      <h2 id="fit-title">{t('fit.title')}</h2>
      {checked.isPending && <Loading lines={3} />}
      {checked.isError && <ProblemNote error={checked.error} retry={() => checked.refetch()} />}
      {answer?.error && (
        <p className="note" lang="en">
          {answer.error.message}
        </p>
      )}
      {answer !== undefined && answer.verdict !== null && (
        <div className={`fit fit-${answer.verdict}`}>
          <strong>{t(`fit.${answer.verdict}`)}</strong>
          <ul className="plain-list">
            {answer.proof.map((id) => {
              const fitment = checked.data?.fitments[id];
              if (fitment === undefined) return null;
              return (
                <li key={id}>
                  <FitmentText fitment={fitment} />
                  <span className="proof muted">
                    {t('fit.source', {
                      source:
                        [fitment.feed, fitment.release, fitment.record].filter(Boolean).join(' · ') ||
                        fitment.source ||
                        '?',
                      confidence: Math.round(fitment.confidence * 100),
                    })}
                  </span>
                </li>
              );
            })}
          </ul>
          {answer.whyNot !== null && (
            <ul className="plain-list">
              {whyNotTexts({ t, i18n }, answer.whyNot).map((text) => (
                <li key={text}>{text}</li>
              ))}
            </ul>
          )}
          {answer.deciding.map((deciding) => {
            const asked = checked.data?.questions[deciding.attribute];
            return (
              <p key={`${deciding.attribute} ${deciding.qualifier}`}>
                {(zh ? asked?.zh : asked?.en) ?? attributeText(t, deciding.attribute)} {deciding.qualifier}{' '}
                <span className="muted">
                  {deciding.options
                    .map((option, at) => localName(deciding.labels[at], i18n.language) || option)
                    .join(' / ')}
                </span>
              </p>
            );
          })}
        </div>
      )}
    </section>
  );
}
