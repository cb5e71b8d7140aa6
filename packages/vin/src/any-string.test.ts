import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { cachedVinTable } from './compile/index.ts';
import { decodeVin } from './decode-vin.ts';
import { randomOf } from './testing/random.ts';
import { VIN_CHARACTERS } from './testing/vin-characters.ts';
import type { VinDecode } from './vin-decode.ts';
import { loadVinTable, type VinTable } from './vin-table.ts';

let table: VinTable;
beforeAll(async () => {
  table = loadVinTable(await cachedVinTable());
}, 120_000);

const NOW = new Date('2026-06-15T00:00:00Z');
const decode = (raw: string, modelYear?: number): VinDecode =>
  decodeVin(table, raw, modelYear === undefined ? { now: NOW } : { now: NOW, modelYear });

const WMIS = [
  '1GN',
  '1FT',
  'JHM',
  'WBA',
  'WVW',
  'LSV',
  'LLL',
  'VF1',
  'KMH',
  '5YJ',
  '1A9',
  '2G1',
  '1HD',
  '4UZ',
  '7T0',
  'ZZZ',
];
const character = fc.constantFrom(...VIN_CHARACTERS);
const vin = fc
  .tuple(fc.constantFrom(...WMIS), fc.array(character, { minLength: 14, maxLength: 14 }))
  .map(([wmi, rest]) => wmi + rest.join(''));
const anything = fc.oneof(
  vin,
  fc.string({ maxLength: 40 }),
  fc.string({ unit: 'binary', maxLength: 60 }),
  fc
    .array(
      fc.constantFrom(...VIN_CHARACTERS, '*', 'I', 'O', 'Q', '-', ' ', '\u200b', 'Ａ', 'ß', '|', '[', '#'),
      { maxLength: 24 },
    )
    .map((of) => of.join('')),
);

/** Enough runs to find what is wrong for one string in some hundreds, and a seed to find it again. */
const RUNS = { numRuns: 1_500, seed: 20_260_615 };

describe('any string', () => {
  test('has an answer that says what it knows, or why not', { timeout: 180_000 }, () => {
    fc.assert(
      fc.property(
        anything,
        fc.option(fc.integer({ min: -5, max: 3000 }), { nil: undefined }),
        (raw, year) => {
          const { attributes, notes, errorCodes } = decode(raw, year);
          for (const [name, { value, source }] of Object.entries(attributes)) {
            expect(value, name).not.toBe('');
            expect(source, name).not.toBe('');
          }
          if (attributes.model === undefined) expect(notes.length).toBeGreaterThan(0);
          const codes = errorCodes.map(({ code }) => code);
          expect(codes).toEqual([...new Set(codes)].sort((a, b) => a - b));
          expect(codes.filter((code) => [0, 2, 3, 4, 5, 14].includes(code))).toEqual([]);
        },
      ),
      RUNS,
    );
  });

  test('says the same again, whatever was decoded before', { timeout: 180_000 }, () => {
    fc.assert(
      fc.property(anything, anything, (one, other) => {
        const first = structuredClone(decode(one));
        decode(other);
        expect(decode(one)).toEqual(first);
      }),
      RUNS,
    );
  });
});

test('a VIN says the same in every spelling', { timeout: 180_000 }, () => {
  const between = fc.constantFrom('', ' ', '-', '–', '\u00a0', '\u200b', '\u2060', '\t');
  const wide = (text: string): string =>
    text.replace(/[!-~]/g, (of) => String.fromCharCode(of.charCodeAt(0) + 0xfee0));
  fc.assert(
    fc.property(
      vin,
      fc.array(between, { minLength: 17, maxLength: 17 }),
      fc.constantFrom(
        (text: string) => text,
        (text: string) => text.toLowerCase(),
        wide,
      ),
      fc.constantFrom(['', ''], ['*', '*'], ['VIN: ', ''], ['vin:', ''], ['  ', '\n'], ['I', '']),
      (of, gaps, spell, [before = '', after = '']) => {
        const spaced = [...of].map((one, index) => `${one}${index < 16 ? gaps[index] : ''}`).join('');
        expect(decode(before + spell(spaced) + after)).toEqual(decode(of));
      },
    ),
    RUNS,
  );
});

test('a string of any length is looked at no further than a VIN can go', {
  timeout: 180_000,
}, () => {
  const random = randomOf(7);
  for (const length of [0, 1, 17, 18, 1_000, 1_000_000]) {
    const text = Array.from({ length }, () => VIN_CHARACTERS[random(VIN_CHARACTERS.length)]).join('');
    expect(decode(text).vin.length).toBeLessThanOrEqual(64);
  }
});
