import { describe, expect, test } from 'vitest';
import { CAR_OF_2012, decodeWith, pattern, ruleVin, valuesOf } from './testing/rule-world.ts';
import type { DumpRows } from './testing/vpic-dump-text.ts';

const OLD = '2015-01-01 00:00:00';
const NEW = '2020-01-01 00:00:00';
const values = async (rows: DumpRows, vin?: string) => valuesOf(await decodeWith(rows, vin));

describe('an engine model', () => {
  const engine: DumpRows = {
    EngineModel: [
      [1, 'E-One '],
      [2, 'E-Two'],
    ],
    EngineModelPattern: [
      [1, 1, 9, '4', OLD, null],
      [2, 2, 9, '6', OLD, null],
      [3, 1, 21, '100', OLD, null],
      [4, 1, 129, 'DOHC', OLD, null],
    ],
  };
  test('fills in what patterns leave open, whatever the case and blanks of its name', async () => {
    const Pattern = [pattern(100, 'A', 18, 'e-one')];
    expect(await values({ ...engine, Pattern })).toMatchObject({
      engineNumberOfCylinders: '4',
      enginePowerKW: '100',
      otherEngineInfo: 'DOHC',
    });
  });
  test('comes behind any pattern', async () => {
    const Pattern = [pattern(100, 'A', 18, 'E-One'), pattern(100, '*', 9, '12')];
    expect(await values({ ...engine, Pattern })).toMatchObject({ engineNumberOfCylinders: '12' });
  });
  test('adds to notes', async () => {
    const Pattern = [pattern(100, 'A', 18, 'E-One'), pattern(100, '*', 129, 'SOHC')];
    expect((await values({ ...engine, Pattern })).otherEngineInfo).toBe('SOHC; DOHC');
  });
  test('is the one of the latest row, even where another one wins', async () => {
    const shorter = pattern(100, 'A', 18, 'E-One', { id: 501 });
    const later = pattern(100, 'AB', 18, 'E-Two', { id: 502 });
    expect(await values({ ...engine, Pattern: [shorter, later] })).toMatchObject({
      engineModel: 'E-One',
      engineNumberOfCylinders: '6',
    });
    const newest = pattern(100, 'A', 18, 'E-One', { id: 501, updated: NEW });
    expect(await values({ ...engine, Pattern: [newest, later] })).toMatchObject({
      engineNumberOfCylinders: '4',
    });
  });
  test('says what its latest row says', async () => {
    const EngineModelPattern = [
      [1, 1, 9, '5', OLD, null],
      [2, 1, 9, '4', OLD, NEW],
    ] as const;
    const Pattern = [pattern(100, 'A', 18, 'E-One')];
    expect(await values({ ...engine, EngineModelPattern, Pattern })).toMatchObject({
      engineNumberOfCylinders: '4',
    });
  });
});

describe('the make', () => {
  test("is the model's, even under another's WMI", async () =>
    expect(await values({ Pattern: [pattern(100, 'A', 28, '11')] })).toMatchObject({
      model: 'Basil',
      make: 'BORO',
    }));
  test("is the WMI's only one where no model is named", async () =>
    expect(await values({ Pattern: [pattern(100, 'A', 34, 'x')] })).toMatchObject({ make: 'ALBA' }));
  test('is open where the WMI has several', async () => {
    const decode = await decodeWith({ Pattern: [pattern(200, 'A', 34, 'x')] }, ruleVin('1TT', 'ABCDE', 'C'));
    expect(decode.attributes).not.toHaveProperty('make');
    expect(decode.notes.map(({ code }) => code)).toContain('make-ambiguous');
  });
});

describe('displacement', () => {
  test.each([
    [11, '1998', { displacementCC: '1998', displacementCI: '121.925440701', displacementL: '1.998' }],
    [12, '350', { displacementCC: '5735.4724', displacementCI: '350', displacementL: '5.7354724' }],
    [13, '3.4', { displacementCC: '3400', displacementCI: '207.48072992208', displacementL: '3.4' }],
  ])('of element %i is converted', async (element, value, expected) => {
    expect(await values({ Pattern: [pattern(100, 'A', element, value)] })).toMatchObject(expected);
  });
  test('is converted from the later of two rows, of two of one date from cubic centimetres', async () => {
    const both = (options: { updated?: string }) =>
      values({ Pattern: [pattern(100, 'A', 13, '2.0', options), pattern(100, 'A', 11, '1998')] });
    expect((await both({})).displacementCI).toBe('121.925440701');
    expect((await both({ updated: NEW })).displacementCI).toBe('122.04748818946');
  });
  test("is converted from a pattern's before an engine model's", async () => {
    const rows = { EngineModel: [[1, 'E1']], EngineModelPattern: [[1, 1, 11, '1998', NEW, null]] };
    const Pattern = [pattern(100, 'A', 18, 'E1'), pattern(100, 'A', 13, '2.0')];
    expect(await values({ ...rows, Pattern })).toMatchObject({
      displacementCC: '1998',
      displacementCI: '122.04748818946',
    });
  });
  test('that is no number is not converted', async () =>
    expect(await values({ Pattern: [pattern(100, 'A', 13, 'two')] })).not.toHaveProperty('displacementCC'));
});

describe('a vehicle specification', () => {
  const Pattern = [pattern(100, 'A', 28, '10'), pattern(100, 'A', 34, 'Sport')];
  const spec: DumpRows = {
    Pattern,
    VehicleSpecSchema: [[1, 1, 2, false]],
    VehicleSpecSchema_Model: [[1, 1, 10]],
    VehicleSpecSchema_Year: [[1, 1, 2012]],
    VSpecSchemaPattern: [[7, 1]],
    VehicleSpecPattern: [
      [1, 7, true, 34, 'SPORT', OLD, null],
      [2, 7, false, 15, '1', OLD, null],
    ],
  };
  const drive = async (rows: DumpRows, vin?: string) =>
    (await decodeWith({ ...spec, ...rows }, vin)).attributes.driveType;

  test('fills in what is open where its keys agree, whatever their case', async () =>
    expect(await drive({})).toEqual({ value: 'FWD', source: 'vehicle specification 1 pattern 7' }));
  test('holds for its model', async () =>
    expect(await drive({ VehicleSpecSchema_Model: [[1, 1, 11]] })).toBeUndefined());
  test('holds for makes of the WMI', async () =>
    expect(await drive({ VehicleSpecSchema: [[1, 2, 2, false]] })).toBeUndefined());
  test('holds for its vehicle type', async () =>
    expect(await drive({ VehicleSpecSchema: [[1, 1, 7, false]] })).toBeUndefined());
  test('holds for its years, or for all', async () => {
    expect(await drive({ VehicleSpecSchema_Year: [[1, 1, 2013]] })).toBeUndefined();
    expect(await drive({ VehicleSpecSchema_Year: [[1, 99, 2013]] })).toBeDefined();
    expect(await drive({ VehicleSpecSchema_Year: [] })).toBeDefined();
  });
  test('holds where all of its keys agree', async () => {
    const [key, value] = spec.VehicleSpecPattern ?? [];
    const rows = [key ?? [], [3, 7, true, 38, 'GT', OLD, null], value ?? []];
    expect(await drive({ VehicleSpecPattern: rows })).toBeUndefined();
    const withTrim = [...Pattern, pattern(100, 'A', 38, 'GT')];
    expect(await drive({ VehicleSpecPattern: rows, Pattern: withTrim })).toBeDefined();
  });
  test('without keys never holds', async () =>
    expect(await drive({ VehicleSpecPattern: [[2, 7, false, 15, '1', OLD, null]] })).toBeUndefined());
  test('holds once it has been checked', async () =>
    expect(await drive({ VehicleSpecSchema: [[1, 1, 2, true]] })).toBeUndefined());
  test('comes behind patterns, but adds to notes', async () => {
    const VehicleSpecPattern = [
      ...(spec.VehicleSpecPattern ?? []),
      [3, 7, false, 24, '2', OLD, null],
      [4, 7, false, 114, 'more', OLD, null],
    ];
    const more = [...Pattern, pattern(100, 'A', 24, '4'), pattern(100, 'A', 114, 'first')];
    expect(await values({ ...spec, VehicleSpecPattern, Pattern: more })).toMatchObject({
      fuelTypePrimary: 'Gasoline',
      note: 'first; more',
    });
  });
  test('gives of several values the latest', async () => {
    const VehicleSpecPattern = [
      [1, 7, true, 34, 'Sport', OLD, null],
      [2, 7, false, 38, 'newer', OLD, NEW],
      [3, 7, false, 38, 'older', OLD, null],
    ];
    expect(await values({ ...spec, VehicleSpecPattern })).toMatchObject({ trim: 'newer' });
  });
});

describe('a default value', () => {
  const DefaultValue = [
    [1, 15, 2, '1'],
    [2, 24, 2, '0'],
    [3, 34, 2, null],
    [4, 38, 3, 'of trucks'],
  ] as const;
  test('stands where nothing else does, for the vehicle type', async () => {
    const found = await values({ DefaultValue, Pattern: [pattern(100, 'A', 31, 'X')] });
    expect(found).toMatchObject({ driveType: 'FWD', fuelTypePrimary: 'Not Applicable' });
    expect(found).not.toHaveProperty('series');
    expect(found).not.toHaveProperty('trim');
  });
  test('comes behind everything else', async () =>
    expect(await values({ DefaultValue, Pattern: [pattern(100, 'A', 24, '4')] })).toMatchObject({
      fuelTypePrimary: 'Gasoline',
    }));
});

test('what the source lacks is off, and the table says so', async () => {
  const decode = await decodeWith({ Pattern: [pattern(100, 'A', 34, 'x')] }, CAR_OF_2012);
  expect(decode.errorCodes).toEqual([]);
  expect(decode.attributes).not.toHaveProperty('driveType');
});
