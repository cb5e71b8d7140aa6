import { beforeAll, describe, expect, test } from 'vitest';
import { cachedVinTable } from './compile/index.ts';
import { knownWmis } from './data/known-maker.ts';
import { decodeVin } from './decode-vin.ts';
import { makesOfMaker, modelsOfMaker } from './maker-models.ts';
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

describe('a VIN of which only the maker is known', () => {
  test('says so and offers the models of its make', () => {
    const vin = decode('LBELMBKB5EY495362');
    expect(codes(vin)).toContain('maker-only');
    const models = modelsOfMaker(table.vehicles, vin);
    expect(new Set(models.map(({ make }) => make))).toEqual(new Set(['Hyundai']));
    expect(models.map(({ name }) => name)).toContain('Elantra');
    const elantra = models.find(({ name }) => name === 'Elantra');
    expect(elantra?.builtThatYear).toBe(true);
    const first = models.findIndex(({ builtThatYear }) => builtThatYear === false);
    expect(models.slice(first).some(({ builtThatYear }) => builtThatYear === true)).toBe(false);
  });

  test('offers those of every make of the WMI in that year', () => {
    const makes = (vin: string) => makesOfMaker(table.vehicles, decode(vin)).map(({ name }) => name);
    expect(makes('LFV2A21K8D4103465')).toEqual(['Volkswagen', 'Audi']);
    expect(makes('LSGXE83L8FD087298')).toEqual(['Buick', 'Chevrolet', 'Cadillac']);
    expect(makes('LLLAL41Z882104202')).toEqual([]);
    expect(modelsOfMaker(table.vehicles, decode('LLLAL41Z882104202'))).toEqual([]);
  });

  test('without a year ranks by how long a model was built', () => {
    const models = modelsOfMaker(table.vehicles, decode('LBELM'));
    expect(models.length).toBeGreaterThan(10);
    expect(models.every(({ builtThatYear }) => builtThatYear === undefined)).toBe(true);
  });
});

describe('European makers', () => {
  /** Position 9 holds a filler or a letter of the maker's own: a note, never a refusal (ISO 3779 leaves it free). */
  test.each([
    ['WVWZZZAUZFW123456', 'Volkswagen', 'GERMANY'],
    ['WAUZZZF45JA123456', 'Audi', 'GERMANY'],
    ['TMBJJ7NE5F0123456', 'Škoda', 'CZECH REPUBLIC'],
    ['VSSZZZ5FZER123456', undefined, 'SPAIN'],
    ['WBA3D3108DF123456', 'BMW', 'GERMANY'],
    ['WDD2050421F123456', 'Mercedes-Benz', 'GERMANY'],
    ['WP0ZZZ99ZDS123456', 'Porsche', 'GERMANY'],
    ['W0LPD6DA0D1123456', 'Opel', 'GERMANY'],
    ['WF0AXXWPMAFU12345', 'Ford', 'GERMANY'],
    ['VF1BZAR0543123456', undefined, 'FRANCE'],
    ['VF38BRHZE81123456', 'Peugeot', 'FRANCE'],
    ['VF7SX8FRCBW123456', undefined, 'FRANCE'],
    ['ZFA31200000123456', 'Fiat', 'ITALY'],
    ['ZAR94000007123456', 'Alfa Romeo', 'ITALY'],
    ['YV1MV7461F2123456', 'Volvo', 'SWEDEN'],
    ['SJNFAAJ11U1123456', 'Nissan', 'UNITED KINGDOM (UK)'],
    ['SALLAAAF5BA123456', 'Land Rover', 'UNITED KINGDOM (UK)'],
    ['UU1HSDACN50123456', undefined, 'ROMANIA'],
    ['NMTKD3BR10R123456', 'Toyota', 'TURKEY'],
    ['XTA219010D0123456', 'Lada', 'RUSSIA'],
    ['TSMMZC82S00123456', undefined, 'HUNGARY'],
    ['KMHD351EAGU123456', undefined, 'SOUTH KOREA'],
    ['JMZBM122601123456', 'Mazda', 'JAPAN'],
    ['MA3FKEB1S00123456', undefined, 'INDIA'],
    ['9BGKS48U0GG123456', 'Chevrolet', 'BRAZIL'],
    ['AHTFZ29G409123456', 'Toyota', 'SOUTH AFRICA'],
    ['MR0FZ29G101123456', 'Toyota', 'THAILAND'],
    ['NAAM01CA5DR123456', undefined, 'IRAN'],
  ])('%s', (vin, make, country) => {
    const answer = decode(vin);
    expect(codes(answer)).not.toContain('check-digit-wrong');
    expect(codes(answer)).not.toContain('unknown-wmi');
    expect(codes(answer)).not.toContain('forbidden-character');
    expect(answer.attributes.make?.value).toBe(make);
    expect(answer.attributes.countryName?.value).toBe(country);
    expect(answer.attributes.manufacturerName?.value).not.toBe(undefined);
    if (answer.attributes.make !== undefined) expect(answer.attributes.make.source).not.toBe('');
  });

  test('whatever letter stands at position 9', () => {
    for (const ninth of '0123456789ABCDEFGHJKLMNPRSTUVWXYZ') {
      const answer = decode(`WVWZZZAU${ninth}FW123456`);
      expect(codes(answer)).not.toContain('check-digit-wrong');
      expect(answer.attributes.make?.value).toBe('Volkswagen');
    }
  });
});

test('any VIN of any known maker is told its maker, with sources', () => {
  const random = randomOf(20261122);
  const letters = '0123456789ABCDEFGHJKLMNPRSTUVWXYZ';
  const some = (length: number) => Array.from({ length }, () => letters[random(letters.length)]).join('');
  for (const wmi of knownWmis()) {
    const vin = `${wmi.slice(0, 3)}${some(8)}${wmi.slice(3) || some(3)}${some(3)}`;
    const { attributes, year } = decode(vin);
    expect(attributes.manufacturerName?.value, vin).toBeTruthy();
    expect(attributes.countryName?.value, vin).toBeTruthy();
    for (const { value, source } of Object.values(attributes))
      expect(value !== '' && source !== '').toBe(true);
    expect(modelsOfMaker(table.vehicles, decode(vin)).length).toBeLessThan(20_000);
    if (year !== undefined) expect(year).toBeGreaterThanOrEqual(1980);
  }
}, 180_000);
