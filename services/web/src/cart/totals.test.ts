import { ApiProblem } from '@qipei/api-client';
import { expect, it } from 'vitest';
import { shortagesOf } from './shortages.ts';
import { priceAt, totals } from './totals.ts';

const cny = (amount: number) => ({ amount, currency: 'CNY' });
const availability = (prices: { minQuantity: number; price: ReturnType<typeof cny> | null }[]) => ({
  ...{ partId: 'p', stock: [], totalAvailable: 0, prices, pricesVersion: '' },
  bestPrice: prices[0]?.price ?? null,
});
const line = (partId: string, quantity: number) => ({
  ...{ partId, quantity, brand: 'B', partNumber: 'N', name: { zh: null, en: null }, warehouseId: null },
});

it('a piece costs what the last step says that is reached', () => {
  const steps = availability([
    { minQuantity: 1, price: cny(1_000) },
    { minQuantity: 50, price: cny(700) },
    { minQuantity: 10, price: cny(900) },
  ]);
  expect([1, 9, 10, 49, 50, 1_000].map((quantity) => priceAt(steps, quantity)?.amount)).toEqual([
    1_000, 1_000, 900, 900, 700, 700,
  ]);
  expect(priceAt(undefined, 1)).toBeUndefined();
  expect(priceAt(availability([]), 1)).toBeNull();
});

it('sums are of one currency each, in minor units, of what has a price', () => {
  const found = new Map([
    ['a', availability([{ minQuantity: 1, price: cny(999) }])],
    ['b', availability([{ minQuantity: 1, price: { amount: 5, currency: 'EUR' } }])],
    ['c', availability([])],
  ]);
  expect(totals([line('a', 3), line('b', 2), line('a', 1), line('c', 9), line('d', 9)], found)).toEqual([
    cny(3_996),
    { amount: 10, currency: 'EUR' },
  ]);
});

it('lines that lack stock are read from the problem, whatever stands there', () => {
  const problem = (shortages: unknown) => new ApiProblem({ status: 409, members: { shortages } });
  const short = { line: 2, requested: 5, available: 1 };
  expect(shortagesOf(problem([short, null, { line: 'x' }, 7]))).toEqual([short]);
  for (const none of [problem('no'), problem(undefined), new Error('x'), undefined])
    expect(shortagesOf(none)).toEqual([]);
});
