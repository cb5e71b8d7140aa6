import { describe, expect, test } from 'vitest';
import { expectedCheckDigit } from './check-digit.ts';
import { CAR_OF_2012, decodeWith, pattern, ruleVin } from './testing/rule-world.ts';
import type { DumpRows, DumpValue } from './testing/vpic-dump-text.ts';

/** Characters that occur under 1TA in 2012, by position. */
function valid(characters: Record<number, string>, wmi = '1TA', year = 2012): DumpValue[][] {
  return Object.entries(characters).flatMap(([position, text]) =>
    [...text].map((character) => [wmi, year, Number(position), character]),
  );
}

/** Patterns that speak of every position and name a model: without a fault there is nothing to say. */
const WHOLE: DumpRows = {
  Pattern: [pattern(100, 'ABC[A-Z]E|*A', 28, '10'), pattern(300, 'ABC[A-Z]E|*A', 28, '10')],
  WMIYearValidChars: valid({ 4: 'AB', 5: 'B', 6: 'C', 7: 'D', 8: 'E', 11: 'A' }),
};

const errors = async (rows: DumpRows, vin?: string) => {
  const { errorCodes, suggestedVin, possibleValues } = await decodeWith(rows, vin);
  return { codes: errorCodes.map(({ code }) => code), errorCodes, suggestedVin, possibleValues };
};
const withCheck = (vin: string): string => `${vin.slice(0, 8)}${expectedCheckDigit(vin)}${vin.slice(9)}`;
const put = (vin: string, position: number, character: string): string =>
  vin.slice(0, position - 1) + character + vin.slice(position);

test('0: a VIN without fault', async () =>
  expect(await errors(WHOLE)).toMatchObject({
    codes: [0],
    suggestedVin: undefined,
    possibleValues: undefined,
  }));

test('1: a wrong check digit', async () => {
  const wrong = put(CAR_OF_2012, 9, CAR_OF_2012[8] === '1' ? '2' : '1');
  expect(await errors(WHOLE, wrong)).toMatchObject({ codes: [1], errorCodes: [{ positions: [9] }] });
});

test('1: waived for a VIN whose maker has owned up to it', async () => {
  const wrong = put(CAR_OF_2012, 9, CAR_OF_2012[8] === '1' ? '2' : '1');
  expect((await errors({ ...WHOLE, VinException: [[1, wrong, true]] }, wrong)).codes).toEqual([0]);
  expect((await errors({ ...WHOLE, VinException: [[1, wrong, false]] }, wrong)).codes).toEqual([1]);
  expect((await errors({ ...WHOLE, VinException: [[1, CAR_OF_2012, true]] }, wrong)).codes).toEqual([1]);
});

describe('a character that does not occur', () => {
  const pattern5 = { Pattern: [pattern(100, 'A', 28, '10'), pattern(100, '**C[A-Z]E|*A', 34, 'x')] };
  test('2: of which one other does', async () => {
    const wrong = put(CAR_OF_2012, 5, 'X');
    const found = await errors({ ...WHOLE, ...pattern5 }, wrong);
    expect(found.codes).toContain(2);
    expect(found.suggestedVin).toBe(CAR_OF_2012);
    expect(found.possibleValues).toEqual([{ position: 5, characters: 'B' }]);
  });
  test('3: of which several do, and one makes the check digit right', async () => {
    const WMIYearValidChars = valid({ 5: 'BRM' });
    const wrong = put(CAR_OF_2012, 5, 'X');
    const found = await errors({ ...pattern5, WMIYearValidChars }, wrong);
    expect(found.codes).toContain(3);
    expect(found.suggestedVin).toBe(CAR_OF_2012);
    expect(found.possibleValues).toEqual([{ position: 5, characters: 'B' }]);
  });
  test("4: of which several do, and the check digit doesn't tell", async () => {
    // B, K and S count the same in a check digit.
    const WMIYearValidChars = valid({ 5: 'BKSM' });
    const found = await errors({ ...pattern5, WMIYearValidChars }, put(CAR_OF_2012, 5, 'X'));
    expect(found.codes).toContain(4);
    expect(found.suggestedVin).toBe(put(put(CAR_OF_2012, 5, '!'), 9, CAR_OF_2012[8] as string));
    expect(found.possibleValues).toEqual([{ position: 5, characters: 'BKMS' }]);
  });
  test('5: at several positions', async () => {
    const found = await errors({ ...WHOLE, ...pattern5 }, put(put(CAR_OF_2012, 5, 'X'), 11, 'Z'));
    expect(found.errorCodes).toContainEqual(expect.objectContaining({ code: 5, positions: [5, 11] }));
    expect(found.suggestedVin).toBe(put(put(CAR_OF_2012, 5, '!'), 11, '!'));
    expect(found.possibleValues).toEqual([
      { position: 5, characters: 'B' },
      { position: 11, characters: 'A' },
    ]);
  });
  test('where nothing is known of its position is none', async () => {
    const WMIYearValidChars = valid({ 4: 'A' });
    expect(
      (await errors({ ...WHOLE, WMIYearValidChars }, withCheck(put(CAR_OF_2012, 12, '9')))).codes,
    ).toEqual([0]);
  });
  test('is looked for to position 14, to position 11 of a small maker, and never at 9 and 10', async () => {
    const everywhere = Object.fromEntries([9, 10, 12, 13, 14, 15].map((position) => [position, '7']));
    const WMIYearValidChars = [...valid(everywhere), ...valid(everywhere, '1T9ABC')];
    const Pattern = [...(WHOLE.Pattern ?? []), pattern(400, 'ABC[A-Z]E|*A', 28, '10')];
    const car = await errors({ Pattern, WMIYearValidChars });
    expect(car.errorCodes[0]).toMatchObject({ code: 5, positions: [12, 13, 14] });
    const small = await errors({ Pattern, WMIYearValidChars }, ruleVin('1T9ABC', 'ABCDE', 'C'));
    expect(small.codes).toEqual([0]);
  });
  test('for a WMI and year that the cache lacks is judged by the keys of its schemas', async () => {
    const WMIYearValidChars = valid({ 4: 'Z' }, '1TA', 2013);
    const Pattern = [pattern(100, 'A', 28, '10'), pattern(100, '*[B-D][CX]**', 34, 'x')];
    const found = await errors({ Pattern, WMIYearValidChars }, put(CAR_OF_2012, 6, 'Z'));
    expect(found.errorCodes).toContainEqual(expect.objectContaining({ positions: [6] }));
  });
});

test('6: a VIN that is too short', async () =>
  expect((await errors(WHOLE, CAR_OF_2012.slice(0, 14))).codes).toContain(6));

test('7: a WMI that nobody has registered', async () =>
  expect((await errors(WHOLE, ruleVin('1TZ', 'ABCDE', 'C'))).codes).toEqual([7]));

test('8: no pattern', async () =>
  expect((await errors(WHOLE, ruleVin('1TA', 'XXXXX', 'C'))).codes).toEqual([8]));

test('9: a glider', async () => {
  const Pattern = [...(WHOLE.Pattern ?? []), pattern(100, 'A', 5, '64')];
  expect((await errors({ ...WHOLE, Pattern })).codes).toEqual([0, 9]);
});

test('10: an off-road vehicle, at whose position 9 anything may stand', async () => {
  const Pattern = [...(WHOLE.Pattern ?? []), pattern(100, 'A', 5, '69')];
  expect((await errors({ ...WHOLE, Pattern })).codes).toEqual([0, 10]);
  expect((await errors({ ...WHOLE, Pattern }, put(CAR_OF_2012, 9, 'Z'))).codes).toEqual([1, 10]);
  expect((await errors(WHOLE, put(CAR_OF_2012, 9, 'Z'))).codes).toEqual([1, 400]);
});

test('11: a position 10 that stands for no year', async () => {
  for (const code of ['0', 'U', 'Z']) {
    const found = await errors(WHOLE, ruleVin('1TA', 'ABCDE', code));
    expect(found.errorCodes).toContainEqual(expect.objectContaining({ code: 11, positions: [10] }));
    expect(found.codes).not.toContain(0);
  }
});

describe('14', () => {
  test('positions of which no pattern that gave a value says anything', async () => {
    const Pattern = [pattern(100, 'A', 28, '10'), pattern(100, '*B', 34, 'x')];
    expect((await errors({ ...WHOLE, Pattern })).errorCodes).toEqual([
      expect.objectContaining({ code: 0 }),
      expect.objectContaining({ code: 14, positions: [6, 7, 8, 11] }),
    ]);
  });
  test('of patterns whose value lost', async () => {
    const Pattern = [...(WHOLE.Pattern ?? []).slice(0, 1), pattern(100, 'A', 28, '10')];
    expect((await errors({ ...WHOLE, Pattern })).codes).toEqual([0, 14]);
  });
  test('no model', async () => {
    const Pattern = [pattern(100, 'ABC[A-Z]E|*A', 34, 'x')];
    expect((await errors({ ...WHOLE, Pattern })).codes).toEqual([0, 14]);
  });
});

describe('400: a character that cannot stand where it does', () => {
  test.each([
    ['1TA', 13],
    ['1TM', 14],
    ['1TH', 14],
  ])('a letter in the serial number of %s from position %i on', async (wmi, first) => {
    const invalid = async (position: number) =>
      (
        await errors({ ...WHOLE, Pattern: [] }, put(ruleVin(wmi, 'ABCDE', 'C'), position, 'A'))
      ).errorCodes.find(({ code }) => code === 400)?.positions;
    expect(await invalid(first)).toEqual([first]);
    expect(await invalid(first - 1)).toBeUndefined();
  });
  test('a small maker has digits from position 15 on', async () => {
    const codes = async (position: number) =>
      (await errors({}, put(ruleVin('1T9ABC', 'ABCDE', 'C'), position, 'A'))).codes;
    expect(await codes(15)).toContain(400);
    expect(await codes(11)).not.toContain(400);
  });
  test('I, O and Q anywhere, marked in the suggested VIN', async () => {
    const found = await errors(WHOLE, put(CAR_OF_2012, 12, 'O'));
    expect(found.codes).toEqual([1, 400]);
    expect(found.suggestedVin).toBe(put(CAR_OF_2012, 12, '!'));
  });
  test('a star is an unknown character, and none at position 10', async () => {
    expect((await errors({}, put(CAR_OF_2012, 12, '*'))).codes).not.toContain(400);
    expect((await errors({}, put(CAR_OF_2012, 10, '*'))).codes).toContain(400);
  });
});

test('codes 0, 2 to 5 and 14 are never given without the table of valid characters', async () => {
  const { Pattern } = WHOLE;
  for (const vin of [CAR_OF_2012, put(CAR_OF_2012, 5, 'X'), put(put(CAR_OF_2012, 5, 'X'), 11, 'Z')]) {
    const found = await errors({ Pattern: Pattern ?? [] }, vin);
    expect(found.codes.filter((code) => [0, 2, 3, 4, 5, 14].includes(code))).toEqual([]);
    expect(found).toMatchObject({ suggestedVin: undefined, possibleValues: undefined });
  }
});
