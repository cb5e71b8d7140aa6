import { expect, it } from 'vitest';
import { rateFor } from './slowdown.ts';

it('the phone is the same on a slower machine, and one that is as slow as it isn’t slowed down', () => {
  expect(rateFor([190, 190, 190, 190, 190])).toBe(4);
  expect(rateFor([95, 95, 95, 95, 95])).toBe(2);
  expect(rateFor([20, 20, 20, 20, 20])).toBe(1);
  // A faster one is slowed down no further.
  expect(rateFor([900, 900, 900, 900, 900])).toBe(4);
});

it('a moment in which the machine was away doesn’t make the phone a faster one', () => {
  expect(rateFor([190, 4, 190, 190, 4])).toBe(4);
  expect(rateFor([4, 190, 4, 190, 190, 190, 190, 4, 4])).toBe(4);
});
