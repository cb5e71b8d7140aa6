import { beforeAll, describe, expect, test } from 'vitest';
import { openCorgiDatabase } from './compile/corgi-database.ts';
import { elementName } from './compile/element-name.ts';
import { cachedVinTable } from './compile/index.ts';
import { OVERRIDDEN_ELEMENTS } from './complete-pass.ts';
import { decodeVin } from './decode-vin.ts';
import { ELEMENT } from './provenance.ts';
import { HeldSource, type HeldValues, sameValue } from './testing/held-values.ts';
import { sharedSample } from './testing/shared-sample.ts';
import { loadVinTable, type VinTable } from './vin-table.ts';
import { wmiOf } from './wmi-number.ts';

const live = sharedSample<{ answers: Record<string, Record<string, string>> }>('vpic-live-sample.json');
const china = sharedSample<{
  vins: { vin: string; make?: string; model?: string; modelYear: number; manufacturerZh: string }[];
}>('china-sample.json');

let table: VinTable;
beforeAll(async () => {
  table = loadVinTable(await cachedVinTable());
}, 120_000);

let source: HeldSource;
beforeAll(async () => {
  const database = await openCorgiDatabase();
  source = new HeldSource(database.db, new Set(Object.keys(live?.answers ?? {}).map(wmiOf)));
  return () => database[Symbol.asyncDispose]();
}, 120_000);

/** NHTSA's answers are of June 2026. */
const NOW = new Date('2026-06-15T00:00:00Z');

/** NHTSA's list of values keeps one of several values of a note element; any of ours is right. */
function agrees(ours: string, theirs: string): boolean {
  return [ours, ...ours.split('; ')].some((value) => sameValue(value, theirs));
}

const CUBIC_INCH = 16.387064;

/** Why a value of ours may be another than NHTSA's. Each is proven by the source and by NHTSA's own answer. */
const CAUSES: Record<string, (name: string, answer: Record<string, string>, held: HeldValues) => boolean> = {
  // NHTSA converts from a pattern of cubic inches, an element of which the package has no pattern at all.
  'converted from cubic inches': (name, answer, held) => {
    const inches = answer['Displacement (CI)'] ?? '';
    const converted: Record<string, number> = {
      displacementCI: Number(inches),
      displacementCC: Number(inches) * CUBIC_INCH,
      displacementL: (Number(inches) * CUBIC_INCH) / 1000,
    };
    const theirs =
      name === 'displacementCI'
        ? inches
        : answer[name === 'displacementL' ? 'Displacement (L)' : 'Displacement (CC)'];
    return (
      converted[name] !== undefined &&
      /^\d+(?:\.\d)?$/.test(inches) &&
      !held.hasElement(ELEMENT.displacementCI) &&
      sameValue(String(converted[name]), theirs ?? '')
    );
  },
};

/** What only NHTSA's own tables of error codes tell, and what isn't among its answers. */
const NOT_COMPARED = new Set(['errorText', 'errorCode', 'additionalErrorText']);
const OURS_ALONE = new Set(['countryName', 'vehicleDescriptor']);

interface Tally {
  right: number;
  missing: string[];
  explained: number;
  unexplained: string[];
}

/** Each of NHTSA's values held against ours, by element. */
function tally(): Map<string, Tally> {
  const tallies = new Map<string, Tally>();
  const ids = new Map(table.elements.map(({ id, name }) => [name, id]));
  for (const [vin, answer] of Object.entries(live?.answers ?? {})) {
    const { attributes, wmi, year } = decodeVin(table, vin, { now: NOW });
    const held = source.of(vin, wmi, year as number);
    for (const [theirName, theirs] of Object.entries(answer)) {
      const name = elementName(theirName);
      if (NOT_COMPARED.has(name)) continue;
      const of = tallies.get(name) ?? { right: 0, missing: [], explained: 0, unexplained: [] };
      tallies.set(name, of);
      const id = ids.get(name) as number;
      const ours = attributes[name]?.value;
      if (ours === undefined) {
        if (!OVERRIDDEN_ELEMENTS.has(id) && held.holds(id, theirs, answer['Engine Model']))
          of.missing.push(`${vin}: ${theirs}`);
      } else if (agrees(ours, theirs)) of.right += 1;
      else if (Object.values(CAUSES).some((cause) => cause(name, answer, held))) of.explained += 1;
      else of.unexplained.push(`${vin}: ${ours}, not ${theirs} (${attributes[name]?.source})`);
    }
  }
  return tallies;
}

/** Elements of which the source holds something for these VINs, so that the shares above speak of them. */
const WHOLE = [
  ...[
    'make',
    'model',
    'modelYear',
    'manufacturerName',
    'vehicleType',
    'bodyClass',
    'series',
    'trim',
    'doors',
  ],
  ...[
    'plantCountry',
    'plantCity',
    'plantState',
    'fuelTypePrimary',
    'fuelTypeSecondary',
    'turbo',
    'coolingType',
  ],
  ...[
    'engineModel',
    'engineManufacturer',
    'engineConfiguration',
    'engineNumberOfCylinders',
    'otherEngineInfo',
  ],
  ...['brakeSystemType', 'otherRestraintSystemInfo', 'grossVehicleWeightRatingFrom', 'valveTrainDesign'],
  ...['displacementL', 'displacementCC', 'displacementCI', 'engineStrokeCycles', 'vehicleDescriptor'],
];

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

  test.skipIf(live === undefined)(
    'every value that the source holds, and none that differs without a cause',
    () => {
      const tallies = tally();
      let right = 0;
      let explained = 0;
      for (const [name, of] of tallies) {
        expect(of.unexplained, name).toEqual([]);
        const held = of.right + of.missing.length;
        if (held > 0)
          expect(of.right / held, `${name} lacks ${of.missing.join(', ')}`).toBeGreaterThanOrEqual(0.995);
        right += of.right;
        explained += of.explained;
      }
      const whole = [...tallies].filter(([, of]) => of.right > 0).map(([name]) => name);
      expect(whole).toEqual(expect.arrayContaining(WHOLE));
      expect(right).toBeGreaterThanOrEqual(4_930);
      expect(explained).toBeLessThanOrEqual(33);
    },
  );

  test.skipIf(live === undefined)("nothing that NHTSA doesn't say", () => {
    const more: string[] = [];
    for (const [vin, answer] of Object.entries(live?.answers ?? {})) {
      const theirs = new Set(Object.keys(answer).map(elementName));
      for (const [name, { value, source: from }] of Object.entries(
        decodeVin(table, vin, { now: NOW }).attributes,
      ))
        if (!theirs.has(name) && !OURS_ALONE.has(name)) more.push(`${vin}: ${name} ${value} (${from})`);
    }
    expect(more).toEqual([]);
  });

  test.skipIf(live === undefined)("an engine model's power and fuel delivery are often overridden", () => {
    for (const [theirName, id] of [
      ['Engine Brake (hp) From', 71],
      ['Fuel Delivery/Fuel Injection Type', 67],
    ] as const) {
      let differ = 0;
      for (const answer of Object.values(live?.answers ?? {})) {
        const theirs = answer[theirName];
        const values = source.ofEngine(id, answer['Engine Model']);
        if (theirs !== undefined && values.length > 0 && !values.some((value) => sameValue(value, theirs)))
          differ += 1;
      }
      expect(differ, theirName).toBeGreaterThan(0);
    }
  });

  test.skipIf(live === undefined)('no error code that the source cannot tell', () => {
    for (const [vin, answer] of Object.entries(live?.answers ?? {})) {
      const codes = decodeVin(table, vin, { now: NOW }).errorCodes.map(({ code }) => code);
      expect(codes, vin).toEqual(answer['Error Text']?.startsWith('1 ') ? [1] : []);
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
