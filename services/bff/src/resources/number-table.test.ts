import { expect, it } from 'vitest';
import type { NumberLine } from './number-line.ts';
import { numberRows } from './number-table.ts';

const bought = (display: string, quantity = 1) => ({
  items: [{ partId: null, number: { make: 'Honda', display }, quantity, path: [] }],
});
const read = (display: string, more: object) =>
  ({
    display,
    parts: [],
    proposals: [],
    replacedBy: [],
    ...more,
  }) as unknown as NumberLine['numbers'][number];

it('no line of a list is missing from its table', () => {
  const part = {
    ...{
      partId: 'part_1',
      brand: 'B',
      partNumber: '1',
      partTypeId: 'oil-filter',
      name: { zh: '滤', en: null },
    },
    ...{ via: { make: 'Honda', display: '15400-A' }, replacedBy: [bought('15400-B', 2)] },
  };
  const lines = [
    { numbers: [read('15400-A', { parts: [part, { ...part, partId: 'part_2', via: null }] })], error: null },
    { numbers: [read('X1', { proposals: [{ display: 'XI' }], replacedBy: [bought('Y')] })], error: null },
    { numbers: [], error: { code: 'required', message: 'Blank.' } },
    { numbers: [], error: null },
  ] as unknown as NumberLine[];
  expect(numberRows(['15400a', 'x1', ' ', ''], lines)).toEqual([
    {
      ...{ line: 1, given: '15400a', number: '15400-A', brand: 'B', partNumber: '1', partType: 'oil-filter' },
      ...{
        partId: 'part_1',
        nameZh: '滤',
        nameEn: null,
        via: 'Honda 15400-A',
        replacedBy: ['Honda 15400-B × 2'],
      },
    },
    expect.objectContaining({ line: 1, partId: 'part_2', via: null }),
    { line: 2, given: 'x1', number: 'X1', replacedBy: ['Honda Y'], meant: ['XI'] },
    { line: 3, given: ' ', error: 'Blank.' },
    { line: 4, given: '' },
  ]);
});
