import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { Answers } from '../api/answers.ts';
import { localName } from '../shown/local-name.ts';

type Relation = Answers['edge']['relation'];
const REPLACED: readonly Relation[] = ['superseded-by'];
const REPLACES: readonly Relation[] = ['supersedes'];
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
  const of = (relations: readonly Relation[]) => edges.filter(({ relation }) => relations.includes(relation));
  const before = of(REPLACES).toSorted((a, b) => b.distance - a.distance);
  const after = of(REPLACED).toSorted((a, b) => a.distance - b.distance);
  const groups = OTHERS.map((relation) => ({ relation, found: of([relation]) })).filter(
    ({ found }) => found.length > 0,
  );
  if (edges.length === 0) return null;
  return (
    <section aria-labelledby="exchange-title">
      <h2 id="exchange-title">{t('part.exchange')}</h2>
      {(before.length > 0 || after.length > 0) && (
        <ol className="chain" aria-label={t('exchange.chain')}>
          {before.map((edge, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: an edge has no id of its own
            <ChainStep key={`before ${index}`} edge={edge} />
          ))}
          <li className="chain-step chain-here" aria-current="true">
            <strong className="number">{part.partNumber}</strong>
            <span className="muted">{part.brand}</span>
          </li>
          {after.map((edge, index) => (
            <ChainStep
              // biome-ignore lint/suspicious/noArrayIndexKey: an edge has no id of its own
              key={`after ${index}`}
              edge={edge}
              buy={edge.part !== null && interchange.currentPartIds.includes(edge.part.partId)}
            />
          ))}
        </ol>
      )}
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

function ChainStep({ edge, buy = false }: { edge: Answers['edge']; buy?: boolean }) {
  const { t } = useTranslation();
  return (
    <li className="chain-step">
      <EdgePart edge={edge} />
      {edge.effectiveDate !== null && (
        <span className="muted">{t('exchange.from', { date: edge.effectiveDate })}</span>
      )}
      {edge.quantity > 1 && (
        <span className="muted">{t('exchange.quantity', { quantity: edge.quantity })}</span>
      )}
      {buy && <span className="badge-text">{t('exchange.buy')}</span>}
    </li>
  );
}

function EdgePart({ edge }: { edge: Answers['edge'] }) {
  const { t, i18n } = useTranslation();
  const { part, via } = edge;
  return (
    <>
      {part === null ? (
        <span>
          <span className="muted">{via?.make}</span> <code className="number">{via?.display}</code>{' '}
          <span className="muted">{t('exchange.notHere')}</span>
        </span>
      ) : (
        <Link to="/parts/$partId" params={{ partId: part.partId }} className="hit-name">
          <span className="hit-number">
            <span className="hit-brand">{part.brand}</span> <span className="number">{part.partNumber}</span>
          </span>
          <span className="hit-title">{localName(part.name, i18n.language)}</span>
        </Link>
      )}
      {part !== null && via !== null && (
        <span className="muted">
          {t('exchange.via', { number: [via.make, via.display].filter(Boolean).join(' ') })}
        </span>
      )}
    </>
  );
}
