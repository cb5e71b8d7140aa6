import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { inLikeUnits } from './like-units.ts';

const of = (value: string, unit: string | null = null) => ({ value, unit });

describe('quantities side by side', () => {
  it.each([
    [
      [of('25.40', 'mm'), of('2.54', 'cm'), of('1', 'in')],
      ['25.4 mm', '25.4 mm', '25.4 mm'],
    ],
    [
      [of('1', 'in'), of('25.4', 'MM')],
      ['1 in', '1 in'],
    ],
    [
      [undefined, of('0,5', 'kg'), of('500', 'g')],
      [undefined, '0.5 kg', '0.5 kg'],
    ],
    [
      [of('76'), of('76.0')],
      ['76', '76'],
    ],
    [
      [of('76'), of('76', 'mm')],
      ['76', '76 mm'],
    ],
    [
      [of('14.5', 'psi'), of('1', 'bar')],
      ['14.5 psi', '14.5038 psi'],
    ],
    [
      [of('5', 'mm'), of('5', 'kg')],
      ['5 mm', '5 kg'],
    ],
    [
      [of('20', '°C'), of('68', '°F')],
      ['20 °C', '68 °F'],
    ],
    [
      [of('M20x1.5', 'mm'), of('M20x1.5')],
      ['M20x1.5 mm', 'M20x1.5'],
    ],
    // A thousand, or one and a bit: nobody can tell.
    [
      [of('1,000', 'mm'), of('1', 'm')],
      ['1,000 mm', '1000 mm'],
    ],
    [
      [of('１２', 'ｍｍ'), of('1.2', 'cm')],
      ['12 ｍｍ', '12 ｍｍ'],
    ],
    [
      [of('', ''), of(' ', ' ')],
      ['', ''],
    ],
  ])('%j are %j', (stated, texts) => {
    expect(inLikeUnits(stated)).toEqual(texts);
  });

  it('that were alike stay alike, whatever unit stands first', () => {
    const units = fc.constantFrom(['mm', 1], ['cm', 10], ['m', 1_000], ['in', 25.4]) as fc.Arbitrary<
      [string, number]
    >;
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 99_999 }),
        fc.array(units, { minLength: 2 }),
        (length, chosen) => {
          const stated = chosen.map(([unit, factor]) =>
            of(String(Number((length / factor).toPrecision(12))), unit),
          );
          expect(new Set(inLikeUnits(stated)).size).toBe(1);
        },
      ),
    );
  });

  it('of any text are as many texts', () => {
    const any = fc.record({ value: fc.string(), unit: fc.option(fc.string()) });
    fc.assert(
      fc.property(fc.array(fc.option(any, { nil: undefined })), (stated) => {
        const texts = inLikeUnits(stated);
        expect(texts.map((each) => each === undefined)).toEqual(stated.map((each) => each === undefined));
      }),
    );
  });
});
