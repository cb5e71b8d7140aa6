import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { type ListedNumber, numbersOf } from './numbers-of-text.ts';

const listed = (text: string) =>
  numbersOf(text).numbers.map(({ number, quantity }) =>
    quantity === null ? number : `${number} ×${quantity}`,
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
  ])('leaves the number %j whole', (number) => {
    expect(listed(number)).toEqual([number]);
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
