import type { Vehicle } from './vehicle-table.ts';
import type { VinDecode } from './vin-decode.ts';

export interface Candidate {
  vehicle: Vehicle;
  /** 0 to 1: how much of what sets vehicles apart the VIN confirms. */
  score: number;
  /** Fields of the vehicle that the VIN confirms. */
  agrees: string[];
  /** Fields in which the VIN says something else. */
  contradicts: string[];
}

type Field = 'body' | 'displacementL' | 'cylinders' | 'fuel' | 'engineModel';

const WEIGHTS: [Field, number][] = [
  ['displacementL', 3],
  ['body', 2],
  ['cylinders', 2],
  ['fuel', 2],
  ['engineModel', 1],
];
const MOST = 20;

const fold = (text: string): string => text.toLowerCase().replace(/[^a-z0-9.]+/g, '');

function same(field: Field, vehicle: string, vin: string): boolean {
  if (field === 'displacementL') return Number(vin).toFixed(1) === vehicle;
  if (field === 'cylinders') return Number(vin) === Number(vehicle);
  return fold(vin) === fold(vehicle);
}

/** Compares each vehicle with what the VIN told; what either leaves open counts half. */
export function rankCandidates(vehicles: Vehicle[], decode: VinDecode): Candidate[] {
  const told: Record<Field, string> = {
    body: decode.attributes.bodyClass?.value ?? '',
    displacementL: decode.attributes.displacementL?.value ?? '',
    cylinders: decode.attributes.engineNumberOfCylinders?.value ?? '',
    fuel: decode.attributes.fuelTypePrimary?.value ?? '',
    engineModel: decode.attributes.engineModel?.value ?? '',
  };
  return vehicles
    .map((vehicle): Candidate => {
      const agrees: string[] = [];
      const contradicts: string[] = [];
      let score = 0;
      for (const [field, weight] of WEIGHTS) {
        const has = vehicle[field];
        if (has === '' || has === 0 || told[field] === '') score += weight / 2;
        else if (same(field, String(has), told[field])) {
          score += weight;
          agrees.push(field);
        } else contradicts.push(field);
      }
      return { vehicle, score: score / 10, agrees, contradicts };
    })
    .sort(
      (a, b) =>
        a.contradicts.length - b.contradicts.length ||
        b.score - a.score ||
        (a.vehicle.vehicleId < b.vehicle.vehicleId ? -1 : 1),
    )
    .slice(0, MOST);
}
