import { readdirSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { numberColumns } from './number-columns.ts';
import { type ListedNumber, numbersOf, numbersOfTable } from './numbers-of-text.ts';

const listed = (text: string) =>
  numbersOf(text).numbers.map(({ number, quantity, unread }) =>
    unread === true ? `${number} ×?` : quantity === null ? number : `${number} ×${quantity}`,
  );

it('takes a line each, and of a pasted table the numbers with how many', () => {
  expect(listed('04152-YZZA1\r\n\n  90915 YZZJ3 \t2\tfilter\r1K0 805 903 J GRU')).toEqual([
    '04152-YZZA1',
    '90915 YZZJ3 ×2',
    '1K0 805 903 J GRU',
  ]);
});

describe('a list from a chat', () => {
  test.each([
    ['90915-YZZE1、04152-YZZA1、15208-65F0A', ['90915-YZZE1', '04152-YZZA1', '15208-65F0A']],
    ['90915-YZZE1，04152-YZZA1；15208-65F0A。', ['90915-YZZE1', '04152-YZZA1', '15208-65F0A']],
    ['９０９１５－ＹＺＺＥ１　２个', ['90915-YZZE1 ×2']],
    ['90915-YZZE1 x2\n04152-YZZA1×3\n15208-65F0A*4', ['90915-YZZE1 ×2', '04152-YZZA1 ×3', '15208-65F0A ×4']],
    ['90915-YZZE1x2', ['90915-YZZE1 ×2']],
    ['2x 90915-YZZE1\n3个 04152-YZZA1', ['90915-YZZE1 ×2', '04152-YZZA1 ×3']],
    ['90915-YZZE1（2个）', ['90915-YZZE1 ×2']],
    ['90915-YZZE1 (2)', ['90915-YZZE1 ×2']],
    ['90915-YZZE1 数量：12', ['90915-YZZE1 ×12']],
    ['90915-YZZE1，机油格，2个', ['90915-YZZE1 ×2']],
    ['机油格90915-YZZE1要2个', ['90915-YZZE1 ×2']],
    ['机油格 90915-YZZE1 2只、空气格 17801-21050 1只', ['90915-YZZE1 ×2', '17801-21050 ×1']],
    ['1、90915-YZZE1\n2、04152-YZZA1', ['90915-YZZE1', '04152-YZZA1']],
    ['1.90915-YZZE1\n2.04152-YZZA1', ['90915-YZZE1', '04152-YZZA1']],
    ['1. 90915-YZZE1 2 pcs\n2) 04152-YZZA1', ['90915-YZZE1 ×2', '04152-YZZA1']],
    ['①90915-YZZE1\n②04152-YZZA1', ['90915-YZZE1', '04152-YZZA1']],
    ['卡罗拉2015款机油格90915-YZZE1', ['90915-YZZE1']],
    ['90915-YZZE1 04152-YZZA1', ['90915-YZZE1', '04152-YZZA1']],
    ['MD132113 10', ['MD132113 ×10']],
    ['WBKD-1\nW68 x 2', ['WBKD-1', 'W68 ×2']],
    ['04152-31090/38010', ['04152-31090/38010']],
  ])('%j', (text, expected) => {
    expect(listed(text)).toEqual(expected);
  });

  test.each([
    'A 117 030 10 17',
    '34 11 6 794 300',
    '34.11.6794300',
    '1K0 805 903 J GRU',
    'W 712/52',
    'W712X2',
    'E7ZE-8501-A',
    '6962',
    '6X0 827 505 E',
    '6X0827505E',
    '5x0 201 511 a',
    'w712x2',
    '06K 103 495 EA',
    '3G0-907-530 EA',
    '8W0 907 468 ST',
    '1EA 907 572 H',
    '1EA 907572H',
    '1EA-907-572-H',
    '1304607256 2',
  ])('leaves the number %j whole', (number) => {
    expect(listed(number)).toEqual([number]);
  });

  it('leaves whole what makers write', () => {
    const data = new URL('../../../../packages/part-number/test-data/', import.meta.url);
    const rules = readdirSync(data).map(
      (file) =>
        JSON.parse(readFileSync(new URL(file, data), 'utf8')) as { numbers: string[]; same?: string[][] },
    );
    const numbers = rules.flatMap((rule) => [...rule.numbers, ...(rule.same ?? []).flat()]);
    expect(numbers.length).toBeGreaterThan(500);
    const asWritten = (each: string) => each.normalize('NFKC').replace(/\p{Dash}/gu, '-');
    const short = /^\S{1,2}$/;
    for (const number of numbers.filter(
      (each) => /\d/.test(each) && !/\p{Script=Han}/u.test(each) && !short.test(each),
    )) {
      expect(listed(number), number).toEqual([asWritten(number)]);
      expect(listed(`零件号\t数量\n${number}\t2\n90915-YZZE1\t3`), number).toContain(
        `${asWritten(number)} ×2`,
      );
    }
  });

  test.each([
    ['90915-YZZE1 2 EA\n04152-YZZA1 12EA', ['90915-YZZE1 ×2', '04152-YZZA1 ×12']],
    ['1 EA 90915-YZZE1', ['90915-YZZE1 ×1']],
    ['11 42 7 512 300 2 pcs', ['11 42 7 512 300 ×2']],
    ['6X0 827 505 E x2', ['6X0 827 505 E ×2']],
    ['3G0 907 530 EA * 2', ['3G0 907 530 EA ×2']],
    ['2 x 1EA 907 572 H', ['1EA 907 572 H ×2']],
    ['2×90915-YZZE1', ['90915-YZZE1 ×2']],
    [`A 117${' '.repeat(40)}030 10 17${' '.repeat(40)}x2`, ['A 117 030 10 17 ×2']],
    ['90915-YZZE1 x 0', ['90915-YZZE1 ×?']],
    ['90915-YZZE1，0', ['90915-YZZE1 ×?']],
    ['90915-YZZE1 数量：0', ['90915-YZZE1 ×?']],
    ['90915-YZZE1，12.50，2', ['90915-YZZE1 ×2']],
  ])('%j', (text, expected) => {
    expect(listed(text)).toEqual(expected);
  });

  it('tells which lines have no number', () => {
    expect(numbersOf('王师傅你好\n90915-YZZE1\n多少钱')).toEqual({
      numbers: [{ number: '90915-YZZE1', quantity: null }],
      left: ['王师傅你好', '多少钱'],
    });
  });
});

describe('a table from a spreadsheet', () => {
  const table = (...rows: string[][]) => rows.map((row) => row.join('\t')).join('\r\n');

  test.each([
    [
      'with Chinese headings',
      table(
        ['序号', '零件号', '名称', '数量', '单价'],
        ['1', '90915-YZZE1', '机油格', '2', '22.10'],
        ['2', '04152-YZZA1', '机油格', '10', '35.00'],
      ),
    ],
    [
      'with English headings in another order',
      table(
        ['Qty', 'Description', 'Part No.'],
        ['2', 'Oil filter', '90915-YZZE1'],
        ['10', 'x', '04152-YZZA1'],
      ),
    ],
    ['without headings', table(['90915-YZZE1', '2'], ['04152-YZZA1', '10'])],
    [
      'numbered, without headings',
      table(['1', '90915-YZZE1', '机油格', '2'], ['2', '04152-YZZA1', '机油格', '10']),
    ],
    ['with units', table(['90915-YZZE1', '机油格', '2个'], ['04152-YZZA1', '机油格', '10个'])],
    [
      'with a title above it',
      `采购清单\n${table(['OE号', '数量'], ['90915-YZZE1', '2'], ['04152-YZZA1', '10'])}`,
    ],
  ])('%s', (_, text) => {
    expect(listed(text)).toEqual(['90915-YZZE1 ×2', '04152-YZZA1 ×10']);
  });

  it('of a CSV', () => {
    expect(listed('90915-YZZE1,2\n"04152-YZZA1",10')).toEqual(['90915-YZZE1 ×2', '04152-YZZA1 ×10']);
  });

  test.each([
    ['with decimals', '零件号\t数量\nA-90915\t2.00\nB-04152\t12,0', ['A-90915 ×2', 'B-04152 ×12']],
    [
      'that is no count',
      '零件号\t数量\nA-90915\t0\nB-04152\t1,000\nC-15400\t2.5\nD-15208\t若干\nE-17801\t-1\nF-17802\t',
      ['A-90915 ×?', 'B-04152 ×?', 'C-15400 ×?', 'D-15208 ×?', 'E-17801 ×?', 'F-17802'],
    ],
    [
      'beside a stock',
      '零件号\t库存数量\t订购数量\nA-90915\t50\t2\nB-04152\t70\t3',
      ['A-90915 ×2', 'B-04152 ×3'],
    ],
    ['that may be a stock', '零件号\t库存数量\nA-90915\t50\nB-04152\t70', ['A-90915 ×?', 'B-04152 ×?']],
    ['under another name', '零件号\t求购\nA-90915\t50\nB-04152\t70', ['A-90915 ×?', 'B-04152 ×?']],
    ['that is a price', '零件号\t单价\nA-90915\t50\nB-04152\t70', ['A-90915', 'B-04152']],
    [
      'beside a price',
      'A-90915\t120\t2\nB-04152\t35\t4\nC-15400\t60\t1',
      ['A-90915 ×?', 'B-04152 ×?', 'C-15400 ×?'],
    ],
    ['beside a price, with its unit', 'A-90915\t120\t2个\nB-04152\t35\t4个', ['A-90915 ×2', 'B-04152 ×4']],
    ['beside a year', 'A-90915\t2015\t2\nB-04152\t2016\t4', ['A-90915 ×2', 'B-04152 ×4']],
    ['that is a year', 'A-90915\t2015\nB-04152\t2016', ['A-90915 ×?', 'B-04152 ×?']],
    ['before the numbers', '2\tA-90915\n5\tB-04152', ['A-90915 ×2', 'B-04152 ×5']],
  ])('a quantity %s', (_, text, expected) => {
    expect(listed(text)).toEqual(expected);
  });

  test.each([
    ['quoted', '"90915-YZZE1","Oil filter","2"\n"04152-YZZA1","Filter, 3 mm","3"'],
    ['with prices', '90915-YZZE1,12.50,2\n04152-YZZA1,15.00,3'],
    ['with headings', '零件号,名称,单价,数量\n90915-YZZE1,机油格,12.50,2\n04152-YZZA1,"机油格, 大",15.00,3'],
    ['with semicolons', '90915-YZZE1;Filter;12,50;2\r\n04152-YZZA1;Filter;15,00;3\r\n'],
    ['with lines in a cell', '90915-YZZE1;"Oil\nfilter";2\n04152-YZZA1;Filter;3'],
  ])('a CSV %s', (_, text) => {
    expect(listed(text)).toEqual(['90915-YZZE1 ×2', '04152-YZZA1 ×3']);
  });

  test.each([
    [
      '90915-YZZE1,04152-YZZA1\n15208-65F0A,17801-21050',
      ['90915-YZZE1', '04152-YZZA1', '15208-65F0A', '17801-21050'],
    ],
    ['90915-YZZE1,W68', ['90915-YZZE1', 'W68']],
    ['90915-YZZE1,6962', ['90915-YZZE1', '6962']],
    ['机油格 90915-YZZE1,空气格 17801-21050', ['90915-YZZE1', '17801-21050']],
    ['90915-YZZE1\t2\n"04152-YZZA1\t3', ['90915-YZZE1 ×2', '"04152-YZZA1 ×3']],
  ])('loses no number of %j', (text, expected) => {
    expect(listed(text).map((each) => each.replace('"', ''))).toEqual(
      expected.map((each) => each.replace('"', '')),
    );
  });

  it('looks at each row as often in a long table as in a short one', () => {
    const looksPerRow = (titles: number) => {
      let looks = 0;
      const counted = (row: string[]) =>
        new Proxy(row, {
          get(target, key, self) {
            looks += 1;
            return Reflect.get(target, key, self);
          },
        });
      const rows = [
        ...Array.from({ length: titles }, () => ['title']),
        ...[['零件号', '数量'], ...Array.from({ length: 200 }, (_, at) => [`90915-YZ${at}`, '2'])],
      ].map(counted);
      const columns = { number: 0, quantity: 1, unsure: [], head: titles };
      numberColumns(rows);
      expect(numbersOfTable(rows, columns, () => 'title').numbers).toHaveLength(200);
      return looks / rows.length;
    };
    expect(looksPerRow(10_000)).toBeLessThanOrEqual(looksPerRow(150));
  });

  it('tells which rows have no number', () => {
    expect(numbersOf(table(['零件号', '数量'], ['90915-YZZE1', '2'], ['合计', '2'])).left).toEqual([
      '合计\t2',
    ]);
  });
});

describe('any list', () => {
  const number = fc.constantFrom(
    '90915-YZZE1',
    'MD132113',
    '45022-S9A-A00',
    'WBKD-1',
    '1K0805903J',
    '0986494123',
  );
  const wanted = fc.record({ number, quantity: fc.integer({ min: 1, max: 999 }) });
  const written: ((each: { number: string; quantity: number }) => string)[] = [
    ({ number: each, quantity }) => `${each}\t${quantity}`,
    ({ number: each, quantity }) => `${each} x${quantity}`,
    ({ number: each, quantity }) => `${each}×${quantity}`,
    ({ number: each, quantity }) => `${each}　${quantity}个`,
    ({ number: each, quantity }) => `${each}，${quantity}`,
    ({ number: each, quantity }) => `机油格${each}，${quantity}件`,
  ];

  it('comes out as it was meant, in whichever way it is written', () => {
    fc.assert(
      fc.property(
        fc.array(wanted, { minLength: 2, maxLength: 20 }),
        fc.constantFrom(...written),
        (list, write) => {
          const read: ListedNumber[] = numbersOf(list.map(write).join('\n')).numbers;
          expect(read).toEqual(list);
        },
      ),
    );
  });

  it('is borne', () => {
    const unit = fc.constantFrom(
      '1',
      '9',
      'A',
      'x',
      '×',
      '*',
      '个',
      '、',
      '\t',
      '\n',
      ' ',
      '(',
      '.',
      '"',
      '\ud800',
      '½',
    );
    const any = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 2_000 }),
      fc.string({ unit, maxLength: 200 }),
    );
    fc.assert(
      fc.property(any, (text) => {
        const { numbers, left } = numbersOf(text);
        for (const { number: each, quantity } of numbers) {
          expect(each).toMatch(/\d/);
          expect(each.length).toBeLessThanOrEqual(200);
          expect(quantity === null || (Number.isInteger(quantity) && quantity >= 1)).toBe(true);
        }
        for (const line of left) expect(line.trim()).not.toBe('');
      }),
    );
  });
});
