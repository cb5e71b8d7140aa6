import type { CheckedApp } from './checked-app.ts';
import { distinctCounter } from './distinct-counter.ts';
import type { PartitionedSpill } from './partitioned-spill.ts';
import type { SeededHash } from './seeded-hash.ts';

/** Longer runs are open, or wrong and a fault of the record: they aren't counted out year by year. */
const MAX_YEARS = 200;
const PART_TYPE = 0;
const BASE_VEHICLE = 1;
const MODEL_YEAR = 2;

/**
 * Counts the distinct part types and base vehicles: the ids of vehicles that the feed names, or, of a feed that names none, the models
 * of each year.
 */
export function distinctNames(spill: PartitionedSpill, hash: SeededHash) {
  const counter = distinctCounter(spill);
  let lastType = '';
  let lastVehicle = '';
  let namesIds = false;

  function addModel({ make, model, years }: NonNullable<CheckedApp['vehicle']>): void {
    if (namesIds || years === undefined) return;
    const to = years.to - years.from > MAX_YEARS ? years.from : years.to;
    for (let year = years.from; year <= to; year += 1) {
      const { low, high } = hash.reset().number(MODEL_YEAR).text(make).text(model).number(year);
      counter.add(MODEL_YEAR, low, high);
    }
  }

  return {
    add({ partType, vehicle }: Pick<CheckedApp, 'partType' | 'vehicle'>): void {
      if (partType !== '' && partType !== lastType) {
        lastType = partType;
        const { low, high } = hash.reset().number(PART_TYPE).text(partType);
        counter.add(PART_TYPE, low, high);
      }
      if (vehicle === undefined || vehicle.kind === 'equipment') return;
      if (vehicle.kind !== 'base-vehicle') addModel(vehicle);
      else if (vehicle.key !== lastVehicle) {
        namesIds = true;
        lastVehicle = vehicle.key;
        const { low, high } = hash.reset().number(BASE_VEHICLE).text(vehicle.key);
        counter.add(BASE_VEHICLE, low, high);
      }
    },
    partTypes: () => counter.count(PART_TYPE),
    baseVehicles: () => counter.count(namesIds ? BASE_VEHICLE : MODEL_YEAR),
  };
}
