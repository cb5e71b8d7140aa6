import type { VehicleRows } from './expand-fitments.ts';
import type { FitVehicle } from './vehicle-match.ts';
import type { VehicleNames } from './vehicle-names.ts';

/** The platform's and a tenant's vehicles as one table, of which what was asked for is at hand. */
export interface VehicleView extends VehicleRows, VehicleNames {
  /** What a model is called, in the tenant's words where it has some. */
  model(modelId: string): { makeId: string; make: string; name: string } | undefined;
}

export interface WantedVehicles {
  /** Names as files write them. */
  names?: readonly { make: string; model: string }[];
  /** Typed ids, also in place of names. */
  typedIds?: readonly string[];
  modelIds?: readonly string[];
}

/** Vehicles as a tenant knows them: the platform's and its own. */
export interface VehicleCatalogue {
  /** Loads what is named; the view answers at once, and of nothing else. */
  view(tenant: string, wanted: WantedVehicles): Promise<VehicleView>;
  /**
   * The rows that each reference may mean: an id of the table, an external id, or the key of the tenant's own row. Several
   * for a variant that was built for years, and for a base vehicle. What was merged is what it was merged into. Without
   * those that there is nothing of.
   */
  resolve(tenant: string, references: readonly string[]): Promise<ReadonlyMap<string, readonly FitVehicle[]>>;
}
