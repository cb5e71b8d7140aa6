import type { CheckedVehicle } from './checked-app.ts';
import type { SeededHash } from './seeded-hash.ts';

/** Years beyond are wrong, and are a fault of the record: they aren't counted out one by one. */
const MAX_YEARS = 200;

/**
 * Counts the distinct base vehicles: the ids that the feed names, or, of a feed that names none, the models of each year.
 * Vehicles are named by the hundred thousand at most; they are kept as numbers.
 */
export function vehicleCounter(hash: SeededHash) {
  const byId = new Set<number>();
  const byModel = new Set<number>();
  let last = '';
  return {
    add(vehicle: CheckedVehicle | undefined): void {
      if (vehicle === undefined || vehicle.kind === 'equipment') return;
      const { kind, key, make, model, years } = vehicle;
      if (kind === 'base-vehicle') {
        if (key === last) return;
        last = key;
        hash.reset().text(key);
        byId.add((hash.high & 0x1f_ffff) * 0x1_0000_0000 + hash.low);
        return;
      }
      if (byId.size > 0 || years === undefined) return;
      for (let year = years.from; year <= Math.min(years.to, years.from + MAX_YEARS); year += 1) {
        hash.reset().text(make).text(model).number(year);
        byModel.add((hash.high & 0x1f_ffff) * 0x1_0000_0000 + hash.low);
      }
    },
    count: () => (byId.size > 0 ? byId.size : byModel.size),
  };
}
