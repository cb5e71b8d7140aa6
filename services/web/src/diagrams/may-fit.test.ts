import { expect, test } from 'vitest';
import { errorOfAll, mayFit } from './may-fit.ts';
import type { PartFit } from './spot-fits.ts';

const placeOf = (...partIds: string[]) => ({
  parts: partIds.map((partId) => ({
    ...{ partId, brand: 'BOSCH', partNumber: partId, partTypeId: null, name: { zh: null, en: null } },
  })),
});
type Told = Pick<PartFit, 'verdict' | 'error'>;
const told = (verdict: PartFit['verdict']): Told => ({ verdict, error: null });
const failed = (code: string): Told => ({ verdict: null, error: { code, message: `${code}.` } });

test('only what is known not to fit is left out', () => {
  const fits = new Map([
    ['yes', told('fits')],
    ['perhaps', told('cannot-tell')],
    ['no', told('does-not-fit')],
    ['no-2', told('does-not-fit')],
    ['failed', failed('part-unknown')],
  ]);
  for (const partIds of [['yes'], ['perhaps'], ['failed'], ['unasked'], ['no', 'failed'], ['no', 'yes']])
    expect([partIds, mayFit(placeOf(...partIds), fits)]).toEqual([partIds, true]);
  for (const partIds of [['no'], ['no', 'no-2'], []])
    expect([partIds, mayFit(placeOf(...partIds), fits)]).toEqual([partIds, false]);
});

test('what is wrong with every part is told of all', () => {
  const gone = failed('vehicle-unknown');
  expect(errorOfAll(new Map())).toBe(null);
  expect(errorOfAll(new Map([['a', gone]]))).toEqual(gone.error);
  const both: [string, Told][] = [
    ['a', gone],
    ['b', failed('part-unknown')],
  ];
  expect(errorOfAll(new Map(both))).toEqual(gone.error);
  expect(errorOfAll(new Map([...both, ['c', told('does-not-fit')]]))).toBe(null);
});
