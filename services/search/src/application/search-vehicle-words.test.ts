import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DomainError, type ErrorKind, InvalidInput } from '@qipei/kernel';
import { partType } from '@qipei/part-type';
import type { DocumentPatch, SearchEngine } from '@qipei/search-engine';
import { openSqliteSearchEngine } from '@qipei/search-engine/sqlite';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { PartSearch } from '../domain/search-request.ts';
import { typedName } from '../domain/typed-name.ts';
import type { ReadVehicleWords, VehicleWords } from '../domain/vehicle-words.ts';
import { optionalVehicleWords } from './optional-vehicle-words.ts';
import { PART_INDEX, rememberedOutdated, someOfModelYear } from './part-index.ts';
import { searchParts } from './search-parts.ts';
import type { Sight } from './tenant-sight.ts';

/** Number, part type, name beside the type's, and links of vehicles. */
const PARTS: [string, string, string, string[]][] = [
  ['OIL-ALL', 'oil-filter', '', ['md1', 'bv1-2018', 'bv1-2019']],
  ['OIL-SOME', 'oil-filter', '', ['md1', 'v1-2018-aaaaaa', someOfModelYear('bv1-2018')]],
  ['OIL-2003', 'oil-filter', '', ['md1', 'bv1-2003']],
  ['OIL-CIVIC', 'oil-filter', '', ['md2', 'bv2-2018']],
  ['OIL-OPEN', 'oil-filter', '', []],
  ['BELT-1', 'serpentine-belt', '发电机皮带', ['md1', 'bv1-2018']],
  ['GEN-CIVIC', 'alternator', '', ['md2', 'bv2-2018']],
  ['PLUG-TEXT', 'spark-plug', '帝豪 火花塞', []],
  ['JYG-1', 'wiper-blade', 'jyg', []],
];

const dir = mkdtempSync(join(tmpdir(), 'qipei-vehicle-words-'));
let engine: SearchEngine;
beforeAll(async () => {
  engine = await openSqliteSearchEngine({ file: join(dir, 'index.sqlite'), schema: PART_INDEX });
  await engine.apply(PARTS.flatMap(([number, type, name, links]) => patches(number, type, name, links)));
});
afterAll(async () => {
  await engine[Symbol.asyncDispose]();
  rmSync(dir, { recursive: true, force: true });
});

function patches(number: string, typeId: string, name: string, links: string[]): DocumentPatch[] {
  const type = partType(typeId);
  if (type === undefined) throw new Error(typeId);
  const names = [name === '' ? type.nameZh : name, type.nameEn];
  const main: DocumentPatch = {
    ...{ id: number, group: PART_INDEX.mainGroup, version: 1 },
    fields: {
      text: { name: names, alias: [...type.aliasesZh, ...type.aliasesEn] },
      keywords: { partTypeId: [typeId] },
      ...{ readers: ['*'], stored: { partNumber: number, numbers: {} }, sortKey: number },
    },
  };
  const fits: DocumentPatch = {
    id: number,
    group: 'fitment',
    version: 1,
    fields: { links: { vehicle: links } },
  };
  return links.length === 0 ? [main] : [main, fits];
}

/** 雅阁 is model 1, Focus a model and a word, 帝豪 a model that the table hasn't; 2018 and 2.0 say more of them. */
const vehicleWords: VehicleWords = {
  async read(text): Promise<ReadVehicleWords> {
    const words = [...text.matchAll(/雅阁|雅閣|accord|focus|帝豪|2018|2\.0/gi)].map(({ index, 0: word }) => ({
      kind:
        word === '2018' ? ('year' as const) : word === '2.0' ? ('displacement' as const) : ('model' as const),
      ...{ start: index, end: index + word.length, zh: word, en: word, makeId: 'mk1', modelId: 'md1' },
      ...{ unknown: word === '帝豪', commonWord: word === 'focus' },
    }));
    const isNamed = words.some(({ kind, unknown }) => kind === 'model' && !unknown);
    const has = (kind: string) => words.some((word) => word.kind === kind);
    if (!isNamed)
      return { words: has('model') ? words : [], named: undefined, baseVehicleIds: [], vehicleIds: [] };
    const year = has('year') ? 2018 : 0;
    return {
      words,
      named: {
        ...{ modelIds: ['md1'], yearFrom: year, yearTo: year },
        displacementL: has('displacement') ? '2.0' : '',
      },
      baseVehicleIds: year === 0 ? [] : ['bv1-2018'],
      vehicleIds: has('displacement') ? ['v1-2018-bbbbbb'] : [],
    };
  },
};

const SIGHT: Sight = {
  brands: [{ brandId: 'brand_F', name: typedName('Focus', () => []), parts: 1 }],
  partsOfType: new Map(PARTS.map(([, type]) => [type, 1])),
};

interface SearchOver {
  index: SearchEngine;
  sightOf: () => Promise<Sight>;
  onUnreadable: (error: unknown) => void;
}

function raised(error: unknown): never {
  throw error;
}

async function search(
  query: string,
  more: Partial<PartSearch> = {},
  words: VehicleWords = vehicleWords,
  { index = engine, sightOf = async () => SIGHT, onUnreadable = raised }: Partial<SearchOver> = {},
) {
  const { intent, hits, total } = await searchParts(
    {
      ...{ query, vin: '', vehicleId: '', partTypeId: '', brandId: '', position: '', inStock: false },
      ...{ vehicleWords: 'limit', sort: 'number-asc', page: 1, pageSize: 50, ...more },
    },
    { tenant: 'acme', actor: 'test', customerId: '', traceparent: '' },
    {
      engine: index,
      isIndexOutdated: rememberedOutdated(index),
      vehicles: {
        decode: async (vin) => ({ vin, known: false, vehicles: [], notes: [] }),
        vehicle: () => Promise.reject(new Error('no vehicle was asked for')),
      },
      vehicleWords: words,
      sightOf,
      onUnreadable,
      knownSight: async () => SIGHT,
    },
  );
  return { intent, total, found: hits.map(({ id }) => id), notes: intent.notes.map(({ code }) => code) };
}

test.each([
  ['雅阁 机油格', ['OIL-2003', 'OIL-ALL', 'OIL-SOME']],
  ['雅閣機油格', ['OIL-2003', 'OIL-ALL', 'OIL-SOME']],
  ['oil filter Accord', ['OIL-2003', 'OIL-ALL', 'OIL-SOME']],
  ['2018 雅阁 机油格', ['OIL-ALL', 'OIL-SOME']],
  ['2018 雅阁 2.0 机油格', ['OIL-ALL']],
  ['雅阁', ['BELT-1', 'OIL-2003', 'OIL-ALL', 'OIL-SOME']],
])('%s: what fits one of these cars', async (query, found) => {
  const answer = await search(query);
  expect(answer.found).toEqual(found);
  expect(answer.total).toBe(found.length);
  expect(answer.intent).toMatchObject({ limitedToNamed: true, named: { modelIds: ['md1'] } });
  expect(answer.notes).toEqual([]);
});

test('each piece of the query is told, with what is left without it', async () => {
  const { intent } = await search('2018款雅阁 前机油格');
  expect(intent.pieces.map(({ kind, text, without }) => [kind, text, without])).toEqual([
    ['year', '2018', '款雅阁 前机油格'],
    ['words', '款', '2018 雅阁 前机油格'],
    ['model', '雅阁', '2018款 前机油格'],
    ['position', '前', '2018款雅阁 机油格'],
    ['part-type', '机油格', '2018款雅阁 前'],
  ]);
  expect((await search('上海 机油格')).intent.pieces.map(({ kind }) => kind)).toEqual(['words', 'part-type']);
});

test('it can be undone: vehicles are understood and limit nothing, or are words as any others', async () => {
  const shown = await search('雅阁 机油格', { vehicleWords: 'show' });
  expect(shown.found).toEqual(['OIL-2003', 'OIL-ALL', 'OIL-CIVIC', 'OIL-OPEN', 'OIL-SOME']);
  expect(shown.intent).toMatchObject({
    limitedToNamed: false,
    named: { modelIds: ['md1'] },
    words: '机油格',
  });
  const plain = await search('雅阁 机油格', { vehicleWords: 'words' });
  expect(plain.intent).toMatchObject({ limitedToNamed: false, named: undefined, words: '雅阁 机油格' });
  expect(plain.intent.pieces.map(({ kind }) => kind)).toEqual(['words', 'part-type']);
});

test('an index from before models were linked is not limited to cars: what else was asked is all there', async () => {
  const schema = { ...PART_INDEX, contents: 1 };
  await using earlier = await openSqliteSearchEngine({ file: join(dir, 'earlier.sqlite'), schema });
  for (const [number, type, name, links] of PARTS) {
    const years = links.filter((link) => link.startsWith('bv'));
    await earlier.apply(patches(number, type, name, years));
  }
  for (const query of ['雅阁 机油格', '2018 雅阁 机油格']) {
    const { found, intent, notes } = await search(query, {}, vehicleWords, { index: earlier });
    expect(found).toEqual(['OIL-2003', 'OIL-ALL', 'OIL-CIVIC', 'OIL-OPEN', 'OIL-SOME']);
    expect(intent).toMatchObject({ limitedToNamed: false, named: { modelIds: ['md1'] } });
    expect(notes).toEqual([]);
  }
});

test('cars that are too many to ask by limit nothing', async () => {
  const tooMany: VehicleWords = {
    async read(text, context) {
      const ids = Array.from({ length: 501 }, (_, at) => `bv1-${at}`);
      return { ...(await vehicleWords.read(text, context)), baseVehicleIds: ids };
    },
  };
  const { found, intent, notes } = await search('2018 雅阁 机油格', {}, tooMany);
  expect(found).toHaveLength(5);
  expect([intent.limitedToNamed, notes]).toEqual([false, []]);
});

test('where nothing of the kind fits, it is said, and no other kind stands in for it', async () => {
  const { found, notes, intent } = await search('雅阁 发电机');
  expect(found).toEqual(['GEN-CIVIC']);
  expect(notes).toContain('vehicle-fits-nothing');
  expect(intent).toMatchObject({ limitedToNamed: false, named: { modelIds: ['md1'] } });
});

test('what the table lacks limits nothing; a part with the words in its name is found by them', async () => {
  const lacking = await search('帝豪 机油格');
  expect(lacking.notes).toContain('vehicle-not-in-table');
  expect(lacking.found).toHaveLength(5);
  expect(lacking.intent.pieces[0]).toMatchObject({ kind: 'model', unknown: true });
  expect((await search('帝豪 火花塞')).found).toEqual(['PLUG-TEXT']);
});

test('a filter that leaves nothing leaves nothing: the cars stay', async () => {
  const { total, intent } = await search('雅阁 机油格', { partTypeId: 'alternator' });
  expect(total).toBe(0);
  expect(intent.limitedToNamed).toBe(true);
});

test('a word that is a brand of parts here is the brand, unless it is not alone', async () => {
  const { intent } = await search('focus 机油格');
  expect(intent.pieces.map(({ kind, id }) => [kind, id])).toEqual([
    ['brand', 'brand_F'],
    ['part-type', 'oil-filter'],
  ]);
  expect((await search('accord focus 机油格')).intent.named).toBeDefined();
});

/** Fails with each of these in turn, then answers. */
function failing(errors: readonly Error[], pauseMs?: number) {
  const left = [...errors];
  const asked: string[] = [];
  const told: unknown[] = [];
  const read: VehicleWords['read'] = async (text, context) => {
    asked.push(text);
    const error = left.shift();
    if (error !== undefined) throw error;
    return await vehicleWords.read(text, context);
  };
  const onFailure = (error: unknown) => void told.push(error);
  return {
    asked,
    told,
    words: optionalVehicleWords({ read }, { onFailure, ...(pauseMs === 0 && { pauseMs }) }),
  };
}

const failure = (kind: ErrorKind) => new DomainError({ kind, code: kind, message: '' });

test.each([
  failure('unavailable'),
  failure('deadline'),
  failure('exhausted'),
  failure('forbidden'),
  new Error('12 UNIMPLEMENTED'),
])('words are searched for while vehicles can’t be read, which is told: %s', async (error) => {
  const { words, told } = failing([error], 0);
  const { found, intent } = await search('雅阁 机油格', {}, words);
  expect([found.length, intent.named, told]).toEqual([5, undefined, [error]]);
  expect((await search('雅阁 机油格', {}, words)).intent.named).toBeDefined();
});

test('who is away or too slow to read vehicles isn’t asked by the next search; who is gone is no sign of it', async () => {
  for (const kind of ['unavailable', 'deadline'] as const) {
    const { words, asked } = failing([failure(kind)]);
    await search('雅阁 机油格', {}, words);
    await search('雅阁 机油格', {}, words);
    expect(asked).toHaveLength(1);
  }
  const { words, asked, told } = failing([failure('deadline')]);
  const context = { tenant: 'acme', actor: 'test', customerId: '', traceparent: '' };
  await expect(words.read('雅阁', { ...context, signal: AbortSignal.abort() })).rejects.toThrow();
  await search('雅阁 机油格', {}, words);
  expect([asked.length, told]).toEqual([2, []]);
});

test('what is no question is none without vehicles either', async () => {
  const { words } = failing([new InvalidInput('q', 'too-long', '')]);
  await expect(search('雅阁 机油格', {}, words)).rejects.toThrow(InvalidInput);
});

test.each([
  ['jiyouge', '机油格', 5],
  ['ji you ge', '机油格', 5],
  ['huohuasai', '火花塞', 1],
  ['hhs', '火花塞', 1],
  ['qianjiyouge', '前机油格', 5],
])('%s is what it spells', async (typed, name, total) => {
  const answer = await search(typed, { sort: 'relevance' });
  expect(answer.intent.corrections).toEqual([{ from: typed, to: name }]);
  expect(answer.total).toBe(total);
});

test('while nobody can tell what letters spell they are letters, which is told', async () => {
  const away = new Error('no count');
  const told: unknown[] = [];
  const over = {
    sightOf: () => Promise.reject(away),
    onUnreadable: (error: unknown) => void told.push(error),
  };
  const { found, intent } = await search('jyg', { sort: 'relevance' }, vehicleWords, over);
  expect([found, intent.corrections, told]).toEqual([['JYG-1'], [], [away]]);
});

test('what has the letters as they were typed comes before what they spell, page by page', async () => {
  const whole = await search('jyg', { sort: 'relevance' });
  expect([whole.found[0], whole.total, whole.intent.corrections]).toEqual(['JYG-1', 6, []]);
  expect(whole.found.slice(1).toSorted()).toEqual([
    'OIL-2003',
    'OIL-ALL',
    'OIL-CIVIC',
    'OIL-OPEN',
    'OIL-SOME',
  ]);
  const paged = [];
  for (const page of [1, 2, 3])
    paged.push(...(await search('jyg', { sort: 'relevance', page, pageSize: 2 })).found);
  expect(paged).toEqual(whole.found);
});

test('letters that spell nothing, and English names of parts, are what they are', async () => {
  expect((await search('xqzw')).total).toBe(0);
  expect((await search('oil filter')).intent.corrections).toEqual([]);
});
