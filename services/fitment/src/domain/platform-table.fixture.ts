import { makeKey } from '@qipei/vin';
import type { PlatformTable } from './platform-table.ts';
import type { PlatformVehicle } from './vehicle-sheet.ts';

const MAKES = [
  { makeId: 'mk474', name: 'Honda', nameZh: '本田', modelCount: 2 },
  { makeId: 'mk482', name: 'Volkswagen', nameZh: '大众', modelCount: 1 },
];
const MODELS = [
  { modelId: 'md1861', makeId: 'mk474', make: 'Honda', name: 'Accord', yearFrom: 2003, yearTo: 2007 },
  { modelId: 'md1863', makeId: 'mk474', make: 'Honda', name: 'Civic', yearFrom: 2003, yearTo: 2007 },
  { modelId: 'md1900', makeId: 'mk482', make: 'Volkswagen', name: 'Passat', yearFrom: 2003, yearTo: 2007 },
];

/** A platform's table of three models, each with a sedan and a coupe from 2003 to 2007. */
export function smallPlatform(): PlatformTable {
  const years = (modelId: string) =>
    MODELS.some((model) => model.modelId === modelId) ? [2003, 2004, 2005, 2006, 2007] : [];
  const vehicles = (modelId: string, year: number): PlatformVehicle[] => {
    const model = MODELS.find((each) => each.modelId === modelId);
    if (model === undefined || !years(modelId).includes(year)) return [];
    return ['Sedan/Saloon', 'Coupe'].map((body, at) => ({
      ...{
        vehicleId: `v${modelId.slice(2)}-${year}-00000${at}`,
        baseVehicleId: `bv${modelId.slice(2)}-${year}`,
      },
      ...{ makeId: model.makeId, make: model.make, modelId, model: model.name, year, body },
      ...{
        displacementL: '2.4',
        cylinders: 4,
        fuel: 'Gasoline',
        engineModel: '',
        vehicleType: 'passenger-car',
      },
    }));
  };
  const vehicle = (id: string) => {
    const [, model = '', year = ''] = /^v(\d+)-(\d{4})-/.exec(id) ?? [];
    return vehicles(`md${model}`, Number(year)).find(({ vehicleId }) => vehicleId === id);
  };
  const same = (name: string) => (each: { name: string; nameZh?: string }) =>
    makeKey(name) !== '' && [each.name, each.nameZh ?? ''].some((known) => makeKey(known) === makeKey(name));
  return {
    years,
    vehicles,
    vehicle,
    makes: () => MAKES,
    make: (id) => MAKES.find(({ makeId }) => makeId === id),
    models: (id) => MODELS.filter(({ makeId }) => makeId === id),
    model: (id) => MODELS.find(({ modelId }) => modelId === id),
    findMake: (name) => MAKES.find(same(name)),
    findModel: (makeId, name) => MODELS.filter((model) => model.makeId === makeId).find(same(name)),
    find(id) {
      const make = MAKES.find(({ makeId }) => makeId === id);
      if (make !== undefined) return { kind: 'make', makeId: '', modelId: '', name: make.name };
      const model = MODELS.find(({ modelId }) => modelId === id);
      if (model !== undefined) return { kind: 'model', makeId: model.makeId, modelId: '', name: model.name };
      const [, base = '', year = ''] = /^bv(\d+)-(\d{4})$/.exec(id) ?? [];
      const [row] = vehicles(`md${base}`, Number(year));
      if (row !== undefined)
        return { kind: 'base-vehicle', makeId: row.makeId, modelId: row.modelId, name: '' };
      const found = vehicle(id);
      return found && { kind: 'variant', makeId: found.makeId, modelId: found.modelId, name: '' };
    },
  };
}
