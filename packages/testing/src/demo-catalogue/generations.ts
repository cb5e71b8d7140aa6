import { isBestSeller, makerOf, popularityOf, seemsElectric, seemsHybrid } from './makes.ts';

/** A vehicle of the vehicle table: a model in a year with one engine and body. */
export interface DemoVehicle {
  /** `passenger-car`, `multipurpose` or `truck`, heavy trucks too. */
  vehicleType: string;
  body: string;
  /** Litres as text, empty when unknown. */
  displacementL: string;
  /** 0 when unknown. */
  cylinders: number;
  /** As vPIC writes it; empty when unknown. */
  fuel: string;
}

/** Where the generator finds vehicles; `@qipei/vin`'s vehicle table is one. */
export interface DemoVehicleSource {
  allModels(): Iterable<{ modelId: string; make: string; name: string }>;
  years(modelId: string): Iterable<number>;
  vehicles(modelId: string, year: number): Iterable<DemoVehicle>;
}

export interface Engine {
  displacementL: string;
  cylinders: number;
  fuel: string;
  drive: 'spark' | 'diesel' | 'electric';
}

/** An engine in a body, and the years of the generation in which it was made: bit 0 is the first. */
export interface Configuration {
  engine: Engine;
  body: string;
  years: number;
}

/** A model over a few years in which its wear parts stay the same. */
export interface Generation {
  make: string;
  maker: string;
  model: string;
  yearFrom: number;
  yearTo: number;
  /** Those of them in which it was made: a model may miss a year. */
  years: readonly number[];
  engines: readonly Engine[];
  bodies: readonly string[];
  configurations: readonly Configuration[];
  spark: boolean;
  diesel: boolean;
  electric: boolean;
  hybrid: boolean;
  /** How often parts for it are asked for. */
  weight: number;
}

/** Years from which every vehicle is to find parts. */
export const COVERED_FROM = 2000;
const LONGEST = 7;

function driveOf({ fuel }: DemoVehicle, electric: boolean): Engine['drive'] {
  if (/electric|fuel cell|hydrogen/i.test(fuel)) return 'electric';
  if (/diesel/i.test(fuel)) return 'diesel';
  return fuel === '' && electric ? 'electric' : 'spark';
}

const LIGHT_BODY = /pickup|cargo van|^van\b|sport utility|sedan|hatchback|coupe|convertible|wagon/i;

/** A car, a multipurpose vehicle or a light truck; the table also has heavy trucks, for which nothing is made here. */
export function isLightVehicle({ vehicleType, body }: DemoVehicle): boolean {
  return vehicleType !== 'truck' || LIGHT_BODY.test(body);
}

/** `years` (sorted) cut into as few spans of up to seven years as do, of even length, none across `COVERED_FROM`. */
function spans(years: readonly number[]): [from: number, to: number][] {
  const result: [number, number][] = [];
  for (const side of [
    years.filter((year) => year < COVERED_FROM),
    years.filter((year) => year >= COVERED_FROM),
  ]) {
    let rest = side;
    while (rest.length > 0) {
      const first = rest[0] ?? 0;
      const last = rest.at(-1) ?? first;
      const pieces = Math.ceil((last - first + 1) / LONGEST);
      const end = first + Math.ceil((last - first + 1) / pieces) - 1;
      const inside = rest.filter((year) => year <= end);
      result.push([first, inside.at(-1) ?? first]);
      rest = rest.slice(inside.length);
    }
  }
  return result;
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** One generation of a model, from its vehicles. */
function generation(
  make: string,
  model: string,
  years: ReadonlyMap<number, readonly DemoVehicle[]>,
  yearFrom: number,
  yearTo: number,
): Generation {
  const engines = new Map<string, Engine>();
  const configurations = new Map<string, Configuration>();
  const electric = seemsElectric(make, model);
  let seen = 0;
  for (let year = yearFrom; year <= yearTo; year += 1) {
    for (const vehicle of years.get(year) ?? []) {
      seen += 1;
      const { displacementL, cylinders, fuel, body } = vehicle;
      const id = `${displacementL}|${cylinders}|${fuel}`;
      const engine = engines.get(id) ?? { displacementL, cylinders, fuel, drive: driveOf(vehicle, electric) };
      engines.set(id, engine);
      const configuration = configurations.get(`${id}|${body}`) ?? { engine, body, years: 0 };
      configuration.years |= 1 << (year - yearFrom);
      configurations.set(`${id}|${body}`, configuration);
    }
  }
  const bodies = new Set([...configurations.values()].map(({ body }) => body).filter((body) => body !== ''));
  const sorted = [...engines].sort(([a], [b]) => compareText(a, b)).map(([, engine]) => engine);
  const age = yearTo < COVERED_FROM ? 0.3 : 1;
  return {
    make,
    maker: makerOf(make),
    model,
    yearFrom,
    yearTo,
    years: [...years.keys()].filter((year) => yearFrom <= year && year <= yearTo).sort((a, b) => a - b),
    engines: sorted,
    bodies: [...bodies].sort(compareText),
    configurations: [...configurations.values()],
    spark: sorted.some(({ drive }) => drive === 'spark'),
    diesel: sorted.some(({ drive }) => drive === 'diesel'),
    electric: sorted.some(({ drive }) => drive === 'electric'),
    hybrid: seemsHybrid(model),
    weight: age * popularityOf(make) * (isBestSeller(model) ? 6 : 1) * Math.log2(2 + seen),
  };
}

/** Every generation of every model that comes as a light vehicle, sorted by make, first year and model. */
export function generationsOf(source: DemoVehicleSource): Generation[] {
  const generations: Generation[] = [];
  for (const { modelId, make, name } of source.allModels()) {
    const years = new Map<number, DemoVehicle[]>();
    let light = false;
    for (const year of source.years(modelId)) {
      const vehicles = [...source.vehicles(modelId, year)];
      if (vehicles.length > 0) years.set(year, vehicles);
      light ||= vehicles.some(isLightVehicle);
    }
    if (!light) continue;
    for (const [from, to] of spans([...years.keys()].sort((a, b) => a - b)))
      generations.push(generation(make, name, years, from, to));
  }
  return generations.sort(
    (a, b) => compareText(a.make, b.make) || a.yearFrom - b.yearFrom || compareText(a.model, b.model),
  );
}
