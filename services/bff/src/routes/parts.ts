import { GetPartRequest, LookupNumberRequest } from '@qipei/contracts/catalog/v1/catalog';
import { ListPartPicturesRequest } from '@qipei/contracts/catalog/v1/picture';
import { ListPartFitmentsRequest } from '@qipei/contracts/fitment/v1/fitment';
import { GetAvailabilityRequest } from '@qipei/contracts/inventory/v1/inventory';
import { DomainError } from '@qipei/kernel';
import { z } from 'zod';
import { DEFAULT_PAGE_SIZE, id, pageSize, pageToken, text, wholeNumber } from '../http/request-fields.ts';
import { defineRoute, type Route, type RouteContext } from '../http/route.ts';
import { AvailabilityJson, availabilityJson } from '../resources/availability.ts';
import { FitmentJson, fitmentJson } from '../resources/fitment.ts';
import { PartJson, PartNumberJson, partJson, partNumberJson } from '../resources/part.ts';
import { WholePartJson, wholePartJson } from '../resources/part-details.ts';
import { textOrNull } from '../resources/unknown-values.ts';

const params = z.object({ partId: id('A part’s id.') });
const problems = { 404: 'There is no such part that you may see.' };

/** The one place that knows who may see a part. @throws DomainError not-found */
async function requirePart(partId: string, { peers, call }: RouteContext) {
  const { part } = await peers.catalog.getPart(GetPartRequest.fromPartial({ partId }), call);
  if (part === undefined) throw new Error('catalog answered without the part');
  return part;
}

/**
 * What another service answers of a part. Both are asked at once, and the catalogue has the first word: of a part that
 * isn't to be seen nothing else is told, whatever that service makes of the request.
 */
async function ofVisiblePart<T>(partId: string, answer: Promise<T>, context: RouteContext): Promise<T> {
  answer.catch(() => {});
  await requirePart(partId, context);
  return await answer;
}

/** The images that were put up; that they can't be had now is said, and doesn't cost the answer. */
async function albumOf(partId: string, { peers, call, logger }: RouteContext) {
  try {
    const asked = ListPartPicturesRequest.fromPartial({ partIds: [partId] });
    const { albums } = await peers.albums.listPartPictures(asked, call);
    return { album: albums[0], notes: [] };
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    const code = 'images-unknown';
    const { traceparent } = call;
    logger.warn({ cause: error.message, code, traceparent }, 'a part is answered without its images');
    return { album: undefined, notes: [{ code, message: 'Images can’t be looked up just now.' }] };
  }
}

export const partRoutes: readonly Route[] = [
  defineRoute({
    method: 'get',
    path: '/v1/parts/{partId}',
    operationId: 'getPart',
    summary: 'Get a part',
    tag: 'Parts',
    scope: 'catalog:read',
    guests: true,
    params,
    problems,
    responses: { 200: { description: 'The part.', schema: WholePartJson } },
    async handle({ params: { partId } }, context) {
      const [part, { album, notes }] = await Promise.all([
        requirePart(partId, context),
        albumOf(partId, context),
      ]);
      return { status: 200, body: { ...wholePartJson(part, album), ...(notes.length > 0 && { notes }) } };
    },
  }),
  defineRoute({
    method: 'get',
    path: '/v1/parts/{partId}/fitments',
    operationId: 'listPartFitments',
    summary: 'List the vehicles that a part fits',
    tag: 'Parts',
    scope: 'catalog:read',
    guests: true,
    params,
    query: z.strictObject({
      makeId: text(200).optional(),
      modelId: text(200).optional(),
      year: wholeNumber({ min: 1886, max: 2100 }).optional(),
      pageSize,
      pageToken,
    }),
    problems,
    responses: {
      200: {
        description: 'A page of fitments.',
        schema: z.object({
          fitments: z.array(FitmentJson),
          total: z.int(),
          nextPageToken: z.string().nullable(),
        }),
      },
    },
    async handle({ params: { partId }, query }, context) {
      const answer = context.peers.fitment.listPartFitments(
        ListPartFitmentsRequest.fromPartial({
          partId,
          makeId: query.makeId ?? '',
          modelId: query.modelId ?? '',
          year: query.year ?? 0,
          pageSize: query.pageSize ?? DEFAULT_PAGE_SIZE,
          pageToken: query.pageToken ?? '',
        }),
        context.call,
      );
      const page = await ofVisiblePart(partId, answer, context);
      return {
        status: 200,
        body: {
          fitments: page.fitments.map(fitmentJson),
          total: page.total,
          nextPageToken: textOrNull(page.nextPageToken),
        },
      };
    },
  }),
  defineRoute({
    method: 'get',
    path: '/v1/parts/{partId}/availability',
    operationId: 'getPartAvailability',
    summary: 'Get a part’s stock and prices',
    tag: 'Stock',
    scope: 'inventory:read',
    params,
    problems,
    responses: { 200: { description: 'As it is now.', schema: AvailabilityJson } },
    async handle({ params: { partId } }, context) {
      const answer = context.peers.inventory.getAvailability(
        GetAvailabilityRequest.fromPartial({ partIds: [partId] }),
        context.call,
      );
      const { availabilities } = await ofVisiblePart(partId, answer, context);
      const [availability] = availabilities;
      if (availability === undefined) throw new Error('inventory answered for no part');
      return { status: 200, body: availabilityJson(availability) };
    },
  }),
  defineRoute({
    method: 'get',
    path: '/v1/numbers/{number}',
    operationId: 'lookUpNumber',
    summary: 'Look up an OE or part number in any spelling',
    tag: 'Parts',
    scope: 'catalog:read',
    guests: true,
    params: z.object({ number: text(100).meta({ example: '90915-YZZJ3' }) }),
    query: z.strictObject({
      make: text(100).optional().meta({ description: 'Narrows to a vehicle maker or brand.' }),
      limit: wholeNumber({ min: 1, max: 200 })
        .optional()
        .meta({
          description: '50 unless given.',
          override: { type: 'integer', minimum: 1, maximum: 200, default: 50 },
        }),
    }),
    responses: {
      200: {
        description: 'The parts that have the number.',
        schema: z.object({
          keys: z.array(z.string()).meta({ description: 'Keys that were looked for.' }),
          matches: z.array(z.object({ part: PartJson, via: PartNumberJson.nullable() })),
        }),
      },
    },
    async handle({ params: { number }, query }, { peers, call }) {
      const { keys, matches } = await peers.catalog.lookupNumber(
        LookupNumberRequest.fromPartial({
          number,
          make: query.make ?? '',
          limit: query.limit ?? DEFAULT_PAGE_SIZE,
        }),
        call,
      );
      return {
        status: 200,
        body: {
          keys,
          matches: matches.flatMap(({ part, via }) =>
            part === undefined
              ? []
              : [{ part: partJson(part), via: via === undefined ? null : partNumberJson(via) }],
          ),
        },
      };
    },
  }),
];
