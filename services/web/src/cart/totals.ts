import type { Answers } from '../api/answers.ts';
import type { CartLine } from '../saved/cart.ts';
import type { Money } from '../shown/money.ts';

/** The price of a piece where so many are bought: the last step that is reached. Undefined until it is known. */
export function priceAt(
  availability: Answers['availability'] | undefined,
  quantity: number,
): Money | null | undefined {
  if (availability === undefined) return undefined;
  const reached = availability.prices
    .filter(({ minQuantity }) => minQuantity <= quantity)
    .toSorted((a, b) => b.minQuantity - a.minQuantity);
  return reached[0]?.price ?? availability.bestPrice;
}

/** One sum for each currency, of the lines whose price is known. */
export function totals(
  lines: readonly CartLine[],
  availability: ReadonlyMap<string, Answers['availability'] | undefined>,
): Money[] {
  const sums = new Map<string, number>();
  for (const { partId, quantity } of lines) {
    const price = priceAt(availability.get(partId), quantity);
    if (price) sums.set(price.currency, (sums.get(price.currency) ?? 0) + price.amount * quantity);
  }
  return [...sums].map(([currency, amount]) => ({ currency, amount }));
}
