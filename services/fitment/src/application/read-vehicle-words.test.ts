import { loadVinTable } from '@qipei/vin';
import { cachedVinTable } from '@qipei/vin/compile';
import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { platformTable } from '../adapters/vin/platform-table.ts';
import { smallPlatform } from '../domain/platform-table.fixture.ts';
import type { PlatformTable } from '../domain/platform-table.ts';
import type { VehicleReader } from '../domain/vehicle-repository.ts';
import { judgeNamed } from './judge-named.ts';
import { mergedVehicleCatalogue } from './merged-vehicle-catalogue.ts';
import { type ReadVehicleWords, vehicleWordsReader } from './read-vehicle-words.ts';

/** A tenant without vehicles of its own. */
const reader = { revision: async () => 0 } as unknown as VehicleReader;

function readerOver(table: PlatformTable) {
  const catalogue = mergedVehicleCatalogue({ platform: () => table, reader, thisYear: () => 2026 });
  const read = vehicleWordsReader({ platform: () => table, reader, catalogue });
  return { read: (text: string) => read('acme', text), view: catalogue.view };
}

function shown({ words, named }: ReadVehicleWords): string {
  const pieces = words.map(({ kind, en, unknown }) => `${kind} ${en}${unknown ? '?' : ''}`);
  return named === undefined ? pieces.join(', ') : `${pieces.join(', ')} = ${named.modelIds.length}`;
}

describe('over the vehicle table of the platform', () => {
  let over: ReturnType<typeof readerOver>;
  let table: PlatformTable;
  beforeAll(async () => {
    table = platformTable((await loadVinTable(await cachedVinTable())).vehicles);
    over = readerOver(table);
  });

  test.each([
    ['雅阁', 'model Accord = 1'],
    ['本田 雅閣', 'make Honda, model Accord = 1'],
    ['广汽本田雅阁', 'make Honda, model Accord = 1'],
    ['2018 雅阁 2.0', 'year 2018, model Accord, displacement 2.0 L = 1'],
    ['大众 朗逸', 'make Volkswagen, model Lavida?'],
    ['宝马 3系 F30', 'make BMW, series 3 Series, chassis 3 Series F30 = 10'],
    ['宝马 3 系', 'make BMW, series 3 Series = 34'],
    ['bmw 328i 2012', 'make BMW, model 328i, year 2012 = 1'],
    ['320Li', 'series 3 Series = 34'],
    ['奔驰C200', 'make Mercedes-Benz, series C-Class = 1'],
    ['W204', 'chassis C-Class W204 = 1'],
    ['一汽大众迈腾 B7 1.8T', 'make Volkswagen, model Passat, displacement 1.8 L = 1'],
    ['14款 轩逸', 'year 2014, model Sentra = 1'],
    ['08-12款 思域', 'year 2008–2012, model Civic = 1'],
    ['2014至2016年 CR-V', 'year 2014–2016, model CR-V = 1'],
    ['vw golf', 'make Volkswagen, model Golf = 1'],
    ['马自达 6', 'make Mazda, model Mazda6 = 1'],
    ['Peugeot 307 2008', 'make Peugeot, model 307?, year 2008'],
    ['Peugeot 2008', 'make Peugeot, model 2008?'],
    ['fit for accord', 'model Accord = 1'],
    ['1950 雅阁', 'year 1950?, model Accord = 1'],
    ['2018 雅阁 8.8', 'year 2018, model Accord, displacement 8.8 L? = 1'],
    ['3', ''],
    ['206', ''],
    ['2018 2.0', ''],
    ['what fits on it', ''],
  ])('%s: %s', async (text, expected) => expect(shown(await over.read(text))).toBe(expected));

  test('a make alone is all of its models; years and an engine are those of the table', async () => {
    const honda = await over.read('本田');
    expect(honda.named?.modelIds).toEqual(
      table.models(table.findMake('Honda')?.makeId ?? '').map((each) => each.modelId),
    );
    const accord = await over.read('2018 accord 2.0');
    expect(accord.baseVehicleIds).toEqual(['bv1861-2018']);
    expect(accord.vehicleIds.map((id) => table.vehicle(id)?.displacementL)).toEqual(['2.0', '2.0']);
    // The table knows no engine of 2003: it may be any.
    const older = await over.read('2003 accord 2.4');
    expect(older.named?.displacementL).toBe('2.4');
    expect(older.vehicleIds).toContain('v1861-2003-wmq420');
  });

  test('whatever is asked, an answer is as large as a filter of the index takes', async () => {
    for (const text of [
      ...['ford 2015-2020', 'bmw 1990-2026', '本田 2018 2.0'],
      'ford',
      '福特 2.0',
      '宝马 3系 2.0',
      'gmc 5.3',
      'F-150 5.0',
    ]) {
      const { named, baseVehicleIds, vehicleIds } = await over.read(text);
      expect(named?.modelIds.length, text).toBeLessThanOrEqual(1_000);
      expect(baseVehicleIds.length * 2 + vehicleIds.length, text).toBeLessThanOrEqual(1_000);
    }
  });

  test.each([
    ['宝马 1990-2026', 'make BMW, year 1990–2026? = 146'],
    ['福特 2.0', 'make Ford, displacement 2.0 L? = 147'],
    ['宝马 1990-2026 2.0', 'make BMW, year 1990–2026?, displacement 2.0 L? = 146'],
  ])(
    '%s: years or an engine of more cars than can be listed narrow nothing, which is told',
    async (text, expected) => {
      const read = await over.read(text);
      expect(shown(read)).toBe(expected);
      expect(read.named).toMatchObject({ yearFrom: 0, yearTo: 0, displacementL: '' });
      expect(read.baseVehicleIds).toEqual([]);
    },
  );

  test('of too many cars an application of one of them is the proof that it may fit', async () => {
    const { named } = await over.read('福特');
    if (named === undefined) throw new Error('Ford is in the table');
    const view = await over.view('acme', { modelIds: [...named.modelIds] });
    const known = { attributes: {}, built: undefined, qualifiers: new Map<string, boolean>() };
    const judge = judgeNamed(named, view, known);
    const fitment = (modelId: string) =>
      ({ selector: { modelId, yearFrom: 2010, yearTo: 2012, displacementL: '' } }) as never;
    const [first = ''] = named.modelIds;
    expect(judge([fitment(first)])).toMatchObject({ kind: 'cannot-tell', proof: [fitment(first)] });
    expect(judge([fitment('md1861')]).kind).toBe('does-not-fit');
    expect(judge([])).toMatchObject({ kind: 'cannot-tell', proof: [] });
  });
});

test('where a word stands is told of the text as it was given', async () => {
  const { read } = readerOver(smallPlatform());
  const text = '前  雅閣 2004';
  const { words, baseVehicleIds } = await read(text);
  expect(words.map(({ start, end }) => text.slice(start, end))).toEqual(['雅閣', '2004']);
  expect(baseVehicleIds).toEqual(['bv1861-2004']);
});

test('names of a tenant are made ready once for all who search meanwhile, and again where that failed', async () => {
  const table = smallPlatform();
  let made = 0;
  const namedAbove = async () => {
    made += 1;
    await new Promise((resolve) => setImmediate(resolve));
    if (made === 1) throw new Error('the store is away');
    return [];
  };
  const read = vehicleWordsReader({
    platform: () => table,
    reader: { revision: async () => 1, namedAbove },
    catalogue: mergedVehicleCatalogue({ platform: () => table, reader, thisYear: () => 2026 }),
  });
  const three = () => Promise.allSettled([1, 2, 3].map(() => read('acme', '雅閣')));
  expect((await three()).map(({ status }) => status)).toEqual(['rejected', 'rejected', 'rejected']);
  expect((await three()).map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled', 'fulfilled']);
  await three();
  expect(made).toBe(2);
});

test('bears any text', async () => {
  const { read } = readerOver(smallPlatform());
  const piece = fc.constantFrom(
    '雅',
    '阁',
    '3',
    '系',
    ' ',
    '-',
    '.',
    '2',
    '018',
    '款',
    'Accord',
    '\u0000',
    '\ud800',
    'é',
  );
  const text = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 400 }),
    fc.array(piece, { maxLength: 60 }).map((pieces) => pieces.join('')),
  );
  await fc.assert(
    fc.asyncProperty(text, async (given) => {
      const { words } = await read(given);
      for (const [at, { start, end }] of words.entries()) {
        expect(end).toBeGreaterThan(start);
        expect(start).toBeGreaterThanOrEqual(words[at - 1]?.end ?? 0);
      }
    }),
    { numRuns: 200 },
  );
});
