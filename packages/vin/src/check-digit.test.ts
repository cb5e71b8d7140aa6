import { expect, test } from 'vitest';
import { checkDigitOf } from './check-digit.ts';

test('the check digit of 49 CFR 565.15(c)', () => {
  expect(checkDigitOf('1M8GDM9AXKP042788')).toEqual({ given: 'X', expected: 'X', valid: true });
  expect(checkDigitOf('11111111111111111')).toEqual({ given: '1', expected: '1', valid: true });
  expect(checkDigitOf('1M8GDM9A1KP042788')).toEqual({ given: '1', expected: 'X', valid: false });
});

test('there is none with a letter that has no value', () => {
  expect(checkDigitOf('1M8GDM9AXKP04278O')).toEqual({ given: 'X', expected: '', valid: false });
});
