import fc from 'fast-check';
import { expect, it } from 'vitest';
import { readMonthOrDay, readProductionRange } from './read-production.ts';

it.each([
  ['2005-03', '2005-03'],
  ['2005.3', '2005-03'],
  ['2005/03/15', '2005-03-15'],
  ['200503', '2005-03'],
  ['20050315', '2005-03-15'],
  ['2005年3月', '2005-03'],
  ['2005年03月15日', '2005-03-15'],
  ['２００５年３月', '2005-03'],
  ['03/2005', '2005-03'],
  ['2005-03-15 00:00:00', '2005-03-15'],
  [' 2005-03 ', '2005-03'],
])('%s is %s', (cell, date) => {
  expect(readMonthOrDay(cell)).toBe(date);
});

it.each(['', '2005', '2026-02-30', '2005-13', '13/2005', '三月', '03/05', '2005-03-', '5e3', 'NaN-NaN'])(
  '%j is no month or day',
  (cell) => {
    expect(readMonthOrDay(cell)).toBeUndefined();
  },
);

it.each([
  ['2005.03-2007.09', '2005-03', '2007-09'],
  ['2005-03 - 2007-09', '2005-03', '2007-09'],
  ['2005-03-2007-09', '2005-03', '2007-09'],
  ['2005年3月至2007年9月', '2005-03', '2007-09'],
  ['2005年3月—今', '2005-03', ''],
  ['200503-200709', '2005-03', '2007-09'],
  ['2005/03-', '2005-03', ''],
  ['-2007.09', '', '2007-09'],
  ['2005.03.15～2007.09.10', '2005-03-15', '2007-09-10'],
  ['2005.03-至今', '2005-03', ''],
])('%s is from %j to %j', (cell, producedFrom, producedTo) => {
  expect(readProductionRange(cell)).toEqual({ producedFrom, producedTo });
});

it.each([
  '',
  '-',
  '2005.03',
  '至今',
  '2005-2007',
  '2005.13-2007.09',
  '2005.03-2026.02.30',
  'a-b',
  '2005.03-2007.09-',
])('%j is no range', (cell) => {
  expect(readProductionRange(cell)).toBeUndefined();
});

it('answers any text at once', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 60 }), (text) => {
      readMonthOrDay(text);
      readProductionRange(text);
    }),
  );
  readProductionRange(`${'2005-03 '.repeat(3_000)}-`);
  readProductionRange(`${' '.repeat(50_000)}-`);
});
