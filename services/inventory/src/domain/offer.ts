import { createHash } from 'node:crypto';
import { InvalidInput, type Money, minorDigits } from '@qipei/kernel';
import { MAX_QUANTITY } from './stock.ts';

/** What an import takes: twelve digits before the point, three behind it. */
const MAX_AMOUNT = 999_999_999_999_999;

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

export const MAX_PRICES = 50;

/** Another text where the prices are others; who knows it has seen them as they are. */
export function pricesVersion(breaks: readonly PriceBreak[]): string {
  const facts = [...breaks]
    .sort((a, b) => a.minQuantity - b.minQuantity)
    .map(({ minQuantity, price }) => [minQuantity, price.amount, price.currency]);
  return createHash('sha256').update(JSON.stringify(facts)).digest('base64url').slice(0, 22);
}

/** By minimum quantity. @throws InvalidInput that names the price by its place */
export function requirePrices(prices: readonly PriceBreak[]): PriceBreak[] {
  if (prices.length > MAX_PRICES)
    throw new InvalidInput('prices', 'too-many', `A part has at most ${MAX_PRICES} prices.`);
  const seen = new Set<number>();
  for (const [i, { minQuantity, price }] of prices.entries()) {
    const field = `prices[${i}]`;
    if (!Number.isInteger(minQuantity) || minQuantity < 1 || minQuantity > MAX_QUANTITY)
      throw new InvalidInput(
        `${field}.minQuantity`,
        'quantity-invalid',
        `A quantity is a whole number from 1 to ${MAX_QUANTITY}.`,
      );
    if (seen.has(minQuantity))
      throw new InvalidInput(`${field}.minQuantity`, 'given-twice', 'There is one price from a quantity on.');
    seen.add(minQuantity);
    if (minorDigits(price.currency) === undefined)
      throw new InvalidInput(
        `${field}.price.currency`,
        'currency-invalid',
        `'${price.currency.slice(0, 20)}' is not an ISO 4217 currency code.`,
      );
    if (!Number.isSafeInteger(price.amount) || price.amount < 1 || price.amount > MAX_AMOUNT)
      throw new InvalidInput(
        `${field}.price.amount`,
        'price-invalid',
        `A price is a whole number of minor units from 1 to ${MAX_AMOUNT}.`,
      );
  }
  return [...prices].sort((a, b) => a.minQuantity - b.minQuantity);
}
