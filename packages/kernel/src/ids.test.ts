import { expect, it } from 'vitest';
import { isId, newId } from './ids.ts';

it('ids sort by the time at which they were made, and no two are alike', () => {
  const now = 1_800_000_000_000;
  const ids = Array.from({ length: 5_000 }, (_, at) => newId('part', now + Math.floor(at / 100)));
  expect([...ids].sort()).toEqual(ids);
  expect(new Set(ids).size).toBe(ids.length);
  for (const id of ids) expect(isId('part', id)).toBe(true);
});

it('an id holds its time in the first characters', () => {
  const time = 2_000_000_000_123;
  const digits = '0123456789abcdefghjkmnpqrstvwxyz';
  // The first 13 characters are two bits of padding, 48 of time and 15 of the counter.
  const bits = [...newId('x', time).slice(2, 15)].reduce(
    (sum, character) => (sum << 5n) | BigInt(digits.indexOf(character)),
    0n,
  );
  expect(Number(bits >> 15n)).toBe(time);
});

it.each([
  '',
  'part_',
  'part_01m800apdy0012p01meajwzb6',
  'part_01m800apdy0012p01meajwzb6I',
  'order_01m800apdy0012p01meajwzb61',
  "part_' OR 1=1; --xxxxxxxxxxx",
])('%s is no part id', (text) => {
  expect(isId('part', text)).toBe(false);
});
