import { generalKey } from '@qipei/part-number';
import fc from 'fast-check';
import { expect, it, test } from 'vitest';
import { readQuery } from './read-query.ts';

const VIN = '1HGCM82633A004352';

test.each([
  ['', '', undefined, '', ''],
  ['机油格', '', undefined, '', '机油格'],
  [VIN, VIN, undefined, '', ''],
  [`机油格 ${VIN}`, VIN, undefined, '', '机油格'],
  ['90915 yzze1', '', '90915YZZE1', '', '90915 yzze1'],
  ['MD132113 机油格', '', 'MD132113', '机油格', 'MD132113 机油格'],
  [`${VIN} MD132113`, VIN, 'MD132113', '', 'MD132113'],
  ['MD132113/45022-S9A-A00', '', 'MD132113', '', 'MD132113/45022-S9A-A00'],
  ['SK/XF/1269135', '', 'SKXF1269135', '', 'SK/XF/1269135'],
  ['5W30 机油', '', undefined, '', '5W30 机油'],
  ['MD132113机油格', '', 'MD132113', '机油格', 'MD132113机油格'],
])('%s', (query, vin, numberKey, besideNumber, words) => {
  const read = readQuery(query);
  expect(read).toMatchObject({ vins: vin === '' ? [] : [vin], besideNumber, words });
  expect(read.numberKeys[0]).toBe(numberKey);
});

test('several numbers are looked up each and as the one that they may be', () => {
  const keys = readQuery('MD132113/45022-S9A-A00').numberKeys;
  expect(keys).toEqual(expect.arrayContaining(['MD132113', '45022S9AA00', 'MD13211345022S9AA00']));
});

const SHORT = ['WBKD-1', 'W1', '7', 'RAV4', 'H7', 'AB-12-3', 'KETTO'];

test.each([
  ...SHORT.flatMap((number) => [number, number.toLowerCase(), number.replaceAll('-', ' ')]),
  'ＷＢＫＤ－１',
  'wbkd–1',
])('%j may be a number as a whole', (text) => {
  const { numberKeys, wholeNumbers } = readQuery(text);
  expect([...numberKeys, ...(wholeNumbers[0]?.keys ?? [])]).toContain(generalKey(text));
});

test.each([
  ['Ketto WBKD-1', 'WBKD1', 'Ketto'],
  ['Ketto WBKD 1', 'WBKD1', 'Ketto'],
  ['WBKD-1 刹车片', 'WBKD1', '刹车片'],
  ['WBKD-1刹车片', 'WBKD1', '刹车片'],
  ['刹车片wbkd 1', 'WBKD1', '刹车片'],
])('%j may be a number beside words', (text, key, beside) => {
  expect(readQuery(text).wholeNumbers).toContainEqual(expect.objectContaining({ keys: [key], beside }));
});

test('so are several with blanks between them, where each is longer than a group of one', () => {
  const keys = readQuery('MD132113 45022-S9A-A00').numberKeys;
  expect(keys).toEqual(expect.arrayContaining(['MD132113', '45022S9AA00', 'MD13211345022S9AA00']));
  expect(readQuery('90915 YZZE1').numberKeys).toEqual(['90915YZZE1']);
});

test.each([
  'fiat 500',
  'peugeot 206',
  'mazda 3',
  'toyota 2018',
  'fiat 500 2018',
  'peugeot 3008 1.6',
  'volvo 850 2.5T',
])('a model or a year beside its make is no number: %s', (query) => {
  const { numberKeys, wholeNumbers } = readQuery(query);
  expect(numberKeys).toEqual([]);
  expect(wholeNumbers.filter(({ withoutMake }) => withoutMake)).toEqual([]);
});

test('what looks like a VIN and is none stays a word, where it stood', () => {
  const number = '1001010XKV00A1234';
  for (const text of [number, `${number} 机油格`, `${VIN} ${number}`]) {
    const { vins, words } = readQuery(text, (vin) => vin === VIN);
    expect({ vins, words }).toEqual({
      ...{ vins: text.startsWith(VIN) ? [VIN] : [], words: text.replace(`${VIN} `, '') },
    });
  }
  expect(readQuery(`${number} ${VIN} ${number}`, (vin) => vin === VIN).words).toBe(`${number} ${number}`);
});

test('a make beside a number is none of its words', () => {
  expect(readQuery('Toyota 90915-YZZE1')).toMatchObject({ besideNumber: 'Toyota', besideIsMake: true });
  const keys = readQuery('Toyota 90915 YZZE1').wholeNumbers.filter(({ beside }) => beside === '');
  expect(keys.flatMap((each) => each.keys)).toContain('90915YZZE1');
});

it('bears any text, and looks for a bounded number of things', () => {
  const piece = fc.constantFrom(VIN, 'W', '1', ' ', '-', '刹', '、', '\u0000', 'Ⅷ', '９', 'é', '\ud800');
  const text = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 512 }),
    fc.string({ unit: piece, maxLength: 60 }),
  );
  fc.assert(
    fc.property(text, (query) => {
      const { vins, numberKeys, wholeNumbers } = readQuery(query);
      expect(vins.length).toBeLessThanOrEqual(20);
      expect(numberKeys.length).toBeLessThanOrEqual(100);
      expect(wholeNumbers.length).toBeLessThanOrEqual(13);
      for (const { keys } of wholeNumbers) expect(keys.join('')).toMatch(/^[A-Z0-9]+$/);
    }),
    { numRuns: 500 },
  );
});
