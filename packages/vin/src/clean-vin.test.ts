import { describe, expect, test } from 'vitest';
import { cleanVin } from './clean-vin.ts';
import { isVinLike } from './is-vin-like.ts';

const VIN = '1GNDX03E91D298554';

describe('one spelling', () => {
  test.each([
    VIN,
    VIN.toLowerCase(),
    ` ${VIN}\n`,
    `*${VIN}*`,
    `I${VIN}`,
    '1GN-DX03E9-1D298554',
    '1GN DX03E9 1D29 8554',
    '1ＧＮＤＸ０３Ｅ９１Ｄ２９８５５４',
    '\uFEFF1GNDX03E9\u200B1D298554',
    '1GNDX03E9–1D298554',
    `VIN: ${VIN}`,
  ])('%j', (spelling) => {
    expect(cleanVin(spelling)).toEqual({ vin: VIN, cut: false });
  });

  test('a text without end is cut', () => {
    expect(cleanVin('A'.repeat(1_000_000))).toEqual({ vin: 'A'.repeat(64), cut: true });
    expect(cleanVin('ﷺ'.repeat(256)).vin.length).toBeLessThanOrEqual(64);
  });
});

describe('what looks like a VIN in a search box', () => {
  test.each([VIN, VIN.toLowerCase(), `*${VIN}*`, 'WVWZZZ1KZ8W123456', 'LSVAL41Z88210420O'])(
    '%j does',
    (text) => {
      expect(isVinLike(text)).toBe(true);
    },
  );
  test.each([
    '',
    '0 986 494 123',
    '12345678901234567',
    'AIR FILTER FOR CAMRY',
    'BREMSSCHEIBENSATZ',
    'QQQQQQQQQQQQ12345',
  ])('%j does not', (text) => {
    expect(isVinLike(text)).toBe(false);
  });
});
