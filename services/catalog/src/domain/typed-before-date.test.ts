import { expect, it } from 'vitest';
import { readPartRow } from './part-row.ts';
import { typedBeforeDate } from './typed-before-date.ts';

it.each([
  ['3-Feb', '2-3 or 02-03'],
  ['01-Mar', '3-1 or 03-01'],
  ['1-Mar-24', '3-1 or 03-01'],
  ['Mar-98', '3-98 or 03-98'],
  ['3月1日', '3-1 or 03-01'],
  ['2024年3月', '3-1 or 03-01'],
  ['2024/2/3', '2-3 or 02-03'],
  ['2024/12/31 0:00', '12-31'],
])('%s may have been %s', (date, typed) => expect(typedBeforeDate(date)).toBe(typed));

it.each([
  ...['2-3', '03-01', '2024-03-01', 'MAR-01', 'DEC-2', '1-MAR', '13月', '2024/13/1', '2024/3', '3-Feb-X'],
  ...['1995/1', 'May 1', '90915-YZZJ3', '0 986 452 041', '', '45352', '月', '32-Jan', '2024/3/32'],
])('%j is as it was typed', (number) => expect(typedBeforeDate(number)).toBeUndefined());

it('no number of a part is one, nor one of others', () => {
  const refused = (cells: object) => {
    const row = readPartRow({ brand: 'KETTO', partNumber: 'A1', partType: 'oil-filter', ...cells });
    return row.action === 'refuse' ? row.faults.map(({ column, code }) => [column, code]) : [];
  };
  expect(refused({ partNumber: '3-Feb' })).toEqual([['partNumber', 'made-a-date']]);
  expect(refused({ oeNumbers: ['Toyota:2024/2/3', '04152-31090'] })).toEqual([['oeNumbers', 'made-a-date']]);
  expect(refused({ crossReferences: ['Mann:3月1日'] })).toEqual([['crossReferences', 'made-a-date']]);
  expect(refused({ supersededBy: ['Mar-01'] })).toEqual([['supersededBy', 'made-a-date']]);
  expect(refused({ oeNumbers: ['2-3'] })).toEqual([]);
});
