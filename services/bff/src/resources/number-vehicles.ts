import type { LookupNumberResponse } from '@qipei/contracts/catalog/v1/catalog';
import type { ListVehiclesOfPartsResponse } from '@qipei/contracts/fitment/v1/fitment';
import { z } from 'zod';
import { PartNumberJson, partNumberJson } from './part.ts';
import { textOrNull } from './unknown-values.ts';

export const NumberVehiclesJson = z
  .object({
    keys: z.array(z.string()).meta({ description: 'Keys that were looked for.' }),
    total: z.int().meta({ description: 'Models, on all pages.' }),
    vehicles: z.array(
      z.object({
        makeId: z.string().nullable(),
        make: z.string().nullable(),
        modelId: z.string(),
        model: z.string().nullable(),
        years: z
          .array(z.object({ yearFrom: z.int(), yearTo: z.int() }))
          .meta({ description: 'Ascending and apart.' }),
        partIds: z.array(z.string()).meta({ description: 'Of `parts`: those that fit the model.' }),
        fitmentIds: z.array(z.string()).meta({ description: 'At most 20.' }),
        fitmentTotal: z.int(),
        conditional: z
          .boolean()
          .meta({ description: 'Every fitment has conditions beside model and year: check the vehicle.' }),
      }),
    ),
    parts: z
      .array(
        z.object({
          partId: z.string(),
          brand: z.string(),
          partNumber: z.string(),
          via: PartNumberJson.nullable().meta({ description: 'The number that matched.' }),
        }),
      )
      .meta({ description: 'The parts with the number, at most 200.' }),
    partsCut: z.boolean().meta({ description: 'There may be more parts than were looked at.' }),
    nextPageToken: z.string().nullable(),
  })
  .meta({ id: 'NumberVehicles' });

export function numberVehiclesJson(
  found: LookupNumberResponse,
  page: ListVehiclesOfPartsResponse,
  maxParts: number,
): z.infer<typeof NumberVehiclesJson> {
  return {
    keys: found.keys,
    total: page.total,
    vehicles: page.models.map((model) => ({
      makeId: textOrNull(model.makeId),
      make: textOrNull(model.make),
      modelId: model.modelId,
      model: textOrNull(model.model),
      years: model.years.map(({ yearFrom, yearTo }) => ({ yearFrom, yearTo })),
      partIds: model.partIds,
      fitmentIds: model.fitmentIds,
      fitmentTotal: model.fitmentTotal,
      conditional: model.conditional,
    })),
    parts: found.matches.flatMap(({ part, via }) =>
      part === undefined
        ? []
        : [
            {
              ...{ partId: part.partId, brand: part.brand, partNumber: part.partNumber },
              via: via === undefined ? null : partNumberJson(via),
            },
          ],
    ),
    partsCut: found.matches.length >= maxParts,
    nextPageToken: textOrNull(page.nextPageToken),
  };
}
