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
  /**
   * The rows that each id may mean, as the tenant knows them: several for a base vehicle. Without ids that there is nothing
   * of.
   */
  vehicles(
    tenant: string,
    vehicleIds: readonly string[],
  ): Promise<ReadonlyMap<string, readonly FitVehicle[]>>;
  /** What reads the tenant's VINs, for one call. It takes any text: what isn't a VIN has no candidates. */
  decoder(tenant: string): Promise<(vin: string) => VinVehicle>;
}
