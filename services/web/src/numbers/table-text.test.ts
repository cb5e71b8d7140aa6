import { expect, it } from 'vitest';
import { numbersOf } from './numbers-of-text.ts';
import { tableText } from './table-text.ts';

it('of a workbook is read as what is pasted out of it', () => {
  const text = tableText([
    ['报价单', '', ''],
    ['序号', 'OE号', '数量'],
    ['1', '0415231090', '2'],
    ['2', '"90915-YZZE1"', '10'],
    ['3', '34116794300\n(前)', ''],
  ]);
  expect(text.split('\n')).toHaveLength(5);
  expect(numbersOf(text).numbers).toEqual([
    { number: '0415231090', quantity: 2 },
    { number: '90915-YZZE1', quantity: 10 },
    { number: expect.stringContaining('34116794300'), quantity: null },
  ]);
});
