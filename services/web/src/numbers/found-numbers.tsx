import { Link } from '@tanstack/react-router';
import { memo, useCallback, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Answers } from '../api/answers.ts';
import { addToCart } from '../saved/cart.ts';
import { useMay } from '../session/session.ts';
import { FoundNumber } from './found-number.tsx';
import { type ChangedChoices, cartLinesOf, type ListChoice, partsOfLine } from './list-choices.ts';
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
}: {
  given: readonly ListedNumber[];
  lines: readonly Answers['numberLine'][];
}) {
  const { t } = useTranslation();
  const may = useMay();
  const mayOrder = may('orders:write');
  const [changed, setChanged] = useState<ChangedChoices>({});
  const [onlyMissing, setOnlyMissing] = useState(false);
  const onChange = useCallback(
    (place: number, change: Partial<ListChoice>) =>
      setChanged((before) => ({ ...before, [place]: { ...before[place], ...change } })),
    [],
  );
  const found = lines.filter((line) => partsOfLine(line).length > 0).length;
  const showsStock = may('inventory:read') && lines.length <= MOST_WITH_STOCK;
  return (
    <section aria-labelledby="found-title">
      <h2 id="found-title">{t('numbersPage.found')}</h2>
      <p role="status">{t('numbersPage.counted', { found, total: lines.length })}</p>
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
      {mayOrder && found > 0 && <ListToCart given={given} lines={lines} changed={changed} />}
      <ol className="found-numbers">
        {lines.map((line, place) => {
          const listed = given[place];
          if (listed === undefined || (onlyMissing && partsOfLine(line).length > 0)) return null;
          return (
            <FoundNumber
              // biome-ignore lint/suspicious/noArrayIndexKey: a list may name a number twice
              key={place}
              changed={changed[place]}
              {...{ place, listed, line, mayOrder, showsStock, onChange }}
            />
          );
        })}
      </ol>
      {mayOrder && found > 3 && <ListToCart given={given} lines={lines} changed={changed} />}
    </section>
  );
});

/** All that is taken of the list, in one go. */
function ListToCart({
  given,
  lines,
  changed,
}: {
  given: readonly ListedNumber[];
  lines: readonly Answers['numberLine'][];
  changed: ChangedChoices;
}) {
  const { t } = useTranslation();
  const [added, setAdded] = useState(0);
  const chosen = cartLinesOf(lines, given, changed);
  return (
    <p className="order-actions">
      <button
        type="button"
        className="button button-primary"
        disabled={chosen.length === 0}
        onClick={() => {
          addToCart(chosen);
          setAdded(chosen.length);
        }}
      >
        {t('numbersPage.toCart', { n: chosen.length })}
      </button>
      <span role="status">
        {added > 0 && (
          <>
            {t('numbersPage.inCart', { n: added })} <Link to="/cart">{t('numbersPage.goToCart')}</Link>
          </>
        )}
      </span>
    </p>
  );
}
