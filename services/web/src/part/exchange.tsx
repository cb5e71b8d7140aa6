import { useTranslation } from 'react-i18next';
import type { Answers } from '../api/answers.ts';
import { Chain } from './chain.tsx';
import { EdgePart } from './edge-part.tsx';

type Relation = Answers['edge']['relation'];
const OTHERS = [
  'same-oe',
  'cross-reference',
  'comparable',
  'accessory',
  'accessory-of',
  'component',
  'part-of',
] as const satisfies readonly Relation[];
const MAX_SHOWN = 30;

/** What came before and after the part, and what does the same job: typed, directed, with who says so. */
export function Exchange({
  part,
  interchange,
}: {
  part: Answers['part'];
  interchange: Answers['interchange'];
}) {
  const { t } = useTranslation();
  const { edges } = interchange;
  const groups = OTHERS.map((relation) => ({
    relation,
    found: edges.filter((edge) => edge.relation === relation),
  })).filter(({ found }) => found.length > 0);
  if (edges.length === 0) return null;
  return (
    <section aria-labelledby="exchange-title">
      <h2 id="exchange-title">{t('part.exchange')}</h2>
      <Chain part={part} interchange={interchange} />
      {groups.map(({ relation, found }) => (
        <div key={relation}>
          <h3>{t(`exchange.${relation}`)}</h3>
          <ul className="exchange-list">
            {found.slice(0, MAX_SHOWN).map((edge, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: an edge has no id of its own
              <li key={index} className="exchange-item">
                <EdgePart edge={edge} />
              </li>
            ))}
          </ul>
          {found.length > MAX_SHOWN && (
            <p className="muted">{t('exchange.more', { more: found.length - MAX_SHOWN })}</p>
          )}
        </div>
      ))}
    </section>
  );
}
