import type { Money } from '@qipei/kernel';

/** Price of a piece for those who take at least `minQuantity`. */
export interface PriceBreak {
  minQuantity: number;
  price: Money;
}

/**
 * The lowest price that `quantity` is enough for. Amounts of two currencies can't be compared: of several, that of the
 * break nearest to the quantity counts.
 */
export function unitPrice(breaks: readonly PriceBreak[], quantity: number): Money | undefined {
  const reached = breaks
    .filter((each) => each.minQuantity <= quantity)
    .sort((a, b) => b.minQuantity - a.minQuantity);
  const currency = reached[0]?.price.currency;
  let best: Money | undefined;
  for (const { price } of reached) {
    if (price.currency === currency && (best === undefined || price.amount < best.amount)) best = price;
  }
  return best;
}

/** What a single piece costs; the price that a search result shows. */
export function bestPrice(breaks: readonly PriceBreak[]): Money | undefined {
  return unitPrice(breaks, 1);
}
