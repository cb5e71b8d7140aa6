import { describe, expect, test } from 'vitest';
import { matchPatterns } from './match-patterns.ts';
import { CAR_OF_2012, decodeWith, pattern, ruleTable, ruleVin, valuesOf } from './testing/rule-world.ts';
import { findWmi } from './wmi-number.ts';

/** The series that patterns of these keys give, the first key the series `0` and so on. */
async function seriesOf(keys: string[], vin?: string): Promise<string | undefined> {
  const rows = keys.map((key, index) => pattern(100, key, 34, `${index}`));
  return (await decodeWith({ Pattern: rows }, vin)).attributes.series?.value;
}

describe('a key', () => {
  test('matches what begins as it does', async () => {
    expect(await seriesOf(['AB'])).toBe('0');
    expect(await seriesOf(['AC'])).toBeUndefined();
  });
  test('takes any character for a star', async () => expect(await seriesOf(['*B*D'])).toBe('0'));
  test('takes one of a class', async () => {
    expect(await seriesOf(['[XA]B[A-C]'])).toBe('0');
    expect(await seriesOf(['[XY]B'])).toBeUndefined();
  });
  test('takes none of a class that is turned round', async () => {
    expect(await seriesOf(['[^XY]'])).toBe('0');
    expect(await seriesOf(['[^A]'])).toBeUndefined();
  });
  test('goes on with position 10 behind the bar', async () => {
    expect(await seriesOf(['*****|CA'])).toBe('0');
    expect(await seriesOf(['*****|DA'])).toBeUndefined();
  });
  test('never looks at position 9', async () => {
    const other = `${CAR_OF_2012.slice(0, 8)}${CAR_OF_2012[8] === '1' ? '2' : '1'}${CAR_OF_2012.slice(9)}`;
    expect(await seriesOf(['ABCDE|C'], other)).toBe('0');
  });
  test('wants as many characters as it has', async () => {
    const table = await ruleTable({ Pattern: [pattern(100, '*****|CA*', 34, 'x')] });
    const wmi = findWmi(table.sections.wmiCodes, '1TA');
    expect(matchPatterns(table, wmi, CAR_OF_2012.slice(0, 12), 2012).patterns).toBe(1);
    expect(matchPatterns(table, wmi, CAR_OF_2012.slice(0, 11), 2012).patterns).toBe(0);
  });
  test('reads 1-A in a class as 1 and A', async () => {
    const plant = (character: string) => ruleVin('1TA', 'ABCDE', 'C', `${character}000001`);
    expect(await seriesOf(['*****|*[1-A-JT]'], plant('C'))).toBe('0');
    expect(await seriesOf(['*****|*[1-A-JT]'], plant('5'))).toBeUndefined();
  });
});

describe('a key with #', () => {
  const digits = ruleVin('1TA', 'AB4DE', 'C');
  const formula = { Pattern: [pattern(100, '**#', 9, 'TBD')], Wmi_VinSchema: [[1, 1, 100, 1981, null]] };
  test("gives the VIN's own digits", async () => {
    const { attributes } = await decodeWith(formula, digits);
    expect(attributes.engineNumberOfCylinders?.value).toBe('4');
  });
  test('matches digits only', async () =>
    expect((await decodeWith(formula)).attributes).not.toHaveProperty('engineNumberOfCylinders'));
  test('never matches beside a digit or a class', async () => {
    for (const key of ['**#*E|2', '[A]*#']) {
      const { attributes } = await decodeWith({ ...formula, Pattern: [pattern(100, key, 9, 'TBD')] }, digits);
      expect(attributes, key).not.toHaveProperty('engineNumberOfCylinders');
    }
  });
  test('comes behind any pattern, and before an engine model', async () => {
    const Pattern = [...formula.Pattern, pattern(100, 'A', 18, 'E1')];
    const rows = {
      ...formula,
      Pattern,
      EngineModel: [[1, 'E1']],
      EngineModelPattern: [[1, 1, 9, '8', null, null]],
    };
    expect((await decodeWith(rows, digits)).attributes.engineNumberOfCylinders?.value).toBe('4');
    const more = { ...rows, Pattern: [...Pattern, pattern(100, 'A', 9, '6')] };
    expect((await decodeWith(more, digits)).attributes.engineNumberOfCylinders?.value).toBe('6');
  });
});

describe('patterns count', () => {
  test('of schemas that cover the model year, to the last year or without one', async () => {
    const rows = { Pattern: [pattern(100, 'A', 34, 'old'), pattern(101, 'A', 38, 'new')] };
    const of = async (year: string) => valuesOf(await decodeWith(rows, ruleVin('1TA', 'ABCDE', year)));
    expect(await of('C')).toMatchObject({ series: 'old' });
    expect(await of('C')).not.toHaveProperty('trim');
    expect(await of('G')).toMatchObject({ series: 'old', trim: 'new' });
    expect(await of('S')).toMatchObject({ trim: 'new' });
    expect(await of('S')).not.toHaveProperty('series');
  });
  test('of schemas that have been checked', async () => {
    const rows = { Pattern: [pattern(900, 'A', 34, 'x')], Wmi_VinSchema: [[9, 1, 900, 2011, null]] };
    expect((await decodeWith(rows)).attributes).not.toHaveProperty('series');
  });
  test('of public elements that are decoded, and not of what the WMI and position 10 tell', async () => {
    const ids = [45, 97, 26, 27, 29, 39];
    const Pattern = [pattern(100, 'A', 28, '10'), ...ids.map((id) => pattern(100, 'A', id, '2'))];
    expect(valuesOf(await decodeWith({ Pattern }))).toMatchObject({
      make: 'ALBA',
      manufacturerName: 'TESTWERK',
      modelYear: '2012',
      vehicleType: 'Passenger Car',
    });
    expect((await decodeWith({ Pattern })).attributes).not.toHaveProperty('nCICCode');
    expect(Object.keys((await decodeWith({ Pattern })).attributes).join()).not.toMatch(/ncic|ncsa/i);
  });
  test('of WMIs that are public by the newest row', async () => {
    for (const wmi of ['1TN', '1TF']) {
      const decode = await decodeWith({ Pattern: [pattern(100, 'A', 34, 'x')] }, ruleVin(wmi, 'ABCDE', 'C'));
      expect(decode.notes.map(({ code }) => code)).toContain('unknown-wmi');
    }
  });
  test('of the WMI in six characters where the third is 9', async () => {
    const rows = { Pattern: [pattern(400, 'A', 34, 'small')] };
    expect((await decodeWith(rows, ruleVin('1T9ABC', 'ABCDE', 'C'))).attributes.series?.value).toBe('small');
    const other = await decodeWith(rows, ruleVin('1T9ABD', 'ABCDE', 'C'));
    expect(other.attributes).not.toHaveProperty('series');
  });
});

describe('of several values the one wins', () => {
  const series = async (rows: ReturnType<typeof pattern>[], year = 'C') =>
    (await decodeWith({ Pattern: rows }, ruleVin('1TA', 'ABCDE', year))).attributes.series?.value;
  const NEW = '2020-01-01 00:00:00.001';

  test('whose schema begins latest', async () =>
    expect(
      await series([pattern(100, 'A', 34, 'old', { created: NEW }), pattern(101, 'A', 34, 'new')], 'G'),
    ).toBe('new'));
  test('whose row is latest, an update counting more than when it was made', async () => {
    const rows = [pattern(100, 'A', 34, 'first', { created: NEW }), pattern(100, '*B', 34, 'second')];
    expect(await series(rows)).toBe('first');
    const updated = pattern(100, '*B', 34, 'second', { updated: '2020-01-01 00:00:00.002' });
    expect(await series([rows[0] as (typeof rows)[0], updated])).toBe('second');
  });
  test('of two schemas of one year too', async () => {
    const Wmi_VinSchema = [[9, 1, 200, 2011, null]];
    const Pattern = [pattern(200, 'A', 34, 'late', { created: NEW }), pattern(100, 'A', 34, 'early')];
    expect((await decodeWith({ Pattern, Wmi_VinSchema })).attributes.series?.value).toBe('late');
  });
  test('whose key has fewer characters that are no star, brackets counted', async () => {
    expect(await series([pattern(100, 'AB', 34, 'long'), pattern(100, '**C', 34, 'short')])).toBe('short');
    expect(await series([pattern(100, '[AB]', 34, 'class'), pattern(100, 'ABC', 34, 'plain')])).toBe('plain');
  });
  test('whose key comes first, without its brackets', async () => {
    expect(await series([pattern(100, 'A', 34, 'letter'), pattern(100, '*B', 34, 'star')])).toBe('star');
    expect(await series([pattern(100, 'ABCD', 34, 'plain'), pattern(100, '[AB]', 34, 'class')])).toBe(
      'class',
    );
    expect(await series([pattern(100, '[AZ]', 34, 'AZ'), pattern(100, '[AY]', 34, 'AY')])).toBe('AY');
  });
  test('whose number is lowest', async () => {
    const rows = [
      pattern(100, 'A', 34, 'second', { id: 9002 }),
      pattern(100, 'A', 34, 'first', { id: 9001 }),
    ];
    expect(await series(rows)).toBe('first');
  });
});

test('elements of notes keep all values', async () => {
  const Pattern = [
    pattern(100, 'A', 114, 'one'),
    pattern(100, '*B', 114, 'two'),
    pattern(100, '*B', 34, 'x'),
  ];
  const { note } = valuesOf(await decodeWith({ Pattern }));
  expect(note?.split('; ').sort()).toEqual(['one', 'two']);
});

test('a value that its look-up table lacks is left out', async () => {
  const Pattern = [pattern(100, 'A', 5, '999'), pattern(100, 'A', 28, '999'), pattern(100, '*', 34, 'x')];
  const values = valuesOf(await decodeWith({ Pattern }));
  expect(values).not.toHaveProperty('bodyClass');
  expect(values).not.toHaveProperty('model');
});
