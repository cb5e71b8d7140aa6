import { beforeAll, describe, expect, test } from 'vitest';
import { expectedCheckDigit } from './check-digit.ts';
import { cachedVinTable } from './compile/index.ts';
import { decodeVin } from './decode-vin.ts';
import { classCharacters, type LiveKey, liveKeys } from './live-keys.ts';
import { patternVins } from './testing/pattern-vins.ts';
import { randomOf } from './testing/random.ts';
import type { VinDecode } from './vin-decode.ts';
import { loadVinTable, type VinTable } from './vin-table.ts';
import { findWmi } from './wmi-number.ts';

const NOW = new Date('2026-11-21T00:00:00Z');
const SEED = 20261121;
const CHARACTERS = '0123456789ABCDEFGHJKLMNPRSTUVWXYZ';
const VIN = '1GNDX03E91D298554';

let table: VinTable;
let vins: string[] = [];
beforeAll(async () => {
  table = loadVinTable(await cachedVinTable());
  vins = patternVins(table, { count: 150, seed: SEED, now: NOW, region: /^[1-5JKWS]/ });
}, 120_000);

const decode = (vin: string): VinDecode => decodeVin(table, vin, { now: NOW });
const codes = ({ notes }: VinDecode): string[] => notes.map(({ code }) => code);
const told = ({ attributes }: VinDecode): Record<string, string> =>
  Object.fromEntries(Object.entries(attributes).map(([name, { value }]) => [name, value]));

describe('what a partial VIN tells', () => {
  test('one character: the region, and how many makers there are', () => {
    const { partial, attributes } = decode('W');
    expect(partial).toMatchObject({ region: 'Europe', years: [], modelCount: 0 });
    expect(partial?.makerCount).toBeGreaterThan(100);
    expect(partial?.makers.length).toBe(20);
    expect(partial?.tells[0]?.position).toBeLessThanOrEqual(3);
    expect(attributes).toEqual({});
  });

  test('two: the country', () => {
    expect(decode('JT').partial).toMatchObject({ region: 'Asia', country: 'JAPAN' });
  });

  test('three: the maker, its models and years', () => {
    const decoded = decode('1GN');
    expect(told(decoded)).toMatchObject({ manufacturerName: 'GENERAL MOTORS LLC', make: 'Chevrolet' });
    expect(decoded.partial?.makerCount).toBe(1);
    expect(decoded.partial?.models.map(({ model }) => model)).toContain('Venture');
    expect(decoded).not.toHaveProperty('year');
    expect(decoded).not.toHaveProperty('modelId');
  });

  test('eight: the model and its years', () => {
    const decoded = decode('1N4AL2AP');
    expect(told(decoded)).toMatchObject({ model: 'Altima', make: 'Nissan', displacementL: '2.5' });
    expect(decoded.partial?.models).toEqual([expect.objectContaining({ make: 'Nissan', model: 'Altima' })]);
    expect(decoded.partial?.years.length).toBeGreaterThan(3);
    expect(decoded.partial?.tells.map(({ position }) => position)).toContain(10);
    expect(decoded.modelId).toMatch(/^md/);
    expect(decoded).not.toHaveProperty('year');
  });

  test('of a Chinese maker whose patterns are not known: maker and year', () => {
    const decoded = decode('LSVAL41Z88?104202');
    expect(told(decoded)).toMatchObject({ countryName: 'CHINA', modelYear: '2008' });
    expect(decoded.partial?.models).toEqual([]);
  });

  test('whatever mark stands for an unknown character', () => {
    const expected = decode('1GN*X03E9*D298554');
    for (const spelling of ['1GN?X03E9?D298554', '1gn_x03e9_d298554', '1ＧＮ？X03E9?D298554']) {
      expect(decode(spelling)).toEqual(expected);
    }
  });

  test('and which position would tell most', () => {
    expect(decode('1GNDX03E9?D298554').partial?.tells).toEqual([{ position: 10, bits: expect.any(Number) }]);
    expect(decode('1GN??03E91D298554').partial?.models.map(({ model }) => model)).toEqual([
      'Blazer',
      'Venture',
    ]);
  });

  test('nothing of what one completion alone would show', () => {
    expect(codes(decode('1GN??03E91D298554'))).toEqual(['partial-vin']);
    expect(decode('1GN*****').attributes).not.toHaveProperty('bodyClass');
    expect(decode('1GN').attributes).not.toHaveProperty('vehicleDescriptor');
  });

  test('a WMI that nobody is known for stays unknown', () => {
    expect(codes(decode('ZZZDX03E*1D'))).toContain('unknown-wmi');
    expect(decode('ZZZDX03E*1D').partial).toMatchObject({ makerCount: 0, models: [] });
  });
});

describe('one or two unknown characters', () => {
  test('are filled in by the check digit and the patterns', () => {
    for (const index of [0, 3, 5, 8, 9, 12, 16]) {
      const given = `${VIN.slice(0, index)}?${VIN.slice(index + 1)}`;
      expect(decode(given).suggestions[0], given).toMatchObject({ vin: VIN, positions: [index + 1] });
    }
    expect(decode('1**DX03E91D298554').suggestions[0]).toMatchObject({ vin: VIN, positions: [2, 3] });
  });

  test('are never filled in silently', () => {
    const { vin, attributes } = decode('1GNDX03E91D29855?');
    expect(vin).toBe('1GNDX03E91D29855*');
    expect(attributes.model?.value).toBe('Venture');
  });
});

/** Keys of the years that the VIN can stand for which what is known of it doesn't rule out, the slow and plain way. */
function keysLeft(vin: string, masked: string, year: number): LiveKey[] {
  const known = `${masked.slice(3, 8)}|${masked.slice(9)}`;
  return liveKeys(table, findWmi(table.sections.wmiCodes, vin.slice(0, 3)), year).filter(
    ({ places, classes }) =>
      places.every(
        (place, test) =>
          known[place] === '*' ||
          classCharacters(table, classes[test] as number).includes(known[place] as string),
      ),
  );
}

/** Whether some key knows each character that stands where the mask has none and keys look at. */
function isAllowed(vin: string, masked: string, year: number): boolean {
  const keys = keysLeft(vin, masked, year);
  return [...masked].every((character, index) => {
    if (character !== '*' || index < 3 || index === 8) return true;
    const classes = keys.flatMap((key) => {
      const test = key.places.indexOf(index - 3);
      return test < 0 ? [] : [key.classes[test] as number];
    });
    return (
      classes.length === 0 || classes.some((of) => classCharacters(table, of).includes(vin[index] as string))
    );
  });
}

test('a value holds for every completion that the patterns allow', { timeout: 180_000 }, () => {
  const random = randomOf(SEED);
  let checked = 0;
  let given = 0;
  for (const vin of vins) {
    for (let round = 0; round < 4; round += 1) {
      const unknown = new Set([3, 4, 5, 6, 7, 8, 9, 10, 11, 16].filter(() => random(round + 3) === 0));
      const end = random(3) === 0 ? 8 : 17;
      const mask = (whole: string): string =>
        [...whole].map((character, index) => (unknown.has(index) || index >= end ? '*' : character)).join('');
      const masked = mask(vin);
      if (!masked.includes('*')) continue;
      const partial = decode(masked.slice(0, end));
      const values = told(partial);
      given += Object.keys(values).length;
      for (let completion = 0; completion < 12; completion += 1) {
        const open = [...masked]
          .map((character, index) => {
            if (character !== '*') return character;
            // Near the true one, else few would have a model.
            if (completion === 0 || random(3) > 0) return vin[index] as string;
            return index >= 12 ? String(random(10)) : (CHARACTERS[random(33)] as string);
          })
          .join('');
        const whole = masked[8] === '*' ? open.slice(0, 8) + expectedCheckDigit(open) + open.slice(9) : open;
        const full = decode(whole);
        if (full.modelId === undefined || full.year === undefined) continue;
        if (!isAllowed(whole, masked, full.year)) continue;
        checked += 1;
        const context = `seed ${SEED}: ${masked} completed as ${whole}`;
        expect(told(full), context).toMatchObject(values);
        expect(partial.partial?.years, context).toContain(full.year);
        if (partial.modelId !== undefined) expect(full.modelId, context).toBe(partial.modelId);
        if (partial.makeId !== undefined) expect(full.makeId, context).toBe(partial.makeId);
        if (partial.year !== undefined) expect(full.year, context).toBe(partial.year);
        if ((partial.partial?.modelCount ?? 0) <= 50) {
          expect(
            partial.partial?.models.map(({ modelId }) => modelId),
            context,
          ).toContain(full.modelId);
        }
      }
    }
  }
  expect(checked).toBeGreaterThan(1_000);
  expect(given).toBeGreaterThan(3_000);
});

test('any partial text is answered, and within bounds', { timeout: 180_000 }, () => {
  const random = randomOf(SEED);
  for (let round = 0; round < 600; round += 1) {
    const from = vins[random(vins.length)] as string;
    const density = 1 + random(6);
    const text = [...from]
      .map((character) => (random(density) === 0 ? '?' : character))
      .join('')
      .slice(0, 1 + random(17));
    const { partial } = decode(text);
    if (!text.includes('?') && text.length === 17) continue;
    expect(partial?.models.length, text).toBeLessThanOrEqual(50);
    expect(partial?.makers.length, text).toBeLessThanOrEqual(20);
    for (const { bits, position } of partial?.tells ?? []) {
      expect(bits).toBeGreaterThan(0);
      expect(partial?.unknown, text).toContain(position);
    }
  }
});
