import type { Part } from '@qipei/contracts/catalog/v1/catalog';
import type { Availability } from '@qipei/contracts/inventory/v1/inventory';
import type { Hit } from '@qipei/contracts/search/v1/search';
import { z } from 'zod';
import { AvailabilityJson, availabilityJson } from './availability.ts';
import { NamesJson, namesJson } from './names.ts';
import { textOrNull } from './unknown-values.ts';

export const StockOfPartJson = AvailabilityJson.extend({
  part: z
    .object({
      brand: z.string(),
      partNumber: z.string(),
      partTypeId: z.string().nullable(),
      name: NamesJson,
    })
    .nullable()
    .meta({ description: 'Null where you don’t see the part any more.' }),
}).meta({ id: 'StockOfPart' });

type Named = Pick<Part | Hit, 'brand' | 'partNumber' | 'partTypeId' | 'nameZh' | 'nameEn'>;

export function stockOfPartJson(
  availability: Availability,
  part: Named | undefined,
): z.infer<typeof StockOfPartJson> {
  return {
    ...availabilityJson(availability),
    part:
      part === undefined
        ? null
        : {
            brand: part.brand,
            partNumber: part.partNumber,
            partTypeId: textOrNull(part.partTypeId),
            name: namesJson(part.nameZh, part.nameEn),
          },
  };
}
