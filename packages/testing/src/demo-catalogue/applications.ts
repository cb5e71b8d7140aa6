import type { PartType } from '@qipei/part-type';
import type { Engine, Generation } from './generations.ts';
import { type Job, STREAM } from './job.ts';
import { APPLICATIONS, type Plan } from './plan.ts';
import { Chance } from './random.ts';
import { chooseGenerations, suits, suitsAll } from './vehicle-pools.ts';

/** One application row: a model over some years, on conditions that may be empty. */
export interface Application {
  generation: Generation;
  yearFrom: number;
  yearTo: number;
  displacementL: string;
  cylinders: number;
  fuel: string;
  body: string;
  quantity: number;
}

/** Categories whose parts often differ by engine, and by body. */
const BY_ENGINE = new Set([
  'filters',
  'engine',
  'ignition',
  'fuel',
  'exhaust',
  'cooling',
  'sensors',
  'transmission',
]);
const BY_BODY = new Set(['body', 'interior', 'wipers', 'suspension', 'lighting', 'exhaust']);
/** Types of which an engine has one for each cylinder. */
const ONE_A_CYLINDER = new Set([
  'spark-plug',
  'ignition-coil',
  'glow-plug',
  'fuel-injector',
  'piston',
  'piston-rings',
]);
/** The most rows of one part. */
const MOST = 90;

function application(type: PartType, generation: Generation): Application {
  return {
    generation,
    yearFrom: generation.yearFrom,
    yearTo: generation.yearTo,
    displacementL: '',
    cylinders: 0,
    fuel: '',
    body: '',
    quantity: type.quantity,
  };
}

/** Rows that hold for the generation as a whole; by fuel where only some of its vehicles have such a part. */
function wholeGeneration(type: PartType, generation: Generation): Application[] {
  if (suitsAll(type, generation)) return [application(type, generation)];
  const fuels = new Set(
    generation.engines
      .filter((engine) => engine.fuel !== '' && suits(type, engine, generation))
      .map(({ fuel }) => fuel),
  );
  return [...fuels].map((fuel) => ({ ...application(type, generation), fuel }));
}

function conditionOn(row: Application, engine: Engine, fuelToo: boolean): void {
  row.displacementL = engine.displacementL;
  row.cylinders = engine.cylinders;
  if (fuelToo || engine.displacementL === '') row.fuel = engine.fuel;
}

/** Whether the table has a vehicle on which all conditions of the row hold at once. */
function exists(row: Application): boolean {
  const { generation, yearFrom, yearTo, displacementL, cylinders, fuel, body } = row;
  const years = (2 << (yearTo - generation.yearFrom)) - (1 << (yearFrom - generation.yearFrom));
  return generation.configurations.some(
    ({ engine, body: ofConfiguration, years: made }) =>
      (made & years) !== 0 &&
      (displacementL === '' || displacementL === engine.displacementL) &&
      (cylinders === 0 || cylinders === engine.cylinders) &&
      (fuel === '' || fuel === engine.fuel) &&
      (body === '' || body === ofConfiguration),
  );
}

/** The row with as many of its conditions as one vehicle can meet. */
function possible(row: Application): Application {
  if (exists(row)) return row;
  const anyBody = { ...row, body: '' };
  if (exists(anyBody)) return anyBody;
  const { yearFrom, yearTo } = row.generation;
  return { ...anyBody, yearFrom, yearTo };
}

/** Rows for one generation, up to `most`: one that holds for all of it, or one for each of some engines. */
function someRows(type: PartType, generation: Generation, most: number, chance: Chance): Application[] {
  const all = suitsAll(type, generation);
  const suitable = all
    ? generation.engines
    : generation.engines.filter((engine) => suits(type, engine, generation));
  const perCylinder = ONE_A_CYLINDER.has(type.id);
  const byEngine =
    !all || (suitable.length > 1 && (perCylinder || (BY_ENGINE.has(type.category) && chance.happens(0.4))));
  const base = application(type, generation);
  const { years } = generation;
  if (years.length > 3 && chance.happens(0.35)) {
    // A change within the generation: at least two years of it.
    const left = chance.between(1, years.length - 2);
    if (chance.happens(0.5)) base.yearFrom = years[left] ?? base.yearFrom;
    else base.yearTo = years[years.length - 1 - left] ?? base.yearTo;
  }
  if (generation.bodies.length > 1 && BY_BODY.has(type.category) && chance.happens(0.2))
    base.body = chance.pick(generation.bodies);
  if (!byEngine) {
    if (perCylinder) base.quantity = suitable[0]?.cylinders || type.quantity;
    return [possible(base)];
  }
  const rows: Application[] = [];
  const seen = new Set<string>();
  const wanted = Math.min(most, chance.between(1, 3));
  const first = chance.below(suitable.length);
  for (let at = 0; at < suitable.length && rows.length < wanted; at += 1) {
    const engine = suitable[(first + at) % suitable.length];
    if (engine === undefined) break;
    const row = { ...base };
    conditionOn(row, engine, !all);
    const condition = `${row.displacementL}|${row.cylinders}|${row.fuel}`;
    // Where not even the fuel is known there is nothing to tell the engine by.
    if (seen.has(condition) || (!all && row.fuel === '')) continue;
    seen.add(condition);
    if (perCylinder) row.quantity = engine.cylinders || type.quantity;
    rows.push(possible(row));
  }
  return rows.length > 0 ? rows : all ? [possible(base)] : [];
}

/** What the parts of a job fit, the same for all of them; never empty. */
export function applicationsOf(plan: Plan, job: Job): Application[] {
  const { type, covered } = job;
  if (covered !== undefined) return covered.flatMap((generation) => wholeGeneration(type, generation));
  const chance = new Chance(plan.seed, STREAM.vehicles, job.index);
  const wanted = Math.min(MOST, 1 + Math.floor(-Math.log(1 - chance.next()) * (APPLICATIONS + 2)));
  const pools = plan.poolsFor(type);
  let fallback: Generation | undefined;
  // A pool of vehicles of which too little is known may give nothing: then another is drawn.
  for (let attempt = 0; attempt < 4; attempt += 1) {
    const rows: Application[] = [];
    for (const generation of chooseGenerations(pools, wanted, chance)) {
      fallback ??= generation;
      if (rows.length >= wanted) break;
      rows.push(...someRows(type, generation, wanted - rows.length, chance));
    }
    if (rows.length > 0) return rows;
  }
  return fallback === undefined ? [] : [application(type, fallback)];
}
