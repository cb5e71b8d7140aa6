import fc from 'fast-check';
import { expect, it } from 'vitest';
import { idsOf } from './compare-ids.ts';

it('are taken from a link as far as they can be ids, each once', () => {
  expect(idsOf('part_1,part_2')).toEqual(['part_1', 'part_2']);
  expect(idsOf(' part_1 , part_1,,<script>,../x,a b')).toEqual(['part_1']);
  expect(idsOf('1,2,3,4,5,6,7,8')).toHaveLength(6);
  expect(idsOf(undefined)).toEqual([]);
  fc.assert(
    fc.property(fc.string(), (text) => {
      const ids = idsOf(text);
      expect(idsOf(ids.join(','))).toEqual(ids);
    }),
  );
});
