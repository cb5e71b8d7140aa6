import type { FitVehicle, KnownOfVehicle } from './vehicle-match.ts';

/** What a VIN says of its vehicle. */
export interface VinVehicle {
  /** The rows of the vehicle table that it may be; none where the VIN leaves make, model or year open. */
  candidates: FitVehicle[];
  attributes: KnownOfVehicle['attributes'];
  modelId: string;
  year: number;
  /** Codes of what the decode has to say, such as `check-digit-wrong`. */
  notes: string[];
}

/** Names vehicles by what callers have of them. */
export interface VehicleSource {
  /** By id, as the tenant knows them; without those that there are none of. */
  vehicles(tenant: string, vehicleIds: readonly string[]): Promise<ReadonlyMap<string, FitVehicle>>;
  /** Any text: what isn't a VIN has no candidates. */
  decode(vin: string): VinVehicle;
}
