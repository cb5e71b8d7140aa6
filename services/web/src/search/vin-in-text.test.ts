import fc from 'fast-check';
import { expect, test } from 'vitest';
import { numbersOf } from '../numbers/numbers-of-text.ts';
import { mayHoldVin, vinIn } from './vin-in-text.ts';

test.each([
  '1HGCM82633A004352',
  '1hgcm82633a004352',
  '1HG CM826 33A 004352',
  '１ＨＧＣＭ８２６３３Ａ００４３５２',
  'LFV2A21K8D41O3465',
  '帮我查LFV2A21K8D4103465前刹车片',
  '车架号：LFV2A21K8D4103465，',
])('%j may', (text) => {
  expect(mayHoldVin(text)).toBe(true);
});

test.each([
  '',
  '90915-YZZE1',
  '机油格',
  '12345678901234567',
  'ABCDEFGHIJKLMNOPQ',
  '1HGCM82633A00435',
  '1HGCM82633A0043521',
  '90915-YZZE1\n1234567',
  'MD132113\r\nMD360935A',
  '90915-YZZE1\t1234567',
])('%j may not', (text) => {
  expect(mayHoldVin(text)).toBe(false);
});

test.each([
  '师傅你好，车架号LFV2A21K8D4103465\n要这三个：\n90915-YZZE1\n04152 31090 2个\n45022-S9A-A00，急',
  '90915-yzze1、04152 31090×2、45022-S9A-A00 车架 lfv2a21k8d4103465',
  '90915-YZZE1\r\nLFV 2A21K8 D4103465\r\n04152 31090 *2\r\n45022-S9A-A00',
])('of a message with a VIN and numbers: %j', (text) => {
  const found = vinIn(text);
  expect(found?.vin).toBe('LFV2A21K8D4103465');
  expect(numbersOf(found?.rest ?? '').numbers).toEqual([
    { number: '90915-YZZE1', quantity: null },
    { number: '04152 31090', quantity: 2 },
    { number: '45022-S9A-A00', quantity: null },
  ]);
});

test.each([
  '90915-YZZE1\n04152-31090',
  'LFV2A21K8D4103465\n1HGCM82633A004352',
  'LFV 2A21K8 D4103465 90915-YZZE1',
  '',
])('of %j there is no one VIN', (text) => {
  expect(vinIn(text)).toBeUndefined();
});

test('whatever is pasted, a VIN that is told stands in it, and nothing else is lost', () => {
  const piece = fc.constantFrom(
    'LFV2A21K8D4103465',
    '90915-YZZE1',
    '机油格',
    ' ',
    '\n',
    '，',
    '2个',
    'ß',
    '１',
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
      const text = pieces.join('');
      const found = vinIn(text);
      const signs = (of: string) =>
        [...of.normalize('NFKC').toUpperCase().replace(/\s/g, '')].sort().join('');
      if (found !== undefined) expect(signs(found.vin + found.rest)).toBe(signs(text));
    }),
  );
});
