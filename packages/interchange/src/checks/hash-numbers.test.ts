import fc from 'fast-check';
import { expect, it } from 'vitest';
import { hashNumbers } from './hash-numbers.ts';

/** Halves that collide in the slots: few of the one, any of the other. */
const hash = fc.tuple(
  fc.constantFrom(0, 1, 64, 128, 0xffff_ffff, 0x8000_0000),
  fc.oneof(fc.nat(40), fc.integer({ min: 0, max: 0xffff_ffff })),
);

it('numbers hashes in the order in which they first come, as a map would, and starts anew when it is cleared', () => {
  const numbers = hashNumbers();
  fc.assert(
    fc.property(fc.array(hash, { maxLength: 300 }), (hashes) => {
      numbers.clear();
      const expected = new Map<string, number>();
      for (const [low, high] of hashes) {
        const key = `${low} ${high}`;
        if (!expected.has(key)) expected.set(key, expected.size);
        expect(numbers.numberOf(low, high)).toBe(expected.get(key));
        expect(numbers.size).toBe(expected.size);
      }
    }),
    { numRuns: 100 },
  );
});
