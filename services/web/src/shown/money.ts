export interface Money {
  /** Minor units. */
  amount: number;
  /** ISO 4217. */
  currency: string;
}

/** Where browsers leave out, by custom, digits that ISO 4217 has: three of the Iraqi dinar, two of the others. */
const CUSTOMARY = 'IQD AFN ALL COP HUF IDR IRR KPW LAK LBP MGA MMK PKR SOS SYP YER'.split(' ');

/** Digits after the decimal point as ISO 4217 has them. @throws RangeError for what can't be a currency's code */
export function currencyDigits(currency: string): number {
  if (CUSTOMARY.includes(currency)) return currency === 'IQD' ? 3 : 2;
  return (
    new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions().maximumFractionDigits ?? 2
  );
}

/** In the reader's way; the digits of the currency as ISO 4217 has them. */
export function moneyText({ amount, currency }: Money, language: string): string {
  try {
    const digits = currencyDigits(currency);
    const format = new Intl.NumberFormat(language, {
      style: 'currency',
      currency,
      currencyDisplay: 'narrowSymbol',
      minimumFractionDigits: digits,
      maximumFractionDigits: digits,
    });
    return format.format(amount / 10 ** digits);
  } catch {
    return `${amount} ${currency}`;
  }
}
