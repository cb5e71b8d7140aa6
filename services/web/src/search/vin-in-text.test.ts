import { expect, test } from 'vitest';
import { mayHoldVin } from './vin-in-text.ts';

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
