import { type AttributeName, VALUE_LABELS } from './data/attribute-labels.ts';
import { makeKey } from './data/make-names.ts';
import type { Vehicle } from './vehicle-table.ts';
import type { VinDecode } from './vin-decode.ts';

/** A vehicle as candidates know it: beside the table's own fields those that a richer source may have. */
export interface CandidateVehicle extends Vehicle {
  drive?: string;
  transmission?: string;
  doors?: number;
  powerKw?: number;
}

export type ComparedAttribute = Exclude<AttributeName, 'make'>;

interface Comparison {
  /** How far an agreement or a contradiction in it is to be believed, held against the others. */
  weight: number;
  /** vPIC's element; none where the decode itself knows. */
  element?: string;
}

/**
 * In the order in which they are asked for where questions are equally good: what a clerk reads off the registration or
 * sees on the car first, what is stamped on the engine last.
 */
const COMPARISONS: Record<ComparedAttribute, Comparison> = {
  model: { weight: 4 },
  year: { weight: 3 },
  displacementL: { weight: 3, element: 'displacementL' },
  fuel: { weight: 2, element: 'fuelTypePrimary' },
  cylinders: { weight: 2, element: 'engineNumberOfCylinders' },
  powerKw: { weight: 1, element: 'engineKW' },
  body: { weight: 2, element: 'bodyClass' },
  doors: { weight: 1, element: 'doors' },
  drive: { weight: 1.5, element: 'driveType' },
  transmission: { weight: 1, element: 'transmissionStyle' },
  engineModel: { weight: 1, element: 'engineModel' },
};

export const COMPARED_ATTRIBUTES = Object.keys(COMPARISONS) as ComparedAttribute[];

export function weightOf(attribute: ComparedAttribute): number {
  return COMPARISONS[attribute].weight;
}

/** What the VIN says of an attribute; empty where it says nothing. */
export function toldBy(decode: VinDecode, attribute: ComparedAttribute): string {
  if (attribute === 'model') return decode.modelId ?? '';
  if (attribute === 'year') return decode.year === undefined ? '' : String(decode.year);
  return decode.attributes[COMPARISONS[attribute].element ?? '']?.value ?? '';
}

/** What a vehicle has; empty where that isn't known. */
export function vehicleValue(vehicle: CandidateVehicle, attribute: ComparedAttribute): string {
  const value = attribute === 'model' ? vehicle.modelId : vehicle[attribute];
  return value === undefined || value === 0 ? '' : String(value);
}

const aliases = new Map<string, Map<string, string>>();
for (const [attribute, labels] of Object.entries(VALUE_LABELS)) {
  const keys = new Map<string, string>();
  for (const [value, ...names] of labels) {
    for (const name of [...names, value]) keys.set(makeKey(name), makeKey(value));
  }
  aliases.set(attribute, keys);
}

const MOST_VALUE = 100;

/**
 * What two spellings of one value have in common; empty for none. `1.5 L`, `1.5T`, `1498 cc` and `1.5` are one displacement,
 * `三厢轿车` and `Sedan/Saloon` one body.
 */
export function valueKey(attribute: ComparedAttribute, text: string): string {
  const given = text.slice(0, MOST_VALUE).trim();
  switch (attribute) {
    case 'displacementL': {
      const number = Number.parseFloat(given.normalize('NFKC'));
      if (!(number > 0)) return '';
      return (number >= 50 ? number / 1_000 : number).toFixed(1);
    }
    case 'model':
      return given;
    case 'year':
    case 'cylinders':
    case 'doors':
    case 'powerKw': {
      const number = Math.round(Number.parseFloat(given.normalize('NFKC')));
      return number > 0 ? String(number) : '';
    }
    default: {
      const key = makeKey(given);
      return aliases.get(attribute)?.get(key) ?? key;
    }
  }
}
