import type { Answers } from '../../api/answers.ts';
import { currencyDigits, type Money } from '../../shown/money.ts';

type Change = Pick<Answers['priceChange'], 'at' | 'minQuantity' | 'price'>;

export interface PriceCurve {
  /** From how many on the price is. */
  minQuantity: number;
  /** In major units; null while there was no price. Each holds until the next one. */
  points: { at: number; value: number | null }[];
  least: Money;
  most: Money;
}

/**
 * How the price of the smallest quantity went, by the changes of a part with the newest first, until `now`. Undefined where there is
 * no course to be seen: fewer than two prices, or prices in several currencies.
 */
export function priceCurve(changes: readonly Change[], now: number): PriceCurve | undefined {
  const minQuantity = Math.min(...changes.map((each) => each.minQuantity));
  const course = changes.filter((each) => each.minQuantity === minQuantity).toReversed();
  const [currency, another] = new Set(course.flatMap(({ price }) => price?.currency ?? []));
  if (currency === undefined || another !== undefined) return undefined;
  const points = course.map(({ at, price }) => ({
    at: Date.parse(at),
    value: price === null ? null : majorUnits(price),
  }));
  const known = course.flatMap(({ price }) => price?.amount ?? []);
  if (known.length < 2) return undefined;
  const last = points.at(-1);
  // A clock that is slow draws no line backwards.
  if (last !== undefined && last.at < now) points.push({ at: now, value: last.value });
  const least = { amount: Math.min(...known), currency };
  return { minQuantity, points, least, most: { amount: Math.max(...known), currency } };
}

function majorUnits({ amount, currency }: Money): number {
  try {
    return amount / 10 ** currencyDigits(currency);
  } catch {
    return amount;
  }
}
