import { compareAttribute, VEHICLE_ATTRIBUTES } from '../domain/compare-attribute.ts';
import { dateSpan } from '../domain/production-date.ts';
import { attributeOf, type FitVehicle, type KnownOfVehicle, NOTHING_KNOWN } from '../domain/vehicle-match.ts';
import type { VinVehicle } from '../domain/vehicle-source.ts';

export const MAX_VIN = 64;

/** What a caller has of a vehicle: an id, a VIN or both, and what else it knows. */
export interface VehicleQuestion {
  vehicleId: string;
  vin: string;
  /** `YYYY-MM` or `YYYY-MM-DD`; empty where it isn't known. */
  productionDate: string;
  known: CallersKnowledge;
}

export type CallersKnowledge = Pick<KnownOfVehicle, 'attributes' | 'qualifiers'>;

/** The rows to judge by, and what is known of the vehicle beside them. */
export interface AskedVehicle {
  candidates: readonly FitVehicle[];
  known: KnownOfVehicle;
  notes: string[];
}

type Refused = { error: { code: string; message: string } };

/** Reads vehicles of many questions; a VIN that comes again is decoded once. */
export function vehicleReader(
  byId: ReadonlyMap<string, readonly FitVehicle[]>,
  decode: (vin: string) => VinVehicle,
): (question: VehicleQuestion) => AskedVehicle | Refused {
  const decoded = new Map<string, VinVehicle>();

  function decodeOnce(vin: string): VinVehicle {
    let known = decoded.get(vin);
    if (known === undefined) {
      known = decode(vin);
      decoded.set(vin, known);
    }
    return known;
  }

  return (question) => {
    const { vehicleId, vin } = question;
    if (vehicleId === '' && vin.trim() === '')
      return refused('vehicle-required', 'The pair names no vehicle.');
    if (vin.length > MAX_VIN) return refused('vin-invalid', 'A VIN has 17 characters.');
    const ofVin = vin.trim() === '' ? undefined : decodeOnce(vin);
    if (vehicleId !== '') {
      const rows = byId.get(vehicleId);
      return rows === undefined
        ? refused('vehicle-unknown', 'There is no such vehicle.')
        : askedVehicle(rows, ofVin, question);
    }
    if (ofVin === undefined || ofVin.candidates.length === 0)
      return refused('vin-unknown', 'The VIN doesn’t tell which make, model and year the vehicle is.');
    return askedVehicle(ofVin.candidates, ofVin, question);
  };
}

/**
 * One vehicle that any of the candidates may be. What the caller knows stands above what its VIN tells, and narrows the
 * candidates where it leaves any.
 */
export function askedVehicle(
  candidates: readonly FitVehicle[],
  ofVin: VinVehicle | undefined,
  { productionDate, known }: Pick<VehicleQuestion, 'productionDate' | 'known'>,
): AskedVehicle | Refused {
  const built = productionDate === '' ? undefined : dateSpan(productionDate);
  if (productionDate !== '' && built === undefined)
    return refused('date-invalid', 'A date of production is a month or day such as 2005-03 or 2005-03-15.');
  const tells = ofVin !== undefined && candidates.some((vehicle) => tellsOf(vehicle, ofVin));
  const notes = ofVin?.notes ?? [];
  return {
    candidates: agreeing(candidates, known.attributes),
    known: {
      attributes: tells ? { ...ofVin.attributes, ...known.attributes } : known.attributes,
      built,
      qualifiers: known.qualifiers,
    },
    notes: tells || ofVin === undefined ? notes : [...notes, 'vin-of-other-vehicle'],
  };
}

/** Whether a VIN may be the vehicle's: one that is another model's says nothing of it. */
function tellsOf(vehicle: FitVehicle, { modelId, year }: VinVehicle): boolean {
  return (modelId === '' || modelId === vehicle.modelId) && (year === 0 || year === vehicle.year);
}

function refused(code: string, message: string): Refused {
  return { error: { code, message } };
}

/** The vehicles that nothing of what is known contradicts; all of them where it contradicts each. */
function agreeing(
  vehicles: readonly FitVehicle[],
  attributes: KnownOfVehicle['attributes'],
): readonly FitVehicle[] {
  if (vehicles.length < 2) return vehicles;
  const left = vehicles.filter((vehicle) => !contradicts(vehicle, attributes));
  return left.length === 0 ? vehicles : left;
}

export function contradicts(vehicle: FitVehicle, attributes: KnownOfVehicle['attributes']): boolean {
  return VEHICLE_ATTRIBUTES.some((name) => {
    const own = attributeOf(vehicle, NOTHING_KNOWN, name);
    const known = attributes[name] ?? '';
    return own !== '' && known !== '' && compareAttribute(name, known, own) === 'no';
  });
}
