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
  { years: { from: 2001, to: 2003 }, make: { id: '46' }, model: { id: '9' } },
  { years: { from: 2001, to: 2001 }, make: { id: '46' } },
  { years: { from: 2001, to: 2001 }, make: { id: '46' }, vehicleType: { id: '5' } },
  { equipmentBase: { id: '3' } },
  { mfr: { id: '4' }, equipmentModel: { id: '5' }, production: { from: 1999, to: 2004 } },
  { mfr: { id: '4' }, equipmentModel: { id: '5' } },
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
