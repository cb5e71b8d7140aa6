import { ListLeftDiagramsRequest } from '@qipei/contracts/catalog/v1/diagram';
import {
  DeleteLeftPicturesRequest,
  GetPictureSpaceRequest,
  ListLeftPicturesRequest,
  MovePartPicturesRequest,
} from '@qipei/contracts/catalog/v1/picture';
import { z } from 'zod';
import { DEFAULT_PAGE_SIZE, id, pageSize, pageToken, text } from '../http/request-fields.ts';
import { defineRoute, type Route } from '../http/route.ts';
import { NamesJson, namesJson } from '../resources/names.ts';
import { PartImageJson, PartImagesJson, partImagesJson } from '../resources/part-image.ts';
import { textOrNull } from '../resources/unknown-values.ts';
import { BODY_PROBLEMS } from './session.ts';

const tag = 'Images';
const query = z.strictObject({ pageSize, pageToken });
const SHORT =
  'A page may have fewer entries than `pageSize`, or none: there is more as long as there is a `nextPageToken`.';

const LeftImagesJson = z
  .object({
    partId: z.string(),
    brand: z.string().nullable().meta({
      description:
        'What is still known of it, in capitals and without signs. Null where there never was such a part.',
    }),
    partNumber: z.string().nullable().meta({ description: 'Likewise.' }),
    images: z.array(PartImageJson),
  })
  .meta({ id: 'LeftImages' });
const MovedImagesJson = PartImagesJson.extend({ fromPartId: z.string(), toPartId: z.string() }).meta({
  id: 'MovedImages',
});
const LeftDiagramJson = z
  .object({
    diagramId: z.string(),
    title: NamesJson,
    partIds: z.array(z.string()).meta({ description: 'Those on it that you don’t see any more.' }),
  })
  .meta({ id: 'LeftDiagram' });

/** Images and drawings whose parts are gone, and what all images take. */
export const leftImageRoutes: readonly Route[] = [
  defineRoute({
    method: 'get',
    path: '/v1/left-images',
    operationId: 'listLeftImages',
    summary: 'List your images of parts that aren’t there any more',
    description: `Of parts that you have withdrawn. They take their space, and nobody but you sees them. ${SHORT}`,
    tag,
    scope: 'imports:read',
    query,
    responses: {
      200: {
        description: 'A page, in the order of the parts’ ids.',
        schema: z.object({ parts: z.array(LeftImagesJson), nextPageToken: z.string().nullable() }),
      },
    },
    async handle({ query: asked }, { peers, call }) {
      const { albums, nextPageToken, names } = await peers.pictures.listLeftPictures(
        ListLeftPicturesRequest.fromPartial({
          pageSize: asked.pageSize ?? DEFAULT_PAGE_SIZE,
          pageToken: asked.pageToken ?? '',
        }),
        call,
      );
      const byId = new Map(names.map((name) => [name.partId, name]));
      const parts = albums.map((album) => ({
        partId: album.partId,
        brand: textOrNull(byId.get(album.partId)?.brand ?? ''),
        partNumber: textOrNull(byId.get(album.partId)?.partNumber ?? ''),
        images: partImagesJson(album),
      }));
      return { status: 200, body: { parts, nextPageToken: textOrNull(nextPageToken) } };
    },
  }),
  defineRoute({
    method: 'delete',
    path: '/v1/left-images/{partId}',
    operationId: 'deleteLeftImages',
    summary: 'Take down all your images of a part that isn’t there any more',
    tag,
    scope: 'imports:write',
    params: z.object({ partId: id('A part’s id.') }),
    problems: {
      404: 'The part has no images of yours.',
      409: 'The part is there (again), and keeps them (`part-there`).',
    },
    responses: {
      200: {
        description: 'They are gone.',
        schema: z.object({ deleted: z.int().meta({ description: 'How many.' }) }),
      },
    },
    async handle({ params }, { peers, call }) {
      const { deleted } = await peers.pictures.deleteLeftPictures(
        DeleteLeftPicturesRequest.fromPartial(params),
        call,
      );
      return { status: 200, body: { deleted } };
    },
  }),
  defineRoute({
    method: 'post',
    path: '/v1/image-moves',
    operationId: 'movePartImages',
    summary: 'Move all images of a part to another part',
    description:
      'Also those of a part that you have withdrawn. They come behind those that the other part has; a name that is taken there ' +
      'gets a number. Where it is broken off it may be asked for again: none comes twice.',
    tag,
    scope: 'imports:write',
    body: {
      json: z.strictObject({
        fromPartId: text(200),
        toPartId: text(200).meta({ description: 'A part that you publish.' }),
        onlyLeft: z.boolean().optional().meta({
          description:
            'Refused where the part that has them is there: for who has seen it among `left-images` a while ago.',
        }),
      }),
    },
    responses: { 200: { description: 'The images of the part that has them now.', schema: MovedImagesJson } },
    problems: {
      ...BODY_PROBLEMS,
      403: 'The other part is another publisher’s (`part-not-own`).',
      404: 'The one has no images of yours, or the other isn’t there.',
      409: 'The part would have more than 24 images (`images-too-many`), or the one is there, with `onlyLeft` (`part-there`).',
    },
    async handle({ body }, { peers, call }) {
      const { fromPartId, toPartId, onlyLeft = false } = body;
      const { album } = await peers.pictures.movePartPictures(
        MovePartPicturesRequest.fromPartial({ fromPartId, toPartId, onlyLeft }),
        call,
      );
      return { status: 200, body: { fromPartId, toPartId, images: partImagesJson(album) } };
    },
  }),
  defineRoute({
    method: 'get',
    path: '/v1/image-space',
    operationId: 'getImageSpace',
    summary: 'See what your images take',
    tag,
    scope: 'imports:read',
    responses: {
      200: {
        description: 'Of parts and of drawings, in every size; equal files once.',
        schema: z.object({
          usedBytes: z.int(),
          maxBytes: z.int().meta({ description: 'Beyond it nothing more is put up.' }),
        }),
      },
    },
    async handle(_, { peers, call }) {
      const { usedBytes, maxBytes } = await peers.pictures.getPictureSpace(
        GetPictureSpaceRequest.fromPartial({}),
        call,
      );
      return { status: 200, body: { usedBytes, maxBytes } };
    },
  }),
  defineRoute({
    method: 'get',
    path: '/v1/left-diagrams',
    operationId: 'listLeftDiagrams',
    summary: 'List your drawings that lead to parts which aren’t there any more',
    description: SHORT,
    tag: 'Diagrams',
    scope: 'imports:read',
    query,
    responses: {
      200: {
        description: 'A page, in the order of their ids.',
        schema: z.object({ diagrams: z.array(LeftDiagramJson), nextPageToken: z.string().nullable() }),
      },
    },
    async handle({ query: asked }, { peers, call }) {
      const { diagrams, nextPageToken } = await peers.diagrams.listLeftDiagrams(
        ListLeftDiagramsRequest.fromPartial({
          pageSize: asked.pageSize ?? DEFAULT_PAGE_SIZE,
          pageToken: asked.pageToken ?? '',
        }),
        call,
      );
      const left = diagrams.map(({ diagramId, title, partIds }) => ({
        ...{ diagramId, partIds },
        title: namesJson(title?.zh ?? '', title?.en ?? ''),
      }));
      return { status: 200, body: { diagrams: left, nextPageToken: textOrNull(nextPageToken) } };
    },
  }),
];
