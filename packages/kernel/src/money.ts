import { InvalidInput } from './errors.ts';

/** An amount in minor units (cents, fen) of an ISO 4217 currency. */
export interface Money {
  amount: number;
  currency: string;
}

/** Active codes of ISO 4217 list one by their digits after the decimal point; without metals, funds and testing codes. */
const CURRENCIES: readonly (readonly [digits: number, codes: string])[] = [
  [0, 'BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX VND VUV XAF XOF XPF'],
  [3, 'BHD IQD JOD KWD LYD OMR TND'],
  [
    2,
    'AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BMD BND BOB BRL BSD BTN BWP BYN BZD CAD CDF CHF CNY COP CRC CUP CVE ' +
      'CZK DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GTQ GYD HKD HNL HTG HUF IDR ILS INR IRR JMD KES KGS KHR ' +
      'KPW KYD KZT LAK LBP LKR LRD LSL MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MYR MZN NAD NGN NIO NOK NPR NZD PAB ' +
      'PEN PGK PHP PKR PLN QAR RON RSD RUB SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT TOP TRY ' +
      'TTD TWD TZS UAH USD UYU UZS VED VES WST XCD XCG YER ZAR ZMW ZWG',
  ],
];
const MINOR_DIGITS = new Map(
  CURRENCIES.flatMap(([digits, codes]) => codes.split(' ').map((code) => [code, digits] as const)),
);

/** Digits after the decimal point, by ISO 4217; undefined for what is no currency there. */
export function minorDigits(currency: string): number | undefined {
  return MINOR_DIGITS.get(currency);
}

/**
 * Reads a decimal such as `12.50` into minor units without passing through a floating-point number.
 * @throws InvalidInput for anything but a plain, non-negative decimal that the currency can hold.
 */
export function parseMoney(text: string, currency: string, field = 'price'): Money {
  const digits = minorDigits(currency);
  if (digits === undefined) {
    throw new InvalidInput(
      'currency',
      'currency-invalid',
      currency === 'RMB'
        ? 'The code of the renminbi in ISO 4217 is CNY.'
        : `'${currency.slice(0, 20)}' is not an ISO 4217 currency code.`,
    );
  }
  const match = /^(\d{1,12})(?:\.(\d{1,6}))?$/.exec(text.trim());
  if (match === null) {
    throw new InvalidInput(field, 'price-invalid', `'${text.slice(0, 40)}' is not a price such as 12.50.`);
  }
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
