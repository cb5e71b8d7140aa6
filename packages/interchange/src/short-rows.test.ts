import { expect, it } from 'vitest';
import type { ColumnSpec } from './columns.ts';
import { codes, read, text, valuesOf } from './whole-file.fixture.ts';

const COLUMNS: ColumnSpec[] = [
  text('brand', { expected: true }),
  text('partNumber', { expected: true }),
  text('nameZh'),
  { name: 'oeNumbers', type: 'list' },
  text('note'),
];
const HEAD = 'brand,partNumber,nameZh,oeNumbers,note\n';
const numbersOf = (found: Awaited<ReturnType<typeof read>>) =>
  valuesOf(found).map(({ partNumber }) => partNumber);

it('rows that lack nothing but blanks at their end are taken, and told once', async () => {
  const file = `${HEAD}K,A1,x,1,n\nK,A2\nK,A3,,,\nK,A4,z,2\nK,A5,z,2\n\nK,A6,z,2\nK,A7,,,\nK,A8,y\n`;
  for (const chunk of [1, 7, 1_000]) {
    const found = await read(file, COLUMNS, { chunk });
    expect(codes(found)).toEqual([]);
    expect(
      found.rows.map(({ row, line, values }) => [row, line, values.partNumber, values.oeNumbers]),
    ).toEqual([
      [1, 2, 'A1', ['1']],
      [2, 3, 'A2', null],
      [3, 4, 'A3', null],
      [4, 5, 'A4', ['2']],
      [5, 6, 'A5', ['2']],
      [6, 8, 'A6', ['2']],
      [7, 9, 'A7', null],
      [8, 10, 'A8', null],
    ]);
    expect(found.notes.filter(({ code }) => code === 'short-row')).toEqual([
      { code: 'short-row', value: '5, the first on line 3' },
    ]);
  }
});

it('a row that lacks what each needs is refused, and so is one alone', async () => {
  const found = await read('nameZh,brand,partNumber,note\nx,K\nx,K,A0,n\nx,K,A1\ny,K,A2,n\nK\n', COLUMNS);
  expect(codes(found)).toEqual([
    [1, 2, '', 'column-count'],
    [5, 6, '', 'column-count'],
  ]);
  expect(numbersOf(found)).toEqual(['A0', 'A1', 'A2']);
  // The one before it may be what a line break has cut off.
  expect(numbersOf(await read('nameZh,brand,partNumber,note\nx,K,A1\n\ny,K,A2,n\n', COLUMNS))).toEqual([
    'A1',
    'A2',
  ]);
});

it.each([
  ['the second half lacks what a row needs', 'K,A2,first line\nrest\nK,A3,z,1,n\n'],
  ['both halves make up one row', 'K,A2,x,first line\nsecond line,n\nK,A3,z,1,n\n'],
  ['both are of one length', 'K,A2,x\nrest,1,n\nK,A3,z,1,n\n'],
  ['blank cells are missing behind the second', 'K,A2,x,first\nsecond,1\nK,A3,z,1,n\n'],
  ['the first lacks what a row needs', 'K\nA2,x,1,n\nK,A3,z,1,n\n'],
  ['a row of more cells follows', 'K,A2,first\nsecond,a,b,c,d,e\nK,A3,z,1,n\n'],
  ['the first half has a broken quote', 'K,A2,"12" inch,1\nwide,1,n\nK,A3,z,1,n\n'],
  ['the second half has a broken quote', 'K,A2,x,12 "inch\n6" wide,"n\nK,A3,z,1,n\n'],
])('a row that a line break has cut in two is taken by neither half: %s', async (_, rows) => {
  const found = await read(`${HEAD}K,A1,x,1,n\n${rows}`, COLUMNS);
  expect(numbersOf(found)).toEqual(['A1', 'A3']);
  expect(found.faults.map(({ line }) => line)).toEqual([3, 4]);
});

it('of rows that are short in different ways none is taken, up to the next whole one', async () => {
  const found = await read(`${HEAD}K,A1,x,1,n\nK,A2,x,1\nK,A3,x\nK,A4,x\nK,A5,x,1,n\nK,A6\n`, COLUMNS);
  expect(codes(found).map(([row, , , code]) => [row, code])).toEqual([
    [2, 'column-count'],
    [3, 'column-count'],
    [4, 'column-count'],
  ]);
  expect(numbersOf(found)).toEqual(['A1', 'A5', 'A6']);
});

it.each([1, 1_000])(
  'a last line that has no end may be cut off, and is refused if it is short (%i)',
  async (chunk) => {
    const rows = `${'K,A1,x,1,n\n'.repeat(60)}K,A2,x,1\n`;
    for (const before of ['', rows]) {
      const short = await read(`${HEAD}${before}K,A3,x,1`, COLUMNS, { chunk });
      expect(short.faults.map(({ code, value }) => [code, value])).toEqual([['column-count', 'K,A3,x,1']]);
      const whole = await read(`${HEAD}${before}K,A3,x,1,n`, COLUMNS, { chunk });
      expect([codes(whole), numbersOf(whole).at(-1)]).toEqual([[], 'A3']);
      const ended = await read(`${HEAD}${before}K,A3,x,1\n `, COLUMNS, { chunk });
      expect([codes(ended), numbersOf(ended).at(-1)]).toEqual([[], 'A3']);
    }
  },
);

it('a column without which a row says more has its cell in each', async () => {
  const columns = COLUMNS.map((each) => (each.name === 'note' ? { ...each, narrows: true } : each));
  const found = await read(`${HEAD}K,A1,x,1,\nK,A2,x,1\nK,A3,x,1,n\n`, columns);
  expect([codes(found), numbersOf(found)]).toEqual([[[2, 3, '', 'column-count']], ['A1', 'A3']]);
});

it('a row with more is refused', async () => {
  const found = await read(`${HEAD}K,A1,x,1,n,more\nK,A2,x,1,n\n`, COLUMNS);
  expect([codes(found), numbersOf(found)]).toEqual([[[1, 2, '', 'column-count']], ['A2']]);
});

it('from where reading goes on, all is counted alike', async () => {
  const file = `${HEAD}K,A1,x,1\nK,A2,x,1\nK,A3,x,1,n\n`;
  const found = await read(file, COLUMNS, { skipRows: 2 });
  expect([numbersOf(found), found.rowsRead]).toEqual([['A3'], 3]);
  expect(found.notes).toContainEqual({ code: 'short-row', value: '2, the first on line 2' });
});
