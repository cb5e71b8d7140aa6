import fc from 'fast-check';
import { expect, it } from 'vitest';
import { spotsNear } from './spots-near.ts';

const SIZE = { width: 390, height: 300 };
const spot = (label: string, x: number, y: number, side = 0.02) => ({
  label,
  box: { x: x - side / 2, y: y - side / 2, width: side, height: side },
});
const labels = (found: { label: string }[]) => found.map(({ label }) => label);

it('is one place where it is clear, and several where they lie close together', () => {
  const spots = [spot('1', 0.5, 0.5), spot('2', 0.515, 0.5), spot('3', 0.9, 0.9)];
  expect(labels(spotsNear(spots, { x: 0.9, y: 0.9 }, SIZE))).toEqual(['3']);
  expect(labels(spotsNear(spots, { x: 0.505, y: 0.5 }, SIZE))).toEqual(['1', '2']);
  expect(labels(spotsNear(spots, { x: 0.1, y: 0.1 }, SIZE))).toEqual([]);
  // Enlarged they lie apart.
  const large = { width: 390 * 6, height: 300 * 6 };
  expect(labels(spotsNear(spots, { x: 0.501, y: 0.5 }, large))).toEqual(['1']);
});

it('names a place once that stands there twice', () => {
  const spots = [spot('7', 0.5, 0.5), spot('7', 0.51, 0.5)];
  expect(labels(spotsNear(spots, { x: 0.505, y: 0.5 }, SIZE))).toEqual(['7']);
});

it('always has the place in whose middle one presses, wherever the others lie', () => {
  const at = fc.double({ min: 0.05, max: 0.95, noNaN: true });
  fc.assert(
    fc.property(fc.array(fc.tuple(at, at), { minLength: 1, maxLength: 200 }), (points) => {
      const spots = points.map(([x, y], index) => spot(String(index), x, y));
      for (const [index, [x, y]] of points.entries()) {
        const found = spotsNear(spots, { x, y }, SIZE);
        const same = found.some(({ label }) => label === String(index));
        const [first] = found;
        expect(
          same || (first !== undefined && Math.hypot(first.box.x + 0.01 - x, first.box.y + 0.01 - y) < 1e-9),
        ).toBe(true);
      }
    }),
    { numRuns: 50 },
  );
});
