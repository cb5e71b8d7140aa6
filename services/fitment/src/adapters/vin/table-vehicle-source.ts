import { decodeVin, type RulePack, type VinDecode, type VinTable } from '@qipei/vin';
import { contradicts } from '../../application/asked-vehicle.ts';
import type { VehicleAttribute } from '../../domain/compare-attribute.ts';
import type { FitVehicle, KnownOfVehicle } from '../../domain/vehicle-match.ts';
import type { VehicleSource, VinVehicle } from '../../domain/vehicle-source.ts';

/** vPIC's elements that say what an application may ask for. */
const ELEMENTS: Record<VehicleAttribute, string> = {
  displacementL: 'displacementL',
  cylinders: 'engineNumberOfCylinders',
  fuel: 'fuelTypePrimary',
  body: 'bodyClass',
  engineModel: 'engineModel',
  drive: 'driveType',
  transmission: 'transmissionStyle',
};

/** Vehicles and VINs of the table that is served now, and of what tenants' rule packs add to it. */
export function tableVehicleSource(
  table: () => VinTable,
  packsOf: (tenant: string) => Promise<readonly RulePack[]> = async () => [],
): VehicleSource {
  return {
    async vehicles(_tenant, vehicleIds) {
      const { vehicles } = table();
      const found = new Map<string, readonly FitVehicle[]>();
      for (const id of vehicleIds) {
        const one = vehicles.vehicle(id);
        const base = one === undefined ? vehicles.baseVehicle(id) : undefined;
        if (one !== undefined) found.set(id, [one]);
        else if (base !== undefined) found.set(id, vehicles.vehicles(base.modelId, base.year));
      }
      return found;
    },
    async decoder(tenant) {
      const packs = await packsOf(tenant);
      const now = table();
      return (vin) => {
        const decoded = decodeVin(now, vin, { packs });
        const attributes = attributesOf(decoded);
        return {
          candidates: candidatesOf(now, decoded, attributes),
          attributes,
          modelId: decoded.modelId ?? '',
          year: decoded.year ?? 0,
          notes: decoded.notes.map(({ code }) => code),
        };
      };
    },
  };
}

/**
 * All rows of the model and year that the VIN doesn't contradict, however many. Where it contradicts each, it is a vehicle
 * that the table lacks: then only what the VIN tells is known of it.
 */
function candidatesOf(
  { vehicles }: VinTable,
  { modelId, year }: VinDecode,
  attributes: KnownOfVehicle['attributes'],
): VinVehicle['candidates'] {
  if (modelId === undefined || year === undefined) return [];
  const rows = vehicles.vehicles(modelId, year);
  const agreeing = rows.filter((row) => !contradicts(row, attributes));
  if (agreeing.length > 0) return agreeing;
  const [row] = rows;
  return row === undefined ? [] : [bareVehicle(row)];
}

function bareVehicle({ baseVehicleId, modelId, year }: FitVehicle): FitVehicle {
  const nothing = { displacementL: '', cylinders: 0, fuel: '', body: '' };
  return { vehicleId: baseVehicleId, baseVehicleId, modelId, year, ...nothing };
}

function attributesOf({ attributes }: VinDecode): KnownOfVehicle['attributes'] {
  const known: Partial<Record<VehicleAttribute, string>> = {};
  for (const [name, element] of Object.entries(ELEMENTS)) {
    const value = attributes[element]?.value;
    if (value !== undefined && value !== '') known[name as VehicleAttribute] = value;
  }
  return known;
}
