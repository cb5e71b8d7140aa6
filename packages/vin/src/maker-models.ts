import { knownMaker, makesOf } from './data/known-maker.ts';
import type { VehicleMake, VehicleModel, VehicleTable } from './vehicle-table.ts';
import type { VinDecode } from './vin-decode.ts';

/** A model that the VIN's maker built. */
export interface MakerModel extends VehicleModel {
  /** Whether it was built in the VIN's model year; absent where the VIN leaves the year open. */
  builtThatYear?: boolean;
}

/**
 * The makes that a VIN leaves, with those of the WMI where the VIN doesn't tell which; only those that the table has
 * vehicles of, the WMI's first make first.
 */
export function makesOfMaker(vehicles: Pick<VehicleTable, 'findMake'>, decode: VinDecode): VehicleMake[] {
  const told = decode.attributes.make?.value;
  const maker = knownMaker(decode.wmi);
  const names = told !== undefined ? [told] : maker === undefined ? [] : makesOf(maker, decode.year);
  const makes = names.flatMap((name) => vehicles.findMake(name) ?? []);
  return makes.filter(({ makeId }, index) => makes.findIndex((make) => make.makeId === makeId) === index);
}

/**
 * The models of the VIN's maker, for a VIN of which nothing else is known: first those that were built in its model
 * year, then by how close their years are to it, then those built for longest. Empty where no make is known.
 */
export function modelsOfMaker(
  vehicles: Pick<VehicleTable, 'findMake' | 'models' | 'years'>,
  decode: VinDecode,
): MakerModel[] {
  const { year } = decode;
  const ranked = makesOfMaker(vehicles, decode).flatMap(({ makeId }, order) =>
    vehicles.models(makeId).map((model) => {
      const years = vehicles.years(model.modelId);
      const away = year === undefined ? 0 : Math.min(...years.map((each) => Math.abs(each - year)), 99);
      return { model, order, away, span: years.length };
    }),
  );
  ranked.sort(
    (a, b) =>
      a.away - b.away ||
      a.order - b.order ||
      b.span - a.span ||
      (a.model.name < b.model.name ? -1 : a.model.name > b.model.name ? 1 : 0),
  );
  return ranked.map(({ model, away }) => ({
    ...model,
    ...(year !== undefined && { builtThatYear: away === 0 }),
  }));
}
