import type { VehicleLike } from '../shown/vehicle-name.ts';
import { savedList } from './saved-list.ts';

/** A vehicle that was looked at: with enough of it to be shown without a network. */
export interface GarageEntry extends VehicleLike {
  vehicleId: string;
  /** Where it was found by one. */
  vin: string | null;
}

const MAX_VEHICLES = 12;

/** What is kept of a vehicle: no more than shows it. */
export function garageEntry(
  vehicle: Required<VehicleLike> & { vehicleId: string },
  vin: string | null,
): GarageEntry {
  const { vehicleId, make, makeZh, model, modelZh, year } = vehicle;
  const { name, nameZh, displacementL, engineModel, engineCode, body, labels } = vehicle;
  return {
    ...{ vehicleId, vin, make, makeZh, model, modelZh, year },
    ...{ name, nameZh, displacementL, engineModel, engineCode, body, labels: { body: labels.body ?? null } },
  };
}

export const garage = savedList<GarageEntry>(
  'garage',
  (value): value is GarageEntry =>
    typeof value === 'object' &&
    value !== null &&
    typeof (value as GarageEntry).vehicleId === 'string' &&
    typeof (value as GarageEntry).make === 'string' &&
    typeof (value as GarageEntry).model === 'string',
);

/** The newest stands first, each vehicle once. */
export function rememberVehicle(entry: GarageEntry): void {
  const others = garage.read().filter((each) => each.vehicleId !== entry.vehicleId);
  const before = garage.read()[0];
  if (before?.vehicleId === entry.vehicleId && before.vin === entry.vin) return;
  garage.write([entry, ...others].slice(0, MAX_VEHICLES));
}

export function forgetVehicle(vehicleId: string): void {
  garage.write(garage.read().filter((each) => each.vehicleId !== vehicleId));
}
