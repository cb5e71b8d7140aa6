import { expect, it } from 'vitest';
import { FITMENT_COLUMNS } from './fitment-columns.ts';

it('the columns of fitments can be handed to the thread that reads a large file', () => {
  expect(structuredClone(FITMENT_COLUMNS)).toEqual(FITMENT_COLUMNS);
  expect(
    FITMENT_COLUMNS.filter(({ convert, units }) => convert !== undefined || units !== undefined),
  ).toEqual([]);
});
