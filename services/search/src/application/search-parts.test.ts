import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { TOPICS, toRecord } from '@qipei/contracts';
import { NumberKind, Part, Visibility } from '@qipei/contracts/catalog/v1/catalog';
import { PartSaved } from '@qipei/contracts/catalog/v1/catalog_events';
import { generalKey } from '@qipei/part-number';
import { partType } from '@qipei/part-type';
import type { SearchEngine } from '@qipei/search-engine';
import { openSqliteSearchEngine } from '@qipei/search-engine/sqlite';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { patchOf } from '../adapters/events/part-patches.ts';
import type { PartSearch } from '../domain/search-request.ts';
import type { KnownVehicle } from '../domain/vehicle-lookup.ts';
import { PART_INDEX } from './part-index.ts';
import { searchParts } from './search-parts.ts';

const VIN = '1HGCM82633A004352';
const ACCORD: KnownVehicle = {
  vehicleId: 'v1-2003-a',
  baseVehicleId: 'bv1-2003',
  makeId: 'mk1',
  make: 'Honda',
  modelId: 'md1',
  model: 'Accord',
  year: 2003,
  body: '',
  displacementL: '',
  cylinders: 0,
  fuel: '',
  engineModel: '',
  vehicleType: '',
};

/** Number, part type, positions, OE numbers, and whether it fits the Accord. */
const PARTS: [string, string, string[], string[], boolean][] = [
  ['PAD-F-10', 'brake-pads', ['front'], ['MD132113'], true],
  ['PAD-R-20', 'brake-pads', ['rear'], ['45022S9AA00'], false],
  ['PAD-00030', 'brake-pads', [], [], false],
  ['SENSOR-40', 'brake-wear-sensor', ['front'], [], true],
  ['SHOCK-FL5', 'shock-absorber', ['front-left'], ['6027863CV9413'], false],
  ['SHOCK-RR6', 'shock-absorber', ['rear-right'], [], true],
  ['CRANK-700', 'crankshaft-sensor', [], [], true],
  ['OIL-80000', 'oil-filter', [], [], true],
];

const dir = mkdtempSync(join(tmpdir(), 'qipei-search-'));
let engine: SearchEngine;
beforeAll(async () => {
  engine = await openSqliteSearchEngine({ file: join(dir, 'index.sqlite'), schema: PART_INDEX });
  for (const [number, type, positions, oe, fits] of PARTS) {
    const part = partOf(number, type, positions, oe);
    await engine.apply([patchOfPart(part)]);
    if (!fits) continue;
    const links = { vehicle: [ACCORD.baseVehicleId] };
    await engine.apply([{ id: part.partId, group: 'fitment', version: 1, fields: { links } }]);
  }
});
afterAll(async () => {
  await engine[Symbol.asyncDispose]();
  rmSync(dir, { recursive: true, force: true });
});

/** As most catalogues have them: the name is the part type's and tells no position. */
function partOf(partNumber: string, partTypeId: string, positions: string[], oe: string[]): Part {
  const type = partType(partTypeId);
  if (type === undefined) throw new Error(partTypeId);
  const number = (raw: string, make: string, kind: NumberKind) => ({
    raw,
    display: raw,
    key: generalKey(raw),
    make,
    kind,
  });
  return Part.fromPartial({
    partId: `part_${generalKey(partNumber)}`,
    publisher: 'acme',
    visibility: Visibility.PUBLIC,
    brandId: 'brand_X',
    brand: 'Testmark',
    partNumber,
    partTypeId,
    nameZh: type.nameZh,
    nameEn: type.nameEn,
    positions,
    numbers: [
      number(partNumber, 'Testmark', NumberKind.OWN),
      ...oe.map((each) => number(each, 'Honda', NumberKind.OE)),
    ],
    version: 1,
  });
}

function patchOfPart(part: Part) {
  const payload = PartSaved.encode(PartSaved.fromPartial({ part })).finish();
  const record = toRecord({
    id: part.partId,
    type: 'qipei.catalog.v1.PartSaved',
    tenant: 'acme',
    aggregateId: part.partId,
    occurredAt: new Date(0),
    traceparent: '',
    payload,
  });
  const change = patchOf({
    ...record,
    topic: TOPICS.catalogPart,
    offset: 1,
    timestamp: new Date(0),
    attempt: 1,
  });
  if (change === undefined) throw new Error('PartSaved changes the index');
  return change.patch;
}

async function search(query: string, limits: Partial<PartSearch> = {}) {
  const answer = await searchParts(
    {
      query,
      vin: '',
      vehicleId: '',
      partTypeId: '',
      brandId: '',
      position: '',
      inStock: false,
      vehicleWords: 'limit',
      sort: 'number-asc',
      page: 1,
      pageSize: 50,
      ...limits,
    },
    { tenant: 'acme', actor: 'test', customerId: '', traceparent: '' },
    {
      engine,
      vehicles: {
        decode: async (vin) => ({ vin, known: true, vehicles: [ACCORD], notes: [] }),
        vehicle: async () => ACCORD,
      },
      // A table that has none of them.
      vehicleWords: {
        read: async () => ({ words: [], named: undefined, baseVehicleIds: [], vehicleIds: [] }),
      },
      sightOf: async () => ({ brands: [], partsOfType: new Map() }),
      knownSight: async () => undefined,
      onUnreadable: (error) => {
        throw error;
      },
      isIndexOutdated: async () => false,
    },
  );
  return {
    kind: answer.intent.kind,
    found: answer.hits.map(({ stored }) => String(stored.partNumber)),
    notes: answer.intent.notes.map(({ code }) => code),
    places: Object.fromEntries((answer.facets.position ?? []).map(({ value, count }) => [value, count])),
  };
}

test.each([
  ['前刹车片', ['PAD-F-10']],
  ['后刹车皮', ['PAD-R-20']],
  ['前制动片', ['PAD-F-10']],
  ['front brake pads', ['PAD-F-10']],
  ['brake pads rear', ['PAD-R-20']],
  ['左前减震', ['SHOCK-FL5']],
  ['前左 减震器', ['SHOCK-FL5']],
  ['左减震', ['SHOCK-FL5']],
  ['减震器右', ['SHOCK-RR6']],
  ['后减震', ['SHOCK-RR6']],
  ['shock absorber left', ['SHOCK-FL5']],
  ['刹车片感应线', ['SENSOR-40']],
])('a position and a part in one word: %s', async (query, found) => {
  const answer = await search(query);
  expect(answer.kind).toBe('words');
  expect(answer.found).toEqual(found);
  expect(answer.notes).toEqual([]);
});

test('words of which some are unknown stay with the part that they name', async () => {
  const answer = await search('雅阁 刹车片');
  expect(answer.found.every((number) => number.startsWith('PAD'))).toBe(true);
  expect(answer.found).toHaveLength(3);
  expect(answer.notes).toEqual(['words-dropped']);
  expect((await search('accord oil filter')).found).toEqual(['OIL-80000']);
});

test.each(['老板，帮我查一下前刹车片多少钱', `老板，帮我查一下${VIN}前刹车片多少钱`])(
  'a kind of part in a message is found: %s',
  async (query) => {
    const answer = await search(query);
    expect(answer.found).toEqual(['PAD-F-10']);
    expect(answer.notes).toEqual(['words-dropped']);
  },
);

test('what a message asks for and does not fit is not found', async () => {
  const answer = await search(`帮我查一下${VIN}后减震器有没有`);
  expect(answer.found.every((number) => number.startsWith('SHOCK'))).toBe(true);
  expect((await search(`${VIN} 氧传感器多少钱`)).found).toEqual([]);
});

test('a part that nobody has is not corrected into another one', async () => {
  expect((await search('氧传感器')).found).toEqual([]);
  expect((await search('右后视镜')).found).toEqual([]);
});

test('of numbers in any spelling, also several at once', async () => {
  expect(await search('md-132 113')).toMatchObject({ kind: 'number', found: ['PAD-F-10'] });
  expect(await search('6027863-CV9413/MD132113')).toMatchObject({
    kind: 'number',
    found: ['PAD-F-10', 'SHOCK-FL5'],
  });
  expect(await search('MD132113; 45022-S9A-A00')).toMatchObject({
    kind: 'number',
    found: ['PAD-F-10', 'PAD-R-20'],
  });
});

test('a number that nobody has is a number that nobody has', async () => {
  for (const number of ['MD999999', 'PAD-77777', '90915-YZZE1', 'SHOCK-99999'])
    expect(await search(number), number).toMatchObject({
      kind: 'number',
      found: [],
      notes: ['number-unknown'],
    });
});

test('a number that is known but does not fit the vehicle says so', async () => {
  const doesNotFit = { kind: 'number', found: [], notes: ['number-does-not-fit'] };
  expect(await search('MD132113', { vin: VIN })).toMatchObject({
    kind: 'number',
    found: ['PAD-F-10'],
    notes: [],
  });
  expect(await search('45022S9AA00', { vin: VIN })).toMatchObject(doesNotFit);
  expect(await search(`${VIN} 45022-S9A-A00`)).toMatchObject(doesNotFit);
  expect(await search('45022S9AA00', { partTypeId: 'oil-filter' })).toMatchObject({
    kind: 'number',
    notes: [],
  });
});

test('a place narrows to what goes there or within it, and each is counted', async () => {
  expect((await search('', { position: 'front' })).found).toEqual(['PAD-F-10', 'SENSOR-40', 'SHOCK-FL5']);
  expect((await search('减震器', { position: 'right' })).found).toEqual(['SHOCK-RR6']);
  expect((await search('刹车片', { position: 'rear' })).found).toEqual(['PAD-R-20']);
  // Counted without the filter itself, so that another place can be chosen.
  expect(await search('', { partTypeId: 'shock-absorber', position: 'front-left' })).toMatchObject({
    found: ['SHOCK-FL5'],
    places: { front: 1, left: 1, 'front-left': 1, rear: 1, right: 1, 'rear-right': 1 },
  });
  expect((await search('', { position: 'roof' })).found).toEqual([]);
  await expect(search('', { position: 'x'.repeat(200) })).rejects.toMatchObject({ code: 'too-long' });
});

test.each([
  '',
  '减震器',
  '左减震',
  '前刹车片',
  '后减震',
  'front',
  '刹车片 雅阁',
  'MD132113',
  '6027863-CV9413/MD132113',
])('as many as a place counts are found when it is chosen: %s', async (query) => {
  const { places } = await search(query);
  for (const [place, count] of Object.entries(places))
    expect([place, (await search(query, { position: place })).found.length]).toEqual([place, count]);
});

test('a place that only the applications of a part tell narrows, too', async () => {
  const keywords = { position: ['left', 'front-left', 'front'] };
  const fitment = { links: { vehicle: ['bv1-2003'] }, keywords };
  const patch = { id: 'part_OIL80000', group: 'fitment', version: 2, fields: fitment };
  await engine.apply([patch]);
  expect((await search('', { position: 'left', vin: VIN })).found).toEqual(['OIL-80000']);
  await engine.apply([{ ...patch, version: 3, fields: { links: fitment.links } }]);
  expect((await search('', { position: 'left', vin: VIN })).found).toEqual([]);
});
