import type { VehicleView } from '../domain/vehicle-catalogue.ts';
import { isOwnId } from '../domain/vehicle-entry.ts';
import type { FitVehicle } from '../domain/vehicle-match.ts';
import { baseVehicleIdOf } from '../domain/vehicle-sheet.ts';
import type { NamedVehicles } from './read-vehicle-words.ts';

/** As many links as a filter of the index takes: one for each vehicle, two for each model year. */
const MAX_LINKS = 1_000;
/** Of vehicles, and of model years. */
const MAX_IDS = 480;
/** Models of more makers than so have too many engines to be gone through while somebody waits. */
const MAX_MODELS_BY_ENGINE = 60;

type Rows = Pick<VehicleView, 'years' | 'vehicles'>;

interface NamedReach {
  /** Without the years or the engine that none of the vehicles has, or that are of too many to be told by their ids. */
  named: NamedVehicles;
  /** Where years or an engine were said. */
  baseVehicleIds: string[];
  vehicleIds: string[];
}

/** What the table has of named vehicles. A condition whose vehicles would be too many to list is not one. */
export function reachOfNamed(asked: NamedVehicles, rows: Rows, { hasOwn }: { hasOwn: boolean }): NamedReach {
  const withoutEngine = () => reachOfNamed({ ...asked, displacementL: '' }, rows, { hasOwn });
  const isWithin = (year: number) => asked.yearFrom === 0 || (year >= asked.yearFrom && year <= asked.yearTo);
  const all = asked.modelIds.map((modelId) => ({ modelId, years: rows.years(modelId) }));
  const inYears = all.flatMap(({ modelId, years }) => {
    const within = years.filter(isWithin);
    return within.length === 0 ? [] : [{ modelId, years: within }];
  });
  const hasYears = asked.yearFrom !== 0 && inYears.length > 0;
  const models = hasYears ? inYears : all;
  if (asked.displacementL !== '' && models.length > MAX_MODELS_BY_ENGINE) return withoutEngine();
  const byEngine =
    asked.displacementL === ''
      ? []
      : models.flatMap(({ modelId, years }) =>
          years.flatMap((year) => {
            // Of most cars of before 2011 the table doesn't know the engine: they may have this one.
            const having = rows
              .vehicles(modelId, year)
              .filter(({ displacementL }) => displacementL === '' || displacementL === asked.displacementL);
            return having.length === 0
              ? []
              : [{ modelId, year, ids: having.map(({ vehicleId }) => vehicleId) }];
          }),
        );
  const hasEngine = byEngine.length > 0;
  const named: NamedVehicles = {
    modelIds: [
      ...new Set(hasEngine ? byEngine.map(({ modelId }) => modelId) : models.map(({ modelId }) => modelId)),
    ],
    ...(hasYears ? { yearFrom: asked.yearFrom, yearTo: asked.yearTo } : { yearFrom: 0, yearTo: 0 }),
    displacementL: hasEngine ? asked.displacementL : '',
  };
  const bases = hasEngine
    ? byEngine.map(({ modelId, year }) => baseVehicleIdOf(modelId, year))
    : hasYears
      ? inYears.flatMap(({ modelId, years }) => years.map((year) => baseVehicleIdOf(modelId, year)))
      : [];
  if (hasEngine) {
    const vehicleIds = byEngine.flatMap(({ ids }) => ids);
    const isTooMany = bases.length > MAX_IDS || vehicleIds.length > MAX_IDS;
    return isTooMany ? withoutEngine() : { named, baseVehicleIds: bases, vehicleIds };
  }
  const own = hasOwn ? ownVariants(models, rows) : [];
  const vehicleIds = own.length > MAX_IDS ? [] : own;
  if (bases.length > MAX_IDS || bases.length * 2 + vehicleIds.length > MAX_LINKS)
    return reachOfNamed({ ...asked, yearFrom: 0, yearTo: 0 }, rows, { hasOwn });
  return { named, baseVehicleIds: bases, vehicleIds };
}

/** Their ids don't tell the model. */
function ownVariants(models: readonly { modelId: string; years: readonly number[] }[], rows: Rows): string[] {
  const found: string[] = [];
  for (const { modelId, years } of models.length > MAX_MODELS_BY_ENGINE ? [] : models) {
    for (const year of years) {
      for (const { vehicleId } of rows.vehicles(modelId, year))
        if (isOwnVariant(vehicleId)) found.push(vehicleId);
      if (found.length > MAX_IDS) return found;
    }
  }
  return found;
}

function isOwnVariant(vehicleId: string): boolean {
  return vehicleId.startsWith('vt') && isOwnId(vehicleId);
}

/** More rows than these aren't judged one by one. */
const MAX_JUDGED = 400;

/** The rows that are meant; undefined where they are too many. */
export function rowsOfNamed(
  { modelIds, yearFrom, yearTo, displacementL }: NamedVehicles,
  rows: Rows,
): FitVehicle[] | undefined {
  const found: FitVehicle[] = [];
  for (const modelId of modelIds) {
    for (const year of rows.years(modelId)) {
      if (yearFrom !== 0 && (year < yearFrom || year > yearTo)) continue;
      for (const vehicle of rows.vehicles(modelId, year))
        if (displacementL === '' || vehicle.displacementL === '' || vehicle.displacementL === displacementL)
          found.push(vehicle);
      if (found.length > MAX_JUDGED) return undefined;
    }
  }
  return found;
}
