import { beforeAll, describe, expect, test } from 'vitest';
import { cachedVinTable } from './compile/index.ts';
import { MAKE_ALIASES, MAKE_NAMES_ZH } from './data/make-names.ts';
import { decodeVin } from './decode-vin.ts';
import { ELEMENT } from './provenance.ts';
import { at, rowPair } from './table-format.ts';
import { randomOf } from './testing/random.ts';
import type { VehicleTable } from './vehicle-table.ts';
import { loadVinTable, type VinTable } from './vin-table.ts';
import { yearCode } from './year-code.ts';

let table: VinTable;
let vehicles: VehicleTable;
beforeAll(async () => {
  table = loadVinTable(await cachedVinTable());
  vehicles = table.vehicles;
}, 120_000);

describe('makes and models', () => {
  test('are found by any name', () => {
    const toyota = vehicles.findMake('toyota');
    expect(toyota).toMatchObject({ name: 'Toyota', nameZh: '丰田', makeId: 'mk448' });
    for (const name of ['TOYOTA', ' Toyota ', '丰田', 'toyo-ta'])
      expect(vehicles.findMake(name)).toEqual(toyota);
    expect(vehicles.findMake('chevy')?.name).toBe('Chevrolet');
    expect(vehicles.findMake('VW')?.name).toBe('Volkswagen');
    expect(vehicles.findMake('Mercedes')?.name).toBe('Mercedes-Benz');
    expect(vehicles.findMake('奔驰')?.name).toBe('Mercedes-Benz');
    for (const name of ['', 'no such make', '__proto__', 'constructor', 'x'.repeat(1e6)]) {
      expect(vehicles.findMake(name)).toBeUndefined();
    }
    const camry = vehicles.findModel('mk448', 'CAMRY');
    expect(camry).toMatchObject({ name: 'Camry', make: 'Toyota', makeId: 'mk448' });
    expect(camry?.yearFrom).toBeLessThan(1990);
    expect(camry?.yearTo).toBeGreaterThan(2024);
    expect(vehicles.findModel('mk448', 'F-150')).toBeUndefined();
  });

  test('every name that the data files give belongs to a make', () => {
    const known = new Set(vehicles.makes().map(({ nameZh }) => nameZh));
    const missing = [...MAKE_NAMES_ZH.values()].filter((zh) => !known.has(zh));
    expect(missing).toEqual([]);
    for (const alias of MAKE_ALIASES.keys()) expect(vehicles.findMake(alias), alias).toBeDefined();
  });

  test('are the commonest of the trade, without trailers and motorcycles', () => {
    const names = vehicles.makes().map(({ name }) => name);
    expect(names).toEqual(expect.arrayContaining(['BMW', 'Ford', 'Honda', 'Kia', 'Tesla', 'Volvo']));
    expect(names).not.toContain('Harley Davidson');
    expect(new Set(names).size).toBe(names.length);
  });

  test('say what they hold', () => {
    let models = 0;
    for (const make of vehicles.makes()) {
      const of = vehicles.models(make.makeId);
      expect(of.length).toBe(make.modelCount);
      models += of.length;
    }
    expect([...vehicles.allModels()].length).toBe(models);
    expect(table.provenance.counts.vehicleModels).toBe(models);
  });

  test('what is unknown has nothing', () => {
    expect(vehicles.models('mk0')).toEqual([]);
    expect(vehicles.years('md999999999')).toEqual([]);
    expect(vehicles.years('md1861x')).toEqual([]);
    expect(vehicles.vehicles('md1861', 1900)).toEqual([]);
    expect(vehicles.vehicles('md1861', Number.NaN)).toEqual([]);
    for (const id of ['', 'v', 'v1861-2010', 'bv1861-2010-aaaaaa', 'v1861-2010-zzzzzz', 'v0-2010-aaaaaa']) {
      expect(vehicles.vehicle(id)).toBeUndefined();
      expect(vehicles.baseVehicle(id)).toBeUndefined();
    }
  });
});

describe('vehicles', () => {
  test('are what was built, not what could be', () => {
    const camry = vehicles.vehicles('md2469', 2015);
    const engines = new Set(
      camry.map(({ displacementL, cylinders, fuel }) => `${displacementL} ${cylinders} ${fuel}`),
    );
    expect(engines).toContain('2.5 4 Gasoline');
    expect(engines).toContain('3.5 6 Gasoline');
    expect(camry.length).toBeLessThan(8);
    for (const vehicle of camry) {
      expect(vehicle).toMatchObject({
        make: 'Toyota',
        model: 'Camry',
        year: 2015,
        vehicleType: 'passenger-car',
      });
    }
  });

  test('have durable ids that lead back to them', { timeout: 180_000 }, () => {
    const random = randomOf(7);
    const models = [...vehicles.allModels()];
    for (let round = 0; round < 300; round += 1) {
      const model = models[random(models.length)];
      if (model === undefined) continue;
      const years = vehicles.years(model.modelId);
      expect(years[0]).toBe(model.yearFrom);
      const year = years[random(years.length)] as number;
      const all = vehicles.vehicles(model.modelId, year);
      expect(all.length, model.modelId).toBeGreaterThan(0);
      expect(all.length).toBeLessThanOrEqual(80);
      expect(new Set(all.map(({ vehicleId }) => vehicleId)).size).toBe(all.length);
      for (const vehicle of all) {
        expect(vehicles.vehicle(vehicle.vehicleId)).toEqual(vehicle);
        expect(vehicles.baseVehicle(vehicle.baseVehicleId)).toMatchObject({ modelId: model.modelId, year });
      }
    }
  });

  test('a model still built goes on beyond the years listed', () => {
    const last = vehicles.years('md2469').at(-1) as number;
    const next = vehicles.vehicles('md2469', last + 1);
    expect(next.length).toBeGreaterThan(0);
    expect(vehicles.vehicle(next[0]?.vehicleId ?? '')).toEqual(next[0]);
  });
});

/** A VIN that matches a pattern which names a model, from a random schema of a car, MPV or truck. */
function randomVin(random: (below: number) => number): string {
  const { sections, classMembers, elements, index } = table;
  for (;;) {
    const wmi = random(sections.wmiCodes.length);
    const links = at(sections.wmiLinkStarts, wmi + 1) - at(sections.wmiLinkStarts, wmi);
    if (![2, 3, 7].includes(at(sections.wmiVehicleTypes, wmi)) || links === 0) continue;
    const link = at(sections.wmiLinkStarts, wmi) + random(links);
    const schema = at(sections.linkSchemas, link);
    const keys: number[] = [];
    let row = at(index.groupRowStarts, at(sections.schemaGroupStarts, schema));
    for (
      let group = at(sections.schemaGroupStarts, schema);
      group < at(sections.schemaGroupStarts, schema + 1);
      group += 1
    ) {
      for (const end = row + at(sections.groupRowCounts, group); row < end; row += 1) {
        const element = elements[at(sections.pairElements, rowPair(sections, row))]?.id;
        if (element === ELEMENT.model) keys.push(at(sections.groupKeys, group));
      }
    }
    const key = keys[random(keys.length || 1)];
    if (key === undefined) continue;
    const codes = 'ABCDEFGHJKLMNPRSTUVWXYZ0123456789';
    const rest = Array.from({ length: 14 }, () => codes[random(codes.length)] as string);
    rest[6] = yearCode(at(sections.linkYearsFrom, link));
    for (let test = at(sections.keyTestStarts, key); test < at(sections.keyTestStarts, key + 1); test += 1) {
      const allowed = [...'0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ'].filter(
        (_, code) => classMembers[at(sections.keyTestClasses, test) * 37 + code] === 1,
      );
      rest[at(sections.keyTestPositions, test)] = allowed[random(allowed.length)] as string;
    }
    let number = at(sections.wmiCodes, wmi);
    let code = '';
    for (let digit = 0; digit < 6; digit += 1, number = Math.floor(number / 37)) {
      code = (number % 37 === 0 ? ' ' : '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ'[(number % 37) - 1]) + code;
    }
    const long = code.trimEnd();
    if (long.length === 6) rest.splice(8, 3, ...long.slice(3));
    return `${long.slice(0, 3)}${rest.slice(0, 5).join('')}0${rest.slice(6).join('')}`;
  }
}

describe('candidates', () => {
  test('a car, MPV or truck whose model and year are known has at least one', { timeout: 180_000 }, () => {
    const seed = 1986;
    const random = randomOf(seed);
    let decoded = 0;
    for (let round = 0; round < 4_000; round += 1) {
      const decode = decodeVin(table, randomVin(random), { now: new Date('2026-11-21') });
      if (decode.modelId === undefined || decode.year === undefined || decode.year < 1981) continue;
      decoded += 1;
      const found = vehicles.candidates(decode);
      expect(found.length, `seed ${seed}: ${decode.vin}`).toBeGreaterThan(0);
      const order = found.map(({ contradicts }) => (contradicts.length > 0 ? 1 : 0));
      expect(order).toEqual([...order].sort((a, b) => a - b));
      for (const { score, vehicle } of found) {
        expect(score >= 0 && score <= 1).toBe(true);
        expect(vehicle.year).toBe(decode.year);
      }
    }
    expect(decoded).toBeGreaterThan(2_500);
  });

  test('the best agrees with what the VIN tells', () => {
    const decode = decodeVin(table, '1N4AL2AP0AN490047');
    const [first] = vehicles.candidates(decode);
    expect(first?.vehicle).toMatchObject({
      make: 'Nissan',
      model: 'Altima',
      year: 2010,
      displacementL: '2.5',
    });
    expect(first?.agrees).toEqual(expect.arrayContaining(['displacementL', 'body', 'cylinders', 'fuel']));
    expect(first?.contradicts).toEqual([]);
  });

  test('there are none where the VIN leaves model or year open', () => {
    expect(vehicles.candidates(decodeVin(table, 'LSVAL41Z882104202'))).toEqual([]);
    expect(vehicles.candidates(decodeVin(table, ''))).toEqual([]);
  });
});
