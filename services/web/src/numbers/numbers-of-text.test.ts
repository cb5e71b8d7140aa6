import fc from 'fast-check';
import { expect, it } from 'vitest';
import { numbersOf } from './numbers-of-text.ts';

it('takes a line each, and of a pasted table the first column', () => {
  expect(numbersOf('04152-YZZA1\r\n\n  90915 YZZJ3 \t2\tfilter\r1K0 805 903 J GRU')).toEqual([
    '04152-YZZA1',
    '90915 YZZJ3',
    '1K0 805 903 J GRU',
  ]);
});

it('bears any text', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 2_000 }), (text) => {
      for (const number of numbersOf(text)) expect(number.length).toBeGreaterThan(0);
    }),
  );
});
