import type {
  GetVehicleResponse,
  LookUpVehicleResponse,
  Make,
  Model,
  Redirect,
  Vehicle,
} from '@qipei/contracts/fitment/v1/vehicle';
import { z } from 'zod';
import { countOrNull, textOrNull } from './unknown-values.ts';
import { VehicleLabelsJson, vehicleLabelsJson } from './vehicle-labels.ts';

const externalIds = z.array(z.string()).meta({
  description: 'As `<kind>:<key>`. A number means something only with its kind.',
  example: ['ktype.pc:15657', 'vcdb.baseVehicle:2771'],
});
const own = z.boolean().meta({ description: 'Yours alone; the platform’s table doesn’t have it.' });

export const MakeJson = z
  .object({
    makeId: z.string().meta({ example: 'mk448' }),
    name: z.string(),
    nameZh: z.string().nullable(),
    modelCount: z.int(),
    own,
    externalIds,
  })
  .meta({ id: 'Make' });

export function makeJson(make: Make): z.infer<typeof MakeJson> {
  return {
    makeId: make.makeId,
    name: make.name,
    nameZh: textOrNull(make.nameZh),
    modelCount: make.modelCount,
    own: make.own,
    externalIds: make.externalIds,
  };
}

export const ModelJson = z
  .object({
    modelId: z.string(),
    makeId: z.string(),
    make: z.string(),
    name: z.string(),
    nameZh: z.string().nullable(),
    yearFrom: z.int().nullable(),
    yearTo: z.int().nullable(),
    own,
    externalIds,
  })
  .meta({ id: 'Model' });

export function modelJson(model: Model): z.infer<typeof ModelJson> {
  return {
    modelId: model.modelId,
    makeId: model.makeId,
    make: model.make,
    name: model.name,
    nameZh: textOrNull(model.nameZh),
    yearFrom: countOrNull(model.yearFrom),
    yearTo: countOrNull(model.yearTo),
    own: model.own,
    externalIds: model.externalIds,
  };
}

const name = z.string().nullable();
const month = z.string().nullable().meta({ description: 'A month or a year.', example: '2005-03' });

export const VehicleJson = z
  .object({
    vehicleId: z.string(),
    baseVehicleId: name.meta({
      description: 'The model in that year, whatever its engine and body; null for a variant as a whole.',
    }),
    makeId: z.string(),
    make: z.string(),
    makeZh: name,
    modelId: z.string(),
    model: z.string(),
    modelZh: name,
    generation: z
      .object({ generationId: z.string(), name, nameZh: name, chassisCode: name })
      .nullable()
      .meta({ description: '代, such as E90.' }),
    name: name.meta({ description: 'Of the variant (车型), beside make and model.' }),
    nameZh: name,
    year: z.int().nullable(),
    builtFrom: month,
    builtTo: month,
    body: name,
    doors: z.int().nullable(),
    displacementL: name.meta({ description: 'Litres.', example: '2.5' }),
    displacementCc: z.int().nullable(),
    cylinders: z.int().nullable(),
    fuel: name,
    engineModel: name,
    engineCode: name,
    powerKw: z.int().nullable(),
    powerPs: z.int().nullable(),
    drive: name,
    transmission: name,
    labels: VehicleLabelsJson,
    market: name,
    emission: name.meta({ example: '国六' }),
    vehicleType: name,
    externalIds,
    own,
    retired: z.boolean().meta({ description: 'Not in the table any more; it can still be looked up.' }),
    retiredReason: name,
    unresolved: z.boolean().meta({
      description: 'Stands for something of a foreign table that the platform’s table has no counterpart of.',
    }),
    source: name.meta({ description: 'Import and row that last said something of it.' }),
  })
  .meta({ id: 'Vehicle', description: 'A model in a year with one engine and body, or a variant (车型).' });

export function vehicleJson(vehicle: Vehicle): z.infer<typeof VehicleJson> {
  const { generationId } = vehicle;
  return {
    vehicleId: vehicle.vehicleId,
    baseVehicleId: textOrNull(vehicle.baseVehicleId),
    makeId: vehicle.makeId,
    make: vehicle.make,
    makeZh: textOrNull(vehicle.makeZh),
    modelId: vehicle.modelId,
    model: vehicle.model,
    modelZh: textOrNull(vehicle.modelZh),
    generation:
      generationId === ''
        ? null
        : {
            generationId,
            name: textOrNull(vehicle.generation),
            nameZh: textOrNull(vehicle.generationZh),
            chassisCode: textOrNull(vehicle.chassisCode),
          },
    name: textOrNull(vehicle.name),
    nameZh: textOrNull(vehicle.nameZh),
    year: countOrNull(vehicle.year),
    builtFrom: textOrNull(vehicle.builtFrom),
    builtTo: textOrNull(vehicle.builtTo),
    body: textOrNull(vehicle.body),
    doors: countOrNull(vehicle.doors),
    displacementL: textOrNull(vehicle.displacementL),
    displacementCc: countOrNull(vehicle.displacementCc),
    cylinders: countOrNull(vehicle.cylinders),
    fuel: textOrNull(vehicle.fuel),
    engineModel: textOrNull(vehicle.engineModel),
    engineCode: textOrNull(vehicle.engineCode),
    powerKw: countOrNull(vehicle.powerKw),
    powerPs: countOrNull(vehicle.powerPs),
    drive: textOrNull(vehicle.drive),
    transmission: textOrNull(vehicle.transmission),
    labels: vehicleLabelsJson(vehicle),
    market: textOrNull(vehicle.market),
    emission: textOrNull(vehicle.emission),
    vehicleType: textOrNull(vehicle.vehicleType),
    externalIds: vehicle.externalIds,
    own: vehicle.own,
    retired: vehicle.retired,
    retiredReason: textOrNull(vehicle.retiredReason),
    unresolved: vehicle.unresolved,
    source: textOrNull(vehicle.source),
  };
}

const redirect = z
  .object({
    redirectedFrom: z.array(z.object({ from: z.string(), to: z.string(), reason: z.string() })).meta({
      description: 'The way from the id that was asked for, where that was merged or replaced.',
    }),
  })
  .meta({ id: 'Redirected' });

function redirectsJson(redirects: readonly Redirect[]): z.infer<typeof redirect>['redirectedFrom'] {
  return redirects.map(({ from, to, reason }) => ({ from, to, reason }));
}

export const FoundVehicleJson = VehicleJson.extend({
  ...redirect.shape,
  release: name.meta({ description: 'The release of your vehicles as of which this is; null for now.' }),
}).meta({ id: 'FoundVehicle' });

export function foundVehicleJson({
  vehicle,
  redirects,
  releaseId,
}: GetVehicleResponse): z.infer<typeof FoundVehicleJson> {
  if (vehicle === undefined) throw new Error('fitment answered without the vehicle');
  return {
    ...vehicleJson(vehicle),
    redirectedFrom: redirectsJson(redirects),
    release: textOrNull(releaseId),
  };
}

const KINDS = ['make', 'model', 'generation', 'variant', 'base-vehicle'] as const;

export const LookedUpJson = z
  .object({
    kind: z.enum(KINDS),
    id: z.string(),
    make: MakeJson.nullable(),
    model: ModelJson.nullable(),
    ...redirect.shape,
  })
  .meta({ id: 'LookedUp', description: 'What an id of another table names.' });

export function lookedUpJson(found: LookUpVehicleResponse): z.infer<typeof LookedUpJson> {
  const kind = KINDS.find((known) => known === found.kind);
  if (kind === undefined)
    throw new Error(`fitment answered with a vehicle of the unknown kind ${found.kind}`);
  return {
    kind,
    id: found.id,
    make: found.make === undefined ? null : makeJson(found.make),
    model: found.model === undefined ? null : modelJson(found.model),
    redirectedFrom: redirectsJson(found.redirects),
  };
}
