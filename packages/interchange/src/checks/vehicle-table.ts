import type { CheckedAttribute, CheckedVehicle } from './checked-app.ts';

/** The vehicles that a tenant has loaded. */
export interface VehicleTable {
  /** The vehicle by make, model and years, so that it can be compared with one that is named so; itself where there is no telling. */
  resolved(vehicle: CheckedVehicle): CheckedVehicle;
  /** Why the table doesn't know the vehicle; undefined where it does. */
  unknown(vehicle: CheckedVehicle): string | undefined;
  /** Why no vehicle of it has the attributes; undefined where one has, or where the table can't tell. */
  invalid(vehicle: CheckedVehicle, attributes: readonly CheckedAttribute[]): string | undefined;
}
