import { expect, test } from 'vitest';
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
])('%s', (query, vin, numberKey, besideNumber, words) => {
  const read = readQuery(query);
  expect(read).toMatchObject({ vin, besideNumber, words });
  expect(read.numberKeys[0]).toBe(numberKey);
});

test('several numbers are looked up each and as the one that they may be', () => {
  const keys = readQuery('MD132113/45022-S9A-A00').numberKeys;
  expect(keys).toEqual(expect.arrayContaining(['MD132113', '45022S9AA00', 'MD13211345022S9AA00']));
});
