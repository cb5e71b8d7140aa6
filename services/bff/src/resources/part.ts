import {
  NumberKind,
  type Part,
  PartLinkKind,
  type PartNumber,
  Visibility,
} from '@qipei/contracts/catalog/v1/catalog';
import { z } from 'zod';
import { NamesJson, namesJson } from './names.ts';
import { attributeLabel } from './part-labels.ts';
import { countOrNull, enumName, enumNames, instant, instantOrNull, textOrNull } from './unknown-values.ts';

const VISIBILITIES = ['private', 'public'] as const;
const NUMBER_KINDS = ['oe', 'cross-reference', 'comparable', 'own'] as const;
const LINK_KINDS = ['supersedes', 'accessory', 'component', 'part-of'] as const;
const visibilityNames = enumNames(Visibility, VISIBILITIES);
const numberKindNames = enumNames(NumberKind, NUMBER_KINDS);
const linkKindNames = enumNames(PartLinkKind, LINK_KINDS);

export const PartNumberJson = z
  .object({
    raw: z.string().meta({ description: 'As received.' }),
    display: z.string().meta({ description: 'As its maker groups it.', example: '1K0 805 903 J GRU' }),
    key: z.string().meta({ description: 'As it is compared.' }),
    make: z.string().nullable().meta({ description: 'Vehicle maker or brand to which it belongs.' }),
    kind: z.enum(NUMBER_KINDS).nullable(),
    rule: z.string().nullable().meta({ description: 'The rule that folded `raw` into `key`.' }),
    confidence: z.number(),
    validFrom: z.string().nullable().meta({ description: 'YYYY, YYYY-MM or YYYY-MM-DD.' }),
    validUntil: z.string().nullable().meta({ description: 'The last day, month or year of it.' }),
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
    validFrom: textOrNull(number.validFrom),
    validUntil: textOrNull(number.validUntil),
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
    attributes: z.array(
      z.object({
        name: z.string(),
        label: NamesJson.meta({ description: 'Null where the name is the publisher’s own.' }),
        value: z.string(),
        unit: z.string().nullable(),
      }),
    ),
    supersededBy: z.array(
      z.object({
        brand: z.string().nullable(),
        partNumber: z.string(),
        effectiveDate: z.string().nullable().meta({ description: 'YYYY, YYYY-MM or YYYY-MM-DD.' }),
        validUntil: z.string().nullable().meta({ description: 'The last day, month or year of it.' }),
        quantity: z.int().meta({ description: 'Pieces of the newer part for one of this.' }),
        together: z
          .string()
          .nullable()
          .meta({ description: 'Those with the same text replace the part together only.' }),
        alternative: z.boolean().meta({ description: 'Said to be one of several to choose from.' }),
      }),
    ),
    links: z
      .array(
        z.object({
          kind: z.enum(LINK_KINDS),
          brand: z.string(),
          partNumber: z.string(),
          quantity: z.int(),
          validFrom: z.string().nullable(),
          validUntil: z.string().nullable(),
        }),
      )
      .meta({
        description:
          'What the part replaces, its accessories, its pieces, and the kits that it is a piece of.',
      }),
    lifecycle: z.enum(['current', 'discontinued']).nullable(),
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
    attributes: part.attributes.map(({ name, value, unit }) => ({
      name,
      label: attributeLabel(name),
      value,
      unit: textOrNull(unit),
    })),
    supersededBy: part.supersededBy.map((newer) => ({
      brand: textOrNull(newer.brand),
      partNumber: newer.partNumber,
      effectiveDate: textOrNull(newer.effectiveDate),
      validUntil: textOrNull(newer.validUntil),
      quantity: newer.quantity || 1,
      together: textOrNull(newer.together),
      alternative: newer.alternative,
    })),
    links: part.links.map(({ kind, validFrom, validUntil, ...link }) => ({
      ...link,
      kind: enumName(linkKindNames, kind),
      quantity: link.quantity || 1,
      validFrom: textOrNull(validFrom),
      validUntil: textOrNull(validUntil),
    })),
    lifecycle: part.lifecycle === 'current' || part.lifecycle === 'discontinued' ? part.lifecycle : null,
    positions: part.positions,
    packQuantity: countOrNull(part.packQuantity),
    gtin: textOrNull(part.gtin),
    version: part.version,
    source: textOrNull(part.source),
    updatedAt: instantOrNull(part.updatedAt),
  };
}
