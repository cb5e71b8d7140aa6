import { InvalidInput } from './errors.ts';

/** An amount in minor units (cents, fen) of an ISO 4217 currency. */
export interface Money {
  amount: number;
  currency: string;
}

const MINOR_DIGITS: Record<string, number> = { JPY: 0, KRW: 0, VND: 0, KWD: 3, BHD: 3 };

/** Digits after the decimal point, by ISO 4217. */
export function minorDigits(currency: string): number {
  return MINOR_DIGITS[currency] ?? 2;
}

/**
 * Reads a decimal such as `12.50` into minor units without passing through a floating-point number.
 * @throws InvalidInput for anything but a plain, non-negative decimal that the currency can hold.
 */
export function parseMoney(text: string, currency: string, field = 'price'): Money {
  if (!/^[A-Z]{3}$/.test(currency)) {
    throw new InvalidInput(
      'currency',
      'currency-invalid',
      `'${currency.slice(0, 20)}' is not an ISO 4217 currency code.`,
    );
  }
  const match = /^(\d{1,12})(?:\.(\d{1,6}))?$/.exec(text.trim());
  if (match === null) {
    throw new InvalidInput(field, 'price-invalid', `'${text.slice(0, 40)}' is not a price such as 12.50.`);
  }
  const digits = minorDigits(currency);
  const fraction = (match[2] ?? '').replace(/0+$/, '');
  if (fraction.length > digits) {
    throw new InvalidInput(
      field,
      'price-precision',
      `${currency} has ${digits} decimal places; '${text.slice(0, 40)}' has more.`,
    );
  }
  return { amount: Number((match[1] ?? '0') + fraction.padEnd(digits, '0')), currency };
}

/** `price` times a whole number. @throws InvalidInput beyond 2^53 minor units. */
export function multiplyMoney(price: Money, quantity: number): Money {
  const amount = price.amount * quantity;
  if (!Number.isSafeInteger(amount)) {
    throw new InvalidInput('quantity', 'amount-too-large', 'The amount is too large to be held exactly.');
  }
  return { amount, currency: price.currency };
}

/** One total for each currency, in the order in which the currencies first appear. */
export function sumByCurrency(amounts: Iterable<Money>): Money[] {
  const totals = new Map<string, number>();
  for (const { amount, currency } of amounts) totals.set(currency, (totals.get(currency) ?? 0) + amount);
  return [...totals].map(([currency, amount]) => ({ amount, currency }));
}
