import { expect, test } from 'vitest';
import type { Question } from './question.ts';
import { questionsFor } from './questions.ts';
import { randomOf } from './testing/random.ts';
import {
  type CandidateVehicle,
  COMPARED_ATTRIBUTES,
  type ComparedAttribute,
  valueKey,
  vehicleValue,
} from './vehicle-attributes.ts';

const VALUES = {
  displacementL: ['1.5', '1.8', '2.0'],
  fuel: ['Gasoline', 'Diesel', 'Electric'],
  cylinders: [3, 4, 6],
  body: ['Sedan/Saloon', 'Wagon', 'Coupe'],
  drive: ['FWD/Front-Wheel Drive', 'AWD/All-Wheel Drive'],
  engineModel: ['EA211', 'EA888', 'B48', 'K24A4'],
} as const;
const NAMES = Object.keys(VALUES) as (keyof typeof VALUES)[];

function randomVehicles(
  random: (below: number) => number,
  { most, attributes, unknown }: { most: number; attributes: number; unknown: boolean },
): CandidateVehicle[] {
  const used = NAMES.slice(0, attributes);
  return Array.from({ length: 1 + random(most) }, (_, at): CandidateVehicle => {
    const vehicle: CandidateVehicle = {
      ...{ vehicleId: `v1-2016-${at}`, baseVehicleId: 'bv1-2016', makeId: 'mk1', make: 'A', modelId: 'md1' },
      ...{ model: 'B', year: 2016, vehicleType: 'passenger-car' },
      ...{ body: '', displacementL: '', cylinders: 0, fuel: '', engineModel: '' },
    };
    for (const name of used) {
      if (unknown && random(5) === 0) continue;
      Object.assign(vehicle, { [name]: VALUES[name][random(VALUES[name].length)] });
    }
    return vehicle;
  });
}

const keyOf = (vehicle: CandidateVehicle, name: ComparedAttribute): string =>
  valueKey(name, vehicleValue(vehicle, name));

/** What is left, and how many questions it took, when all are answered as the vehicle is. */
function walk(
  questions: readonly Question[],
  all: readonly CandidateVehicle[],
  truth: CandidateVehicle,
  choose: (below: number) => number,
): { left: CandidateVehicle[]; asked: number } {
  let left = [...all];
  let asked = 0;
  for (let question = questions[0]; question !== undefined; ) {
    asked += 1;
    const { attribute, options } = question;
    const name = attribute as ComparedAttribute;
    const known = keyOf(truth, name);
    // Of the vehicle in the table it isn't known; the one on the lift has some value all the same.
    const option =
      known === ''
        ? options[choose(options.length)]
        : options.find(({ value }) => valueKey(name, value) === known);
    if (option === undefined) throw new Error(`${attribute} has no option for ${known}`);
    left = left.filter((vehicle) => ['', valueKey(name, option.value)].includes(keyOf(vehicle, name)));
    expect(left.length).toBe(option.count);
    question = option.next === undefined ? undefined : questions[option.next];
  }
  return { left, asked };
}

/** Whether some question still tells these apart. */
const apart = (vehicles: readonly CandidateVehicle[]): boolean =>
  COMPARED_ATTRIBUTES.some(
    (name) => new Set(vehicles.map((vehicle) => keyOf(vehicle, name)).filter((key) => key !== '')).size > 1,
  );

test('answered truthfully they leave the vehicle and those that nothing tells from it', () => {
  const seed = 7;
  const random = randomOf(seed);
  for (let round = 0; round < 1_500; round += 1) {
    const vehicles = randomVehicles(random, { most: 14, attributes: 6, unknown: round % 2 === 0 });
    const questions = questionsFor(vehicles, COMPARED_ATTRIBUTES);
    for (const truth of vehicles) {
      const { left } = walk(questions, vehicles, truth, random);
      expect(left, `seed ${seed}, round ${round}`).toContain(truth);
      expect(apart(left), `seed ${seed}, round ${round}`).toBe(false);
    }
    for (const { options } of questions) {
      expect(options.length).toBeGreaterThan(1);
      expect(new Set(options.map(({ value }) => value)).size).toBe(options.length);
    }
    expect(questions.length > 0).toBe(apart(vehicles));
  }
});

/** The least number of questions, by trying every order: expected over the vehicles, and at worst. */
function optimum(vehicles: readonly CandidateVehicle[], measure: 'expected' | 'worst'): number {
  let best = Number.POSITIVE_INFINITY;
  for (const name of NAMES) {
    const groups = Map.groupBy(vehicles, (vehicle) => keyOf(vehicle, name));
    if (groups.size < 2) continue;
    const costs = [...groups.values()].map((group) => ({
      share: group.length / vehicles.length,
      cost: optimum(group, measure),
    }));
    const cost =
      measure === 'worst'
        ? 1 + Math.max(...costs.map((it) => it.cost))
        : 1 + costs.reduce((sum, it) => sum + it.share * it.cost, 0);
    best = Math.min(best, cost);
  }
  return best === Number.POSITIVE_INFINITY ? 0 : best;
}

test('are the fewest that can be, on small sets', () => {
  const seed = 11;
  const random = randomOf(seed);
  for (let round = 0; round < 600; round += 1) {
    const vehicles = randomVehicles(random, { most: 8, attributes: 5, unknown: false });
    const questions = questionsFor(vehicles, COMPARED_ATTRIBUTES);
    const asked = vehicles.map((truth) => walk(questions, vehicles, truth, random).asked);
    const expected = asked.reduce((sum, it) => sum + it, 0) / asked.length;
    expect(expected, `seed ${seed}, round ${round}`).toBeCloseTo(optimum(vehicles, 'expected'), 6);
    expect(Math.max(...asked), `seed ${seed}, round ${round}`).toBeLessThanOrEqual(
      optimum(vehicles, 'worst') + 1,
    );
  }
});

test('of equally good ones the engine comes before the body, and what is stamped on it last', () => {
  const random = randomOf(1);
  const [one, other] = [0, 1].map((at) => ({
    ...(randomVehicles(random, { most: 1, attributes: 0, unknown: false })[0] as CandidateVehicle),
    vehicleId: `v1-2016-${at}`,
    displacementL: at === 0 ? '1.5' : '2.0',
    body: at === 0 ? 'Wagon' : 'Sedan/Saloon',
    engineModel: at === 0 ? 'A' : 'B',
  }));
  const questions = questionsFor([one, other] as CandidateVehicle[], COMPARED_ATTRIBUTES);
  expect(questions).toEqual([
    {
      attribute: 'displacementL',
      labelEn: 'Engine displacement',
      labelZh: '发动机排量',
      options: [
        { value: '1.5', labelEn: '1.5 L', labelZh: '1.5 升', count: 1, vehicleIds: ['v1-2016-0'] },
        { value: '2.0', labelEn: '2.0 L', labelZh: '2.0 升', count: 1, vehicleIds: ['v1-2016-1'] },
      ],
    },
  ]);
});

test('of hundreds of vehicles they come at once', () => {
  const random = randomOf(3);
  const vehicles = randomVehicles(random, { most: 1, attributes: 0, unknown: false }).concat(
    Array.from({ length: 400 }, (_, at) => ({
      ...(randomVehicles(random, { most: 1, attributes: 6, unknown: true })[0] as CandidateVehicle),
      vehicleId: `v1-2016-${at}`,
      doors: random(5),
      powerKw: 50 + random(20),
    })),
  );
  const questions = questionsFor(vehicles, COMPARED_ATTRIBUTES);
  expect(questions.length).toBeGreaterThan(5);
  expect(questions.length).toBeLessThanOrEqual(200);
});
