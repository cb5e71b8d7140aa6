import fc from 'fast-check';
import { expect, it } from 'vitest';
import { boxBetween, boxWith } from './spot-box.ts';

it('is between two points, in whatever order', () => {
  const [a, b] = [
    { x: 0.5, y: 0.25 },
    { x: 0.25, y: 0.75 },
  ];
  expect(boxBetween(a, b)).toEqual({ x: 0.25, y: 0.25, width: 0.25, height: 0.5 });
  expect(boxBetween(b, a)).toEqual(boxBetween(a, b));
  expect(boxBetween(a, { x: 0.501, y: 0.9 })).toBeUndefined();
});

it('lies within the picture, whatever is dragged or typed', () => {
  const any = fc.double({ min: -3, max: 3, noNaN: true });
  const point = fc.record({ x: any, y: any });
  const side = fc.constantFrom('x', 'y', 'width', 'height');
  const typed = fc.tuple(side, fc.double({ min: -500, max: 500 }));
  fc.assert(
    fc.property(point, point, fc.array(typed, { maxLength: 6 }), (a, b, changes) => {
      let box = boxBetween(a, b);
      if (box === undefined) return;
      for (const [name, percent] of changes) box = boxWith(box, name, percent);
      expect(Math.min(box.x, box.y)).toBeGreaterThanOrEqual(0);
      expect(Math.min(box.width, box.height)).toBeGreaterThan(0);
      expect(box.x + box.width).toBeLessThanOrEqual(1 + 1e-9);
      expect(box.y + box.height).toBeLessThanOrEqual(1 + 1e-9);
    }),
  );
});
