import { describe, expect, test } from 'vitest';
import type { ColumnSpec } from './columns.ts';
import { readFileMapping } from './index.ts';
import { codes, read, text, valuesOf } from './whole-file.fixture.ts';
import { handMade, inline, number } from './workbook.fixture.ts';

const COLUMNS: ColumnSpec[] = [
  text('brand', { synonyms: ['品牌'] }),
  text('partNumber', { synonyms: ['零件号'] }),
  text('nameZh', { synonyms: ['名称', '产品名称'] }),
  { name: 'price', type: 'decimal-text', synonyms: ['价格', '价格零售'] },
  { name: 'quantity', type: 'integer', synonyms: ['数量'] },
];
const ROWS = 'Ketto,A1,滤清器,12.50,3\nKetto,A2,刹车片,8,4\n';
const BOTH = [
  { brand: 'Ketto', partNumber: 'A1', nameZh: '滤清器', price: '12.50', quantity: 3 },
  { brand: 'Ketto', partNumber: 'A2', nameZh: '刹车片', price: '8', quantity: 4 },
];

async function readAlike(file: string) {
  const found = await read(file, COLUMNS);
  for (const chunk of [1, 5, 33]) expect(await read(file, COLUMNS, { chunk })).toEqual(found);
  expect(found.error).toBeUndefined();
  return found;
}

describe('the header row', () => {
  test.each<[string, string, number]>([
    ['under a title', '2026 产品目录\n品牌,零件号,名称,价格,数量\n', 3],
    [
      'under a title of as many cells',
      '2026 产品目录,,,,\n\n,,,,\n日期,2026-01-05,,,\n品牌,零件号,名称,价格,数量\n',
      6,
    ],
    ['under a title with commas', '"Acme, Inc.",x\nTel: 1,2,3\n品牌,零件号,名称,价格,数量\n', 4],
    ['in two languages', 'brand,partNumber,nameZh,price,quantity\n品牌,零件号,名称,价格,数量\n', 3],
    ['in two lines, of groups', '品牌,零件号,产品,价格,\n,,名称,零售,数量\n', 3],
    ['in two lines, of cells that span both', '品牌,零件号,,价格,库存\n,,产品名称,零售,数量\n', 3],
  ])('%s', async (_, head, line) => {
    const found = await readAlike(head + ROWS);
    expect(valuesOf(found)).toEqual(BOTH);
    expect(found.rows.map((row) => row.line)).toEqual([line, line + 1]);
    expect(found.rows.map(({ row }) => row)).toEqual([1, 2]);
  });

  test('is not a row of data that happens to say a heading', async () => {
    const found = await read('Hersteller,Artikel,Preis\nname,X1,1\nbrand,X2,2\n', COLUMNS);
    expect(found.error).toMatchObject({ code: 'missing-column', line: 1 });
    const second = await readAlike('brand,partNumber\nname,price\nKetto,A1\n');
    expect(valuesOf(second)).toEqual([
      { brand: 'name', partNumber: 'price' },
      { brand: 'Ketto', partNumber: 'A1' },
    ]);
  });

  test('is the line that a mapping names', async () => {
    const mapping = readFileMapping('{"headerRow":3,"columns":{"x":"brand","y":"partNumber"}}');
    const found = await read('brand,partNumber\nQ,R\nx,y\nKetto,A1\n', COLUMNS, { mapping });
    expect(valuesOf(found)).toEqual([{ brand: 'Ketto', partNumber: 'A1' }]);
    expect(found.rows[0]?.line).toBe(4);
  });

  test.each([',', ';', '\t', '|'])('under a title, with %j between the cells', async (delimiter) => {
    const rows = ['目录 2026, Stand; Mai', ['品牌', '零件号', '价格'].join(delimiter)];
    const file = [...rows, ['Ketto', 'A1', '5'].join(delimiter), ''].join('\r\n');
    expect(valuesOf(await readAlike(file))).toEqual([{ brand: 'Ketto', partNumber: 'A1', price: '5' }]);
  });

  test('decimal commas don’t pass for delimiters', async () => {
    const mapping = readFileMapping('{"decimal":","}');
    const file = `品牌;零件号;价格\n${'Ketto;A1;1.234,50\n'.repeat(20)}`;
    const found = await read(file, COLUMNS, { mapping });
    expect(new Set(valuesOf(found).map(({ price }) => price))).toEqual(new Set(['1234.50']));
  });
});

describe('a mapping says', () => {
  test.each([
    [',', '1.234.567,5', '1234567.5'],
    [',', '12,50', '12.50'],
    [',', "1'234,5", '1234.5'],
    [',', '1 234,5', '1234.5'],
    [',', '-0,5', '-0.5'],
    [',', '1.500', '1500'],
    [',', '12.5', '12.5'],
    ['.', '1,234,567.5', '1234567.5'],
    ['.', '12.50', '12.50'],
  ])('with %j the number %j is %j', async (decimal, written, meant) => {
    const mapping = readFileMapping(JSON.stringify({ decimal }));
    const found = await read(`brand;price\nK;"${written}"\n`, COLUMNS, { mapping });
    expect(valuesOf(found)).toEqual([{ brand: 'K', price: meant }]);
  });

  test.each(['1,23,4', '1,234', '12,5', '1e5', 'twelve'])('%j is a fault with a point', async (written) => {
    const mapping = readFileMapping('{"decimal":"."}');
    const found = await read(`brand;price\nK;"${written}"\n`, COLUMNS, { mapping });
    if (written === '1,234') expect(valuesOf(found)).toEqual([{ brand: 'K', price: '1234' }]);
    else expect(codes(found)).toEqual([[1, 2, 'price', 'malformed']]);
  });

  test('in which encoding and with which delimiter it is', async () => {
    const mapping = readFileMapping('{"encoding":"windows-1252","delimiter":"|"}');
    const found = await read(Buffer.from('brand|nameZh\nK\xfchler|a,b,c\n', 'latin1'), COLUMNS, { mapping });
    expect(valuesOf(found)).toEqual([{ brand: 'Kühler', nameZh: 'a,b,c' }]);
    for (const wrong of ['{"encoding":"koi8"}', '{"delimiter":":"}', '{"decimal":"x"}'])
      expect(() => readFileMapping(wrong)).toThrow(expect.objectContaining({ code: 'mapping-invalid' }));
  });

  test('that a column isn’t taken, although its heading is known', async () => {
    const mapping = readFileMapping('{"columns":{"品牌":null,"厂家":"brand"}}');
    const found = await read('品牌,厂家,零件号\nx,Ketto,A1\n', COLUMNS, { mapping });
    expect(valuesOf(found)).toEqual([{ brand: 'Ketto', partNumber: 'A1' }]);
    expect(found.notes).toContainEqual({ code: 'unknown-column', value: '品牌' });
  });
});

describe('totals under a table', () => {
  const head = '品牌,零件号,名称,价格,数量\n';
  test.each([
    '合计,,,20.5,7',
    '总计：,,,,7\n',
    ',,合计,20.50,7\n\n',
    '小计,,,,3\n合计,,,,7\n',
    'Total,,,20.50,7',
  ])('are told in a note: %j', async (totals) => {
    const found = await readAlike(head + ROWS + totals);
    expect(valuesOf(found)).toEqual(BOTH);
    expect(found.faults).toEqual([]);
    expect(found.notes.filter(({ code }) => code === 'total-row').length).toBe(
      totals.includes('小计') ? 2 : 1,
    );
  });

  test.each(['Total,166199,机油,80,1', 'Total,166199,,80,1', '合计,A9,,,1', '合计,x,,20.5,7'])(
    'aren’t rows that name a part: %j',
    async (row) => {
      const found = await readAlike(`${head}${ROWS}${row}\n`);
      expect(found.rows).toHaveLength(3);
    },
  );

  test('are rows where the table goes on behind them', async () => {
    const found = await readAlike(`${head}合计,,,20.5,7\n${ROWS}`);
    expect(found.rows).toHaveLength(3);
    expect(found.notes.some(({ code }) => code === 'total-row')).toBe(false);
  });
});

describe('a workbook’s formulas', () => {
  const formula = (reference: string, of: string, value: string) =>
    `<c r="${reference}"${value === '' ? '' : ''}><f>${of}</f>${value === '' ? '' : `<v>${value}</v>`}</c>`;
  test('give the values that are stored, and are counted', async () => {
    const rows = [
      `<row r="1">${inline('A1', '合计表')}</row>`,
      `<row r="2">${['brand', 'partNumber', 'price', 'quantity'].map((name, at) => inline(`${'ABCD'[at]}2`, name)).join('')}</row>`,
      `<row r="3">${inline('A3', 'K')}${inline('B3', 'A1')}${formula('C3', 'D3*2.5', '7.5')}${number('D3', '3')}</row>`,
      `<row r="4">${inline('A4', 'K')}${inline('B4', 'A2')}${formula('C4', 'WEBSERVICE("http://x")', '')}${number('D4', '4')}</row>`,
      `<row r="5">${inline('A5', '合计')}${formula('D5', 'SUM(D3:D4)', '7')}</row>`,
    ].join('');
    const found = await read(handMade({ rows }), COLUMNS, { format: 'xlsx' });
    expect(valuesOf(found)).toEqual([
      { brand: 'K', partNumber: 'A1', price: '7.5', quantity: 3 },
      { brand: 'K', partNumber: 'A2', price: null, quantity: 4 },
    ]);
    expect(found.notes).toEqual([
      { code: 'formula', value: '3, 1 of them without a stored value' },
      { code: 'total-row', value: '5: 合计 7' },
    ]);
  });
});

test('a field without an end costs its row, in bounded memory', async () => {
  const piece = Buffer.from('x'.repeat(1 << 20));
  for (const [open, close] of [
    ['', ''],
    ['"', '"'],
  ]) {
    const { readRows } = await import('./index.ts');
    async function* source() {
      yield Buffer.from(`brand,partNumber\nK,A1\nK,${open}`);
      for (let i = 0; i < 192; i += 1) yield piece;
      yield Buffer.from(`${close}\nK,A3\n`);
    }
    const [numbers, faults]: [unknown[], unknown[]] = [[], []];
    for await (const batch of readRows({ source: source(), format: 'csv', columns: COLUMNS })) {
      numbers.push(...batch.rows.map(({ values }) => values.partNumber));
      faults.push(...batch.faults.map(({ code }) => code));
    }
    expect([numbers, faults]).toEqual([['A1', 'A3'], ['field-too-large']]);
    expect(process.memoryUsage().heapUsed / 2 ** 20).toBeLessThan(500);
  }
});
