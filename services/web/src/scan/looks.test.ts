import fc from 'fast-check';
import { expect, it } from 'vitest';
import { drawnSize, looksAt } from './looks.ts';

const sizes = fc.record({
  width: fc.integer({ min: 1, max: 12_000 }),
  height: fc.integer({ min: 1, max: 12_000 }),
});

it('every look lies in the picture, and none is drawn larger than a page can hold', () => {
  fc.assert(
    fc.property(sizes, fc.boolean(), (size, thorough) => {
      const looks = looksAt(size, { thorough });
      expect(looks[0]).toMatchObject({ left: 0, top: 0, ...size, turned: 0 });
      for (const look of looks) {
        expect(look.left).toBeGreaterThanOrEqual(0);
        expect(look.left + look.width).toBeLessThanOrEqual(size.width + 0.01);
        expect(look.top).toBeGreaterThanOrEqual(0);
        expect(look.top + look.height).toBeLessThanOrEqual(size.height + 0.01);
        const drawn = drawnSize(look);
        expect(drawn.width * drawn.height).toBeLessThanOrEqual(2 * 1_700 * 1_700);
      }
    }),
  );
});

it('looks nearer, so that each place of a large photo is seen at its own size once', () => {
  const looks = looksAt({ width: 4_000, height: 3_000 }, { thorough: true });
  expect(looks.length).toBeLessThanOrEqual(42);
  for (let x = 0; x < 4_000; x += 97)
    for (let y = 0; y < 3_000; y += 97)
      expect(
        looks.some(
          (look) =>
            look.scale >= 1 &&
            x >= look.left &&
            x <= look.left + look.width &&
            y >= look.top &&
            y <= look.top + look.height,
        ),
      ).toBe(true);
});

it('there is nothing to look at in a picture without a size', () => {
  for (const width of [0, -1, Number.NaN])
    expect(looksAt({ width, height: 5 }, { thorough: true })).toEqual([]);
});

it('a video is looked at once a frame', () => {
  expect(looksAt({ width: 1_920, height: 1_080 }, { thorough: false })).toHaveLength(1);
});
