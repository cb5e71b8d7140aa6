import { compareVehicles, remainingOf } from '../candidates.ts';
import { possibleYears } from '../possible-years.ts';
import { COMPARED_ATTRIBUTES, toldBy } from '../vehicle-attributes.ts';
import type { VehicleTable } from '../vehicle-table.ts';
import type { VinDecode } from '../vin-decode.ts';

export interface VehicleCount {
  /** Null where it is none, or not one only. */
  vehicleId: string | null;
  count: number;
}

/** Answers kept: a batch is mostly of vehicles that came before. */
const MOST_KEPT = 20_000;
const NONE: VehicleCount = { vehicleId: null, count: 0 };

/** Counts the vehicles of the table that nothing in a VIN contradicts, as `narrowVehicles` would. */
export function vehicleCounter(vehicles: VehicleTable): (decode: VinDecode, now: Date) => VehicleCount {
  const kept = new Map<string, VehicleCount>();
  return (decode, now) => {
    const { modelId } = decode;
    if (modelId === undefined) return NONE;
    const years = possibleYears(decode, now);
    let key = '';
    for (const attribute of COMPARED_ATTRIBUTES) key += `${toldBy(decode, attribute)}\u0000`;
    for (const year of years) key += `${year} `;
    const known = kept.get(key);
    if (known !== undefined) return known;
    const count = countOf(
      years.flatMap((year) => vehicles.vehicles(modelId, year)),
      decode,
      years.length > 1,
    );
    if (kept.size >= MOST_KEPT) kept.clear();
    kept.set(key, count);
    return count;
  };
}

function countOf(
  vehicles: Parameters<typeof compareVehicles>[0],
  { year, ...undated }: VinDecode,
  open: boolean,
): VehicleCount {
  const told: VinDecode = open || year === undefined ? undated : { ...undated, year };
  const remaining = remainingOf(compareVehicles(vehicles, told)).filter(({ against }) => against === 0);
  const [only] = remaining;
  return {
    vehicleId: remaining.length === 1 ? (only?.vehicle.vehicleId ?? null) : null,
    count: remaining.length,
  };
}
