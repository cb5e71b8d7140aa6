import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { generalKey } from '@qipei/part-number';
import type { DocumentPatch, SearchEngine } from '@qipei/search-engine';
import { openSqliteSearchEngine } from '@qipei/search-engine/sqlite';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, it, test } from 'vitest';
import type { PartSearch } from '../domain/search-request.ts';
import type { KnownVehicle } from '../domain/vehicle-lookup.ts';
import { PART_INDEX } from './part-index.ts';
import { searchParts } from './search-parts.ts';

const VIN = '1HGCM82633A004352';
const OTHER_VIN = 'LFV2A21K8D4103465';
const ACCORD: KnownVehicle = {
  ...{ vehicleId: 'v1', baseVehicleId: 'bv1', makeId: 'mk1', make: 'Honda', modelId: 'md1', model: 'Accord' },
  ...{ year: 2003, body: '', displacementL: '', cylinders: 0, fuel: '', engineModel: '', vehicleType: '' },
};

/** Numbers as long as a VIN, of a maker that nobody knows. */
const LONG = '1001010XKV00A1234';
const LONGER = '1001011XKV00A1234';

/** Own numbers as short as they come, beside words that they could be taken for. */
const PARTS: { number: string; name: string; brand?: string; oe?: string[]; cross?: string[] }[] = [
  { number: 'WBKD-1', name: 'Brake disc' },
  { number: 'WBKD-10', name: 'Brake disc' },
  { number: 'WBKD-2', name: 'Brake disc', brand: 'Lumo' },
  { number: 'H7', name: 'Bulb' },
  { number: 'L-100', name: 'H7 lamp' },
  { number: 'RAV4', name: 'Roof rail' },
  { number: 'R-200', name: 'Mat for RAV4' },
  { number: '7', name: 'Washer' },
  { number: 'KETTO', name: 'Sticker' },
  { number: 'K-300', name: 'Key ring' },
  { number: 'B-1', name: 'Brake pad Mazda 3' },
  { number: '3', name: 'Nut', brand: 'Lumo' },
  { number: 'X-9', name: 'Tow rope', brand: 'Lumo', cross: ['500', '2018'] },
  { number: 'F-1', name: 'Brake pad Fiat Cinquecento' },
  { number: '206', name: 'Lamp', brand: 'Lumo' },
  { number: 'D-1', name: 'Brake disc Peugeot' },
  { number: 'T-1', name: 'Mat Toyota' },
  { number: LONG, name: 'Bumper' },
  { number: LONGER, name: 'Bumper' },
  { number: 'F-400', name: 'Oil filter', oe: ['90915YZZE1'], cross: ['W68', 'NONE'] },
];

const dir = mkdtempSync(join(tmpdir(), 'qipei-own-numbers-'));
let engine: SearchEngine;
beforeAll(async () => {
  engine = await openSqliteSearchEngine({ file: join(dir, 'index.sqlite'), schema: PART_INDEX });
  await engine.apply(
    PARTS.map(({ number, name, brand = 'Ketto', oe = [], cross = [] }, at): DocumentPatch => {
      const codes = { ownNumber: [generalKey(number)], oeNumber: oe, crossNumber: cross };
      const stored = { partNumber: number, numbers: {} };
      const fields = { text: { name, brand }, codes, stored, readers: ['*'] };
      return { id: `p${at}`, group: 'part', version: 1, fields };
    }),
  );
  const links = { vehicle: ['bv1'] };
  await engine.apply([{ id: 'p1', group: 'fitment', version: 1, fields: { links } }]);
});
afterAll(async () => {
  await engine[Symbol.asyncDispose]();
  rmSync(dir, { recursive: true, force: true });
});

async function search(query: string, limits: Partial<PartSearch> = {}) {
  const unlimited = { vin: '', vehicleId: '', partTypeId: '', brandId: '', position: '', inStock: false };
  const answer = await searchParts(
    { query, ...unlimited, vehicleWords: 'limit', sort: 'relevance', page: 1, pageSize: 50, ...limits },
    { tenant: 'acme', actor: 'test', customerId: '', traceparent: '' },
    {
      engine,
      vehicles: {
        decode: async (vin) => ({
          ...{
            vin: vin.toUpperCase(),
            known: vin !== 'QQQQ0000000000000' && !vin.startsWith('90915') && !vin.startsWith('1001'),
          },
          ...{ vehicles: [ACCORD], notes: [] },
        }),
        vehicle: async () => ACCORD,
      },
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
  const { kind, numberKey, severalVins, notes } = answer.intent;
  const found = answer.hits.map(({ stored }) => String(stored.partNumber));
  return { kind, numberKey, found, severalVins, notes: notes.map(({ code }) => code) };
}

test.each(['WBKD-1', 'wbkd1', 'WBKD 1', 'wbkd_1', 'ＷＢＫＤ－１', ' wbkd–1 ', 'WBKD.1'])(
  '%j comes first',
  async (query) => {
    const { kind, numberKey, found, notes } = await search(query);
    expect([kind, numberKey, found[0], notes]).toEqual(['number', 'WBKD1', 'WBKD-1', []]);
  },
);

test.each([
  ['Ketto WBKD-1', 'WBKD-1'],
  ['wbkd 1 ketto', 'WBKD-1'],
  ['WBKD-2 Lumo', 'WBKD-2'],
  ['WBKD-1 brake disc', 'WBKD-1'],
  ['Toyota 90915 YZZE1', 'F-400'],
  ['Toyota 90915-YZZE1', 'F-400'],
  ['90915-YZZE1 多少钱', 'F-400'],
  ['90915-YZZE1多少钱', 'F-400'],
  ['W 68', 'F-400'],
])('beside words: %s', async (query, number) => {
  expect((await search(query)).found[0]).toBe(number);
});

test.each([
  ['fiat 500', 'F-1'],
  ['peugeot 206', 'D-1'],
  ['mazda 3', 'B-1'],
  ['toyota 2018', 'T-1'],
])('a make and its model are no number that another part has: %s', async (query, number) => {
  expect(await search(query)).toMatchObject({ kind: 'words', found: [number] });
  expect((await search('Toyota 90915 YZZE1')).kind).toBe('number');
});

it('is before what has it as a word, which is found, too', async () => {
  expect(await search('H7')).toMatchObject({ kind: 'words', found: ['H7', 'L-100'] });
  expect(await search('rav4')).toMatchObject({ kind: 'words', found: ['RAV4', 'R-200'] });
  expect((await search('ketto')).found).toEqual(['KETTO', ...(await search('ketto')).found.slice(1)]);
  expect((await search('ketto')).found.length).toBeGreaterThan(5);
  // A remark among cross-references is no number.
  expect((await search('none')).found).toEqual([]);
});

it('says where it does not fit the vehicle', async () => {
  expect(await search('WBKD-1', { vin: VIN })).toMatchObject({
    ...{ kind: 'number', found: [], notes: ['number-does-not-fit'] },
  });
  expect((await search('WBKD-10', { vin: VIN })).found).toEqual(['WBKD-10']);
  expect((await search('H8', { vin: VIN })).notes).toEqual([]);
});

it('is found for every part by its number, in whatever spelling', async () => {
  const between = fc.constantFrom('', '-', ' ', '.', '–', '_');
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...PARTS), between, fc.boolean(), async ({ number }, sign, small) => {
      const spelled = number.replaceAll(/[^A-Z0-9]/g, sign);
      const { found } = await search(small ? spelled.toLowerCase() : spelled);
      expect(found[0]).toBe(number);
    }),
    { numRuns: 60 },
  );
});

it('takes no vehicle for the one of several VINs', async () => {
  const both = [VIN, OTHER_VIN];
  for (const query of [`${VIN} ${OTHER_VIN}`, `${VIN}，还有${OTHER_VIN} 机油格`])
    expect(await search(query), query).toMatchObject({
      severalVins: both,
      found: [],
      notes: ['several-vins'],
    });
  expect(await search(`${VIN} ${OTHER_VIN}`, { vehicleId: 'v1' })).toMatchObject({ severalVins: [] });
});

it('finds a number that looks like a VIN of nobody, alone, with another and beside a VIN', async () => {
  expect(await search(LONG)).toMatchObject({ kind: 'number', found: [LONG], severalVins: [] });
  const both = await search(`${LONG} ${LONGER}`);
  expect(both).toMatchObject({ kind: 'number', severalVins: [], notes: [] });
  expect(both.found.sort()).toEqual([LONG, LONGER]);
  for (const query of [`${VIN} ${LONG}`, `${LONG} ${VIN}`])
    expect(await search(query), query).toMatchObject({
      ...{ kind: 'number', found: [], severalVins: [], notes: ['number-does-not-fit'] },
    });
  expect(await search(`${VIN} ${LONG} ${OTHER_VIN}`)).toMatchObject({ severalVins: [VIN, OTHER_VIN] });
  // A vehicle that is chosen already doesn't swallow the number either.
  expect((await search(LONG, { vehicleId: 'v1' })).notes).toEqual(['number-does-not-fit']);
});

it('of two numbers that look like a VIN of nobody finds the numbers', async () => {
  expect((await search('90915YZZE1 1234567')).kind).not.toBe('vin');
});

it('bears any query', async () => {
  const unit = fc.constantFrom(
    'W',
    'B',
    'K',
    'D',
    '1',
    '7',
    'H',
    '-',
    ' ',
    '/',
    '机',
    '"',
    '*',
    '\ud800',
    '\0',
  );
  const text = fc.oneof(fc.string({ unit, maxLength: 24 }), fc.string({ unit: 'binary', maxLength: 60 }));
  await fc.assert(
    fc.asyncProperty(text, async (query) => void (await search(query))),
    { numRuns: 150 },
  );
});
