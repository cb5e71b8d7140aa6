import { type Fitment, selectorKey, type VehicleSelector } from './fitment.ts';
import { type FitVehicle, hasConditions, matchVehicle } from './vehicle-match.ts';

/** The part of the vehicle table that expanding needs. */
export interface VehicleRows {
  /** Model years, ascending. */
  years(modelId: string): readonly number[];
  vehicles(modelId: string, year: number): readonly FitVehicle[];
}

export interface ExpandedFitments {
  /** Model years of which every vehicle fits or may fit. */
  modelYears: { modelId: string; years: number[] }[];
  /** Single vehicles of other model years. */
  vehicleIds: string[];
}

/** What one selector reaches. */
interface Reach {
  /** Whole model years. */
  years: readonly number[];
  vehicles: readonly { vehicleId: string; year: number }[];
}

export interface FitmentExpander {
  /** Whether the table has any vehicle that the selector could mean. */
  reachesVehicle(selector: VehicleSelector): boolean;
  /**
   * The vehicles that the fitments reach, for an index: done once, when they change. A vehicle of which the table
   * doesn't know what a fitment asks for is taken in; the verdict then says that it can't tell.
   */
  expand(fitments: readonly Fitment[]): ExpandedFitments;
}

/** How many different reaches are remembered: parts for the same cars come in the thousands. */
const MAX_REMEMBERED = 10_000;

export function fitmentExpander(table: VehicleRows): FitmentExpander {
  const remembered = new Map<string, Reach>();
  const known = new WeakMap<VehicleSelector, Reach>();

  function reachOf(selector: VehicleSelector): Reach {
    const own = known.get(selector);
    if (own !== undefined) return own;
    const key = selectorKey(selector);
    let reach = remembered.get(key);
    if (reach === undefined) {
      reach = findReach(selector, table);
      if (remembered.size >= MAX_REMEMBERED) remembered.clear();
      remembered.set(key, reach);
    }
    known.set(selector, reach);
    return reach;
  }

  return {
    reachesVehicle(selector) {
      const { years, vehicles } = reachOf(selector);
      return years.length > 0 || vehicles.length > 0;
    },
    expand(fitments) {
      const whole = new Map<string, readonly number[] | Set<number>>();
      for (const { selector } of fitments) {
        const { years } = reachOf(selector);
        if (years.length === 0) continue;
        const before = whole.get(selector.modelId);
        if (before === undefined) whole.set(selector.modelId, years);
        else if (before !== years) whole.set(selector.modelId, new Set([...before, ...years]));
      }
      const vehicleIds = new Set<string>();
      for (const { selector } of fitments) {
        for (const { vehicleId, year } of reachOf(selector).vehicles) {
          const years = whole.get(selector.modelId);
          const covered = years instanceof Set ? years.has(year) : years?.includes(year);
          if (covered !== true) vehicleIds.add(vehicleId);
        }
      }
      const modelYears = [...whole].map(([modelId, years]) => ({ modelId, years: [...years] }));
      return { modelYears, vehicleIds: [...vehicleIds] };
    },
  };
}

const NO_VEHICLES: Reach['vehicles'] = [];

function findReach(selector: VehicleSelector, table: VehicleRows): Reach {
  const within = table
    .years(selector.modelId)
    .filter((year) => year >= selector.yearFrom && year <= selector.yearTo);
  if (!hasConditions(selector)) return { years: within, vehicles: NO_VEHICLES };
  const whole: number[] = [];
  const single: { vehicleId: string; year: number }[] = [];
  for (const year of within) {
    const vehicles = table.vehicles(selector.modelId, year);
    const fitting = vehicles.filter((vehicle) => matchVehicle(selector, vehicle).kind !== 'no');
    if (fitting.length === vehicles.length) whole.push(year);
    else for (const { vehicleId } of fitting) single.push({ vehicleId, year });
  }
  return { years: whole, vehicles: single };
}
