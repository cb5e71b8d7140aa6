import type { PlatformVehicles } from './vehicle-row.ts';
import type { PlatformVehicle } from './vehicle-sheet.ts';

interface PlatformMake {
  makeId: string;
  name: string;
  nameZh: string;
  modelCount: number;
}

interface PlatformModel {
  modelId: string;
  makeId: string;
  make: string;
  name: string;
  yearFrom: number;
  yearTo: number;
}

/** The platform's part of the vehicle table, with which a tenant's own is merged. */
export interface PlatformTable extends PlatformVehicles {
  makes(): readonly PlatformMake[];
  make(makeId: string): PlatformMake | undefined;
  models(makeId: string): readonly PlatformModel[];
  model(modelId: string): PlatformModel | undefined;
  vehicles(modelId: string, year: number): readonly PlatformVehicle[];
  vehicle(id: string): PlatformVehicle | undefined;
}
