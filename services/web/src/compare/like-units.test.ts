import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { inLikeUnits } from './like-units.ts';

const of = (value: string, unit: string | null = null) => ({ value, unit });

describe('quantities side by side', () => {
  it.each([
    [
      [of('25.40', 'mm'), of('2.54', 'cm'), of('1', 'in')],
      ['25.40 mm', '25.4 mm', '25.4 mm'],
      [1, 1, 1],
    ],
    [
      [of('1', 'in'), of('25.4', 'MM')],
      ['1 in', '1 in'],
      [1, 1],
    ],
    [
      [undefined, of('0,5', 'kg'), of('500', 'g')],
      [undefined, '0,5 kg', '0.5 kg'],
      [0, 1, 1],
    ],
    [
      [of('76'), of('76.0')],
      ['76', '76.0'],
      [1, 2],
    ],
    [
      [of('76'), of('76', 'mm')],
      ['76', '76 mm'],
      [1, 2],
    ],
    [
      [of('14.5', 'psi'), of('1', 'bar')],
      ['14.5 psi', '14.5038 psi'],
      [1, 2],
    ],
    [
      [of('5', 'mm'), of('5', 'kg')],
      ['5 mm', '5 kg'],
      [1, 2],
    ],
    [
      [of('20', '°C'), of('68', '°F')],
      ['20 °C', '68 °F'],
      [1, 2],
    ],
    [
      [of('M20x1.5', 'mm'), of('M20x1.5')],
      ['M20x1.5 mm', 'M20x1.5'],
      [1, 2],
    ],
    // A thousand, or one and a bit: nobody can tell.
    [
      [of('1,000', 'mm'), of('1', 'm')],
      ['1,000 mm', '1000 mm'],
      [1, 2],
    ],
    [
      [of('１２', 'ｍｍ'), of('1.2', 'cm')],
      ['１２ ｍｍ', '12 ｍｍ'],
      [1, 1],
    ],
    [
      [of('', ''), of(' ', ' ')],
      ['', ''],
      [1, 1],
    ],
    [
      [of('12345678'), of('12345699')],
      ['12345678', '12345699'],
      [1, 2],
    ],
    [
      [of('0986'), of('986')],
      ['0986', '986'],
      [1, 2],
    ],
    [
      [of('0986', 'mm'), of('98.6', 'cm')],
      ['0986 mm', '986 mm'],
      [1, 2],
    ],
    [
      [of('1234567', 'mm'), of('1234568', 'mm')],
      ['1234567 mm', '1234568 mm'],
      [1, 2],
    ],
    [
      [of('1234567', 'mm'), of('1234.567', 'm'), of('1234.568', 'm')],
      ['1234567 mm', '1234.567 m', '1234.568 m'],
      [1, 1, 2],
    ],
    [
      [of('5.0', 'pcs'), of('+5', 'Pcs')],
      ['5.0 pcs', '+5 Pcs'],
      [1, 1],
    ],
    [
      [of('-0.5', 'in'), of('-12.7', 'mm'), of('12.7', 'mm')],
      ['-0.5 in', '-0.5 in', '0.5 in'],
      [1, 1, 2],
    ],
  ])('%j are %j, and alike as %j', (stated, texts, groups) => {
    const likes = inLikeUnits(stated);
    expect(likes.map((like) => like?.text)).toEqual(texts);
    for (const [at, group] of groups.entries())
      for (const [other, otherGroup] of groups.entries())
        expect(likes[at]?.same === likes[other]?.same).toBe(group === otherGroup);
  });

  it('that are alike stay alike, whatever unit stands first', () => {
    // Of an inch, so that each unit states it exactly.
    const units = fc.constantFrom(['in', 1], ['mm', 25.4], ['cm', 2.54], ['m', 0.0254]) as fc.Arbitrary<
      [string, number]
    >;
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 99_999 }),
        fc.array(units, { minLength: 2 }),
        (inches, chosen) => {
          const stated = chosen.map(([unit, factor]) =>
            of(String(Number((inches * factor).toPrecision(12))), unit),
          );
          expect(new Set(inLikeUnits(stated).map((like) => like?.same)).size).toBe(1);
        },
      ),
    );
  });

  it('are alike only when they look alike, and are shown as stated in one unit', () => {
    const digits = fc.stringMatching(/^[1-9][0-9]{0,14}(\.[0-9]{1,15})?$/);
    fc.assert(
      fc.property(fc.array(digits), fc.option(fc.constantFrom('mm', 'kg', '°C')), (values, unit) => {
        const likes = inLikeUnits(values.map((value) => of(value, unit)));
        expect(likes.map((like) => like?.text)).toEqual(
          values.map((value) => (unit === null ? value : `${value} ${unit}`)),
        );
      }),
    );
  });

  it('of any text are as many texts', () => {
    const any = fc.record({ value: fc.string(), unit: fc.option(fc.string()) });
    fc.assert(
      fc.property(fc.array(fc.option(any, { nil: undefined })), (stated) => {
        const likes = inLikeUnits(stated);
        expect(likes.map((each) => each === undefined)).toEqual(stated.map((each) => each === undefined));
      }),
    );
  });
});
