import fc from 'fast-check';
import { expect, it } from 'vitest';
import { placeByKey } from './spot-keys.ts';

const LABELS = ['1', '2', '2', '10', '10A', '12', 'B'];

it('goes on and back, and to the ends', () => {
  const to = (key: string, from: number) => placeByKey(key, from, LABELS).to;
  expect([to('ArrowRight', 0), to('ArrowDown', 6), to('ArrowLeft', 0), to('End', 2), to('Home', 2)]).toEqual([
    1, 6, 0, 6, 0,
  ]);
  expect([to('Enter', 1), to('Tab', 1), to(' ', 1)]).toEqual([undefined, undefined, undefined]);
  expect(placeByKey('ArrowRight', 0, []).to).toBe(undefined);
});

it('goes to the label that is typed', () => {
  const first = placeByKey('1', 6, LABELS, undefined, 5_000);
  expect(first.to).toBe(0);
  const second = placeByKey('0', 0, LABELS, first.typed, 5_300);
  expect(second.to).toBe(3);
  expect(placeByKey('a', 3, LABELS, second.typed, 5_600).to).toBe(4);
  expect(placeByKey('2', 3, LABELS, second.typed, 9_000).to).toBe(1);
  expect(placeByKey('b', 3, LABELS, second.typed, 5_600).to).toBe(6);
  expect(placeByKey('9', 3, LABELS).to).toBe(undefined);
});

it('leads to a place that there is, and by arrows to every one', () => {
  const key = fc.constantFrom('ArrowRight', 'ArrowLeft', 'Home', 'End', '1', 'b', 'é', 'Enter');
  fc.assert(
    fc.property(
      fc.array(fc.stringMatching(/^[0-9A-C]{1,3}$/), { minLength: 1 }),
      fc.array(key),
      (labels, keys) => {
        let at = 0;
        for (const each of keys) {
          const { to = at } = placeByKey(each, at, labels);
          expect(labels[to]).toBeDefined();
          at = to;
        }
        for (let n = 0; n < labels.length; n += 1) at = placeByKey('ArrowLeft', at, labels).to ?? at;
        expect(at).toBe(0);
      },
    ),
  );
});
