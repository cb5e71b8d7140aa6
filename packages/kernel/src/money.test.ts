import { describe, expect, it } from 'vitest';
import { InvalidInput } from './errors.ts';
import { minorDigits, parseMoney } from './money.ts';

function codeOf(text: string, currency: string): string {
  try {
    parseMoney(text, currency);
    return 'read';
  } catch (error) {
    return error instanceof InvalidInput ? error.code : String(error);
  }
}

describe('a price', () => {
  it.each([
    ['12.50', 'CNY', 1_250],
    ['12.5', 'CNY', 1_250],
    ['12.5000', 'CNY', 1_250],
    ['1234', 'JPY', 1_234],
    ['1234.00', 'CLP', 1_234],
    ['1.234', 'TND', 1_234],
    ['999999999999.99', 'EUR', 99_999_999_999_999],
  ])('%s %s is %i in minor units', (text, currency, amount) => {
    expect(parseMoney(text, currency)).toEqual({ amount, currency });
  });

  it.each([
    ['1.005', 'CNY', 'price-precision'],
    ['1.5', 'XAF', 'price-precision'],
    ['1.2345', 'KWD', 'price-precision'],
    ['-1', 'CNY', 'price-invalid'],
    ['1e3', 'CNY', 'price-invalid'],
    ['12,50', 'CNY', 'price-invalid'],
    ['9999999999999', 'CNY', 'price-invalid'],
    ['1', 'RMB', 'currency-invalid'],
    ['1', 'ZZZ', 'currency-invalid'],
    ['1', 'cny', 'currency-invalid'],
    ['1', '__proto__', 'currency-invalid'],
  ])('%s %s is refused as %s', (text, currency, code) => {
    expect(codeOf(text, currency)).toBe(code);
  });

  it('knows each currency once', () => {
    expect([minorDigits('CNY'), minorDigits('ISK'), minorDigits('OMR'), minorDigits('XXX')]).toEqual([
      2,
      0,
      3,
      undefined,
    ]);
  });
});
