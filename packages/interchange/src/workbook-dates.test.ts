import { expect, it } from 'vitest';
import type { ColumnSpec } from './columns.ts';
import { read, text, valuesOf } from './whole-file.fixture.ts';
import { handMade, header, inline, number } from './workbook.fixture.ts';

const COLUMNS: ColumnSpec[] = [
  text('partNumber', { holdsCodes: true }),
  { name: 'oeNumbers', type: 'list', holdsCodes: true },
  text('since'),
];
/** Serial dates: 45353 is the first of March 2024, 45325 the second of February. */
const STYLES =
  '<cellXfs><xf numFmtId="0"/><xf numFmtId="16"/><xf numFmtId="14"/><xf numFmtId="20"/></cellXfs>';

it('a date where a number should be is a fault that names the cell and what may have been typed', async () => {
  const rows =
    header('partNumber', 'oeNumbers', 'since') +
    `<row r="2">${number('A2', '45352', 1)}${inline('B2', 'X1')}${number('C2', '45352', 2)}</row>` +
    `<row r="3">${inline('A3', 'A3')}${number('B3', '45324', 2)}${number('C3', '45352', 1)}</row>` +
    `<row r="4">${inline('A4', 'A4')}<c t="d"><v>2024-12-31</v></c>${number('C4', '45352')}</row>` +
    `<row r="5">${inline('A5', '3-1')}${number('B5', '45352')}${number('C5', '0.5', 3)}</row>` +
    `<row r="6">${number('A6', '0.5', 3)}</row>`;
  const found = await read(handMade({ rows, styles: STYLES }), COLUMNS, { format: 'xlsx' });
  expect(found.faults.map(({ line, column, code, value }) => [line, column, code, value])).toEqual([
    [2, 'partNumber', 'made-a-date', '2024-03-01'],
    [3, 'oeNumbers', 'made-a-date', '2024-02-02'],
    [4, 'oeNumbers', 'made-a-date', '2024-12-31'],
    [6, 'partNumber', 'made-a-date', '12:00:00'],
  ]);
  expect(found.faults.map(({ message }) => /cell [A-Z]+\d+|such as .*?, /.exec(message)?.[0])).toEqual([
    ...['cell A2', 'cell B3', 'cell B4', 'cell A6'],
  ]);
  expect(found.faults[0]?.message).toContain('such as 3-1 or 03-01, format the column as text');
  expect(found.faults[1]?.message).toContain('such as 2-2 or 02-02,');
  expect(valuesOf(found)).toEqual([{ partNumber: '3-1', oeNumbers: ['45352'], since: '12:00:00' }]);
});

it('where a date may be meant it is one', async () => {
  const rows = `${header('since')}<row r="2">${number('A2', '45352', 2)}</row>`;
  const found = await read(handMade({ rows, styles: STYLES }), COLUMNS, { format: 'xlsx' });
  expect([valuesOf(found), found.faults]).toEqual([[{ since: '2024-03-01' }], []]);
});
