import type { Make, Model, Vehicle } from '@qipei/contracts/fitment/v1/vehicle';
import { z } from 'zod';
import { countOrNull, textOrNull } from './unknown-values.ts';

export const MakeJson = z
  .object({
    makeId: z.string().meta({ example: 'vpic.make:448' }),
    name: z.string(),
    nameZh: z.string().nullable(),
    modelCount: z.int(),
  })
  .meta({ id: 'Make' });

export function makeJson(make: Make): z.infer<typeof MakeJson> {
  return {
    makeId: make.makeId,
    name: make.name,
    nameZh: textOrNull(make.nameZh),
    modelCount: make.modelCount,
  };
}

export const ModelJson = z
  .object({
    modelId: z.string(),
    makeId: z.string(),
    make: z.string(),
    name: z.string(),
    yearFrom: z.int().nullable(),
    yearTo: z.int().nullable(),
  })
  .meta({ id: 'Model' });

export function modelJson(model: Model): z.infer<typeof ModelJson> {
  return {
    modelId: model.modelId,
    makeId: model.makeId,
    make: model.make,
    name: model.name,
    yearFrom: countOrNull(model.yearFrom),
    yearTo: countOrNull(model.yearTo),
  };
}

export const VehicleJson = z
  .object({
    vehicleId: z.string(),
    baseVehicleId: z.string().meta({ description: 'The model in that year, whatever its engine and body.' }),
    makeId: z.string(),
    make: z.string(),
    modelId: z.string(),
    model: z.string(),
    year: z.int().nullable(),
    body: z.string().nullable(),
    displacementL: z.string().nullable().meta({ description: 'Litres.', example: '2.5' }),
    cylinders: z.int().nullable(),
    fuel: z.string().nullable(),
    engineModel: z.string().nullable(),
    vehicleType: z.string().nullable(),
  })
  .meta({ id: 'Vehicle', description: 'A model in a year with one engine and body.' });

export function vehicleJson(vehicle: Vehicle): z.infer<typeof VehicleJson> {
  return {
    vehicleId: vehicle.vehicleId,
    baseVehicleId: vehicle.baseVehicleId,
    makeId: vehicle.makeId,
    make: vehicle.make,
    modelId: vehicle.modelId,
    model: vehicle.model,
    year: countOrNull(vehicle.year),
    body: textOrNull(vehicle.body),
    displacementL: textOrNull(vehicle.displacementL),
    cylinders: countOrNull(vehicle.cylinders),
    fuel: textOrNull(vehicle.fuel),
    engineModel: textOrNull(vehicle.engineModel),
    vehicleType: textOrNull(vehicle.vehicleType),
  };
}
