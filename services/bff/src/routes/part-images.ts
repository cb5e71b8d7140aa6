import { GetPartRequest } from '@qipei/contracts/catalog/v1/catalog';
import {
  ChangePartPictureRequest,
  DeletePartPictureRequest,
  GetPartPictureRequest,
  ListPartPicturesRequest,
  type PartAlbum,
  PictureSize,
  PutPartPictureRequest,
} from '@qipei/contracts/catalog/v1/picture';
import { DomainError } from '@qipei/kernel';
import { z } from 'zod';
import { pictureCost } from '../http/guest-limits.ts';
import { isNamedBy, PICTURE_TYPES, pictureAnswer, readPicture } from '../http/picture-answer.ts';
import { HttpProblem } from '../http/problem.ts';
import { id, text } from '../http/request-fields.ts';
import { defineRoute, type Route } from '../http/route.ts';
import { PartImagesJson, partImagesJson } from '../resources/part-image.ts';

const tag = 'Images';
const path = '/v1/parts/{partId}/images';
const MAX_IMAGE_BYTES = 10 * 1024 * 1024;
const ofPart = z.object({ partId: id('A part’s id.') });
const params = ofPart.extend({
  imageName: text(80).meta({
    description: 'Letters and digits of any script, blanks, dots, dashes, underscores.',
    example: 'front.jpg',
  }),
});
const answer = { description: 'The part’s images as they are now.', schema: PartImagesJson };
const notOwn = '`part-not-own`: the part is another publisher’s.';
const noPart = 'There is no such part that you may see.';
const noImage = 'There is no such image of a part that you may see.';

export const SIZES = {
  small: PictureSize.SMALL,
  medium: PictureSize.MEDIUM,
  large: PictureSize.LARGE,
} as const;

/** How any picture of a catalogue is asked for, and served. */
export const pictureQuery = {
  size: z.enum(['small', 'medium', 'large']).optional().meta({
    description: 'That fits into 256, 960 or 2048 pixels a side; `large` unless given.',
  }),
  v: text(64)
    .optional()
    .meta({ description: 'As in the address that is told: kept by browsers for good, and by nobody else.' }),
  storefront: text(40).optional().meta({
    description:
      'For guests of a storefront that is chosen by path, whose pages can’t send a header with an image: its slug.',
  }),
};
export const pictureRequestHeaders = z.object({ 'If-None-Match': z.string().max(1_000).optional() });
export const pictureResponses = {
  200: {
    description: 'The picture.',
    otherContent: ['image/webp'],
    headers: {
      ETag: 'Of the picture.',
      'Cache-Control': 'A week with `v`, otherwise a minute; never for others.',
    },
  },
  304: { description: 'As it is known.' },
};

/** What one caller may see is for nobody else's cache, nor for a page of somebody else. */
export function privatePicture(
  found: { picture: { digest: string } | undefined; content: Uint8Array },
  asked: { v?: string | undefined; size?: string | undefined; ifNoneMatch: string | undefined },
) {
  if (found.picture === undefined) throw new Error('catalog answered without the picture');
  const { digest } = found.picture;
  const cache = isNamedBy(digest, asked.v) ? 'private, max-age=604800, immutable' : 'private, max-age=60';
  return pictureAnswer(
    { digest: `${digest}-${asked.size ?? 'large'}`, mediaType: 'image/webp', content: found.content },
    {
      ifNoneMatch: asked.ifNoneMatch,
      headers: {
        'Cache-Control': cache,
        Vary: 'Authorization, Cookie',
        'Cross-Origin-Resource-Policy': 'same-origin',
      },
    },
  );
}

/** What a header asked for is told as HTTP does: RFC 9110, 13.1.2. */
function preconditionFailed(error: unknown): never {
  if (error instanceof DomainError && ['image-exists', 'image-changed'].includes(error.code))
    throw new HttpProblem({ status: 412, code: error.code, detail: error.message, cause: error });
  throw error;
}

function imagesOf(album: PartAlbum | undefined): z.infer<typeof PartImagesJson> {
  return { images: partImagesJson(album) };
}

export const partImageRoutes: readonly Route[] = [
  defineRoute({
    method: 'get',
    path,
    operationId: 'listPartImages',
    summary: 'List the images that a part’s publisher has put up',
    description:
      'Who may see the part may see them; of a part that was withdrawn its publisher, who may take them down. They stand in the ' +
      '`media` of the part, too.',
    tag,
    scope: 'catalog:read',
    guests: true,
    params: ofPart,
    problems: { 404: noPart },
    responses: { 200: answer },
    async handle({ params: { partId } }, { peers, call }) {
      const asked = ListPartPicturesRequest.fromPartial({ partIds: [partId] });
      const [album] = (await peers.pictures.listPartPictures(asked, call)).albums;
      // Whose part was withdrawn may still see them, to take them down.
      if (album === undefined) await peers.catalog.getPart(GetPartRequest.fromPartial({ partId }), call);
      return { status: 200, body: imagesOf(album) };
    },
  }),
  defineRoute({
    method: 'get',
    path: `${path}/{imageName}`,
    operationId: 'getPartImage',
    summary: 'Get an image of a part',
    description:
      'For pages of the platform: the session’s cookie is enough. It is sent as WebP, upright, and without what the file told ' +
      'beside its pixels.',
    tag,
    scope: 'catalog:read',
    guests: true,
    guestCost: pictureCost,
    params,
    query: z.strictObject(pictureQuery),
    headers: pictureRequestHeaders,
    problems: { 404: noImage },
    responses: pictureResponses,
    async handle({ params: { partId, imageName }, query: { v, size }, headers }, { peers, call }) {
      const asked = { partId, name: imageName, size: SIZES[size ?? 'large'] };
      const found = await peers.pictures.getPartPicture(GetPartPictureRequest.fromPartial(asked), call);
      return privatePicture(found, { v, size, ifNoneMatch: headers['If-None-Match'] });
    },
  }),
  defineRoute({
    method: 'put',
    path: `${path}/{imageName}`,
    operationId: 'putPartImage',
    summary: 'Put up an image of a part, or another in its place',
    description:
      'A PNG, a JPEG or a WebP, by its bytes; at most 10 MiB, 16 to 16,000 pixels a side and 50 million in all. A part has at ' +
      'most 24. A new one comes last; one in the place of another keeps place and caption. With `If-None-Match: *` none takes ' +
      'another’s place, with `If-Match` only that of the one it names. Equal files take their space once.',
    tag,
    scope: 'imports:write',
    params,
    headers: z.object({
      'If-None-Match': z
        .literal('*')
        .optional()
        .meta({ description: 'Only where there is none with the name.' }),
      'If-Match': z
        .string()
        .regex(/^"[0-9a-f]{16,64}"$/)
        .optional()
        .meta({ description: 'Only in the place of this one: the `v` of its addresses, quoted.' }),
    }),
    body: { stream: PICTURE_TYPES, description: 'The picture.' },
    problems: {
      403: notOwn,
      404: noPart,
      408: 'The upload stood still.',
      409: 'The part has 24 images.',
      412:
        '`image-exists`: there is another with the name, and `If-None-Match` asks for none. `image-changed`: it isn’t the one any ' +
        'more that `If-Match` names.',
      413: 'The picture is over 10 MiB.',
      415: 'The body is of another media type.',
      429: '`image-space-used`: all your pictures together take as much as they may.',
    },
    responses: { 200: answer, 201: { ...answer, description: 'Put up: the part’s images as they are now.' } },
    async handle({ params: { partId, imageName }, headers }, { peers, call, request }) {
      const onlyNew = headers['If-None-Match'] === '*';
      const content = await readPicture(request, MAX_IMAGE_BYTES);
      const replaces = headers['If-Match']?.slice(1, -1) ?? '';
      const put = PutPartPictureRequest.fromPartial({ partId, name: imageName, content, onlyNew, replaces });
      const { album, created } = await peers.pictures.putPartPicture(put, call).catch(preconditionFailed);
      return { status: created ? 201 : 200, body: imagesOf(album) };
    },
  }),
  defineRoute({
    method: 'patch',
    path: `${path}/{imageName}`,
    operationId: 'changePartImage',
    summary: 'Change the caption or the place of an image',
    tag,
    scope: 'imports:write',
    params,
    body: {
      json: z.strictObject({
        caption: z
          .strictObject({ zh: text(300, 0).nullish(), en: text(300, 0).nullish() })
          .optional()
          .meta({ description: 'What is to be seen, for who doesn’t see it. Replaces both languages.' }),
        position: z.int().min(0).max(1_000).optional().meta({ description: 'Its place, from 0.' }),
      }),
    },
    problems: {
      403: notOwn,
      404: noImage,
      408: 'The body did not arrive in time.',
      413: 'The body is over 1 MB.',
      415: 'The body is not JSON.',
    },
    responses: { 200: answer },
    async handle({ params: { partId, imageName }, body: { caption, position } }, { peers, call }) {
      const { album } = await peers.pictures.changePartPicture(
        ChangePartPictureRequest.fromPartial({
          ...{ partId, name: imageName },
          ...(caption !== undefined && { caption: { zh: caption.zh ?? '', en: caption.en ?? '' } }),
          ...(position !== undefined && { position }),
        }),
        call,
      );
      return { status: 200, body: imagesOf(album) };
    },
  }),
  defineRoute({
    method: 'delete',
    path: `${path}/{imageName}`,
    operationId: 'deletePartImage',
    summary: 'Take an image of a part down',
    tag,
    scope: 'imports:write',
    params,
    problems: { 403: notOwn, 404: noImage },
    responses: { 200: answer },
    async handle({ params: { partId, imageName } }, { peers, call }) {
      const { album } = await peers.pictures.deletePartPicture(
        DeletePartPictureRequest.fromPartial({ partId, name: imageName }),
        call,
      );
      return { status: 200, body: imagesOf(album) };
    },
  }),
];
