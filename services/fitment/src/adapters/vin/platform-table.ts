import type { VehicleMake, VehicleTable } from '@qipei/vin';
import type { PlatformTable } from '../../domain/platform-table.ts';

/** The vehicle table of vPIC. */
export function platformTable(table: VehicleTable): PlatformTable {
  const makes = new Map<string, VehicleMake>();
  const makeOf = (id: string) => {
    if (makes.size === 0) for (const make of table.makes()) makes.set(make.makeId, make);
    return makes.get(id);
  };
  return {
    findMake: (name) => table.findMake(name),
    findModel: (makeId, name) => table.findModel(makeId, name),
    years: (modelId) => table.years(modelId),
    makes: () => table.makes(),
    make: makeOf,
    models: (makeId) => table.models(makeId),
    model: (modelId) => table.model(modelId),
    vehicles: (modelId, year) => table.vehicles(modelId, year),
    vehicle: (id) => table.vehicle(id),
    find(id) {
      switch (/^[a-z]+/.exec(id)?.[0]) {
        case 'mk': {
          const make = makeOf(id);
          return make && { kind: 'make', makeId: '', modelId: '', name: make.name };
        }
        case 'md': {
          const model = table.model(id);
          return model && { kind: 'model', makeId: model.makeId, modelId: '', name: model.name };
        }
        case 'bv': {
          const base = table.baseVehicle(id);
          return base && { kind: 'base-vehicle', makeId: base.makeId, modelId: base.modelId, name: '' };
        }
        case 'v': {
          const vehicle = table.vehicle(id);
          return vehicle && { kind: 'variant', makeId: vehicle.makeId, modelId: vehicle.modelId, name: '' };
        }
        default:
          return undefined;
      }
    },
  };
}
