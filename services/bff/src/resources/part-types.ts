import { categories, partTypes, positions } from '@qipei/part-type';
import { z } from 'zod';
import { NamesJson, namesJson } from './names.ts';
import { textOrNull } from './unknown-values.ts';

const AliasesJson = z.object({ zh: z.array(z.string()), en: z.array(z.string()) });

export const PartTypesJson = z
  .object({
    categories: z.array(
      z.object({
        categoryId: z.string(),
        name: NamesJson,
        partTypes: z.array(
          z
            .object({
              partTypeId: z.string().meta({ example: 'oil-filter' }),
              name: NamesJson,
              aliases: AliasesJson.meta({ description: 'What mechanics and counter staff say.' }),
              positions: z.array(z.string()),
              quantity: z.int().meta({ description: 'Pieces that a typical vehicle has at one position.' }),
              attributes: z.array(
                z.object({ name: z.string(), label: NamesJson, unit: z.string().nullable() }),
              ),
              applies: z
                .array(z.enum(['gasoline', 'diesel', 'hybrid', 'battery-electric']))
                .meta({ description: 'Which vehicles have one at all.' }),
            })
            .meta({ id: 'PartType' }),
        ),
      }),
    ),
    positions: z.array(z.object({ positionId: z.string(), name: NamesJson })),
  })
  .meta({ id: 'PartTypes' });

let table: z.infer<typeof PartTypesJson> | undefined;

/** The platform's own table: the same for everybody, made once. */
export function partTypesJson(): z.infer<typeof PartTypesJson> {
  table ??= {
    categories: categories().map((category) => ({
      categoryId: category.id,
      name: namesJson(category.nameZh, category.nameEn),
      partTypes: partTypes()
        .filter((type) => type.category === category.id)
        .map((type) => ({
          partTypeId: type.id,
          name: namesJson(type.nameZh, type.nameEn),
          aliases: { zh: [...type.aliasesZh], en: [...type.aliasesEn] },
          positions: [...type.positions],
          quantity: type.quantity,
          attributes: type.attributes.map(({ name, nameZh, nameEn, unit }) => ({
            name,
            label: namesJson(nameZh, nameEn),
            unit: textOrNull(unit),
          })),
          applies: [...type.applies],
        })),
    })),
    positions: positions().map(({ id, nameZh, nameEn }) => ({
      positionId: id,
      name: namesJson(nameZh, nameEn),
    })),
  };
  return table;
}
