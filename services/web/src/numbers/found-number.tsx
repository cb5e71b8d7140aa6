import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { memo } from 'react';
import { useTranslation } from 'react-i18next';
import type { Answers } from '../api/answers.ts';
import { Quantity } from '../cart/quantity.tsx';
import { priceAt } from '../cart/totals.ts';
import { availabilityQuery } from '../part/availability-query.ts';
import { Stock } from '../results/hit-parts.tsx';
import { Price } from '../shown/costs.tsx';
import { localName } from '../shown/local-name.ts';
import { choiceOf, type ListChoice, partsOfLine, type Verdicts } from './list-choices.ts';
import type { ListedNumber } from './numbers-of-text.ts';

/** One line of the list: what was given, the parts that have it, and for who may order, which of them and how many. */
export const FoundNumber = memo(function FoundNumber({
  place,
  listed,
  line,
  changed,
  verdicts,
  mayOrder,
  showsStock,
  onChange,
}: {
  place: number;
  listed: ListedNumber;
  line: Answers['numberLine'];
  changed: Partial<ListChoice> | undefined;
  verdicts: Verdicts;
  mayOrder: boolean;
  showsStock: boolean;
  onChange: (place: number, change: Partial<ListChoice>) => void;
}) {
  const { t, i18n } = useTranslation();
  const parts = partsOfLine(line);
  const proposals = line.numbers.flatMap((number) => number.proposals);
  const choice = choiceOf(line, listed, changed, verdicts);
  const { number } = listed;
  return (
    <li className={choice?.isTaken === false ? 'found-number found-left' : 'found-number'}>
      <div className="found-given">
        <span className="number">{number}</span>
        {mayOrder && choice !== undefined && (
          <span className="found-order">
            <label className="check">
              <input
                type="checkbox"
                checked={choice.isTaken}
                aria-label={t('numbersPage.take', { number })}
                onChange={(event) => onChange(place, { isTaken: event.target.checked })}
              />
            </label>
            {/* What isn't taken has no quantity that anybody told. */}
            {listed.unread === true && !choice.isTaken ? (
              <span className="muted">{t('numbersPage.unread')}</span>
            ) : (
              <Quantity
                value={choice.quantity}
                label={t('numbersPage.quantityOf', { number })}
                disabled={!choice.isTaken}
                onChange={(quantity) => onChange(place, { quantity })}
              />
            )}
          </span>
        )}
      </div>
      <div className="found-parts">
        {line.error !== null && (
          <span className="muted" lang="en">
            {line.error.message}
          </span>
        )}
        {line.error === null && parts.length === 0 && <span className="muted">{t('results.none')}</span>}
        {parts.map((part) => (
          <div key={part.partId} className="found-part">
            {mayOrder && parts.length > 1 && (
              <input
                type="radio"
                name={`found-${place}`}
                checked={choice?.partId === part.partId}
                aria-label={t('numbersPage.which', { number, part: `${part.brand} ${part.partNumber}` })}
                onChange={() => onChange(place, { partId: part.partId, isTaken: true })}
              />
            )}
            <Link to="/parts/$partId" params={{ partId: part.partId }} className="hit-name">
              <span className="hit-number">
                <span className="hit-brand">{part.brand}</span>{' '}
                <span className="number">{part.partNumber}</span>
              </span>
              <span className="hit-title">{localName(part.name, i18n.language)}</span>
            </Link>
            <Fit verdict={verdicts.get(part.partId)} />
            {showsStock && (
              <PartOffer partId={part.partId} quantity={choice?.quantity ?? listed.quantity ?? 1} />
            )}
          </div>
        ))}
        {line.numbers.some(({ truncated }) => truncated) && (
          <Link to="/search" search={{ q: number }}>
            {t('numbersPage.more')}
          </Link>
        )}
        {parts.length === 0 &&
          proposals.slice(0, 3).map((proposal) => (
            <Link key={proposal.key} to="/search" search={{ q: proposal.display }} className="button">
              {t('numbersPage.meant', { number: proposal.display })}
            </Link>
          ))}
      </div>
    </li>
  );
});

function Fit({ verdict }: { verdict: ReturnType<Verdicts['get']> }) {
  const { t } = useTranslation();
  if (verdict === undefined) return null;
  return (
    <span className={`fit fit-${verdict}`}>
      <strong>{t(`fit.${verdict}`)}</strong>
    </span>
  );
}

/** Price and stock at a glance; where they can't be had, nothing. */
function PartOffer({ partId, quantity }: { partId: string; quantity: number }) {
  const { data } = useQuery(availabilityQuery(partId));
  return (
    <span className="found-offer">
      {data !== undefined && (
        <>
          <Price price={priceAt(data, quantity) ?? null} /> <Stock available={data.totalAvailable} />
        </>
      )}
    </span>
  );
}
