import { expect, it } from 'vitest';
import { bestPrice, type PriceBreak, unitPrice } from './offer.ts';

const at = (minQuantity: number, amount: number, currency = 'CNY'): PriceBreak => ({
  minQuantity,
  price: { amount, currency },
});

it('gives the lowest price that the quantity reaches', () => {
  const breaks = [at(1, 1000), at(10, 800), at(100, 900)];
  expect(unitPrice(breaks, 1)?.amount).toBe(1000);
  expect(unitPrice(breaks, 9)?.amount).toBe(1000);
  expect(unitPrice(breaks, 10)?.amount).toBe(800);
  expect(unitPrice(breaks, 500)?.amount).toBe(800);
});

it('has no price below the smallest quantity', () => {
  expect(bestPrice([at(10, 800)])).toBeUndefined();
  expect(unitPrice([], 1)).toBeUndefined();
});

it('never compares two currencies', () => {
  const breaks = [at(1, 1000), at(100, 5000, 'USD')];
  expect(unitPrice(breaks, 99)).toEqual({ amount: 1000, currency: 'CNY' });
  expect(unitPrice(breaks, 100)).toEqual({ amount: 5000, currency: 'USD' });
});
