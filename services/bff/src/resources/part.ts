import {
  type GetInterchangeResponse,
  InterchangeRelation,
  NumberKind,
  type Part,
  type PartNumber,
  Visibility,
} from '@qipei/contracts/catalog/v1/catalog';
import { z } from 'zod';
import { NamesJson, namesJson } from './names.ts';
import { countOrNull, enumName, enumNames, instant, instantOrNull, textOrNull } from './unknown-values.ts';

const VISIBILITIES = ['private', 'public'] as const;
const NUMBER_KINDS = ['oe', 'cross-reference', 'comparable', 'own'] as const;
const RELATIONS = ['same-oe', 'cross-reference', 'comparable', 'superseded-by', 'supersedes'] as const;
const visibilityNames = enumNames(Visibility, VISIBILITIES);
const numberKindNames = enumNames(NumberKind, NUMBER_KINDS);
const relationNames = enumNames(InterchangeRelation, RELATIONS);

export const PartNumberJson = z
  .object({
    raw: z.string().meta({ description: 'As received.' }),
    display: z.string().meta({ description: 'As its maker groups it.', example: '1K0 805 903 J GRU' }),
    key: z.string().meta({ description: 'As it is compared.' }),
    make: z.string().nullable().meta({ description: 'Vehicle maker or brand to which it belongs.' }),
    kind: z.enum(NUMBER_KINDS).nullable(),
    rule: z.string().nullable().meta({ description: 'The rule that folded `raw` into `key`.' }),
    confidence: z.number(),
  })
  .meta({ id: 'PartNumber' });

export function partNumberJson(number: PartNumber): z.infer<typeof PartNumberJson> {
  return {
    raw: number.raw,
    display: number.display,
    key: number.key,
    make: textOrNull(number.make),
    kind: number.kind === NumberKind.UNSPECIFIED ? null : enumName(numberKindNames, number.kind),
    rule: textOrNull(number.rule),
    confidence: number.confidence,
  };
}

export const PartJson = z
  .object({
    partId: z.string(),
    publisher: z.string(),
    visibility: z.enum(VISIBILITIES),
    brandId: z.string(),
    brand: z.string(),
    partNumber: z.string(),
    partNumberKey: z.string(),
    partTypeId: z.string().nullable(),
    name: NamesJson,
    description: z.string().nullable(),
    numbers: z.array(PartNumberJson),
    attributes: z.array(z.object({ name: z.string(), value: z.string(), unit: z.string().nullable() })),
    supersededBy: z.array(
      z.object({
        brand: z.string().nullable(),
        partNumber: z.string(),
        effectiveDate: z.string().nullable().meta({ description: 'YYYY-MM-DD.' }),
      }),
    ),
    positions: z.array(z.string()),
    packQuantity: z.int().nullable().meta({ description: 'Pieces in one sales unit.' }),
    gtin: z.string().nullable(),
    version: z.int(),
    source: z.string().nullable().meta({ description: 'Import job and row of this version.' }),
    updatedAt: instant.nullable(),
  })
  .meta({ id: 'Part' });

export function partJson(part: Part): z.infer<typeof PartJson> {
  return {
    partId: part.partId,
    publisher: part.publisher,
    visibility: enumName(visibilityNames, part.visibility),
    brandId: part.brandId,
    brand: part.brand,
    partNumber: part.partNumber,
    partNumberKey: part.partNumberKey,
    partTypeId: textOrNull(part.partTypeId),
    name: namesJson(part.nameZh, part.nameEn),
    description: textOrNull(part.description),
    numbers: part.numbers.map(partNumberJson),
    attributes: part.attributes.map(({ name, value, unit }) => ({ name, value, unit: textOrNull(unit) })),
    supersededBy: part.supersededBy.map((newer) => ({
      brand: textOrNull(newer.brand),
      partNumber: newer.partNumber,
      effectiveDate: textOrNull(newer.effectiveDate),
    })),
    positions: part.positions,
    packQuantity: countOrNull(part.packQuantity),
    gtin: textOrNull(part.gtin),
    version: part.version,
    source: textOrNull(part.source),
    updatedAt: instantOrNull(part.updatedAt),
  };
}

export const InterchangeJson = z
  .object({
    partId: z.string(),
    numbers: z.array(PartNumberJson),
    edges: z.array(
      z.object({
        relation: z.enum(RELATIONS),
        part: PartJson.nullable().meta({ description: 'Null where no part that you may see is known.' }),
        via: PartNumberJson.nullable().meta({ description: 'The number through which they meet.' }),
        distance: z.int().meta({ description: 'Steps along the supersession chain, 1 for a direct edge.' }),
        effectiveDate: z.string().nullable(),
        source: z.string().nullable(),
      }),
    ),
    currentPartIds: z
      .array(z.string())
      .meta({ description: 'Where the supersessions end: what to buy today.' }),
    loopPartIds: z.array(z.string()).meta({ description: 'Supersessions that lead back to themselves.' }),
  })
  .meta({ id: 'Interchange' });

export function interchangeJson(
  partId: string,
  interchange: GetInterchangeResponse,
): z.infer<typeof InterchangeJson> {
  return {
    partId,
    numbers: interchange.numbers.map(partNumberJson),
    edges: interchange.edges.map((edge) => ({
      relation: enumName(relationNames, edge.relation),
      part: edge.part === undefined ? null : partJson(edge.part),
      via: edge.via === undefined ? null : partNumberJson(edge.via),
      distance: edge.distance,
      effectiveDate: textOrNull(edge.effectiveDate),
      source: textOrNull(edge.source),
    })),
    currentPartIds: interchange.currentPartIds,
    loopPartIds: interchange.loopPartIds,
  };
}
