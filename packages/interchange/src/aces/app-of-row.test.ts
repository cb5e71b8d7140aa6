import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { AcesApp, AcesHeader, AcesVehicle } from './aces-feed.ts';
import { appOfRow, headerOfFeed } from './app-of-row.ts';
import { feedName, releaseName, rowOfApp } from './row-of-app.ts';

const appWith = (vehicle: AcesVehicle, more: Partial<AcesApp> = {}): AcesApp => ({
  ...{ kind: 'app', id: '7', action: 'A', validate: true, line: 0, vehicle, attributes: [], qualifiers: [] },
  ...{ notes: [], unknown: [], quantity: 2, positions: [], mfrLabels: [], assets: [] },
  part: { number: 'P1', brand: 'ZZZZ' },
  ...more,
});
const context = { header: undefined, replacements: new Map(), hasBrand: false };

const VEHICLES: AcesVehicle[] = [
  { baseVehicle: { id: '2771' } },
  { baseVehicle: { id: '2771' }, vehicleType: { id: '5' } },
  { equipmentBase: { id: '3' }, vehicleType: { id: '5' } },
  { years: { from: 2001, to: 2003 }, make: { id: '46' }, model: { id: '9' }, vehicleType: { id: '5' } },
  { years: { from: 2001, to: 2003 }, make: { id: '46' }, model: { id: '9' } },
  { years: { from: 2001, to: 2001 }, make: { id: '46' } },
  { years: { from: 2001, to: 2001 }, make: { id: '46' }, vehicleType: { id: '5' } },
  { equipmentBase: { id: '3' } },
  { mfr: { id: '4' }, equipmentModel: { id: '5' }, production: { from: 1999, to: 2004 } },
  { mfr: { id: '4' }, equipmentModel: { id: '5' } },
  { mfr: { id: '4' }, equipmentModel: { id: '5' }, vehicleType: { id: '2194' } },
];

it.each(VEHICLES)('%j is written as it was read', (vehicle) => {
  const app = appWith(vehicle, {
    attributes: [{ tag: 'SubModel', id: '7' }],
    qualifiers: [{ id: '945', params: [{ value: '6.5', uom: 'in' }], text: 'With a; gear' }],
    notes: [
      { text: 'First' },
      { text: 'Exc. Wagon', id: '12', lang: 'en' },
      { text: 'x', id: '3' },
      { text: 'y', lang: 'fr' },
    ],
    partType: { id: '1896' },
    positions: [{ id: '22' }, { id: '30' }],
  });
  const lost: string[] = [];
  const again = appOfRow(rowOfApp(app, context), { id: '7', brand: 'ZZZZ', tell: (what) => lost.push(what) });
  expect(again).toEqual(app);
  expect(lost).toEqual([]);
});

const EXTRAS: Partial<AcesApp>[] = [
  { mfrLabels: [{ text: 'Premium' }, { text: 'Avant', lang: 'fr' }] },
  { mfrLabels: [{ text: 'Sold [en]' }, { text: 'a []' }, { text: 'b [fr]', lang: 'en' }, { text: '[de]' }] },
  { displayOrder: '03' },
  { validate: false },
  { ref: 'R 1' },
  { part: { number: 'P1', brand: 'ZZZZ', subBrand: 'BBBB' } },
  { diagram: { name: 'D-12', itemOrder: '3', itemRef: 'B', text: 'see; note' } },
  { diagram: { name: 'odd|name\\=x', itemRef: 'ref=1|2' } },
  { diagram: { name: '', itemOrder: '2' } },
  { assets: [{ name: 'diagram:like' }, { name: 'P|1', sequence: '2' }, { name: '' }] },
  {
    ...{ validate: false, displayOrder: '1', ref: 'x', mfrLabels: [{ text: 'L' }] },
    ...{ diagram: { name: 'D' }, assets: [{ name: 'A', sequence: '1' }] },
    part: { number: 'P1', subBrand: 'CC' },
  },
];

it.each(EXTRAS)('%j, beside where the part fits, too', (more) => {
  const app = appWith({ baseVehicle: { id: '2771' } }, more);
  const lost: string[] = [];
  const of = { id: '7', brand: app.part.brand ?? '', tell: (what: string) => lost.push(what) };
  expect(appOfRow(rowOfApp(app, context), of)).toEqual(app);
  expect(lost).toEqual(app.part.brand === undefined ? ['brand: without a code'] : []);
});

const word = fc.string({ maxLength: 12 }).filter((text) => text.trim() !== '' && text === text.trim());
const lang = fc.constantFrom('en', 'fr', 'zh');

it('whatever labels and assets are called', () => {
  const label = fc.record({ text: word, lang }, { requiredKeys: ['text'] });
  const asset = fc.record({ name: word, sequence: word }, { requiredKeys: ['name'] });
  const diagram = fc.record(
    { name: word, itemOrder: word, itemRef: word, text: word },
    { requiredKeys: ['name'] },
  );
  fc.assert(
    fc.property(fc.array(label), fc.array(asset), fc.option(diagram), (mfrLabels, assets, drawn) => {
      const app = appWith(
        { baseVehicle: { id: '1' } },
        { mfrLabels, assets, ...(drawn !== null && { diagram: drawn }) },
      );
      const tell = () => undefined;
      expect(appOfRow(rowOfApp(app, context), { id: '7', brand: 'ZZZZ', tell })).toEqual(app);
    }),
  );
});

it('a bare name is an asset, and of two diagrams one is', () => {
  const lost: string[] = [];
  const of = {
    id: '1',
    brand: 'ZZZZ',
    tell: (what: string, effect: string) => lost.push(`${effect} ${what}`),
  };
  const base = { partNumber: 'P', baseVehicle: 'vcdb.baseVehicle:1' };
  const app = appOfRow({ ...base, assets: ['photo.jpg', 'diagram:A', 'diagram:B'], subBrand: 'Gold' }, of);
  expect(app).toMatchObject({ diagram: { name: 'A' }, assets: [{ name: 'photo.jpg' }, { name: 'B' }] });
  expect(lost).toEqual(['changed assets: several diagrams, as assets', 'changed subBrand: without a code']);
});

it('what an app would say otherwise is left out, and told', () => {
  const lost: string[] = [];
  const of = { id: '1', brand: '', tell: (what: string, effect: string) => lost.push(`${effect} ${what}`) };
  const base = { partNumber: 'P', baseVehicle: 'vcdb.baseVehicle:1' };
  expect(appOfRow({ ...base, fuel: 'Diesel' }, of)).toBeUndefined();
  expect(appOfRow({ partNumber: 'P', make: 'Honda', model: 'Accord', yearFrom: 2003 }, of)).toBeUndefined();
  expect(appOfRow({ ...base, qualifiers: ['with turbo'], position: '前' }, of)?.notes).toEqual([
    { text: 'with turbo' },
    { text: '前' },
  ]);
  expect(lost).toEqual([
    'left-out fuel: in words',
    'left-out vehicle: without ids of the VCdb',
    'changed qualifiers: in words, as a note',
    'changed position: in words, as a note',
    'dropped brand: without a code',
  ]);
});

it('a header says again what rows keep of it', () => {
  const header = {
    company: 'Acme',
    documentTitle: 'Pads: all',
    effectiveDate: '2026-02-01',
    vcdbDate: '2026-01-01',
  };
  const whole = { ...header, kind: 'header' } as AcesHeader;
  expect(headerOfFeed(feedName(whole), releaseName(whole))).toEqual(header);
  expect(headerOfFeed('Acme', '')).toEqual({ company: 'Acme' });
});
