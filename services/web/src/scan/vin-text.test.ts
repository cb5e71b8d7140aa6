import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { asVin, expectedCheckDigit, vinDoubts, vinsOfCode } from './vin-text.ts';

const VIN = '1HGCM82633A004352';
const characters = fc.constantFrom(...'ABCDEFGHJKLMNPRSTUVWXYZ0123456789');
const vins = fc
  .array(characters, { minLength: 17, maxLength: 17 })
  .map((each) => each.join(''))
  .filter((vin) => /\d/.test(vin) && /[A-Z]/.test(vin));

describe('the VIN of a code', () => {
  it.each([
    [VIN],
    [`I${VIN}`],
    [`*${VIN}*`],
    [`*I${VIN}*`],
    [VIN.toLowerCase()],
    ['1HG CM826 33A 004352'],
    ['１ＨＧＣＭ８２６３３Ａ００４３５２'],
    [`VIN:${VIN}`],
    [`VIN${VIN}`],
    [`车架号：${VIN}`],
    [`https://parts.example/v?vin=${VIN}&x=1`],
    [`{"vin":"${VIN}","plate":"京A12345"}`],
    [`\u001d${VIN}\u001e04`],
    [`17V${VIN}`.replace('17V', '17V ')],
  ])('is found in %j', (text) => {
    expect(vinsOfCode(text)[0]).toBe(VIN);
  });

  it.each([
    '',
    'I',
    '6901234567892',
    'WWW.EXAMPLE.COM',
    `${VIN}X`,
    `A${VIN}`,
    '12345678901234567',
    VIN.slice(1),
  ])('is none in %j', (text) => {
    expect(vinsOfCode(text)).toEqual([]);
  });

  it('that has the right check digit comes first', () => {
    const wrong = 'LSVAA49J132047372';
    expect(vinsOfCode(`${wrong};${VIN}`)).toEqual([VIN, wrong]);
  });

  it('is found whatever stands around, and nothing that is thrown at it breaks it', () => {
    fc.assert(
      fc.property(vins, fc.constantFrom('', 'I', '*', '*I', ' ', 'VIN '), (vin, lead) => {
        expect(vinsOfCode(`${lead}${vin}${lead === '*' || lead === '*I' ? '*' : ''}`)[0]).toBe(vin);
      }),
    );
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 5_000 }), (text) => {
        for (const vin of vinsOfCode(text)) expect(vinDoubts(vin).forbidden).toEqual([]);
        asVin(text);
      }),
    );
  });
});

describe('what is in doubt', () => {
  it('is a letter that no VIN has', () => {
    expect(vinDoubts('1HGCM8263OA0I435Q')).toEqual({ forbidden: [10, 13, 17], checkDigit: undefined });
    expect(vinDoubts('1HG')).toEqual({ forbidden: [], checkDigit: undefined });
    expect(vinDoubts('é中')).toEqual({ forbidden: [1, 2], checkDigit: undefined });
  });

  it('is the check digit where it isn’t that of the others', () => {
    // 49 CFR 565.15(c): the sum over the digits of this one is 311, and 311 mod 11 is 3.
    expect(expectedCheckDigit(VIN)).toBe('3');
    expect(vinDoubts(VIN).checkDigit).toEqual({ given: '3', expected: '3', isRight: true });
    expect(expectedCheckDigit('1M8GDM9AXKP042788')).toBe('X');
    expect(vinDoubts('1HGCM82633A004532').checkDigit?.isRight).toBe(false);
  });

  it('is told of position 9 in any VIN', () => {
    fc.assert(
      fc.property(vins, characters, (vin, character) => {
        const expected = expectedCheckDigit(vin);
        const given = vin.slice(0, 8) + character + vin.slice(9);
        expect(vinDoubts(given).checkDigit).toEqual({
          ...{ given: character, expected, isRight: character === expected },
        });
      }),
    );
  });
});
