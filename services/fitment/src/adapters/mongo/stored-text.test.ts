import { randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { plainText, storedText, textOf } from './stored-text.ts';

test('a text comes back as it was, however long', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: 'grapheme', maxLength: 40 }),
      fc.integer({ min: 1, max: 30_000 }),
      (some, times) => {
        const text = some.repeat(times);
        expect(textOf(storedText('part_a', text)) === text).toBe(true);
      },
    ),
    { numRuns: 60 },
  );
  expect(storedText('part_a', 'short')).toBe('short');
  expect(storedText('part_a', '很长'.repeat(2_000_000)).length).toBeLessThan(100_000);
});

test('what a document can’t hold is refused, and names the part', () => {
  const refused = expect.objectContaining({
    code: 'part-too-large',
    message: expect.stringContaining('part_a'),
  });
  expect(() => storedText('part_a', randomBytes(4_000_000).toString('base64'))).toThrow(refused);
  // Also what deflates well: it is read as a whole.
  expect(() => storedText('part_a', 'x'.repeat(17_000_000))).toThrow(refused);
  expect(() => plainText('part_a', 'x'.repeat(5_000_000))).toThrow(refused);
  expect(plainText('part_a', 'x')).toBe('x');
});
