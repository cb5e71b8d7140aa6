import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { NotFound } from '@qipei/kernel';
import { generalKey } from '@qipei/part-number';
import { partType } from '@qipei/part-type';
import type { SearchEngine } from '@qipei/search-engine';
import { openSqliteSearchEngine } from '@qipei/search-engine/sqlite';
import { openDatabase } from '@qipei/sqlite';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it, test } from 'vitest';
import { BRAND_NAME_MIGRATIONS, sqliteBrandNames } from '../adapters/sqlite/sqlite-brand-names.ts';
import type { Suggestion } from '../domain/suggestion.ts';
import type { KnownVehicle } from '../domain/vehicle-lookup.ts';
import { PART_INDEX } from './part-index.ts';
import { type SuggestDependencies, suggest } from './suggest.ts';
import { tenantSights } from './tenant-sight.ts';

const VIN = '1HGCM82633A004352';
const ACCORD: KnownVehicle = {
  ...{ vehicleId: 'v1-2003-a', baseVehicleId: 'bv1-2003', makeId: 'mk1', make: 'Honda', modelId: 'md1' },
  ...{ model: 'Accord', year: 2003, body: '', displacementL: '', cylinders: 0, fuel: '', engineModel: '' },
  vehicleType: '',
};

interface Row {
  number: string;
  brand: string;
  type: string;
  oe?: string[];
  fits?: boolean;
  reader?: string;
}
const ROWS: Row[] = [
  { number: 'W 712/75', brand: 'MANN-FILTER', type: 'oil-filter', oe: ['TOYOTA 90915-YZZJ3'], fits: true },
  { number: 'OC 1051', brand: 'Mahle', type: 'oil-filter', oe: ['TOYOTA 90915-YZZJ3', 'TOYOTA 90915-YZZE1'] },
  { number: 'LF-100', brand: '长城', type: 'air-filter', oe: ['VW 1K0 129 620 D'] },
  { number: 'BP-1K0-9', brand: 'Brembo', type: 'brake-pads', fits: true },
  { number: 'SECRET-4711', brand: 'Hiddenbrand', type: 'horn', oe: ['SAAB 4711-SECRET'], reader: 'bolt' },
];

const folder = mkdtempSync(join(tmpdir(), 'qipei-suggest-'));
const opened = new AsyncDisposableStack();
let dependencies: SuggestDependencies;
beforeAll(async () => {
  const file = join(folder, 'index.sqlite');
  const engine: SearchEngine = opened.use(await openSqliteSearchEngine({ file, schema: PART_INDEX }));
  const db = openDatabase({ file: join(folder, 'names.sqlite'), migrations: BRAND_NAME_MIGRATIONS });
  opened.defer(() => void db.close());
  const brands = sqliteBrandNames(db);
  for (const { number, brand, type, oe = [], fits, reader = '*' } of ROWS) {
    const id = `part_${generalKey(number)}`;
    const { nameZh = '', nameEn = '' } = partType(type) ?? {};
    const numbers = Object.fromEntries([
      [generalKey(number), `${brand} ${number}`],
      ...oe.map((each) => [generalKey(each.slice(each.indexOf(' ') + 1)), each]),
    ]);
    const [own = '', ...others] = Object.keys(numbers);
    await brands.remember([{ brandId: `brand_${brand}`, name: brand }]);
    const stored = {
      brandId: `brand_${brand}`,
      brand,
      partNumber: number,
      partTypeId: type,
      nameZh,
      nameEn,
      numbers,
    };
    const fields = {
      text: { name: [nameZh, nameEn], brand },
      codes: { ownNumber: [own], oeNumber: others },
      keywords: { brandId: [`brand_${brand}`], partTypeId: [type] },
      ...{ readers: [reader], stored, sortKey: number },
    };
    await engine.apply([{ id, group: 'part', version: 1, fields }]);
    const links = { vehicle: [ACCORD.baseVehicleId] };
    if (fits === true) await engine.apply([{ id, group: 'fitment', version: 1, fields: { links } }]);
  }
  dependencies = {
    engine,
    ...tenantSights({
      ...{ engine, brands, grants: { readersFor: async () => [] } },
      onFailure: (error) => {
        throw error;
      },
    }),
    vehicles: {
      decode: async (vin) => {
        const known = vin.startsWith('1HG');
        return { vin, known, vehicles: known ? [ACCORD] : [], notes: [] };
      },
      vehicle: async (id) => {
        if (id !== ACCORD.vehicleId) throw new NotFound('vehicle', id);
        return ACCORD;
      },
    },
    vehicleNames: {
      suggest: async (query) =>
        'honda accord'.includes(query.toLowerCase())
          ? [
              {
                ...{ kind: 'model' as const, makeId: 'mk1', make: 'Honda', makeZh: '本田', modelId: 'md1' },
                ...{ model: 'Accord', modelZh: '雅阁', generationId: '', generation: '', generationZh: '' },
                ...{ chassisCode: '', yearFrom: 1990, yearTo: 2022, year: 0 },
              },
            ]
          : [],
    },
  };
});
afterAll(async () => {
  await opened.disposeAsync();
  rmSync(folder, { recursive: true, force: true });
});

async function ask(query: string, over: { tenant?: string; vehicleId?: string; limit?: number } = {}) {
  const { tenant = 'acme', vehicleId = '', limit = 10 } = over;
  const context = { tenant, actor: 'test', customerId: '', traceparent: '' };
  return await suggest({ query, vehicleId, limit }, context, dependencies);
}

function marked({ text, matched }: Suggestion['zh']): string {
  return matched
    .toReversed()
    .reduce(
      (left, { start, end }) => `${left.slice(0, start)}[${left.slice(start, end)}]${left.slice(end)}`,
      text,
    );
}
const shown = (each: Suggestion) =>
  [
    each.kind,
    each.alias.text === '' ? '' : `${marked(each.alias)}:`,
    marked(each.zh) || marked(each.en),
    each.partCount,
  ]
    .filter((it) => it !== '')
    .join(' ');

/** Of any code units: halves of pairs and controls, too. */
function anyText(maxLength: number) {
  const units = fc.array(fc.integer({ min: 0, max: 0xffff }), { maxLength });
  return units.map((codes) => String.fromCharCode(...codes));
}

describe('numbers', () => {
  test.each<[string, string[]]>([
    ['90915', ['number TOYOTA [90915]-YZZJ3 2', 'number TOYOTA [90915]-YZZE1 1']],
    ['90915 yzzj', ['number TOYOTA [90915-YZZJ]3 2']],
    ['90915－ＹＺＺＪ３', ['number TOYOTA [90915-YZZJ3] 2']],
    ['1k01', ['number VW [1K0 1]29 620 D 1']],
    ['w712', ['number MANN-FILTER [W 712]/75 1']],
    ['909', []],
  ])('%j', async (query, expected) => {
    expect((await ask(query)).filter(({ kind }) => kind === 'number').map(shown)).toEqual(expected);
  });

  it('lead to the part where one alone has it', async () => {
    const [one] = await ask('90915YZZE1');
    expect(one).toMatchObject({
      partId: 'part_OC1051',
      brand: 'Mahle',
      nameEn: partType('oil-filter')?.nameEn,
    });
    expect((await ask('90915YZZJ3'))[0]).toMatchObject({ partId: '', nameEn: '' });
  });
});

describe('part types', () => {
  test.each<[string, string]>([
    ['机油滤', 'part-type [机油滤]清器 2'],
    ['jylqq', 'part-type [机油滤清器] 2'],
    ['jiyoul', 'part-type [机油滤]清器 2'],
    ['机油格', 'part-type [机油格]: 机油滤清器 2'],
    ['刹车', 'part-type [刹车]片: 制动片 1'],
  ])('%j', async (query, expected) => {
    expect((await ask(query)).map(shown)).toContain(expected);
  });

  it('are those of parts that the tenant sees', async () => {
    expect(await ask('喇叭')).toEqual([]);
    expect((await ask('喇叭', { tenant: 'bolt' })).map(({ id }) => id)).toEqual(['horn']);
  });

  it('are found by the last word, too, and tell what stands before it', async () => {
    expect(await ask('卡罗拉 机油滤')).toMatchObject([{ id: 'oil-filter', before: '卡罗拉' }]);
    // The longest that names a kind of part, though its last word names others, too.
    expect(await ask('zzz yyy oil filter')).toMatchObject([{ id: 'oil-filter', before: 'zzz yyy' }]);
  });
});

describe('with a vehicle', () => {
  it('are numbers and part types of what fits it', async () => {
    const vehicleId = ACCORD.vehicleId;
    expect((await ask('90915', { vehicleId })).map(shown)).toEqual(['number TOYOTA [90915]-YZZJ3 1']);
    expect((await ask('机油滤', { vehicleId })).map(shown)).toEqual(['part-type [机油滤]清器 1']);
    expect(await ask('空气滤', { vehicleId })).toEqual([]);
    await expect(ask('机油', { vehicleId: 'v9-2003-a' })).rejects.toMatchObject({
      code: 'vehicle-not-found',
    });
  });
});

describe('brands and vehicles', () => {
  test.each<[string, string]>([
    ['man', 'brand [MAN]N-FILTER 1'],
    ['mannfilter', 'brand [MANN-FILTER] 1'],
    ['长', 'brand [长]城 1'],
    ['changch', 'brand [长城] 1'],
    ['acco', 'model 本田 雅阁 0'],
  ])('%j', async (query, expected) => {
    expect((await ask(query)).map(shown)).toContain(expected);
  });

  it('mark what was typed in each language', async () => {
    const [model] = await ask('acco');
    expect(marked(model?.en ?? { text: '', matched: [] })).toBe('Honda [Acco]rd');
    expect(model).toMatchObject({ id: 'md1', makeId: 'mk1', yearFrom: 1990, yearTo: 2022 });
  });
});

describe('a VIN', () => {
  it('is nothing else', async () => {
    expect(await ask(VIN.toLowerCase())).toMatchObject([{ kind: 'vin', missing: 0, nameEn: 'Honda Accord' }]);
  });
  it('is told by its beginning where the maker is known', async () => {
    expect((await ask('1HGCM826'))[0]).toMatchObject({ kind: 'partial-vin', missing: 9, year: 2003 });
    expect((await ask('ZZZCM826')).map(({ kind }) => kind)).not.toContain('partial-vin');
    expect((await ask('1HGCM82')).map(({ kind }) => kind)).not.toContain('partial-vin');
  });
});

describe('anything that is typed', () => {
  it('has an answer within the limit, and shows nothing of another tenant’s', async () => {
    const queries = fc.oneof(
      anyText(60),
      fc.constantFrom(
        'hid',
        'hiddenbrand',
        '4711',
        'SECRET4711',
        'secret',
        'horn',
        'lb',
        'l',
        '%',
        "'",
        '"*',
      ),
      fc.string({ unit: fc.constantFrom('1', 'K', '0', '-', ' ', '机', '油', 'a', '/', '*'), maxLength: 30 }),
    );
    await fc.assert(
      fc.asyncProperty(queries, fc.integer({ min: 1, max: 20 }), async (query, limit) => {
        const found = await ask(query, { limit });
        expect(found.length).toBeLessThanOrEqual(limit);
        expect(JSON.stringify(found)).not.toMatch(/hidden|4711|"horn"/i);
      }),
      { numRuns: 200 },
    );
    expect(JSON.stringify(await ask('hid', { tenant: 'bolt' }))).toMatch(/Hiddenbrand/);
  });

  it('is refused beyond its bounds', async () => {
    await expect(ask('x'.repeat(129))).rejects.toMatchObject({ code: 'too-long' });
    for (const limit of [0, 21, 1.5, -1])
      await expect(ask('x', { limit })).rejects.toMatchObject({ kind: 'invalid' });
    expect(await ask('   ')).toEqual([]);
  });
});
