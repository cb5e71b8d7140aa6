import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { MAX_NUMBER_LENGTH } from './general-key.ts';
import { MAX_FIELD_LENGTH, readNumberField, splitNumbers, standsForNone } from './number-field.ts';

describe('numbers of one field', () => {
  test.each([
    ['04152-31090/04152-37010', 'Toyota', ['04152-31090', '04152-37010']],
    ['04152-31090/38010', 'Toyota', ['04152-31090', '04152-38010']],
    ['04152-31090／38010／38020', '丰田', ['04152-31090', '04152-38010', '04152-38020']],
    ['1K0 805 903 J/K/AB', 'VW', ['1K0 805 903 J', '1K0 805 903 K', '1K0 805 903 AB']],
    ['31 12 6 751 317/318', 'BMW', ['31 12 6 751 317', '31 12 6 751 318']],
    ['1109.AY/AL', '标致', ['1109.AY', '1109.AL']],
    ['0 986 494 525/596', 'Bosch', ['0 986 494 525', '0 986 494 596']],
    ['W 712/52', 'Mann', ['W 712/52']],
    ['HU 711/51 x; W 712/75', 'MANN-FILTER', ['HU 711/51 x', 'W 712/75']],
    ['W 712/52', undefined, ['W 712/52']],
    ['LX 1006/1D', 'Knecht', ['LX 1006/1D']],
    ['90915-YZZE1\n90915-YZZE2\r\n90915-YZZJ3', undefined, ['90915-YZZE1', '90915-YZZE2', '90915-YZZJ3']],
    ['90915-YZZE1、90915-YZZE2，90915-YZZJ3；', undefined, ['90915-YZZE1', '90915-YZZE2', '90915-YZZJ3']],
    ['90915-YZZE1, 90915 YZZE1, 90915-YZZE1', undefined, ['90915-YZZE1', '90915 YZZE1']],
    ['7701208265 / 410605536R', 'Renault', ['7701208265', '410605536R']],
    ['11427566327/11427541827', 'BMW', ['11427566327', '11427541827']],
    ['31110-2E300, 31110-2E000', 'Hyundai', ['31110-2E300', '31110-2E000']],
    ['90915-YZZE1 (15601-BZ010)', 'Toyota', ['90915-YZZE1', '15601-BZ010']],
    ['04152-31090/38010 (15601-BZ010)', 'Toyota', ['04152-31090', '04152-38010', '15601-BZ010']],
    ['04152-31090 (15601-BZ010/BZ020)', 'Toyota', ['04152-31090', '15601-BZ010', '15601-BZ020']],
    ['90915-YZZE1（机油格）', 'Toyota', ['90915-YZZE1（机油格）']],
    ['15400-PLM-A01/A02', 'Honda', ['15400-PLM-A01/A02']],
    ['14400-PR4-A01~14400-PR4-A05', 'Honda', ['14400-PR4-A01', '14400-PR4-A05']],
    ['04152-31090～31110', 'Toyota', ['04152-31090', '04152-31110']],
    ['34116794300 34116855000', 'BMW', ['34116794300', '34116855000']],
    ['90915-YZZE1 90915-YZZE2', 'Toyota', ['90915-YZZE1', '90915-YZZE2']],
    ['34 11 6 794 300', 'BMW', ['34 11 6 794 300']],
    ['A 000 180 26 09', 'Mercedes-Benz', ['A 000 180 26 09']],
    ['34116794300 34116855000', undefined, ['34116794300 34116855000']],
    ['N/A', 'Toyota', []],
    ['n.a.; NONE, 90915-YZZE1', 'Toyota', ['90915-YZZE1']],
    [' / ; ', 'Toyota', []],
    ['', undefined, []],
  ])('%s of %s', (field, make, numbers) => expect(splitNumbers(field, make)).toEqual(numbers));

  test('what was completed says so and is less sure', () => {
    const [whole, completed] = readNumberField('04152-31090/38010', 'Toyota');
    expect(whole).toMatchObject({ from: 'separator', confidence: 0.95 });
    expect(completed).toMatchObject({ from: 'shared-prefix', text: '04152-38010', confidence: 0.75 });
    expect(completed?.reason).toMatch(/shares the first/);
    // Without the make, or with one of another form, nothing is made up.
    expect(splitNumbers('04152-31090/38010')).toEqual(['04152-31090', '38010']);
    expect(splitNumbers('04152-31090/38010', 'Honda')).toEqual(['04152-31090', '38010']);
  });

  test('of a range only the ends are told', () => {
    for (const each of readNumberField('04152-31090~31110', 'Toyota'))
      expect(each).toMatchObject({ from: 'range-end', confidence: 0.5 });
  });

  test('any text is taken apart or refused, and a field that is too long is refused', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (field) => {
        for (const { text, confidence } of readNumberField(field, 'VW')) {
          expect(text.trim()).toBe(text);
          expect(confidence).toBeGreaterThan(0);
        }
      }),
    );
    expect(readNumberField('1/'.repeat(MAX_FIELD_LENGTH))).toEqual([]);
    expect(readNumberField('90915-YZZE1;'.repeat(800)).length).toBe(1);
  });
});

test.each([
  ['LP2-6150-AA -  P2W9-6150-AA', ['LP2-6150-AA', 'P2W9-6150-AA']],
  ['30026455 - 30026421 -  30026422', ['30026455', '30026421', '30026422']],
  ['3502.28ZY6S-166J  -  3502.28ZY6S-165J', ['3502.28ZY6S-166J', '3502.28ZY6S-165J']],
  ['90915 - YZZJ3', ['90915 - YZZJ3']],
  ['3501013 - K1100101', ['3501013 - K1100101']],
  ['58302 - 1GA00 - AB', ['58302 - 1GA00 - AB']],
  ['14400-P13-004', ['14400-P13-004']],
])('a dash between blanks parts %j into %j', (field, numbers) => {
  expect(splitNumbers(field)).toEqual(numbers);
});

const none = fc.constantFrom(
  'N/A',
  'n.a.',
  'NA',
  'none',
  'TBD',
  'Ｎ／Ａ',
  'unknown',
  'N / A',
  'tba',
  'n\u200b/a',
);
const separator = fc.constantFrom('/', ' / ', '|', ';', ',', '、', '／', '~', ' - ', '\n');

describe('texts that stand for no number', () => {
  test('are none, however many stand in a field', () => {
    fc.assert(
      fc.property(fc.array(none, { minLength: 1, maxLength: 6 }), separator, (texts, sign) => {
        const field = texts.join(sign);
        expect(standsForNone(field), field).toBe(true);
        for (const make of [undefined, 'Toyota', 'Bosch', 'MANN-FILTER'])
          expect(readNumberField(field, make), field).toEqual([]);
      }),
    );
  });

  test('are left out beside a number', () => {
    const visible = none.filter((text) => !text.includes('\u200b'));
    fc.assert(
      fc.property(
        fc.array(visible, { maxLength: 3 }),
        fc.array(visible, { maxLength: 3 }),
        separator,
        (before, behind, sign) => {
          const field = [...before, '04152-31090', ...behind].join(sign);
          for (const make of [undefined, 'Toyota', 'Bosch'])
            expect(splitNumbers(field, make), field).toEqual(['04152-31090']);
        },
      ),
    );
    expect(splitNumbers('04152-31090 (N/A)', 'Toyota')).toEqual(['04152-31090']);
    expect(splitNumbers('04152-31090/TBD/38010', 'Toyota')).toEqual(['04152-31090', '04152-38010']);
  });

  test.each(['NA1234', '1K0 805 903 N/A', 'NONE-1', 'TBD/1', 'TBA 12', ' - ', '', 'N/A1'])(
    '%j is not one',
    (text) => expect(standsForNone(text)).toBe(false),
  );

  test('are looked for in time that grows with the field', () => {
    for (const field of [
      'N/A '.repeat(2_499),
      `N${' '.repeat(9_900)}`,
      'NA /'.repeat(2_400),
      `${' - '.repeat(3_300)}x`,
      `NA${' '.repeat(9_900)}x`,
    ])
      expect(readNumberField(field, 'Toyota').length).toBeLessThan(2_500);
  });
});

test('what was received is kept beside what was made of it, and has it when it is read again', () => {
  const given = (field: string, make?: string) => readNumberField(field, make).map((each) => each.given);
  expect(given('04152-31090/38010/38020', 'Toyota')).toEqual([
    '04152-31090',
    '04152-31090/38010',
    '04152-31090/38020',
  ]);
  expect(given('90915-YZZE1 (15601-BZ010)', 'Toyota')).toEqual(['90915-YZZE1', '90915-YZZE1 (15601-BZ010)']);
  expect(given('04152-31090/38010; 04152-38010', 'Toyota')).toEqual(['04152-31090', '04152-38010']);
  const part = fc.constantFrom(
    '04152-31090',
    '38010',
    '38020',
    '90915-YZZE1',
    'YZZE2',
    '(15601-BZ010)',
    '0 986 494 525',
    '596',
    'N/A',
  );
  fc.assert(
    fc.property(
      fc.array(part, { maxLength: 5 }),
      fc.constantFrom('/', ' ', ' - ', ';', '~'),
      fc.constantFrom('Toyota', 'Bosch', 'VW'),
      (parts, sign, make) => {
        for (const each of readNumberField(parts.join(sign), make)) {
          expect(each.given.length).toBeLessThanOrEqual(Math.max(MAX_NUMBER_LENGTH, each.text.length));
          if (each.given === each.text) continue;
          const again = readNumberField(each.given, make).find(({ text }) => text === each.text);
          expect(again).toEqual(each);
        }
      },
    ),
  );
});
