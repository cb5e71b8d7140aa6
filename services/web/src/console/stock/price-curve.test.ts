import { expect, it } from 'vitest';
import { priceCurve } from './price-curve.ts';

const change = (hour: number, amount: number | null, minQuantity = 1, currency = 'CNY') => ({
  ...{ at: `2026-03-01T0${hour}:00:00.000Z`, minQuantity },
  price: amount === null ? null : { amount, currency },
});
const at = (hour: number) => Date.parse(change(hour, 0).at);

it('is the course of the smallest quantity, each price until the next one', () => {
  const changes = [change(5, 1_900), change(4, 800, 10), change(3, null), change(1, 2_250)];
  expect(priceCurve(changes, at(8))).toEqual({
    minQuantity: 1,
    least: { amount: 1_900, currency: 'CNY' },
    most: { amount: 2_250, currency: 'CNY' },
    points: [
      { at: at(1), value: 22.5 },
      { at: at(3), value: null },
      { at: at(5), value: 19 },
      { at: at(8), value: 19 },
    ],
  });
});

it('draws nothing back in time, in whatever unit the currency has', () => {
  const curve = priceCurve([change(5, 190, 2, 'JPY'), change(1, 200, 2, 'JPY')], at(2));
  expect(curve?.points.map(({ value }) => value)).toEqual([200, 190]);
});

it('is none where there is no course, or no one currency', () => {
  expect(priceCurve([], 0)).toBeUndefined();
  expect(priceCurve([change(1, 100)], at(5))).toBeUndefined();
  expect(priceCurve([change(2, null), change(1, 100)], at(5))).toBeUndefined();
  expect(priceCurve([change(2, 100, 1, 'EUR'), change(1, 100)], at(5))).toBeUndefined();
  expect(priceCurve([change(2, 100, 1, '¤'), change(1, 200, 1, '¤')], at(5))?.most.amount).toBe(200);
});
