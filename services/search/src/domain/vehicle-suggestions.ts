import type { LookupContext } from './vehicle-lookup.ts';

export interface SuggestedVehicle {
  kind: 'make' | 'model' | 'generation';
  makeId: string;
  make: string;
  makeZh: string;
  modelId: string;
  model: string;
  modelZh: string;
  generationId: string;
  generation: string;
  generationZh: string;
  chassisCode: string;
  yearFrom: number;
  yearTo: number;
  year: number;
}

/** Makes, models and generations whose names may be meant, the best first. */
export interface VehicleSuggestions {
  suggest(query: string, limit: number, context: LookupContext): Promise<SuggestedVehicle[]>;
}
