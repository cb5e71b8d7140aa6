import fc from 'fast-check';
import { expect, it } from 'vitest';
import { draftOf, pricesOf, wholeOf, withLine } from './price-draft.ts';

const line = (price: string, currency = 'CNY', minQuantity = '1') => ({
  id: 7,
  minQuantity,
  price,
  currency,
});

it('reads back what it shows, whatever the currency', () => {
  fc.assert(
    fc.property(
      fc.uniqueArray(
        fc.record({
          minQuantity: fc.integer({ min: 1, max: 1_000_000_000 }),
          price: fc.record({
            amount: fc.integer({ min: 1, max: 999_999_999_999 }),
            currency: fc.constantFrom('CNY', 'JPY', 'KWD', 'IQD', 'HUF', 'USD'),
          }),
        }),
        { selector: ({ minQuantity }) => minQuantity, maxLength: 6 },
      ),
      (prices) => {
        expect(pricesOf(draftOf(prices))).toEqual({ prices });
      },
    ),
  );
});

it.each([
  ['12.50', 'CNY', 1_250],
  [' １２．５ ', 'cny', 1_250],
  ['12', 'JPY', 12],
  ['0.005', 'KWD', 5],
  ['12.500', 'CNY', 1_250],
])('takes %j %s as %i', (price, currency, amount) => {
  expect(pricesOf([line(price, currency)])).toEqual({
    prices: [{ minQuantity: 1, price: { amount, currency: currency.toUpperCase() } }],
  });
});

it.each(['', '0', '0.00', '12,50', '1,200.00', '-1', '1e3', '12.505', '¥12', '１2.5.0', '9'.repeat(13)])(
  'doesn’t guess what %j costs',
  (price) => {
    expect(pricesOf([line(price)])).toEqual({ faults: [{ id: 7, field: 'price' }] });
  },
);

it('names every field that can’t be meant', () => {
  expect(pricesOf([line('1', 'CNY', '5'), { ...line('x', 'RMB!', '5'), id: 8 }])).toEqual({
    faults: [
      { id: 8, field: 'minQuantity' },
      { id: 8, field: 'currency' },
    ],
  });
  for (const quantity of ['0', '-1', '1.5', '', '10000000000'])
    expect(pricesOf([line('1', 'CNY', quantity)])).toEqual({ faults: [{ id: 7, field: 'minQuantity' }] });
});

it('adds a price from a quantity that none is from', () => {
  expect(withLine([])).toEqual([{ id: 0, minQuantity: '1', price: '', currency: 'CNY' }]);
  expect(withLine([line('1', 'USD', '10')]).at(-1)).toEqual({
    ...{ id: 8, minQuantity: '11', price: '', currency: 'USD' },
  });
});

it('reads whole numbers as people type them', () => {
  expect(['１２', ' +3 ', '-4', '−4'].map(wholeOf)).toEqual([12, 3, -4, -4]);
  expect(['', '1.0', '1 2', 'x', '99999999999'].map(wholeOf)).toEqual([...Array(5)].map(() => undefined));
});
