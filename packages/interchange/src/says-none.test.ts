import { expect, it } from 'vitest';
import type { ColumnSpec } from './columns.ts';
import { saysNone } from './says-none.ts';
import { codes, read, text, valuesOf } from './whole-file.fixture.ts';

it.each([
  ...['无', '暂无', ' 無 ', '待定', '未知', '—', '－－', '/', '／', '- / -', 'N/A', 'n.a.', 'None', 'keine'],
  ...['无/暂无', '(无)', '...', 'нет'],
])('%j says that there is nothing', (said) => expect(saysNone(said)).toBe(true));

it.each(['无锡威孚', '无刷电机', '', '0', 'A-1', '-1', '暂无资料请来电', 'NA1', 'nonesuch', '/1/', 'K'])(
  '%j says something',
  (said) => expect(saysNone(said)).toBe(false),
);

const COLUMNS: ColumnSpec[] = [
  text('partNumber', { required: true }),
  text('nameZh', { mayBeNone: true }),
  { name: 'oeNumbers', type: 'list', mayBeNone: true },
  { name: 'packQuantity', type: 'integer', mayBeNone: true },
  { name: 'attributes', type: 'attributes', mayBeNone: true },
  text('note'),
];

it('is no value of a column that may have none, and no item of its lists', async () => {
  const found = await read(
    [
      'partNumber,nameZh,oeNumbers,packQuantity,attributes,note',
      'A1,暂无,无,—,/,无',
      'A2,滤芯,无;04152-31090;N/A,待定,颜色=无,—',
      'A3,/,"[""—"",""1""]",6,a=/,',
      '',
    ].join('\n'),
    COLUMNS,
  );
  expect(codes(found)).toEqual([]);
  expect(valuesOf(found)).toEqual([
    {
      ...{ partNumber: 'A1', nameZh: null, oeNumbers: null, packQuantity: null, attributes: null },
      note: '无',
    },
    {
      ...{ partNumber: 'A2', nameZh: '滤芯', oeNumbers: ['04152-31090'], packQuantity: null },
      ...{ attributes: { 颜色: '无' }, note: '—' },
    },
    {
      ...{ partNumber: 'A3', nameZh: null, oeNumbers: ['1'], packQuantity: 6, attributes: { a: '/' } },
      note: null,
    },
  ]);
});

it('of NDJSON, too', async () => {
  const rows = [
    { partNumber: 'A1', oeNumbers: ['无', '1'], nameZh: 'N/A', packQuantity: 'n/a' },
    { partNumber: '—', oeNumbers: '待定' },
  ];
  const found = await read(rows.map((row) => `${JSON.stringify(row)}\n`).join(''), COLUMNS, {
    format: 'ndjson',
  });
  expect(valuesOf(found)).toEqual([
    { partNumber: 'A1', oeNumbers: ['1'], nameZh: null, packQuantity: null },
    { partNumber: '—', oeNumbers: null },
  ]);
});
