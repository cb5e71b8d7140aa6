/** A row of the vehicle table, as far as searching goes. */
export interface KnownVehicle {
  vehicleId: string;
  baseVehicleId: string;
  makeId: string;
  make: string;
  modelId: string;
  model: string;
  year: number;
  body: string;
  displacementL: string;
  cylinders: number;
  fuel: string;
  engineModel: string;
  vehicleType: string;
}

export interface DecodedVehicle {
  vin: string;
  /** Something at all is known of the VIN's maker. */
  known: boolean;
  /** The vehicles it may be; those that contradict the VIN are left out unless there are no others. */
  vehicles: KnownVehicle[];
  notes: { code: string; message: string }[];
}

export interface LookupContext {
  tenant: string;
  actor: string;
  customerId: string;
  traceparent: string;
  deadline?: Date | undefined;
  signal?: AbortSignal | undefined;
}

/** Asks the vehicle table. */
export interface VehicleLookup {
  decode(vin: string, context: LookupContext): Promise<DecodedVehicle>;
  /** @throws NotFound */
  vehicle(vehicleId: string, context: LookupContext): Promise<KnownVehicle>;
}
