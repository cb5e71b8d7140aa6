import type { PartAlbum } from '@qipei/contracts/catalog/v1/picture';
import type { PartVerdict } from '@qipei/contracts/fitment/v1/fitment';
import type { NamedVehicles } from '@qipei/contracts/fitment/v1/vehicle_words';
import type { Availability } from '@qipei/contracts/inventory/v1/inventory';
import {
  type Facet,
  type Hit,
  type Intent,
  IntentKind,
  type UnderstoodPiece,
} from '@qipei/contracts/search/v1/search';
import { z } from 'zod';
import { text } from '../http/request-fields.ts';
import { FitJson, fitJson } from './fitment.ts';
import { MoneyJson, moneyJson } from './money.ts';
import { NamesJson, namesJson } from './names.ts';
import { PartImageJson, partImagesJson } from './part-image.ts';
import { partTypeLabel } from './part-labels.ts';
import { countOrNull, enumName, enumNames, textOrNull } from './unknown-values.ts';
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

const PIECE_KINDS = [
  ...['make', 'model', 'series', 'chassis', 'year', 'displacement'],
  ...['part-type', 'position', 'brand', 'number', 'words'],
] as const;

const PieceJson = z
  .object({
    kind: z.enum(PIECE_KINDS),
    text: z.string().meta({ description: 'As it was typed.' }),
    name: NamesJson.meta({ description: 'What it means; null where that is what was typed.' }),
    id: z
      .string()
      .nullable()
      .meta({ description: 'Of a part type, a position, a brand, a make or a model.' }),
    makeId: z.string().nullable(),
    without: z.string().meta({ description: 'The query without it.' }),
    unknown: z.boolean().meta({
      description: 'The vehicle table has no such vehicle: it limits nothing.',
    }),
  })
  .meta({ id: 'UnderstoodPiece' });

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
    pieces: z
      .array(PieceJson)
      .meta({ description: 'What each part of the query was taken for, in its order.' }),
    named: z
      .object({
        modelIds: z.array(z.string()),
        yearFrom: z.int().nullable(),
        yearTo: z.int().nullable(),
        displacementL: z.string().nullable(),
      })
      .nullable()
      .meta({ description: 'The vehicles that words name, as far as the vehicle table has them.' }),
    limitedToNamed: z.boolean().meta({ description: 'All hits fit some of those.' }),
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
    pieces: intent.pieces.map(pieceJson),
    named: intent.named === undefined ? null : namedJson(intent.named),
    limitedToNamed: intent.limitedToNamed,
  };
}

function pieceJson(piece: UnderstoodPiece): z.infer<typeof PieceJson> {
  const kind = PIECE_KINDS.find((known) => known === piece.kind);
  if (kind === undefined) throw new Error(`search answered with the unknown kind ${piece.kind}`);
  const { text, zh, en, id, makeId, without, unknown } = piece;
  return {
    kind,
    text,
    name: namesJson(zh, en),
    id: textOrNull(id),
    makeId: textOrNull(makeId),
    without,
    unknown,
  };
}

function namedJson({ modelIds, yearFrom, yearTo, displacementL }: NamedVehicles) {
  return {
    ...{ modelIds, displacementL: textOrNull(displacementL) },
    ...{ yearFrom: countOrNull(yearFrom), yearTo: countOrNull(yearTo) },
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
