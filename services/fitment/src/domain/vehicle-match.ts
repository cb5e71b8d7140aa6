import type { VehicleConditions, VehicleSelector } from './fitment.ts';

/** A row of the vehicle table, as far as fitting goes. */
export interface FitVehicle extends VehicleConditions {
  vehicleId: string;
  baseVehicleId: string;
  modelId: string;
  year: number;
}

export type Match =
  | { kind: 'yes' }
  | { kind: 'no' }
  /** The vehicle table doesn't know what the fitment asks for. */
  | { kind: 'unknown'; undecided: string[] };

const CONDITIONS = ['displacementL', 'cylinders', 'fuel', 'body'] as const;

export function hasConditions(conditions: VehicleConditions): boolean {
  return CONDITIONS.some((name) => conditions[name] !== '' && conditions[name] !== 0);
}

/** Compares what a fitment names with one vehicle. */
export function matchVehicle(selector: VehicleSelector, vehicle: FitVehicle): Match {
  if (
    selector.modelId !== vehicle.modelId ||
    vehicle.year < selector.yearFrom ||
    vehicle.year > selector.yearTo
  ) {
    return { kind: 'no' };
  }
  const undecided: string[] = [];
  for (const name of CONDITIONS) {
    const wanted = selector[name];
    if (wanted === '' || wanted === 0) continue;
    const given = vehicle[name];
    if (given === '' || given === 0) undecided.push(`${name}: ${wanted}`);
    else if (!sameCondition(wanted, given)) return { kind: 'no' };
  }
  return undecided.length === 0 ? { kind: 'yes' } : { kind: 'unknown', undecided };
}

function sameCondition(wanted: string | number, given: string | number): boolean {
  if (wanted === given) return true;
  const [a, b] = [Number(wanted), Number(given)];
  if (Number.isFinite(a) && Number.isFinite(b)) return a === b;
  return String(wanted).toLowerCase() === String(given).toLowerCase();
}
