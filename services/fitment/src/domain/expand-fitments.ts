import type { Fitment } from './fitment.ts';
import { type FitVehicle, hasConditions, matchVehicle } from './vehicle-match.ts';

/** The part of the vehicle table that expanding needs. */
export interface VehicleRows {
  /** Model years, ascending. */
  years(modelId: string): readonly number[];
  vehicles(modelId: string, year: number): readonly FitVehicle[];
}

export interface ExpandedFitments {
  /** Model years of which every vehicle fits or may fit. */
  baseVehicleIds: string[];
  /** Single vehicles of the other model years. */
  vehicleIds: string[];
}

/**
 * The vehicles that the fitments reach, for an index: done once, when they change. A vehicle of which the table
 * doesn't know what a fitment asks for is taken in; the verdict then says that it can't tell.
 */
export function expandFitments(fitments: readonly Fitment[], table: VehicleRows): ExpandedFitments {
  const base = new Set<string>();
  const single = new Map<string, string>();
  for (const fitment of fitments) {
    for (const year of table.years(fitment.modelId)) {
      if (year < fitment.yearFrom || year > fitment.yearTo) continue;
      const vehicles = table.vehicles(fitment.modelId, year);
      const [first] = vehicles;
      if (first === undefined || base.has(first.baseVehicleId)) continue;
      const fitting = hasConditions(fitment)
        ? vehicles.filter((vehicle) => matchVehicle(fitment, vehicle).kind !== 'no')
        : vehicles;
      if (fitting.length === vehicles.length) base.add(first.baseVehicleId);
      else for (const vehicle of fitting) single.set(vehicle.vehicleId, vehicle.baseVehicleId);
    }
  }
  return {
    baseVehicleIds: [...base],
    vehicleIds: [...single].filter(([, baseId]) => !base.has(baseId)).map(([vehicleId]) => vehicleId),
  };
}
