import { expect, it } from 'vitest';
import { spotGroups } from './spot-groups.ts';

const spot = (label: string, rest: object = {}) => ({
  ...{ label, x: 0, y: 0, width: 0.1, height: 0.1, partIds: [], number: null, make: null },
  name: { zh: null, en: null },
  ...rest,
});
const part = (partId: string) => ({
  ...{ partId, brand: 'B', partNumber: partId, partTypeId: null, name: { zh: null, en: null } },
});

it('makes one row of a label that stands at several places, and counts as people do', () => {
  const groups = spotGroups({
    spots: [
      spot('10A'),
      spot('10', { partIds: ['b', 'a'] }),
      spot('2', { number: '1-2', make: 'Honda' }),
      spot('10', { partIds: ['a', 'unseen'], name: { zh: '盘', en: null } }),
    ],
    parts: [part('a'), part('b')],
  });
  expect(groups.map(({ label, spots }) => [label, spots.length])).toEqual([
    ['2', 1],
    ['10', 2],
    ['10A', 1],
  ]);
  expect(groups[0]).toMatchObject({ number: '1-2', make: 'Honda', parts: [] });
  expect(groups[1]).toMatchObject({ name: { zh: '盘' }, parts: [{ partId: 'b' }, { partId: 'a' }] });
});
