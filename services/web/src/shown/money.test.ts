import { expect, it } from 'vitest';
import { currencyDigits, moneyText } from './money.ts';

it.each([
  // https://www.six-group.com/en/products-services/financial-information/data-standards.html (ISO 4217, list one)
  ['CNY', 2],
  ['JPY', 0],
  ['KWD', 3],
  ['IQD', 3],
  ['HUF', 2],
  ['IDR', 2],
  ['PKR', 2],
  ['COP', 2],
])('%s has %i digits, whatever is customary', (currency, digits) => {
  expect(currencyDigits(currency)).toBe(digits);
});

it('shows the amount that is meant', () => {
  expect(moneyText({ amount: 1_250, currency: 'CNY' }, 'zh-CN')).toBe('¥12.50');
  expect(moneyText({ amount: 150_000, currency: 'IDR' }, 'en')).toContain('1,500.00');
  expect(moneyText({ amount: 5, currency: '??' }, 'en')).toBe('5 ??');
});
