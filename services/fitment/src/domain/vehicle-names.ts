import { parseExternalId } from './vehicle-external-id.ts';

/** A make, a model or a base vehicle (a model in one year) that a typed id names. */
export interface NamedVehicle {
  makeId: string;
  /** Empty for a make. */
  modelId: string;
  /** Of a base vehicle; otherwise 0. */
  year: number;
}

/** Names and typed ids as they are written in files, to the ids of the vehicle table. */
export interface VehicleNames {
  /** By a name or a typed id such as `vcdb.make:46`. Undefined where the table has no such make. */
  findMake(name: string): { makeId: string } | undefined;
  findModel(makeId: string, name: string): { modelId: string } | undefined;
  /** By a typed id such as `vcdb.baseVehicle:2771`. */
  findBaseVehicle(id: string): NamedVehicle | undefined;
}

/** Whether a cell holds a typed id of somebody's table in place of a name: `vcdb.make:46`. */
export function isTypedId(cell: string): boolean {
  return cell.includes(':') && typeof parseExternalId(cell) !== 'string';
}
