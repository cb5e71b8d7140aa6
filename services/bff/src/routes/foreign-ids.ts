import {
  ChangeForeignIdsRequest,
  ForeignIdKind,
  ListForeignIdsRequest,
  SetForeignIdsOfFileRequest,
  SetForeignIdsRequest,
} from '@qipei/contracts/catalog/v1/catalog';
import { z } from 'zod';
import { DEFAULT_PAGE_SIZE, pageSize, pageToken, text } from '../http/request-fields.ts';
import { defineRoute, type Route, type RouteContext } from '../http/route.ts';
import { bodyChunks, requireDeclaredSize } from '../http/upload-body.ts';
import { mapping, TABLE_TYPES, tableFormat } from '../resources/import-format.ts';
import { textOrNull } from '../resources/unknown-values.ts';
import { BODY_PROBLEMS } from './session.ts';

const MAX_IDS = 50_000;
const MAX_CHANGES = 1_000;
const MAX_MB = 8;
const MAX_BYTES = MAX_MB * 1024 * 1024;
const TABLE =
  'JSON; or a table (CSV, XLSX, NDJSON; plain, gzip or zip) with the columns `id` and `means`, in which `mapping` may say ' +
  'what the headings mean: `{"columns":{"PartTerminologyID":{"field":"id","prefix":"pcdb.partTerminology:"}}}`.';
const COUNTS = z.object({ added: z.int(), changed: z.int(), removed: z.int(), unchanged: z.int() });

interface ForeignIdRoutes {
  path: string;
  kind: ForeignIdKind;
  operation: string;
  of: string;
  description: string;
  field: { example: string; value: string; valueExample: string };
}

/** The routes of a kind of ids: what they mean is put as a whole, or changed one by one, and listed. */
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
      query: z.strictObject({ mapping }),
      body: {
        json: z.strictObject({ ids: z.array(entry).max(MAX_IDS) }),
        maxMb: MAX_MB,
        orFile: { types: TABLE_TYPES, description: TABLE },
      },
      problems: {
        408: 'The upload stood still.',
        413: `The body is over ${MAX_MB} MB.`,
        415: 'The body is neither JSON nor a table.',
      },
      responses: { 200: { description: 'What became of them.', schema: COUNTS } },
      async handle({ body, query }, context) {
        const { peers, call } = context;
        if (body === undefined) return await ofFile(kind, query.mapping ?? '', context);
        const ids = body.ids.map(({ id, means }) => ({ foreignId: id, value: means }));
        const counts = await peers.catalog.setForeignIds(
          SetForeignIdsRequest.fromPartial({ kind, ids }),
          call,
        );
        return { status: 200, body: counts };
      },
    }),
    defineRoute({
      method: 'patch',
      path,
      operationId: `change${operation}`,
      summary: `Say what some foreign ids of ${of} mean, or don’t any more`,
      description: `The others stay as they are. At most ${MAX_CHANGES} at once.`,
      tag: 'Reference data',
      scope: 'imports:write',
      body: {
        json: z.strictObject({
          set: z.array(entry).max(MAX_CHANGES).optional(),
          remove: z.array(text(200)).max(MAX_CHANGES).optional(),
        }),
      },
      problems: BODY_PROBLEMS,
      responses: { 200: { description: 'What became of them.', schema: COUNTS } },
      async handle({ body: { set = [], remove = [] } }, { peers, call }) {
        const ids = set.map(({ id, means }) => ({ foreignId: id, value: means }));
        const counts = await peers.catalog.changeForeignIds(
          ChangeForeignIdsRequest.fromPartial({ kind, set: ids, remove }),
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

async function ofFile(kind: ForeignIdKind, columns: string, { peers, call, request }: RouteContext) {
  const format = tableFormat(request);
  requireDeclaredSize(request, MAX_BYTES);
  const chunks: Buffer[] = [];
  for await (const chunk of bodyChunks(request, { maxBytes: MAX_BYTES })) chunks.push(chunk);
  const file = Buffer.concat(chunks);
  const wanted = SetForeignIdsOfFileRequest.fromPartial({ kind, format, mapping: columns, file });
  return { status: 200, body: await peers.catalog.setForeignIdsOfFile(wanted, call) };
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
      'was taken in before stays as it is. An export of PIES writes the id beside the name.',
    field: { example: 'autocare.brand:ZZZZ', value: 'The brand’s name.', valueExample: 'Bosch' },
  }),
  ...foreignIdRoutesOf({
    path: '/v1/attribute-ids',
    kind: ForeignIdKind.ATTRIBUTE,
    operation: 'AttributeIds',
    of: 'attributes',
    description:
      'All that you said before is replaced. An export of PIES writes the id in the place of the attribute’s name, where one id ' +
      'means it.',
    field: { example: 'padb.attribute:1002', value: 'The attribute’s name.', valueExample: '螺纹规格' },
  }),
];
