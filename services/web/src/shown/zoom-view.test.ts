import fc from 'fast-check';
import { expect, it } from 'vitest';
import { MAX_SCALE, movedBy, WHOLE, zoomedAt } from './zoom-view.ts';

const area = { width: 300, height: 200 };

it('keeps what lies under the finger where it is', () => {
  const view = zoomedAt(WHOLE, { x: 100, y: 50 }, 2, area);
  expect(view).toEqual({ scale: 2, x: -100, y: -50 });
  expect(zoomedAt(view, { x: 100, y: 50 }, 0.5, area)).toEqual(WHOLE);
});

it('never leaves a part of the area empty, whatever is done', () => {
  const side = fc.integer({ min: 0, max: 400 });
  const step = fc.record({ x: side, y: side, factor: fc.double({ min: 0.1, max: 10, noNaN: true }) });
  fc.assert(
    fc.property(fc.array(step, { maxLength: 20 }), (steps) => {
      let view = WHOLE;
      for (const { x, y, factor } of steps) {
        view = zoomedAt(view, { x, y }, factor, area);
        view = movedBy(view, { x: x - 200, y: y - 200 }, area);
        expect(view.scale).toBeGreaterThanOrEqual(1);
        expect(view.scale).toBeLessThanOrEqual(MAX_SCALE);
        for (const [at, length] of [
          [view.x, area.width],
          [view.y, area.height],
        ] as const) {
          expect(at).toBeLessThanOrEqual(0);
          expect(at + length * view.scale).toBeGreaterThanOrEqual(length - 1e-6);
        }
      }
    }),
  );
});
