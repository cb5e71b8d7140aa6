import type { Part } from '@qipei/contracts/catalog/v1/catalog';
import type { Diagram, DiagramSpot } from '@qipei/contracts/catalog/v1/diagram';
import { z } from 'zod';
import { text } from '../http/request-fields.ts';
import { NamesJson, namesJson } from './names.ts';
import { ImageJson, imageJson } from './part-image.ts';
import { instant, instantOrNull, textOrNull } from './unknown-values.ts';

const fraction = z.number().min(0).max(1);
const namesInput = z.strictObject({ zh: text(200, 0).nullish(), en: text(200, 0).nullish() });

export const DiagramInput = z
  .strictObject({
    title: namesInput,
    vehicleIds: z.array(text(200)).max(200).optional().meta({ description: 'Whose drawing it is.' }),
    partTypeIds: z.array(text(200)).max(50).optional(),
    spots: z
      .array(
        z.strictObject({
          label: text(20).meta({ description: 'What stands there in the drawing, such as `7`.' }),
          x: fraction.meta({ description: 'Fractions of the picture, from the upper left corner.' }),
          y: fraction,
          width: fraction,
          height: fraction,
          partIds: z.array(text(200)).max(20).optional().meta({
            description: 'Of parts that you may see, or that were on it before; at most 500 on a drawing.',
          }),
          number: text(100, 0).nullish().meta({ description: 'OE or part number, as it is printed.' }),
          make: text(100, 0).nullish().meta({ description: 'Vehicle maker or brand whose number it is.' }),
          name: namesInput.nullish(),
        }),
      )
      .max(500)
      .optional(),
    version: z.int().min(1).optional().meta({
      description: 'The version it was made from: refused where somebody has changed it since.',
    }),
  })
  .meta({ id: 'DiagramInput' });

const SpotJson = z.object({
  label: z.string(),
  x: z.number(),
  y: z.number(),
  width: z.number(),
  height: z.number(),
  partIds: z.array(z.string()).meta({ description: 'Those that the caller may see; for its publisher all.' }),
  number: z.string().nullable(),
  make: z.string().nullable(),
  name: NamesJson,
});

const HeadJson = z.object({
  publisher: z.string(),
  diagramId: z.string(),
  own: z.boolean().meta({ description: 'It is the caller’s: it may change it.' }),
  title: NamesJson,
  image: ImageJson.nullable(),
  version: z.int(),
  updatedAt: instant.nullable(),
});

export const DiagramHeadJson = HeadJson.meta({ id: 'DiagramHead' });

export const DiagramJson = HeadJson.extend({
  vehicleIds: z.array(z.string()).meta({ description: 'For its publisher alone.' }),
  partTypeIds: z.array(z.string()),
  spots: z.array(SpotJson),
  parts: z
    .array(
      z.object({
        partId: z.string(),
        brand: z.string(),
        partNumber: z.string(),
        partTypeId: z.string().nullable(),
        name: NamesJson,
      }),
    )
    .meta({ description: 'What is on it, as far as the caller may see it.' }),
}).meta({ id: 'Diagram' });

export function diagramHeadJson(diagram: Diagram, tenant: string): z.infer<typeof DiagramHeadJson> {
  const { publisher, diagramId, title, picture, version, updatedAt } = diagram;
  const path = `/v1/diagrams/${encodeURIComponent(diagramId)}/image?${new URLSearchParams({ publisher })}`;
  return {
    ...{ publisher, diagramId, own: publisher === tenant, version },
    title: namesJson(title?.zh ?? '', title?.en ?? ''),
    image: picture === undefined ? null : imageJson(path, picture),
    updatedAt: instantOrNull(updatedAt),
  };
}

export function diagramJson(
  diagram: Diagram,
  { tenant, parts }: { tenant: string; parts: readonly Part[] },
): z.infer<typeof DiagramJson> {
  return {
    ...diagramHeadJson(diagram, tenant),
    vehicleIds: diagram.vehicleIds,
    partTypeIds: diagram.partTypeIds,
    spots: diagram.spots.map(spotJson),
    parts: parts.map(({ partId, brand, partNumber, partTypeId, nameZh, nameEn }) => ({
      ...{ partId, brand, partNumber },
      partTypeId: textOrNull(partTypeId),
      name: namesJson(nameZh, nameEn),
    })),
  };
}

function spotJson({ number, make, name, ...spot }: DiagramSpot): z.infer<typeof SpotJson> {
  return {
    ...spot,
    number: textOrNull(number),
    make: textOrNull(make),
    name: namesJson(name?.zh ?? '', name?.en ?? ''),
  };
}

/** As the catalogue takes it. */
export function diagramOfInput(
  diagramId: string,
  { title, vehicleIds = [], partTypeIds = [], spots = [] }: z.infer<typeof DiagramInput>,
) {
  return {
    ...{ diagramId, vehicleIds, partTypeIds },
    title: textOfInput(title),
    spots: spots.map(({ partIds = [], number, make, name, ...spot }) => ({
      ...{ ...spot, partIds },
      ...{ number: number ?? '', make: make ?? '', name: textOfInput(name) },
    })),
  };
}

function textOfInput(given: z.infer<typeof namesInput> | null | undefined) {
  return { zh: given?.zh ?? '', en: given?.en ?? '' };
}
