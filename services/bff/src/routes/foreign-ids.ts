import {
  ForeignIdKind,
  ListForeignIdsRequest,
  SetForeignIdsRequest,
} from '@qipei/contracts/catalog/v1/catalog';
import { z } from 'zod';
import { DEFAULT_PAGE_SIZE, pageSize, pageToken, text } from '../http/request-fields.ts';
import { defineRoute, type Route } from '../http/route.ts';
import { textOrNull } from '../resources/unknown-values.ts';

const MAX_IDS = 50_000;
const MAX_MB = 8;
const COUNTS = z.object({ added: z.int(), changed: z.int(), removed: z.int(), unchanged: z.int() });

interface ForeignIdRoutes {
  path: string;
  kind: ForeignIdKind;
  operation: string;
  of: string;
  description: string;
  field: { example: string; value: string; valueExample: string };
}

/** The two routes of a kind of ids: what they mean is put as a whole, and listed. */
function foreignIdRoutesOf({ path, kind, operation, of, description, field }: ForeignIdRoutes): Route[] {
  const entry = z.strictObject({
    id: text(200).meta({ example: field.example }),
    means: text(200).meta({ description: field.value, example: field.valueExample }),
  });
  return [
    defineRoute({
      method: 'put',
      path,
      operationId: `put${operation}`,
      summary: `Say what foreign ids of ${of} mean`,
      description,
      tag: 'Reference data',
      scope: 'imports:write',
      body: { json: z.strictObject({ ids: z.array(entry).max(MAX_IDS) }), maxMb: MAX_MB },
      problems: { 413: `The body is over ${MAX_MB} MB.` },
      responses: { 200: { description: 'What became of them.', schema: COUNTS } },
      async handle({ body }, { peers, call }) {
        const ids = body.ids.map(({ id, means }) => ({ foreignId: id, value: means }));
        const counts = await peers.catalog.setForeignIds(
          SetForeignIdsRequest.fromPartial({ kind, ids }),
          call,
        );
        return { status: 200, body: counts };
      },
    }),
    defineRoute({
      method: 'get',
      path,
      operationId: `list${operation}`,
      summary: `List what foreign ids of ${of} mean to you`,
      tag: 'Reference data',
      scope: 'imports:read',
      query: z.strictObject({ pageSize, pageToken }),
      responses: {
        200: {
          description: 'A page, in the order of the ids.',
          schema: z.object({
            ids: z.array(z.object({ id: z.string(), means: z.string() })),
            nextPageToken: z.string().nullable(),
          }),
        },
      },
      async handle({ query }, { peers, call }) {
        const page = { pageSize: query.pageSize ?? DEFAULT_PAGE_SIZE, pageToken: query.pageToken ?? '' };
        const found = await peers.catalog.listForeignIds(
          ListForeignIdsRequest.fromPartial({ kind, ...page }),
          call,
        );
        const ids = found.ids.map(({ foreignId, value }) => ({ id: foreignId, means: value }));
        return { status: 200, body: { ids, nextPageToken: textOrNull(found.nextPageToken) } };
      },
    }),
  ];
}

export const foreignIdRoutes: readonly Route[] = [
  ...foreignIdRoutesOf({
    path: '/v1/part-type-ids',
    kind: ForeignIdKind.PART_TYPE,
    operation: 'PartTypeIds',
    of: 'part types',
    description:
      'All that you said before is replaced. Rows may then name their part type by such an id. Parts that came with one get ' +
      'their type soon after; one that means nothing any more leaves them without.',
    field: {
      example: 'pcdb.partTerminology:1896',
      value: 'A part type, by its id or a name.',
      valueExample: 'brake-pads',
    },
  }),
  ...foreignIdRoutesOf({
    path: '/v1/brand-ids',
    kind: ForeignIdKind.BRAND,
    operation: 'BrandIds',
    of: 'brands',
    description:
      'All that you said before is replaced. Rows that name their brand by such an id are from then on of that brand; what ' +
      'was taken in before stays as it is.',
    field: { example: 'autocare.brand:ZZZZ', value: 'The brand’s name.', valueExample: 'Bosch' },
  }),
];
