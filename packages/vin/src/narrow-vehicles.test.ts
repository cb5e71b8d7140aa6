import { beforeAll, describe, expect, test } from 'vitest';
import { AnswerRefused } from './answer-refused.ts';
import { cachedVinTable } from './compile/index.ts';
import { decodeVin } from './decode-vin.ts';
import { narrowVehicles } from './narrow-vehicles.ts';
import { DONT_KNOW } from './question.ts';
import type { CandidateVehicle } from './vehicle-attributes.ts';
import type { VinDecode } from './vin-decode.ts';
import { loadVinTable, type VinTable } from './vin-table.ts';

const NOW = new Date('2026-11-21');
let table: VinTable;
beforeAll(async () => {
  table = loadVinTable(await cachedVinTable());
}, 120_000);

const decode = (vin: string) => decodeVin(table, vin, { now: NOW });
const narrow = (vin: string | VinDecode, answers: Record<string, string> = {}) =>
  narrowVehicles(table.vehicles, typeof vin === 'string' ? decode(vin) : vin, { answers, now: NOW });

function refusal(run: () => unknown): AnswerRefused {
  try {
    run();
  } catch (error) {
    if (error instanceof AnswerRefused) return error;
    throw error;
  }
  throw new Error('the answer was taken');
}

describe('a VIN that leaves one vehicle', () => {
  test('asks nothing, and says what agrees and what is not known', () => {
    const found = narrow('1N4AL2AP0AN490047');
    expect(found).toMatchObject({ remaining: 1, questions: [], notes: [] });
    const [best] = found.candidates;
    expect(best?.agrees).toEqual(expect.arrayContaining(['model', 'year', 'displacementL', 'fuel', 'body']));
    expect(best?.unknown).toContain('doors');
    expect(best?.score).toBeGreaterThan(0.8);
    for (const other of found.candidates.slice(1)) expect(other.contradicts.length).toBeGreaterThan(0);
  });

  test('an answer against it is said, and counts for more', () => {
    const told = narrow('1N4AL2AP0AN490047');
    const other = told.candidates.find(({ vehicle }) => vehicle.body !== told.candidates[0]?.vehicle.body);
    expect(other).toBeDefined();
    const body = other?.vehicle.body ?? '';
    const found = narrow('1N4AL2AP0AN490047', { body });
    expect(found.candidates[0]?.vehicle.body).toBe(body);
    expect(found.candidates[0]?.contradicts).toContain('body');
    expect(found.notes).toEqual([{ code: 'answer-contradicts-vin', message: expect.stringContaining(body) }]);
  });
});

describe('a VIN that names only the maker', () => {
  const VIN = 'LBELMBKB5EY495362';

  test('offers its models first, then tells its vehicles apart', () => {
    const first = narrow(VIN);
    expect(first.candidates).toEqual([]);
    expect(first.questions).toHaveLength(1);
    expect(first.questions[0]).toMatchObject({ attribute: 'model', labelZh: '车型' });
    const elantra = first.questions[0]?.options.find(({ labelEn }) => labelEn === 'Elantra');
    for (const model of [elantra?.value ?? '', 'elantra', 'ELANTRA']) {
      const second = narrow(VIN, { model });
      expect(second.total).toBe(elantra?.count);
      expect(second.candidates.every(({ vehicle }) => vehicle.year === 2014)).toBe(true);
      expect(second.candidates[0]?.agrees).toEqual(expect.arrayContaining(['model', 'year']));
      expect(second.questions.map(({ attribute }) => attribute)).not.toContain('model');
    }
  });

  test('of several makes asks for the make before', () => {
    const vin = 'LFV2A21K8D4103465';
    const first = narrow(vin);
    expect(first.questions[0]?.attribute).toBe('make');
    expect(first.questions[0]?.options.map(({ labelZh }) => labelZh)).toEqual(
      expect.arrayContaining(['大众', '奥迪']),
    );
    expect(narrow(vin, { make: '奥迪' }).questions[0]?.attribute).toBe('model');
    expect(refusal(() => narrow(vin, { make: 'Lada' }))).toMatchObject({
      code: 'value-unknown',
      attribute: 'make',
    });
  });

  test('goes on without an answer that nobody knows', () => {
    expect(narrow(VIN, { model: DONT_KNOW })).toMatchObject({ candidates: [], questions: [] });
  });
});

describe('answers', () => {
  /** A model year with several engines and bodies. */
  const open = (): VinDecode => {
    const { attributes, ...rest } = decode('1N4AL2AP0AN490047');
    return { ...rest, attributes: {} };
  };

  test('to every question leave what a clerk means, in any spelling', () => {
    const start = narrow(open());
    expect(start.remaining).toBe(start.total);
    const [question] = start.questions;
    for (const option of question?.options ?? []) {
      const after = narrow(open(), { [question?.attribute ?? '']: option.value });
      expect(after.remaining).toBe(option.count);
      expect(
        new Set(after.candidates.slice(0, after.remaining).map(({ vehicle }) => vehicle.vehicleId)),
      ).toEqual(new Set(option.vehicleIds));
      expect(after.questions.map(({ attribute }) => attribute)).not.toContain(question?.attribute);
    }
    expect(narrow(open(), { displacementL: '2.5T' })).toEqual(narrow(open(), { displacementL: '2488 cc' }));
    expect(narrow(open(), { body: '三厢轿车' })).toEqual(narrow(open(), { body: 'sedan' }));
  });

  test('of what nobody asks, or no vehicle has, are refused with what could be said', () => {
    expect(refusal(() => narrow(open(), { colour: 'red' }))).toMatchObject({ code: 'attribute-unknown' });
    for (const name of ['__proto__', 'constructor', 'toString', '']) {
      const refused = refusal(() => narrow(open(), Object.fromEntries([[name, 'x']])));
      expect(refused.options.map(({ value }) => value)).toContain('displacementL');
    }
    const refused = refusal(() => narrow(open(), { displacementL: '9.9' }));
    expect(refused).toMatchObject({ code: 'value-unknown', attribute: 'displacementL' });
    expect(refused.options.map(({ value }) => value)).toEqual(['2.5', '3.5']);
    expect(refused.message).toContain('2.5, 3.5');
    for (const value of ['x'.repeat(100_000), '\u0000', '-1', 'NaN', 'Infinity', '٣']) {
      expect(refusal(() => narrow(open(), { displacementL: value })).code).toBe('value-unknown');
    }
  });

  test('that nobody knows leave the question out', () => {
    const start = narrow(open());
    const first = start.questions[0]?.attribute ?? '';
    const after = narrow(open(), { [first]: '不知道' });
    expect(after.remaining).toBe(start.remaining);
    expect(after.questions.map(({ attribute }) => attribute)).not.toContain(first);
  });

  test('about something that is known of no vehicle are said to change nothing', () => {
    expect(narrow(open(), { doors: '4' }).notes).toEqual([
      { code: 'answer-without-effect', message: expect.stringContaining('车门数') },
    ]);
  });
});

test('of two years that a VIN leaves both are offered', () => {
  const told = decode('1N4AL2AP0AN490047');
  const open: VinDecode = {
    ...told,
    attributes: {},
    notes: [{ code: 'year-ambiguous', message: '' }],
    vin: `${told.vin.slice(0, 9)}R${told.vin.slice(10)}`,
    year: 2024,
  };
  const found = narrow(open);
  expect(new Set(found.candidates.map(({ vehicle }) => vehicle.year))).toEqual(new Set([1994, 2024]));
  expect(found.questions.length).toBeGreaterThan(0);
  const settled = narrow(open, { year: '1994' });
  expect(settled.remaining).toBeLessThan(found.remaining);
  expect(settled.candidates.slice(0, settled.remaining).every(({ vehicle }) => vehicle.year === 1994)).toBe(
    true,
  );
});

test('a richer source tells more', () => {
  const own = (vehicleId: string, drive: string): CandidateVehicle => ({
    ...{
      vehicleId,
      baseVehicleId: 'bvt1',
      makeId: 'mkt1',
      make: '测试',
      modelId: 'mdt1',
      model: 'T1',
      year: 2020,
    },
    ...{ body: 'SUV', displacementL: '1.5', cylinders: 4, fuel: '汽油', engineModel: '', drive },
    vehicleType: 'multipurpose',
  });
  const vehicles = [own('a', '前驱'), own('b', '四驱')];
  const decoded: VinDecode = {
    ...decode('LBELMBKB5EY495362'),
    year: 2020,
    modelId: 'mdt1',
    attributes: { fuelTypePrimary: { value: 'Gasoline', source: 'a rule' } },
  };
  const source = {
    findMake: () => undefined,
    model: () => undefined,
    models: () => [],
    years: () => [2020],
    vehicles: () => vehicles,
  };
  const found = narrowVehicles(source, decoded, { now: NOW });
  expect(found.candidates[0]?.agrees).toContain('fuel');
  expect(found.questions[0]).toMatchObject({
    attribute: 'drive',
    options: [
      { value: '前驱', labelEn: 'Front-wheel drive', labelZh: '前轮驱动' },
      { value: '四驱', labelEn: 'Four-wheel drive', labelZh: '四轮驱动' },
    ],
  });
  expect(narrowVehicles(source, decoded, { now: NOW, answers: { drive: '4WD' } })).toMatchObject({
    remaining: 1,
    candidates: [{ vehicle: { vehicleId: 'b' } }, {}],
  });
});
