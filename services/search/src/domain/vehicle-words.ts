import type { LookupContext } from './vehicle-lookup.ts';

/** What a piece of a text was taken for. */
export interface VehicleWord {
  kind: 'make' | 'model' | 'series' | 'chassis' | 'year' | 'displacement';
  /** Code units of UTF-16; `end` isn't among them. */
  start: number;
  end: number;
  zh: string;
  en: string;
  makeId: string;
  modelId: string;
  /** The vehicle table has none of it. */
  unknown: boolean;
  /** A word of the language as well. */
  commonWord: boolean;
}

/** These models, in these years, with this engine. */
export interface NamedVehicles {
  modelIds: string[];
  /** 0 where any will do. */
  yearFrom: number;
  yearTo: number;
  /** Litres; empty for any. */
  displacementL: string;
}

export interface ReadVehicleWords {
  words: VehicleWord[];
  /** Undefined where the table has none of them. */
  named: NamedVehicles | undefined;
  /** Where years or an engine were said. */
  baseVehicleIds: string[];
  vehicleIds: string[];
}

/** Reads vehicles as people name them beside a part. */
export interface VehicleWords {
  read(text: string, context: LookupContext): Promise<ReadVehicleWords>;
}
