import { NO_FACTS, type VariantFacts, type VehicleEntry } from './vehicle-entry.ts';
import type { BuildSpan } from './vehicle-span.ts';

/** What is told of one vehicle; empty and 0 where nothing is known. */
export interface VehicleSheet extends VariantFacts {
  vehicleId: string;
  baseVehicleId: string;
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
  name: string;
  nameZh: string;
  /** 0 for a variant as a whole. */
  year: number;
  built: BuildSpan;
  engineModel: string;
  vehicleType: string;
  externalIds: readonly string[];
  own: boolean;
  retired: boolean;
  retiredReason: string;
  unresolved: boolean;
  source: string;
}

/** A row of the platform's table. */
export interface PlatformVehicle {
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

export interface NamedThing {
  name: string;
  nameZh: string;
}

/** What a vehicle is a part of, in the tenant's words where it has some. */
export interface SheetNames {
  make: NamedThing;
  model: NamedThing;
  generation?: VehicleEntry | undefined;
}

/** A vehicle of the platform, with what the tenant has added to it and to its base vehicle. */
export function platformSheet(
  vehicle: PlatformVehicle,
  { make, model }: SheetNames,
  added: readonly (VehicleEntry | undefined)[],
): VehicleSheet {
  const active = added.filter((entry) => entry?.state === 'active');
  return {
    ...NO_FACTS,
    ...vehicle,
    ...{ makeZh: make.nameZh, modelZh: model.nameZh, generationId: '', generation: '', generationZh: '' },
    ...{ chassisCode: '', name: '', nameZh: active.find((entry) => entry?.nameZh)?.nameZh ?? '' },
    built: { from: '', to: '' },
    externalIds: [...new Set(active.flatMap((entry) => entry?.externalIds ?? []))].sort(),
    ...{ own: false, retired: false, retiredReason: '', unresolved: false, source: '' },
  };
}

/** A tenant's variant or base vehicle: in one year, or as a whole where `year` is 0. */
export function ownSheet(
  entry: VehicleEntry,
  { make, model, generation }: SheetNames,
  year: number,
): VehicleSheet {
  const { id, kind, makeId, modelId, facts, span, state } = entry;
  const single = kind === 'base-vehicle' || year === 0;
  const ofYear = kind === 'base-vehicle' ? Number(span.from.slice(0, 4)) : year;
  return {
    ...facts,
    vehicleId: single ? id : `${id}-${year}`,
    baseVehicleId: ofYear === 0 ? '' : baseVehicleIdOf(modelId, ofYear),
    ...{ makeId, make: make.name, makeZh: make.nameZh, modelId, model: model.name, modelZh: model.nameZh },
    generationId: entry.generationId,
    generation: generation?.name ?? '',
    generationZh: generation?.nameZh ?? '',
    chassisCode: generation?.chassisCode ?? '',
    ...{ name: entry.name, nameZh: entry.nameZh, year: ofYear, built: span, engineModel: facts.engineCode },
    ...{ vehicleType: '', externalIds: entry.externalIds, own: true, retired: state === 'retired' },
    retiredReason: state === 'retired' ? entry.reason : '',
    ...{ unresolved: entry.unresolved, source: entry.source },
  };
}

/** The platform's and the tenant's models alike: `md1861` and `mdt…` in a year. */
export function baseVehicleIdOf(modelId: string, year: number): string {
  return `bv${modelId.slice(2)}-${year}`;
}
