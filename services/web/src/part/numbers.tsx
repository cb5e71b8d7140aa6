import { useTranslation } from 'react-i18next';
import type { Answers } from '../api/answers.ts';
import { CopyButton } from '../shown/copy-button.tsx';

const KINDS = ['oe', 'cross-reference', 'comparable', 'own'] as const;

/** OE numbers and those of other brands, as their makers group them; each to be copied so, or as letters and digits alone. */
export function Numbers({ numbers }: { numbers: Answers['partNumber'][] }) {
  const { t } = useTranslation();
  const groups = KINDS.map((kind) => ({
    kind,
    numbers: numbers.filter((each) => (each.kind ?? 'cross-reference') === kind),
  })).filter((group) => group.numbers.length > 0);
  if (groups.length === 0) return null;
  return (
    <section aria-labelledby="numbers-title">
      <h2 id="numbers-title">{t('part.numbers')}</h2>
      {groups.map((group) => (
        <div key={group.kind}>
          <h3>{t(`numbers.${group.kind}`)}</h3>
          <ul className="numbers">
            {group.numbers.map((number, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: one number may stand twice, of two makes or times
              <li key={`${number.make} ${number.key} ${index}`}>
                <span className="muted">{number.make}</span>
                <code className="number" title={number.raw}>
                  {number.display}
                </code>
                <CopyButton text={number.display} label={t('copy.raw')} />
                <CopyButton text={number.key} label={t('copy.clean')} />
              </li>
            ))}
          </ul>
        </div>
      ))}
    </section>
  );
}
