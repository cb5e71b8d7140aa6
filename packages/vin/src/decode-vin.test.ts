import { beforeAll, describe, expect, test } from 'vitest';
import { cachedVinTable } from './compile/index.ts';
import { decodeVin } from './decode-vin.ts';
import { randomOf } from './testing/random.ts';
import type { VinDecode } from './vin-decode.ts';
import { loadVinTable, type VinTable } from './vin-table.ts';

let table: VinTable;
beforeAll(async () => {
  table = loadVinTable(await cachedVinTable());
}, 120_000);

const NOW = new Date('2026-11-21T00:00:00Z');
const decode = (vin: string): VinDecode => decodeVin(table, vin, { now: NOW });
const codes = ({ notes }: VinDecode): string[] => notes.map(({ code }) => code);

describe('a decode', () => {
  test('says where each value comes from', () => {
    const { attributes, ...rest } = decode('1GNDX03E91D298554');
    expect(rest).toMatchObject({
      vin: '1GNDX03E91D298554',
      wmi: '1GN',
      checkDigit: { given: '9', expected: '9', valid: true },
      notes: [],
      suggestions: [],
      year: 2001,
      makeId: 'mk467',
    });
    expect(attributes.model).toMatchObject({ value: 'Venture' });
    expect(attributes.model?.source).toMatch(/^pattern 1GN\/\S+ schema \d+ ".+"$/);
    expect(attributes.manufacturerName).toEqual({ value: 'GENERAL MOTORS LLC', source: 'wmi 1GN' });
    expect(attributes.modelYear?.source).toBe(
      'rule: position 10 is 1, the digit in position 7 means before 2010',
    );
    expect(attributes.displacementCC).toEqual({ value: '3400', source: 'rule: litres × 1000' });
    expect(attributes.make?.source).toMatch(/^rule: the make of model \d+$/);
  });

  test('is the same for every spelling', () => {
    const vin = '1GNDX03E91D298554';
    const expected = decode(vin);
    for (const spelling of [
      vin.toLowerCase(),
      `*${vin}*`,
      `I${vin}`,
      ` 1GN-DX03 E9–1D298554 `,
      '１GNDX０３E91D298554',
    ]) {
      expect(decode(spelling)).toEqual(expected);
    }
  });
});

describe('notes', () => {
  test.each([
    ['', ['empty']],
    ['1G', ['too-short', 'partial-vin']],
    ['1GNDX03E', ['too-short', 'partial-vin', 'year-not-determinable']],
    ['1GNDX03E91D2985541', ['too-long']],
    ['ZZZDX03E91D298554', ['check-digit-not-used', 'unknown-wmi', 'year-not-determinable']],
    ['ZZZDX03E9CD298554', ['check-digit-not-used', 'unknown-wmi', 'year-ambiguous']],
    ['1GNDX03E81D298554', ['check-digit-wrong']],
    ['1GNDX03E9OD298554', ['forbidden-character', 'year-not-determinable']],
    ['1GNDX03E9$D298554', ['forbidden-character', 'year-not-determinable']],
    ['1GNDX03E90D298554', ['check-digit-wrong', 'year-not-determinable']],
    ['WVWZZZ1KZ8W123456', ['check-digit-not-used', 'model-unknown']],
    ['LLLAL41Z882104202', ['check-digit-wrong', 'unknown-wmi']],
    ['LSGXE83L8FD087298', ['no-pattern', 'maker-only', 'make-ambiguous']],
    ['LFV2A21K8D4103465', ['no-pattern', 'maker-only', 'make-ambiguous']],
    ['LBELMBKB5EY495362', ['no-pattern', 'maker-only']],
    ['7SAYGDEE1PF000001', ['check-digit-wrong']],
  ])('%s', (vin, expected) => {
    expect(codes(decode(vin))).toEqual(expected);
  });

  test('of a maker with several makes name them', () => {
    const messages = (vin: string) => decode(vin).notes.map(({ message }) => message);
    expect(messages('LFV2A21K8D4103465')).toContain(
      'Volkswagen and Audi are built under the WMI LFV; the VIN does not tell which.',
    );
    expect(messages('LFV2A21K8M4103465')).toContain(
      'Volkswagen, Audi, and Jetta are built under the WMI LFV; the VIN does not tell which.',
    );
  });

  test('a star stands for an unknown character', () => {
    const partial = decode('1GNDX03E*1D');
    expect(codes(partial)).toEqual(['too-short', 'partial-vin']);
    expect(partial.attributes.model?.value).toBe('Venture');
    expect(partial.year).toBe(2001);
  });

  test('error codes of vPIC that need data which the source lacks are never given', () => {
    expect(codes(decode('1GNDX03E91D298554'))).toEqual([]);
    expect(decode('1GNDX03E91D298554').attributes).not.toHaveProperty('errorCode');
  });
});

describe('the model year', () => {
  test('in China runs from 2001 to 2030, whatever position 7 is', () => {
    expect(decode('LSVAL41Z882104202').year).toBe(2008);
    expect(decode('LSVXJ45L0G2019181').year).toBe(2016);
    expect(decode('LSVXJX5L0G2019181').year).toBe(2016);
  });

  test('beyond the clock is thirty years earlier', () => {
    const year = (now: string) => decodeVin(table, '1FDKF37G6VEB24338', { now: new Date(now) }).year;
    expect(year('2020-01-01')).toBe(1997);
  });

  test('without patterns and without a rule is left open', () => {
    expect(decode('ZZZDX03E91D298554')).not.toHaveProperty('year');
    expect(decode('ZZZDX03E91D298554').attributes).not.toHaveProperty('modelYear');
  });

  test('that position 7 settles for North America may be another one elsewhere', () => {
    const european = decode('WDBCA35D0KA438489');
    expect(codes(european)).toContain('check-digit-not-used');
    expect(european.year).toBe(1989);
    expect(codes(european)).toContain('year-ambiguous');
  });
});

describe('any string', () => {
  const ALPHABETS = [
    '0123456789ABCDEFGHJKLMNPRSTUVWXYZ',
    '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ*',
    ' -_.*\u0000\u200B\uD800٣ｋⅷﷺ車|[]\\$"{}',
  ];

  test('is answered, and within bounds', { timeout: 180_000 }, () => {
    const seed = 20261121;
    const random = randomOf(seed);
    for (let round = 0; round < 5_000; round += 1) {
      const alphabet = ALPHABETS[random(ALPHABETS.length)] as string;
      const length = random(10) === 0 ? random(300) : 10 + random(10);
      const text = Array.from({ length }, () => alphabet[random(alphabet.length)]).join('');
      const answer = decode(text);
      expect(answer.vin.length, `seed ${seed}: ${JSON.stringify(text)}`).toBeLessThanOrEqual(64);
      expect(answer.suggestions.length).toBeLessThanOrEqual(5);
      expect(answer.notes.length).toBeLessThanOrEqual(9);
      expect(table.vehicles.candidates(answer).length).toBeLessThanOrEqual(20);
      for (const { value, source } of Object.values(answer.attributes)) {
        expect(value !== '' && source !== '').toBe(true);
      }
    }
  });

  test('of a million characters takes no time', () => {
    const started = performance.now();
    for (const text of ['A', 'O', '*', '\u200B', 'ﷺ', '\uD800'].map((character) =>
      character.repeat(1_000_000),
    )) {
      expect(codes(decode(text))).toContain('input-cut');
    }
    // As it would, were any of it gone through to its end.
    expect(performance.now() - started).toBeLessThan(10_000);
  });
});
