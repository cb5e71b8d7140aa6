import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { readWmiRows, readWmiSources, WmiDataError, wmiRowsModule } from '../compile/wmi-data.ts';
import { WMI_TABLES } from '../compile/wmi-tables.ts';
import { chinaWmi, isChinese } from './china-wmi.ts';
import { makeNameZh } from './chinese-makes.ts';
import { countryOfVin, regionOfVin } from './iso-3780.ts';
import { knownMaker, knownWmis, makesOf } from './known-maker.ts';

const FOLDER = join(import.meta.dirname, '..', '..', 'data');
const read = (name: string): string => readFileSync(join(FOLDER, name), 'utf8');
const SOURCES = read('sources.tsv');
const sources = readWmiSources('sources.tsv', SOURCES);
const TABLES = Object.fromEntries(WMI_TABLES.map((name) => [name, read(name)]));
const rowsOf = (name: string) => readWmiRows(name, TABLES[name] ?? '', sources);

describe('the tables', () => {
  test('are what the package carries, and keep every rule', () => {
    const made = wmiRowsModule(TABLES, SOURCES);
    const carried = readFileSync(join(import.meta.dirname, 'wmi-rows.ts'), 'utf8');
    expect(carried === made, 'stale: run node packages/vin/data/build.ts').toBe(true);
  });

  test('hold 450 Chinese WMIs and more, 240 of them of cars, vans, trucks, buses and low-speed vehicles', () => {
    const cars = rowsOf('wmi-china.tsv');
    const others = rowsOf('wmi-china-two-wheelers-trailers.tsv');
    expect(cars.length).toBeGreaterThanOrEqual(240);
    expect(cars.length + others.length).toBeGreaterThanOrEqual(450);
    for (const { wmi } of [...cars, ...others]) expect(countryOfVin(wmi)?.country, wmi).toBe('CN');
    expect(rowsOf('wmi-world.tsv').filter(({ wmi }) => countryOfVin(wmi)?.country === 'CN')).toEqual([]);
  });

  test('have a source for every row that says something; what is contested says why', () => {
    for (const row of WMI_TABLES.flatMap(rowsOf)) {
      expect(
        [...row.sources.values()].every((said) => said !== ''),
        row.wmi,
      ).toBe(true);
      if (row.sources.size === 1 && !row.sources.has('vpic')) {
        expect(row.confidence, row.wmi).toBeLessThanOrEqual(0.7);
      }
      for (const key of row.against.keys()) expect(row.sources.has(key), row.wmi).toBe(false);
    }
  });

  const HEAD = 'wmi\tzh\ten\tmakes\tkinds\tconfidence\tsources\tagainst\tnote\n';
  const ROW = 'LSV\t上汽大众\tSAIC Volkswagen\tVolkswagen\tcar\t0.9\tvpic: X\t\t';
  test.each([
    ['columns', 'wmi\tzh\n', 'the columns'],
    ['cells', `${HEAD}LSV\tx\n`, '2 cells'],
    ['blanks', `${HEAD}${ROW.replace('LSV', 'LSV ')}\n`, 'blanks'],
    ['a letter that no VIN has', `${HEAD}${ROW.replace('LSV', 'LSO')}\n`, 'no WMI'],
    ['a small maker without its second half', `${HEAD}${ROW.replace('LSV', 'LA9')}\n`, 'no WMI'],
    ['a block of no country', `${HEAD}${ROW.replace('LSV', 'FAA')}\n`, 'no country'],
    ['order and doubles', `${HEAD}${ROW}\n${ROW}\n`, 'sorted'],
    ['a kind', `${HEAD}${ROW.replace('\tcar\t', '\tboat\t')}\n`, 'the kind'],
    ['an unknown source', `${HEAD}${ROW.replace('vpic: X', 'hearsay: X')}\n`, 'the source'],
    ['a source that says nothing', `${HEAD}${ROW.replace('vpic: X', 'vpic: ')}\n`, 'blanks|the source'],
    ['no source', `${HEAD}${ROW.replace('vpic: X', '')}\n`, 'no source'],
    ['a confidence of its own', `${HEAD}${ROW.replace('0.9', '0.99')}\n`, 'the confidence is 0.9'],
    ['a name that would break out', `${HEAD}${ROW.replace('SAIC', '`SAIC')}\n`, 'the name'],
  ])('are refused for %s', (_, text, message) => {
    expect(() => readWmiRows('t.tsv', text, sources)).toThrow(WmiDataError);
    expect(() => readWmiRows('t.tsv', text, sources)).toThrow(new RegExp(message));
  });

  test('a WMI in two tables is refused', () => {
    const tables = { 'a.tsv': `${HEAD}${ROW}\n`, 'b.tsv': `${HEAD}${ROW}\n` };
    expect(() => wmiRowsModule(tables, SOURCES)).toThrow('LSV stands in a.tsv and in b.tsv');
  });
});

describe('a known maker', () => {
  test('is told with makes, sources and confidence', () => {
    expect(knownMaker('LSV')).toMatchObject({
      manufacturerZh: '上汽大众',
      manufacturer: 'SAIC Volkswagen',
      makes: [{ name: 'Volkswagen' }, { name: 'Škoda', from: 2007 }, { name: 'Audi', from: 2021 }],
      kinds: ['car'],
    });
    expect(knownMaker('LSV')?.sources.length).toBeGreaterThanOrEqual(3);
    for (const wmi of ['', 'ZZZ', '__proto__', 'constructor', 'LS', 'lsv', 'wmi']) {
      expect(knownMaker(wmi)).toBeUndefined();
    }
  });

  test('has the makes of a year', () => {
    const makes = (wmi: string, year?: number) => {
      const maker = knownMaker(wmi);
      return maker === undefined ? [] : makesOf(maker, year);
    };
    expect(makes('LVV', 2006)).toEqual(['Chery']);
    expect(makes('LGW', 2010)).toEqual(['Great Wall']);
    expect(makes('LGW', 2024)).toContain('Haval');
    expect(makes('LSV', 2006)).toEqual(['Volkswagen']);
    expect(makes('LS5')).toEqual(['Changan', 'Suzuki']);
  });

  /** Chinese plants of makers that sell in the whole world. */
  test.each([
    ['LRW', 'Tesla'],
    ['LBV', 'BMW'],
    ['LE4', 'Mercedes-Benz'],
    ['LB1', 'Mercedes-Benz'],
    ['LYV', 'Volvo'],
    ['LVY', 'Volvo'],
    ['LPS', 'Polestar'],
    ['LSG', 'Buick'],
    ['LVS', 'Ford'],
    ['LHG', 'Honda'],
    ['LVH', 'Honda'],
    ['LFM', 'Toyota'],
    ['LVG', 'Toyota'],
    ['LSV', 'Volkswagen'],
    ['LFV', 'Audi'],
    ['LGB', 'Nissan'],
    ['LVR', 'Mazda'],
    ['LBE', 'Hyundai'],
    ['LJD', 'Kia'],
    ['LGW', 'Haval'],
    ['L6T', 'Geely'],
    ['LB3', 'Geely'],
    ['LVV', 'Chery'],
    ['LVT', 'Chery'],
    ['LGX', 'BYD'],
    ['LC0', 'BYD'],
    ['LS5', 'Changan'],
    ['LS4', 'Changan'],
    ['LSJ', 'Roewe'],
    ['LMG', 'Trumpchi'],
    ['LFP', 'Hongqi'],
    ['LGJ', 'Dongfeng'],
    ['LVZ', 'DFSK'],
    ['LJ1', 'NIO'],
    ['LJ1', 'JAC'],
    ['L1N', 'XPeng'],
    ['HLX', 'Li Auto'],
    ['LFZ', 'Leapmotor'],
    ['LZW', 'Wuling'],
    ['LNB', 'Xiaomi'],
  ])('%s builds %s', (wmi, make) => {
    const maker = knownMaker(wmi);
    expect(maker?.makes.map(({ name }) => name)).toContain(make);
    expect(maker?.manufacturerZh).not.toBe('');
    expect(chinaWmi(wmi)).toBeDefined();
  });

  test('has makes with Chinese names', () => {
    expect(makeNameZh('Haval')).toBe('哈弗');
    expect(makeNameZh('škoda')).toBe('斯柯达');
    expect(makeNameZh('BYD')).toBe('比亚迪');
    expect(makeNameZh('constructor')).toBeUndefined();
    const cars = rowsOf('wmi-china.tsv').filter(({ kinds }) => kinds.includes('car'));
    const makes = cars.flatMap(({ wmi }) => knownMaker(wmi)?.makes ?? []).map(({ name }) => name);
    const named = makes.filter((name) => makeNameZh(name) !== undefined);
    expect(named.length / makes.length).toBeGreaterThan(0.85);
  });

  test('every one can be asked for', () => {
    for (const wmi of knownWmis()) {
      const maker = knownMaker(wmi);
      expect(maker?.manufacturer, wmi).not.toBe('');
      expect(
        maker?.sources.every((name) => name !== ''),
        wmi,
      ).toBe(true);
      for (const { from = 1980, to = 2030 } of maker?.makes ?? []) {
        expect(from >= 1980 && from <= to && to <= 2030, wmi).toBe(true);
      }
    }
  });
});

describe('ISO 3780', () => {
  test.each([
    ['LSV', 'CN', 'Asia'],
    ['HLX', 'CN', 'Asia'],
    ['WVW', 'DE', 'Europe'],
    ['VF1', 'FR', 'Europe'],
    ['XTA', 'RU', 'Europe'],
    ['EAN', 'RU', 'Europe'],
    ['1GN', 'US', 'North America'],
    ['2HG', 'CA', 'North America'],
    ['3VW', 'MX', 'North America'],
    ['7SA', 'US', 'North America'],
    ['6T1', 'AU', 'Oceania'],
    ['9BW', 'BR', 'South America'],
    ['93H', 'BR', 'South America'],
    ['AHT', 'ZA', 'Africa'],
    ['KMH', 'KR', 'Asia'],
    ['MA3', 'IN', 'Asia'],
    ['TMB', 'CZ', 'Europe'],
    ['NMT', 'TR', 'Asia'],
  ])('%s is of %s', (wmi, country, region) => {
    expect(countryOfVin(wmi)?.country).toBe(country);
    expect(regionOfVin(wmi)).toBe(region);
  });

  test('gives no country to what isn’t assigned', () => {
    for (const vin of ['', 'L', 'F1', 'OO', 'I1', '**', 'GA', 'Ll', '__']) {
      expect(countryOfVin(vin)).toBeUndefined();
    }
    for (const vin of ['', 'O1', 'I1', '0', 'é']) expect(regionOfVin(vin)).toBeUndefined();
  });

  test('China is told by L, and by H where the maker is known', () => {
    expect(isChinese('LZZZZZ')).toBe(true);
    expect(isChinese('HLX123')).toBe(true);
    expect(isChinese('HZZ123')).toBe(false);
  });
});
