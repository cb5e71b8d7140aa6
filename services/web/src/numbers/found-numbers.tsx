import { Link } from '@tanstack/react-router';
import { memo, useCallback, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Answers } from '../api/answers.ts';
import { addToCart, type CartLine } from '../saved/cart.ts';
import { useMay } from '../session/session.ts';
import { ProblemNote } from '../shown/states.tsx';
import { FoundNumber } from './found-number.tsx';
import {
  type ChangedChoices,
  cartLinesOf,
  type ListChoice,
  partsOfLine,
  stillToAdd,
} from './list-choices.ts';
import { useListFits } from './list-fits.ts';
import { NumbersFile } from './numbers-file.tsx';
import type { ListedNumber } from './numbers-of-text.ts';

/** Of longer lists price and stock are seen in the cart: each part is a question of its own. */
const MOST_WITH_STOCK = 100;

/**
 * A line for each number of the list. There may be a thousand: those out of sight are there to be found and printed, but aren't laid
 * out until they come into it, and typing above makes none of them anew.
 */
export const FoundNumbers = memo(function FoundNumbers({
  given,
  lines,
  vin,
}: {
  given: readonly ListedNumber[];
  lines: readonly Answers['numberLine'][];
  /** Of the car that they are wanted for. */
  vin: string | undefined;
}) {
  const { t } = useTranslation();
  const may = useMay();
  const mayOrder = may('orders:write');
  const [changed, setChanged] = useState<ChangedChoices>({});
  const [added, setAdded] = useState<readonly CartLine[]>([]);
  const [onlyMissing, setOnlyMissing] = useState(false);
  const { verdicts, error, retry, isPending, unasked } = useListFits(lines, vin);
  const onChange = useCallback(
    (place: number, change: Partial<ListChoice>) =>
      setChanged((before) => ({ ...before, [place]: { ...before[place], ...change } })),
    [],
  );
  const found = lines.filter((line) => partsOfLine(line).length > 0).length;
  // What is taken depends on what fits: nothing is, until that is told.
  const toAdd = mayOrder && !isPending ? stillToAdd(cartLinesOf(lines, given, changed, verdicts), added) : [];
  const add = () => {
    addToCart(toAdd);
    setAdded([...added, ...toAdd]);
  };
  const showsStock = may('inventory:read') && lines.length <= MOST_WITH_STOCK;
  return (
    <section aria-labelledby="found-title">
      <h2 id="found-title">{t('numbersPage.found')}</h2>
      <p role="status">
        {t('numbersPage.counted', { found, total: lines.length })}
        {isPending && ` ${t('numbersPage.fitAsked')}`}
      </p>
      {unasked > 0 && <p className="note">{t('numbersPage.fitUnasked', { n: unasked })}</p>}
      {error !== null && <ProblemNote error={error} retry={() => void retry()} />}
      {found > 0 && found < lines.length && (
        <label className="check">
          <input
            type="checkbox"
            checked={onlyMissing}
            onChange={(event) => setOnlyMissing(event.target.checked)}
          />
          {t('numbersPage.onlyMissing')}
        </label>
      )}
      <NumbersFile given={given.map(({ number }) => number)} />
      {mayOrder && found > 0 && <ListToCart {...{ toAdd, added, add, isPending }} />}
      <ol className="found-numbers">
        {lines.map((line, place) => {
          const listed = given[place];
          if (listed === undefined || (onlyMissing && partsOfLine(line).length > 0)) return null;
          return (
            <FoundNumber
              // biome-ignore lint/suspicious/noArrayIndexKey: a list may name a number twice
              key={place}
              changed={changed[place]}
              {...{ place, listed, line, verdicts, mayOrder, showsStock, onChange }}
            />
          );
        })}
      </ol>
      {mayOrder && found > 3 && <ListToCart {...{ toAdd, added, add, isPending }} />}
    </section>
  );
});

/** All that is taken of the list, in one go, and once: what was added is added again by nothing but another choice. */
function ListToCart({
  toAdd,
  added,
  add,
  isPending,
}: {
  toAdd: readonly CartLine[];
  added: readonly CartLine[];
  add: () => void;
  isPending: boolean;
}) {
  const { t } = useTranslation();
  const isThere = toAdd.length === 0 && added.length > 0 && !isPending;
  return (
    <p className="order-actions">
      {/* Not disabled once all is there: the focus would be lost. */}
      <button
        type="button"
        className={isThere ? 'button' : 'button button-primary'}
        disabled={toAdd.length === 0 && !isThere && !isPending}
        aria-disabled={isThere || isPending}
        onClick={() => {
          if (toAdd.length > 0) add();
        }}
      >
        {isThere ? t('numbersPage.allInCart') : t('numbersPage.toCart', { n: toAdd.length })}
      </button>
      <span role="status">
        {added.length > 0 && (
          <>
            {t('numbersPage.inCart', { n: added.length })} <Link to="/cart">{t('numbersPage.goToCart')}</Link>
          </>
        )}
      </span>
    </p>
  );
}
