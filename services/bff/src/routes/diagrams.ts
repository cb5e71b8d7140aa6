import { BatchGetPartsRequest } from '@qipei/contracts/catalog/v1/catalog';
import {
  DeleteDiagramRequest,
  type Diagram,
  GetDiagramPictureRequest,
  GetDiagramRequest,
  ListDiagramsRequest,
  PutDiagramPictureRequest,
  PutDiagramRequest,
} from '@qipei/contracts/catalog/v1/diagram';
import { z } from 'zod';
import { pictureCost } from '../http/guest-limits.ts';
import { PICTURE_TYPES, readPicture } from '../http/picture-answer.ts';
import { DEFAULT_PAGE_SIZE, pageToken, text, wholeNumber } from '../http/request-fields.ts';
import { defineRoute, type Route, type RouteContext } from '../http/route.ts';
import {
  DiagramHeadJson,
  DiagramInput,
  DiagramJson,
  diagramHeadJson,
  diagramJson,
  diagramOfInput,
} from '../resources/diagram.ts';
import { textOrNull } from '../resources/unknown-values.ts';
import {
  pictureQuery,
  pictureRequestHeaders,
  pictureResponses,
  privatePicture,
  SIZES,
} from './part-images.ts';

const tag = 'Diagrams';
const path = '/v1/diagrams/{diagramId}';
const MAX_IMAGE_BYTES = 10 * 1024 * 1024;
const PARTS_AT_ONCE = 1_000;
const params = z.object({
  diagramId: text(80).meta({
    description:
      'Chosen by who puts it up, unique among its own: letters and digits of ASCII, dots, dashes, underscores.',
    example: 'brake-front',
  }),
});
const publisher = text(200).optional().meta({ description: 'Whose it is; your own unless given.' });
const noDiagram = 'There is no such diagram that you may see.';
const noOwn = 'You have no such diagram.';

async function shown(diagram: Diagram | undefined, { peers, call, caller }: RouteContext) {
  if (diagram === undefined) throw new Error('catalog answered without the diagram');
  const partIds = [...new Set(diagram.spots.flatMap((spot) => spot.partIds))];
  const parts = [];
  for (let at = 0; at < partIds.length; at += PARTS_AT_ONCE) {
    const some = { partIds: partIds.slice(at, at + PARTS_AT_ONCE) };
    parts.push(...(await peers.catalog.batchGetParts(BatchGetPartsRequest.fromPartial(some), call)).parts);
  }
  return diagramJson(diagram, { tenant: caller.tenant, parts });
}

export const diagramRoutes: readonly Route[] = [
  defineRoute({
    method: 'get',
    path: '/v1/diagrams',
    operationId: 'listDiagrams',
    summary: 'List diagrams: of a part, of a vehicle, of a part type, or your own',
    description:
      'A diagram is a drawing, such as an exploded view, with spots that lead to parts. It is seen by its publisher and by who ' +
      'may see at least one part on it that the same publisher has: of a part, those of the part’s publisher are listed, and ' +
      'your own. A page may have fewer than asked for, even none, and yet another behind it.',
    tag,
    scope: 'catalog:read',
    guests: true,
    query: z.strictObject({
      partId: text(200).optional().meta({ description: 'At most one of the three is given.' }),
      vehicleId: text(200).optional(),
      partTypeId: text(200).optional(),
      pageSize: wholeNumber({ min: 1, max: 100 }).optional(),
      pageToken,
    }),
    responses: {
      200: {
        description: 'A page of them, without their spots.',
        schema: z.object({ diagrams: z.array(DiagramHeadJson), nextPageToken: z.string().nullable() }),
      },
    },
    async handle({ query }, { peers, call, caller }) {
      const { diagrams, nextPageToken } = await peers.diagrams.listDiagrams(
        ListDiagramsRequest.fromPartial({
          partId: query.partId ?? '',
          vehicleId: query.vehicleId ?? '',
          partTypeId: query.partTypeId ?? '',
          pageSize: query.pageSize ?? DEFAULT_PAGE_SIZE,
          pageToken: query.pageToken ?? '',
        }),
        call,
      );
      return {
        status: 200,
        body: {
          diagrams: diagrams.map((diagram) => diagramHeadJson(diagram, caller.tenant)),
          nextPageToken: textOrNull(nextPageToken),
        },
      };
    },
  }),
  defineRoute({
    method: 'get',
    path,
    operationId: 'getDiagram',
    summary: 'Get a diagram with its spots',
    tag,
    scope: 'catalog:read',
    guests: true,
    params,
    query: z.strictObject({ publisher }),
    problems: { 404: noDiagram },
    responses: { 200: { description: 'The diagram.', schema: DiagramJson } },
    async handle({ params: { diagramId }, query }, context) {
      const asked = { diagramId, publisher: query.publisher ?? '' };
      const { diagram } = await context.peers.diagrams.getDiagram(
        GetDiagramRequest.fromPartial(asked),
        context.call,
      );
      return { status: 200, body: await shown(diagram, context) };
    },
  }),
  defineRoute({
    method: 'put',
    path,
    operationId: 'putDiagram',
    summary: 'Put up a diagram, or change it',
    description:
      'Replaces all of it but the picture, which is put up afterwards. Who may see one of your parts on it sees the whole drawing ' +
      'with all its numbers, but is led only to parts that it may see; a spot may lead to another’s part, which doesn’t show the ' +
      'drawing there. What was on it before may stay while it isn’t to be seen. All faults are named at once.',
    tag,
    scope: 'imports:write',
    params,
    body: { json: DiagramInput },
    problems: {
      408: 'The body did not arrive in time.',
      409: '`diagram-changed`: it was changed since the `version`. `diagrams-too-many`: you have 20,000.',
      413: 'The body is over 1 MB.',
      415: 'The body is not JSON.',
    },
    responses: {
      200: { description: 'Changed.', schema: DiagramJson },
      201: { description: 'Put up.', schema: DiagramJson },
    },
    async handle({ params: { diagramId }, body }, context) {
      const { diagram, created } = await context.peers.diagrams.putDiagram(
        PutDiagramRequest.fromPartial({
          diagram: diagramOfInput(diagramId, body),
          ifVersion: body.version ?? 0,
        }),
        context.call,
      );
      return { status: created ? 201 : 200, body: await shown(diagram, context) };
    },
  }),
  defineRoute({
    method: 'delete',
    path,
    operationId: 'deleteDiagram',
    summary: 'Take a diagram down',
    tag,
    scope: 'imports:write',
    params,
    problems: { 404: noOwn },
    responses: { 204: { description: 'It is gone.' } },
    async handle({ params: { diagramId } }, { peers, call }) {
      await peers.diagrams.deleteDiagram(DeleteDiagramRequest.fromPartial({ diagramId }), call);
      return { status: 204, contentType: '', content: '' };
    },
  }),
  defineRoute({
    method: 'get',
    path: `${path}/image`,
    operationId: 'getDiagramImage',
    summary: 'Get the picture of a diagram',
    tag,
    scope: 'catalog:read',
    guests: true,
    guestCost: pictureCost,
    params,
    query: z.strictObject({ publisher, ...pictureQuery }),
    headers: pictureRequestHeaders,
    problems: { 404: 'There is no such diagram that you may see, or it has no picture yet.' },
    responses: pictureResponses,
    async handle({ params: { diagramId }, query: { v, size, ...query }, headers }, { peers, call }) {
      const asked = { diagramId, publisher: query.publisher ?? '', size: SIZES[size ?? 'large'] };
      const found = await peers.diagrams.getDiagramPicture(GetDiagramPictureRequest.fromPartial(asked), call);
      return privatePicture(found, { v, size, ifNoneMatch: headers['If-None-Match'] });
    },
  }),
  defineRoute({
    method: 'put',
    path: `${path}/image`,
    operationId: 'putDiagramImage',
    summary: 'Put up the picture of a diagram, or another in its place',
    description: 'As that of a part: a PNG, a JPEG or a WebP of at most 10 MiB. A PNG keeps its lines sharp.',
    tag,
    scope: 'imports:write',
    params,
    query: z.strictObject({
      version: wholeNumber({ min: 1, max: Number.MAX_SAFE_INTEGER }).optional().meta({
        description: 'The version that it is put into: refused where somebody has changed the diagram since.',
      }),
    }),
    body: { stream: PICTURE_TYPES, description: 'The picture.' },
    problems: {
      404: noOwn,
      408: 'The upload stood still.',
      409: '`diagram-changed`: it was changed since the `version`.',
      413: 'The picture is over 10 MiB.',
      415: 'The body is of another media type.',
      429: '`image-space-used`: all your pictures together take as much as they may.',
    },
    responses: { 200: { description: 'Put up.', schema: DiagramJson } },
    async handle({ params: { diagramId }, query: { version } }, context) {
      const content = await readPicture(context.request, MAX_IMAGE_BYTES);
      const { diagram } = await context.peers.diagrams.putDiagramPicture(
        PutDiagramPictureRequest.fromPartial({ diagramId, content, ifVersion: version ?? 0 }),
        context.call,
      );
      return { status: 200, body: await shown(diagram, context) };
    },
  }),
];
