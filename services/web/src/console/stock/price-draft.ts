import { currencyDigits, type Money } from '../../shown/money.ts';

export interface PriceBreak {
  minQuantity: number;
  price: Money;
}

/** A price as it is typed. */
export interface DraftLine {
  id: number;
  minQuantity: string;
  price: string;
  currency: string;
}

export interface DraftFault {
  id: number;
  field: 'minQuantity' | 'price' | 'currency';
}

const MAX_QUANTITY = 1_000_000_000;

export function draftOf(prices: readonly { minQuantity: number; price: Money | null }[]): DraftLine[] {
  return prices.flatMap(({ minQuantity, price }, id) =>
    price === null
      ? []
      : [{ id, minQuantity: String(minQuantity), price: decimalOf(price), currency: price.currency }],
  );
}

/** One more, from a quantity that none is from yet, in the currency of the others. */
export function withLine(draft: readonly DraftLine[]): DraftLine[] {
  const quantities = draft.map(({ minQuantity }) => wholeOf(minQuantity) ?? 0);
  const next = quantities.length === 0 ? 1 : Math.max(...quantities) + 1;
  const id = Math.max(-1, ...draft.map((line) => line.id)) + 1;
  return [...draft, { id, minQuantity: String(next), price: '', currency: draft.at(-1)?.currency ?? 'CNY' }];
}

/** What is meant by what is typed, or all that can't be meant. */
export function pricesOf(draft: readonly DraftLine[]): { prices: PriceBreak[] } | { faults: DraftFault[] } {
  const faults: DraftFault[] = [];
  const seen = new Set<number>();
  const prices = draft.flatMap(({ id, minQuantity: quantity, price, currency: code }): PriceBreak[] => {
    const minQuantity = wholeOf(quantity);
    const currency = code.normalize('NFKC').trim().toUpperCase();
    const amount = amountOf(price, currency);
    if (minQuantity === undefined || minQuantity < 1 || minQuantity > MAX_QUANTITY || seen.has(minQuantity))
      faults.push({ id, field: 'minQuantity' });
    else seen.add(minQuantity);
    if (!/^[A-Z]{3}$/.test(currency)) faults.push({ id, field: 'currency' });
    else if (amount === undefined || amount === 0) faults.push({ id, field: 'price' });
    return minQuantity === undefined || !amount ? [] : [{ minQuantity, price: { amount, currency } }];
  });
  return faults.length > 0 ? { faults } : { prices };
}

/** A whole number as people type one: also full-width, with a sign, with blanks around it. */
export function wholeOf(text: string): number | undefined {
  const plain = text.normalize('NFKC').replaceAll('−', '-').trim();
  return /^[+-]?\d{1,10}$/.test(plain) ? Number(plain) : undefined;
}

/** Minor units; undefined for what is no amount of the currency's, such as one with more digits than that has. */
function amountOf(text: string, currency: string): number | undefined {
  const match = /^(\d{1,12})(?:\.(\d{1,6}))?$/.exec(text.normalize('NFKC').trim());
  if (match === null || !/^[A-Z]{3}$/.test(currency)) return undefined;
  const digits = currencyDigits(currency);
  const fraction = (match[2] ?? '').replace(/0+$/, '');
  return fraction.length > digits ? undefined : Number(`${match[1]}${fraction.padEnd(digits, '0')}`);
}

function decimalOf({ amount, currency }: Money): string {
  const digits = currencyDigits(currency);
  const text = String(amount).padStart(digits + 1, '0');
  return digits === 0 ? text : `${text.slice(0, -digits)}.${text.slice(-digits)}`;
}
