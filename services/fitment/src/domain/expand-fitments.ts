import type { Fitment } from './fitment.ts';
import { type FitVehicle, hasConditions, matchVehicle } from './vehicle-match.ts';

/** The part of the vehicle table that expanding needs. */
export interface VehicleRows {
  /** Model years, ascending. */
  years(modelId: string): readonly number[];
  /** The base vehicle of each of the `years`, in that order. */
  baseVehicleIds(modelId: string): readonly string[];
  vehicles(modelId: string, year: number): readonly FitVehicle[];
}

export interface ExpandedFitments {
  /** Model years of which every vehicle fits or may fit. */
  baseVehicleIds: string[];
  /** Single vehicles of the other model years. */
  vehicleIds: string[];
}

/** What one fitment reaches. */
interface Reach {
  baseVehicleIds: readonly string[];
  vehicles: readonly { vehicleId: string; baseVehicleId: string }[];
}

export interface FitmentExpander {
  /** Whether the table has any vehicle that the fitment could mean. */
  reachesVehicle(fitment: Fitment): boolean;
  /**
   * The vehicles that the fitments reach, for an index: done once, when they change. A vehicle of which the table
   * doesn't know what a fitment asks for is taken in; the verdict then says that it can't tell.
   */
  expand(fitments: readonly Fitment[]): ExpandedFitments;
}

/** How many different reaches are remembered: parts for the same cars come in the thousands. */
const MAX_REMEMBERED = 20_000;

export function fitmentExpander(table: VehicleRows): FitmentExpander {
  const remembered = new Map<string, Reach>();

  function reachOf(fitment: Fitment): Reach {
    const key = `${fitment.modelId}|${fitment.yearFrom}|${fitment.yearTo}|${fitment.displacementL}|${fitment.cylinders}|${fitment.fuel}|${fitment.body}`;
    const known = remembered.get(key);
    if (known !== undefined) return known;
    const reach = findReach(fitment, table);
    if (remembered.size >= MAX_REMEMBERED) remembered.clear();
    remembered.set(key, reach);
    return reach;
  }

  return {
    reachesVehicle(fitment) {
      const { baseVehicleIds, vehicles } = reachOf(fitment);
      return baseVehicleIds.length > 0 || vehicles.length > 0;
    },
    expand(fitments) {
      const base = new Set<string>();
      const single = new Map<string, string>();
      for (const fitment of fitments) {
        const { baseVehicleIds, vehicles } = reachOf(fitment);
        for (const id of baseVehicleIds) base.add(id);
        for (const { vehicleId, baseVehicleId } of vehicles) single.set(vehicleId, baseVehicleId);
      }
      const vehicleIds: string[] = [];
      for (const [vehicleId, baseVehicleId] of single)
        if (!base.has(baseVehicleId)) vehicleIds.push(vehicleId);
      return { baseVehicleIds: [...base], vehicleIds };
    },
  };
}

function findReach(fitment: Fitment, table: VehicleRows): Reach {
  const baseVehicleIds: string[] = [];
  const single: { vehicleId: string; baseVehicleId: string }[] = [];
  const ids = table.baseVehicleIds(fitment.modelId);
  table.years(fitment.modelId).forEach((year, at) => {
    const baseVehicleId = ids[at];
    if (baseVehicleId === undefined || year < fitment.yearFrom || year > fitment.yearTo) return;
    if (!hasConditions(fitment)) {
      baseVehicleIds.push(baseVehicleId);
      return;
    }
    const vehicles = table.vehicles(fitment.modelId, year);
    const fitting = vehicles.filter((vehicle) => matchVehicle(fitment, vehicle).kind !== 'no');
    if (fitting.length === vehicles.length) baseVehicleIds.push(baseVehicleId);
    else for (const { vehicleId } of fitting) single.push({ vehicleId, baseVehicleId });
  });
  return { baseVehicleIds, vehicles: single };
}
