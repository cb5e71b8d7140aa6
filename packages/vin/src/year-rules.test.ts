import { describe, expect, test } from 'vitest';
import { decodeVin } from './decode-vin.ts';
import { decodeWith, pattern, ruleTable, ruleVin, valuesOf } from './testing/rule-world.ts';
import type { DumpRows } from './testing/vpic-dump-text.ts';

/** Schemas that cover every year, so that no year is chosen for want of one. */
const ALWAYS: DumpRows = {
  Wmi_VinSchema: [
    [1, 1, 100, 1981, null],
    [2, 1, 101, 1981, null],
    [5, 7, 700, 1981, null],
  ],
  Pattern: [100, 200, 300, 700].map((schema) => pattern(schema, '*', 34, 'any')),
};
const yearOf = async (vin: string, rows: DumpRows = ALWAYS) => (await decodeWith(rows, vin)).year;

describe('position 7 of a car or light truck', () => {
  test.each(['1TA', '1TT'])('of %s that is a digit means before 2010', async (wmi) =>
    expect(await yearOf(ruleVin(wmi, 'ABC4E', 'C'))).toBe(1982),
  );
  test.each(['1TA', '1TT'])('of %s that is a letter means 2010 or later', async (wmi) =>
    expect(await yearOf(ruleVin(wmi, 'ABCDE', 'C'))).toBe(2012),
  );
  test.each(['1TM', '1TH'])(
    'says nothing under %s: of both years the later is taken, the other named',
    async (wmi) => {
      for (const vds of ['ABC4E', 'ABCDE']) {
        const rows = { ...ALWAYS, Pattern: [300, 700].map((schema) => pattern(schema, '*', 28, '10')) };
        const decode = await decodeWith(rows, ruleVin(wmi, vds, 'C'));
        expect(decode.year).toBe(2012);
        expect(decode.notes.map(({ code }) => code)).toContain('year-ambiguous');
      }
    },
  );
});

test('a year more than two years ahead of the clock is thirty years earlier', async () => {
  expect(await yearOf(ruleVin('1TA', 'ABCDE', 'W'))).toBe(2028);
  expect(await yearOf(ruleVin('1TA', 'ABCDE', 'X'))).toBe(1999);
});

describe('a year that no schema covers', () => {
  const only = (from: number, to: number | null): DumpRows => ({
    Wmi_VinSchema: [
      [1, 1, 100, from, to],
      [2, 1, 101, from, to],
    ],
    Pattern: [pattern(100, '*', 34, 'any')],
  });
  test('gives way to the one thirty years later', async () =>
    expect(await yearOf(ruleVin('1TA', 'ABC4E', 'C'), only(2011, null))).toBe(2012));
  test('gives way to the one thirty years earlier', async () =>
    expect(await yearOf(ruleVin('1TA', 'ABCDE', 'C'), only(1981, 1990))).toBe(1982));
  test("stays where that isn't covered either", async () =>
    expect(await yearOf(ruleVin('1TA', 'ABCDE', 'C'), only(2015, 2016))).toBe(2012));
  test('stays where the other is covered too', async () =>
    expect(await yearOf(ruleVin('1TA', 'ABC4E', 'C'))).toBe(1982));
});

describe("NHTSA's descriptor", () => {
  const vin = ruleVin('1TA', 'ABCDE', 'C');
  const descriptor = `${vin.slice(0, 8)}*${vin.slice(9, 11)}`;
  test('decides on the year against position 10', async () => {
    const decode = await decodeWith({ ...ALWAYS, VinDescriptor: [[1, descriptor, 2013]] }, vin);
    expect(decode.year).toBe(2013);
    expect(decode.attributes.modelYear?.source).toBe(`rule: vPIC's descriptor ${descriptor}`);
  });
  test('has fourteen positions for a small maker', async () => {
    const small = ruleVin('1T9ABC', 'ABCDE', 'C');
    const of = (text: string) => yearOf(small, { VinDescriptor: [[1, text, 2013]] });
    expect(await of(`${small.slice(0, 8)}*${small.slice(9, 14)}`)).toBe(2013);
    expect(await of(`${small.slice(0, 8)}*${small.slice(9, 11)}`)).toBe(2012);
  });
  test('of a year that cannot be is passed over', async () => {
    for (const year of [1979, 2029])
      expect(await yearOf(vin, { ...ALWAYS, VinDescriptor: [[1, descriptor, year]] })).toBe(2012);
  });
});

describe('of two years the one is taken', () => {
  const motorcycle = ruleVin('1TM', 'ABCDE', 'C');
  const early = [9, 3, 100, 1981, 1990] as const;
  const late = [10, 3, 101, 2011, 2019] as const;
  const of = (Pattern: ReturnType<typeof pattern>[]) =>
    yearOf(motorcycle, { Wmi_VinSchema: [early, late], Pattern });

  test('that has fewer faults, whatever its elements weigh', async () => {
    const Pattern = [pattern(100, 'A', 34, 'x'), pattern(101, 'A', 5, '13')];
    const WMIYearValidChars = [
      ['1TM', 1982, 4, 'A'],
      ['1TM', 2012, 4, 'Z'],
      ['1TM', 2012, 5, 'Z'],
    ];
    const rows = { Wmi_VinSchema: [early, late], Pattern };
    expect(await yearOf(motorcycle, rows)).toBe(2012);
    expect(await yearOf(motorcycle, { ...rows, WMIYearValidChars })).toBe(1982);
  });
  test('that has patterns at all', async () => expect(await of([pattern(100, 'A', 114, 'note')])).toBe(1982));
  test('whose elements weigh more', async () =>
    expect(
      await of([pattern(100, 'A', 5, '13'), pattern(101, 'A', 34, 'x'), pattern(101, 'A', 114, 'y')]),
    ).toBe(1982));
  test('that has more patterns', async () =>
    expect(
      await of([pattern(100, 'A', 34, 'x'), pattern(100, 'A', 114, 'y'), pattern(101, 'A', 34, 'x')]),
    ).toBe(1982));
  test('that is later', async () =>
    expect(await of([pattern(100, 'A', 34, 'x'), pattern(101, 'A', 34, 'x')])).toBe(2012));
});

describe('a year asked for', () => {
  const vin = ruleVin('1TA', 'ABCDE', 'C');
  const rows: DumpRows = {
    Pattern: [pattern(100, 'A', 34, 'old'), pattern(101, 'A', 34, 'new')],
  };
  const asked = async (modelYear: number, from = vin) => {
    const decode = await decodeWith(rows, from, { modelYear });
    return {
      year: decode.year,
      series: valuesOf(decode).series,
      codes: decode.errorCodes.map(({ code }) => code),
    };
  };
  test('that position 10 stands for changes nothing', async () =>
    expect(await asked(2012)).toEqual({ year: 2012, series: 'old', codes: [] }));
  test('is decoded for, with code 12', async () =>
    expect(await asked(2017)).toEqual({ year: 2017, series: 'new', codes: [12] }));
  test('without patterns gives way to position 10, with code 12', async () =>
    expect(await asked(1990)).toEqual({ year: 2012, series: 'old', codes: [12] }));
  test('decides between both years of position 10', async () => {
    const both = { Pattern: [pattern(300, 'A', 34, 'x')] };
    const decode = await decodeWith(both, ruleVin('1TM', 'ABCDE', 'C'), { modelYear: 1982 });
    expect(decode.year).toBe(1982);
  });
  test('that cannot be is passed over, with code 12', async () => {
    for (const year of [1979, 2029])
      expect(await asked(year)).toEqual({ year: 2012, series: 'old', codes: [12] });
  });
});

test('a decode says the same whatever was decoded before', async () => {
  const table = await ruleTable(ALWAYS);
  const vins = [
    ruleVin('1TA', 'ABCDE', 'C'),
    ruleVin('1TM', 'ABC4E', 'C'),
    ruleVin('1TT', 'ABCDE', 'K'),
    '1TA',
    '',
  ];
  const now = new Date('2026-06-15T00:00:00Z');
  const alone = vins.map((vin) => structuredClone(decodeVin(table, vin, { now })));
  for (const first of vins) {
    vins.forEach((vin, index) => {
      decodeVin(table, first, { now });
      expect(decodeVin(table, vin, { now })).toEqual(alone[index]);
    });
  }
});
