import { type SuggestedText, type Suggestion, SuggestionKind } from '@qipei/contracts/search/v1/suggest';
import { z } from 'zod';
import { NamesJson, namesJson } from './names.ts';
import { countOrNull, textOrNull } from './unknown-values.ts';

const KINDS = ['vin', 'partial-vin', 'number', 'part-type', 'brand', 'make', 'model', 'generation'] as const;
type Kind = (typeof KINDS)[number];

const KIND_NAMES: ReadonlyMap<SuggestionKind, Kind> = new Map([
  [SuggestionKind.VIN, 'vin'],
  [SuggestionKind.PARTIAL_VIN, 'partial-vin'],
  [SuggestionKind.NUMBER, 'number'],
  [SuggestionKind.PART_TYPE, 'part-type'],
  [SuggestionKind.BRAND, 'brand'],
  [SuggestionKind.MAKE, 'make'],
  [SuggestionKind.MODEL, 'model'],
  [SuggestionKind.GENERATION, 'generation'],
]);

const SuggestedTextJson = z
  .object({
    text: z.string(),
    matched: z
      .array(z.object({ start: z.int(), end: z.int() }))
      .meta({ description: 'What of it was typed; code units of UTF-16, `end` not among them.' }),
  })
  .meta({ id: 'SuggestedText' });

export const SuggestionJson = z
  .object({
    kind: z.enum(KINDS).meta({
      description:
        '`partial-vin`: the beginning of a VIN whose maker is known. `number`: an OE or part number that parts have.',
    }),
    id: z.string().meta({
      description: 'The VIN, the number’s key, or the id of the part type, brand, make, model or generation.',
    }),
    text: z
      .object({ zh: SuggestedTextJson.nullable(), en: SuggestedTextJson.nullable() })
      .meta({ description: 'What has no language, such as a number, is in both.' }),
    alias: SuggestedTextJson.nullable().meta({
      description: 'The other name that was meant, such as 机油格 for 机油滤清器.',
    }),
    detail: z
      .object({
        brand: z.string().nullable(),
        name: NamesJson,
        partCount: z
          .int()
          .nullable()
          .meta({ description: 'Parts that you see behind it; null: not counted.' }),
        partId: z.string().nullable().meta({ description: 'Of a number that one part alone has.' }),
        makeId: z.string().nullable(),
        modelId: z.string().nullable(),
        yearFrom: z.int().nullable(),
        yearTo: z.int().nullable(),
        year: z.int().nullable().meta({ description: 'That the query, or the VIN, names.' }),
        missing: z.int().nullable().meta({ description: 'Characters that a partial VIN lacks.' }),
      })
      .meta({ id: 'SuggestionDetail' }),
    request: z
      .object({
        method: z.literal('GET'),
        path: z.string().meta({ example: '/v1/search' }),
        query: z.record(z.string(), z.string()),
      })
      .nullable()
      .meta({ description: 'What it leads to; null where more has to be typed.' }),
  })
  .meta({ id: 'Suggestion' });

/** @param vehicleId that was chosen before; empty for none */
export function suggestionJson(found: Suggestion, vehicleId: string): z.infer<typeof SuggestionJson> {
  const kind = KIND_NAMES.get(found.kind);
  if (kind === undefined) throw new Error(`search answered with the unknown kind ${found.kind}`);
  const { id, zh, en, alias, partCount } = found;
  return {
    kind,
    id,
    text: { zh: textJson(zh), en: textJson(en) },
    alias: textJson(alias),
    detail: {
      brand: textOrNull(found.brand),
      name: namesJson(found.nameZh, found.nameEn),
      partCount: countOrNull(partCount),
      partId: textOrNull(found.partId),
      makeId: textOrNull(found.makeId),
      modelId: textOrNull(found.modelId),
      yearFrom: countOrNull(found.yearFrom),
      yearTo: countOrNull(found.yearTo),
      year: countOrNull(found.year),
      missing: countOrNull(found.missing),
    },
    request: requestOf(kind, found, vehicleId),
  };
}

function textJson(given: SuggestedText | undefined): z.infer<typeof SuggestedTextJson> | null {
  if (given === undefined || given.text === '') return null;
  return { text: given.text, matched: given.matched.map(({ start, end }) => ({ start, end })) };
}

function requestOf(
  kind: Kind,
  { id, before, partId, year, modelId }: Suggestion,
  vehicleId: string,
): z.infer<typeof SuggestionJson>['request'] {
  const get = (path: string, query: Record<string, string> = {}) => ({ method: 'GET' as const, path, query });
  const of = {
    ...(before !== '' && { q: before }),
    ...(vehicleId !== '' && { vehicleId }),
  };
  const segment = encodeURIComponent(id);
  switch (kind) {
    case 'vin':
      return get('/v1/search', { vin: id });
    case 'partial-vin':
      return null;
    case 'number':
      return partId === ''
        ? get('/v1/search', { q: id, ...of })
        : get(`/v1/parts/${encodeURIComponent(partId)}`);
    case 'part-type':
      return get('/v1/search', { partTypeId: id, ...of });
    case 'brand':
      return get('/v1/search', { brandId: id, ...of });
    case 'make':
      return get(`/v1/makes/${segment}/models`);
    default:
      return year === 0
        ? get(`/v1/models/${encodeURIComponent(modelId)}/years`)
        : get('/v1/vehicles', { modelId, year: String(year) });
  }
}
