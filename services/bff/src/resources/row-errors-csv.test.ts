import type { RowError } from '@qipei/contracts/imports/v1/imports';
import { expect, it } from 'vitest';
import { rowErrorsCsv } from './row-errors-csv.ts';

async function csvOf(...errors: Partial<RowError>[]): Promise<string> {
  const blank: RowError = {
    row: 1,
    line: 2,
    column: 'price',
    code: 'price-invalid',
    value: '',
    message: 'm',
  };
  async function* pages() {
    for (const error of errors) yield [{ ...blank, ...error }];
  }
  let text = '';
  for await (const chunk of rowErrorsCsv(pages())) text += chunk;
  return text;
}

it.each(['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', '\r=1', '＝1+1', '＋1', '－1', '＠x'])(
  'a cell %j is no formula',
  async (value) => {
    const [, row = ''] = (await csvOf({ value })).split('\r\n1,');
    const cell = row.split(',')[3] ?? '';
    expect(cell.replace(/^"/, '')).toMatch(/^'/);
  },
);

it('quotes what has commas, quotes and line breaks, and keeps Chinese', async () => {
  const text = await csvOf({ value: '刹车片,"前"\n左', column: '' });
  expect(text).toBe(
    '\uFEFFrow,line,column,code,value,message\r\n1,2,,price-invalid,"刹车片,""前""\n左",m\r\n',
  );
});

it('has a header where there is no error, and one only where there are many pages', async () => {
  expect(await csvOf()).toBe('\uFEFFrow,line,column,code,value,message\r\n');
  expect((await csvOf({}, {}, {})).match(/row,line/g)).toHaveLength(1);
});
