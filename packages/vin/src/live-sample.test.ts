import { beforeAll, describe, expect, test } from 'vitest';
import { elementName } from './compile/element-name.ts';
import { cachedVinTable } from './compile/index.ts';
import { decodeVin } from './decode-vin.ts';
import { sharedSample } from './testing/shared-sample.ts';
import { loadVinTable, type VinTable } from './vin-table.ts';

const live = sharedSample<{ answers: Record<string, Record<string, string>> }>('vpic-live-sample.json');
const china = sharedSample<{
  vins: { vin: string; make?: string; model?: string; modelYear: number; manufacturerZh: string }[];
}>('china-sample.json');

let table: VinTable;
beforeAll(async () => {
  table = loadVinTable(await cachedVinTable());
}, 120_000);

/** NHTSA's answers are of June 2026. */
const NOW = new Date('2026-06-15T00:00:00Z');
const fold = (text: string): string => text.toLowerCase().replace(/[^a-z0-9.]+/g, '');

/** NHTSA's list of values keeps one of several values of a note element; any of ours is right. */
function agrees(ours: string, theirs: string): boolean {
  const number = Number(theirs);
  if (theirs !== '' && !Number.isNaN(number))
    return Math.abs(Number(ours) - number) <= 1e-9 * Math.abs(number);
  return [ours, ...ours.split('; ')].some((value) => fold(value) === fold(theirs));
}

/**
 * Share of NHTSA's values that come out alike, counting absent ones as wrong, as measured. The source carries no pattern for
 * cubic inches (so that displacements are converted from rounded litres there) and none for most GVWRs; SUV and CUV
 * were `[SUV]` and `[CUV]` in June 2026.
 */
const FLOORS: Record<string, number> = {
  make: 1,
  model: 1,
  modelYear: 1,
  manufacturerName: 1,
  vehicleType: 1,
  bodyClass: 0.98,
  plantCountry: 1,
  plantCity: 1,
  plantState: 1,
  fuelTypePrimary: 1,
  fuelTypeSecondary: 1,
  engineNumberOfCylinders: 1,
  engineConfiguration: 1,
  engineModel: 1,
  engineManufacturer: 1,
  otherEngineInfo: 1,
  doors: 1,
  series: 1,
  trim: 1,
  brakeSystemType: 1,
  coolingType: 1,
  turbo: 1,
  otherRestraintSystemInfo: 0.95,
  displacementL: 0.93,
  displacementCC: 0.89,
  displacementCI: 0.86,
  grossVehicleWeightRatingFrom: 0.54,
};

describe("NHTSA's own answers", () => {
  test.skipIf(live === undefined)('make, model and year of all', () => {
    const differences: string[] = [];
    for (const [vin, answer] of Object.entries(live?.answers ?? {})) {
      const { attributes, year } = decodeVin(table, vin, { now: NOW });
      const ours = [attributes.make?.value, attributes.model?.value, String(year)].join(' ');
      const theirs = [answer.Make, answer.Model, answer['Model Year']].join(' ');
      if (ours.toLowerCase() !== theirs.toLowerCase()) differences.push(`${vin}: ${ours}, not ${theirs}`);
    }
    expect(differences).toEqual([]);
  });

  test.skipIf(live === undefined)('each element as often as measured', () => {
    const counts = new Map<string, { all: number; right: number; wrong: string[] }>();
    for (const [vin, answer] of Object.entries(live?.answers ?? {})) {
      const { attributes } = decodeVin(table, vin, { now: NOW });
      for (const [theirName, theirs] of Object.entries(answer)) {
        const name = elementName(theirName);
        const count = counts.get(name) ?? { all: 0, right: 0, wrong: [] };
        counts.set(name, count);
        count.all += 1;
        const ours = attributes[name]?.value;
        if (ours !== undefined && agrees(ours, theirs)) count.right += 1;
        else if (ours !== undefined) count.wrong.push(`${vin}: ${ours}, not ${theirs}`);
      }
    }
    for (const [name, floor] of Object.entries(FLOORS)) {
      const { all, right, wrong } = counts.get(name) ?? { all: 0, right: 0, wrong: [] };
      expect(all, name).toBeGreaterThan(0);
      expect(right / all, `${name}: ${wrong.join('\n')}`).toBeGreaterThanOrEqual(floor);
    }
  });

  test.skipIf(live === undefined)('a vehicle for each, and hardly one that contradicts', () => {
    const without: string[] = [];
    const contradicted: string[] = [];
    for (const vin of Object.keys(live?.answers ?? {})) {
      const decode = decodeVin(table, vin, { now: NOW });
      if (decode.attributes.vehicleType?.value === 'Motorcycle') continue;
      const [first] = table.vehicles.candidates(decode);
      if (first === undefined) without.push(vin);
      else if (first.contradicts.length > 0) contradicted.push(`${vin}: ${first.contradicts.join(', ')}`);
    }
    expect(without).toEqual([]);
    // The Verano's own schema names one engine, the one in the VIN stands in another schema.
    expect(contradicted.length, contradicted.join('\n')).toBeLessThanOrEqual(1);
  });
});

describe('Chinese VINs', () => {
  test.skipIf(china === undefined)('maker and year are right; make and model right or absent', () => {
    for (const sample of china?.vins ?? []) {
      const { attributes, year, checkDigit } = decodeVin(table, sample.vin, { now: NOW });
      expect(checkDigit.valid, sample.vin).toBe(true);
      expect(year, sample.vin).toBe(sample.modelYear);
      const zh = (text: string): string => text.replace(/[^\p{L}]|东风/gu, '');
      expect(zh(attributes.manufacturerNameZh?.value ?? ''), sample.vin).toBe(zh(sample.manufacturerZh));
      if (attributes.make !== undefined) expect(attributes.make.value, sample.vin).toBe(sample.make);
      if (attributes.model !== undefined) expect(attributes.model.value, sample.vin).toBe(sample.model);
    }
    const makes = (china?.vins ?? []).filter(
      ({ vin }) => decodeVin(table, vin, { now: NOW }).attributes.make,
    );
    // Of the others, position 4 to 8 would have to tell Volkswagen from Škoda, Buick from Chevrolet, Haval from Tank.
    expect(makes.length).toBeGreaterThanOrEqual(4);
  });
});
