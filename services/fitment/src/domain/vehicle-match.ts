import { compareAttribute, VEHICLE_ATTRIBUTES, type VehicleAttribute } from './compare-attribute.ts';
import type { VehicleSelector } from './fitment.ts';
import {
  boundsText,
  type DateSpan,
  dateSpan,
  hasBounds,
  modelYearSpan,
  withinBounds,
} from './production-date.ts';

/** A row of the vehicle table, as far as fitting goes. What the table doesn't know is absent, empty or 0. */
export interface FitVehicle {
  vehicleId: string;
  baseVehicleId: string;
  modelId: string;
  year: number;
  displacementL: string;
  cylinders: number;
  fuel: string;
  body: string;
  engineModel?: string;
  drive?: string;
  transmission?: string;
  /** When the variant was built, where the table has it: ISO 8601 to the month or the day. */
  producedFrom?: string;
  producedTo?: string;
}

/** What is known of one vehicle beside its row: from its VIN, or from who asks. */
export interface KnownOfVehicle {
  /** Used where the vehicle table's row leaves them open. */
  attributes: Readonly<Partial<Record<VehicleAttribute, string>>>;
  /** When this vehicle was built. */
  built: DateSpan | undefined;
  /** Whether it meets a qualifier, by the qualifier's text. */
  qualifiers: ReadonlyMap<string, boolean>;
}

export const NOTHING_KNOWN: KnownOfVehicle = { attributes: {}, built: undefined, qualifiers: new Map() };

/** A condition of an application, by its name and as it is written there. */
export interface Condition {
  name: VehicleAttribute | 'productionDate' | 'qualifier';
  wanted: string;
}

export interface Mismatch extends Condition {
  given: string;
}

export type Match =
  | { kind: 'yes' }
  | { kind: 'no' }
  /** Neither the vehicle table nor the caller knows what the fitment asks for. */
  | { kind: 'unknown'; undecided: Condition[] };

const YES: Match = { kind: 'yes' };
const NO: Match = { kind: 'no' };
const NONE: Condition[] = [];

export function hasConditions(selector: VehicleSelector): boolean {
  return (
    VEHICLE_ATTRIBUTES.some((name) => selector[name] !== '' && selector[name] !== 0) || hasBounds(selector)
  );
}

/** Compares what a fitment names with one vehicle. */
export function matchVehicle(
  selector: VehicleSelector,
  vehicle: FitVehicle,
  known: KnownOfVehicle = NOTHING_KNOWN,
): Match {
  if (selector.modelId !== vehicle.modelId) return NO;
  if (vehicle.year < selector.yearFrom || vehicle.year > selector.yearTo) return NO;
  // Most vehicles match or don't: no list is made for those.
  let undecided: Condition[] = NONE;
  for (const name of VEHICLE_ATTRIBUTES) {
    const wanted = selector[name];
    if (wanted === '' || wanted === 0) continue;
    const given = attributeOf(vehicle, known, name);
    const compared = given === '' ? 'unknown' : compareAttribute(name, String(wanted), given);
    if (compared === 'no') return NO;
    if (compared === 'unknown') undecided = [...undecided, { name, wanted: String(wanted) }];
  }
  if (hasBounds(selector)) {
    const compared = withinBounds(selector, builtSpan(vehicle, known));
    if (compared === 'no') return NO;
    if (compared === 'unknown')
      undecided = [...undecided, { name: 'productionDate', wanted: boundsText(selector) }];
  }
  return undecided.length === 0 ? YES : { kind: 'unknown', undecided };
}

/** Where a vehicle of the right model and year isn't what the fitment asks for; empty where nothing says so. */
export function mismatches(
  selector: VehicleSelector,
  vehicle: FitVehicle,
  known: KnownOfVehicle,
): Mismatch[] {
  const found: Mismatch[] = [];
  for (const name of VEHICLE_ATTRIBUTES) {
    const wanted = selector[name];
    if (wanted === '' || wanted === 0) continue;
    const given = attributeOf(vehicle, known, name);
    if (given !== '' && compareAttribute(name, String(wanted), given) === 'no')
      found.push({ name, wanted: String(wanted), given });
  }
  if (hasBounds(selector) && withinBounds(selector, builtSpan(vehicle, known)) === 'no')
    found.push({ name: 'productionDate', wanted: boundsText(selector), given: '' });
  return found;
}

/** Empty where nobody knows. */
export function attributeOf(vehicle: FitVehicle, known: KnownOfVehicle, name: VehicleAttribute): string {
  const own = vehicle[name];
  return own === undefined || own === '' || own === 0 ? (known.attributes[name] ?? '') : String(own);
}

/** When it was, or may have been, built. */
function builtSpan(vehicle: FitVehicle, { built }: KnownOfVehicle): DateSpan {
  if (built !== undefined) return built;
  const year = modelYearSpan(vehicle.year);
  return {
    first: dateSpan(vehicle.producedFrom ?? '')?.first ?? year.first,
    last: dateSpan(vehicle.producedTo ?? '')?.last ?? year.last,
  };
}
