import type { PartAlbum } from '@qipei/contracts/catalog/v1/picture';
import type { PartVerdict } from '@qipei/contracts/fitment/v1/fitment';
import type { Availability } from '@qipei/contracts/inventory/v1/inventory';
import { type Facet, type Hit, type Intent, IntentKind } from '@qipei/contracts/search/v1/search';
import { z } from 'zod';
import { text } from '../http/request-fields.ts';
import { FitJson, fitJson } from './fitment.ts';
import { MoneyJson, moneyJson } from './money.ts';
import { NamesJson, namesJson } from './names.ts';
import { PartImageJson, partImagesJson } from './part-image.ts';
import { partTypeLabel } from './part-labels.ts';
import { enumName, enumNames, textOrNull } from './unknown-values.ts';
import { VehicleJson, vehicleJson } from './vehicle.ts';
import { VinNoteJson, vinNoteJson } from './vin.ts';

/** A filter of searches. */
export const positionField = text(128)
  .optional()
  .meta({
    description:
      'Where on the vehicle it goes, an id of `positions` in `GET /v1/part-types`: of the part itself, or of a place ' +
      'where it fits. What lies within is found, too: `front-left` in `front` and in `left`.',
    example: 'front',
  });

const KINDS = ['browse', 'vin', 'number', 'words'] as const;
const kindNames = enumNames(IntentKind, KINDS);

const IntentJson = z
  .object({
    kind: z.enum(KINDS),
    words: z.string().nullable().meta({ description: 'What was left of the query as words.' }),
    numberKey: z.string().nullable(),
    vin: z.string().nullable(),
    vehicles: z.array(VehicleJson).meta({ description: 'The vehicles the answer is limited to.' }),
    partTypeIds: z.array(z.string()),
    partTypes: z
      .array(z.object({ partTypeId: z.string(), name: NamesJson }))
      .meta({ description: 'The same, with their names.' }),
    corrections: z.record(z.string(), z.string()).meta({
      description: 'Words that matched nothing as typed, and what was searched instead.',
    }),
    notes: z.array(VinNoteJson),
    severalVins: z.array(z.string()).meta({
      description: 'Where the query holds more than one VIN: none of them is taken, and nothing is found.',
    }),
  })
  .meta({ id: 'Intent', description: 'How the query was understood.' });

const HitJson = z
  .object({
    partId: z.string(),
    brandId: z.string(),
    brand: z.string(),
    partNumber: z.string(),
    partTypeId: z.string().nullable(),
    name: NamesJson,
    reasons: z
      .array(z.object({ kind: z.string(), value: z.string() }))
      .meta({ description: 'Why it is here.' }),
    bestPrice: MoneyJson.nullable(),
    totalAvailable: z
      .int()
      .nullable()
      .meta({ description: 'Null where it isn’t known or the key may not see it.' }),
    fit: FitJson.nullable().meta({ description: 'Null where no vehicle was asked about; else the proof.' }),
    image: PartImageJson.nullable().meta({ description: 'The first one that its publisher has put up.' }),
  })
  .meta({ id: 'Hit' });

export const SearchResultJson = z
  .object({
    intent: IntentJson,
    total: z.int(),
    ruledOut: z.int().meta({
      description:
        'How many hits of this page the VIN itself rules out, by its engine or body; they stand last, with the reason.',
    }),
    page: z.int(),
    pageSize: z.int(),
    hits: z.array(HitJson),
    facets: z.array(
      z.object({
        name: z.string(),
        values: z.array(
          z.object({
            value: z.string(),
            label: z.string(),
            labelZh: z.string().nullable(),
            count: z.int(),
          }),
        ),
      }),
    ),
    notes: z.array(VinNoteJson).meta({
      description:
        '`availability-unknown`, `fit-unknown`, `images-unknown`: what could not be looked up just now.',
    }),
  })
  .meta({ id: 'SearchResult' });

export function intentJson(intent: Intent | undefined): z.infer<typeof IntentJson> {
  if (intent === undefined) throw new Error('search answered without an intent');
  return {
    kind: enumName(kindNames, intent.kind),
    words: textOrNull(intent.words),
    numberKey: textOrNull(intent.numberKey),
    vin: textOrNull(intent.vin),
    vehicles: intent.vehicles.map(vehicleJson),
    partTypeIds: intent.partTypeIds,
    partTypes: intent.partTypeIds.flatMap((partTypeId) => partTypeLabel(partTypeId) ?? []),
    corrections: intent.corrections,
    notes: intent.notes.map(vinNoteJson),
    severalVins: intent.severalVins,
  };
}

export function hitJson(
  hit: Hit,
  live: {
    availability: Availability | undefined;
    verdict: PartVerdict | undefined;
    album: PartAlbum | undefined;
  },
): z.infer<typeof HitJson> {
  return {
    partId: hit.partId,
    brandId: hit.brandId,
    brand: hit.brand,
    partNumber: hit.partNumber,
    partTypeId: textOrNull(hit.partTypeId),
    name: namesJson(hit.nameZh, hit.nameEn),
    reasons: hit.reasons.map(({ kind, value }) => ({ kind, value })),
    bestPrice: moneyJson(live.availability?.bestPrice),
    totalAvailable: live.availability?.totalAvailable ?? null,
    fit: live.verdict === undefined ? null : fitJson(live.verdict),
    image: partImagesJson(live.album)[0] ?? null,
  };
}

export function facetJson(facet: Facet): z.infer<typeof SearchResultJson>['facets'][number] {
  return {
    name: facet.name,
    values: facet.values.map(({ value, label, labelZh, count }) => ({
      value,
      label,
      labelZh: textOrNull(labelZh),
      count,
    })),
  };
}
