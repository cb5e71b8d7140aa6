import { LookupNumberRequest } from '@qipei/contracts/catalog/v1/catalog';
import {
  type CheckPair,
  CheckPairsRequest,
  ListUnresolvedFitmentsRequest,
  ListVehiclesOfPartsRequest,
} from '@qipei/contracts/fitment/v1/fitment';
import { SearchRequest } from '@qipei/contracts/search/v1/search';
import { z } from 'zod';
import { requireScope } from '../http/authenticate.ts';
import { GUEST } from '../http/guest.ts';
import { pageCost } from '../http/guest-limits.ts';
import { invalidField } from '../http/problem.ts';
import {
  DEFAULT_PAGE_SIZE,
  flag,
  id,
  pageSize,
  pageToken,
  text,
  wholeNumber,
} from '../http/request-fields.ts';
import { defineRoute, type Route, type RouteContext } from '../http/route.ts';
import { FitmentCheckJson, fitmentCheckAnswer } from '../resources/fitment-check.ts';
import { NumberVehiclesJson, numberVehiclesJson } from '../resources/number-vehicles.ts';
import { facetJson, hitJson, positionField, SearchResultJson } from '../resources/search-result.ts';
import { UnresolvedFitmentsJson, unresolvedFitmentsJson } from '../resources/unresolved-fitments.ts';
import { VehicleJson, vehicleJson } from '../resources/vehicle.ts';
import { lookUpHits } from './look-up-hits.ts';
import { type PartOfPair, resolveNumbers, visibleParts } from './resolve-pair-parts.ts';

const MAX_PAIRS = 10_000;
/** Of a guest, who looks at a few parts for one vehicle. */
const MAX_GUEST_PAIRS = 100;
/** So many pairs and their proof stay below gRPC's usual limit of a message. */
const PAIRS_A_CALL = 2_500;

const KnownBody = z.strictObject({
  displacementL: text(20).optional(),
  cylinders: z.int().min(1).max(32).optional(),
  fuel: text(80).optional(),
  body: text(80).optional(),
  engineModel: text(80).optional(),
  drive: text(80).optional(),
  transmission: text(80).optional(),
  qualifiers: z
    .record(text(200), z.boolean())
    .optional()
    .meta({ description: 'Whether the vehicle meets a qualifier, by its text.' }),
});

const PairBody = z.strictObject({
  partId: text(200).optional(),
  number: text(100).optional().meta({ description: 'In place of `partId`, in any spelling.' }),
  brand: text(100).optional().meta({ description: 'Whose part number `number` is.' }),
  make: text(100).optional().meta({ description: 'The vehicle maker whose OE number `number` is.' }),
  vehicleId: text(200).optional(),
  vin: text(64)
    .optional()
    .meta({ description: 'In place of `vehicleId`, or beside it: it tells more of the vehicle.' }),
  productionDate: text(40).optional().meta({ description: '`YYYY-MM` or `YYYY-MM-DD`.' }),
  known: KnownBody.optional().meta({
    description: 'What you know of the vehicle; used where the vehicle table leaves it open.',
  }),
});

const CheckBody = z
  .strictObject({
    pairs: z.array(PairBody).min(1).max(MAX_PAIRS).optional(),
    partIds: z.array(text(200)).min(1).max(MAX_PAIRS).optional(),
    vehicleIds: z.array(text(200)).min(1).max(MAX_PAIRS).optional(),
  })
  .refine(
    ({ pairs, partIds, vehicleIds }) =>
      pairs === undefined
        ? partIds !== undefined && vehicleIds !== undefined
        : partIds === undefined && vehicleIds === undefined,
    { params: { code: 'pairs-or-grid' }, message: 'give `pairs`, or `partIds` and `vehicleIds`' },
  )
  .refine(({ partIds = [], vehicleIds = [] }) => partIds.length * vehicleIds.length <= MAX_PAIRS, {
    path: ['partIds'],
    params: { code: 'too-many-pairs' },
    message: `parts and vehicles make at most ${MAX_PAIRS} pairs`,
  });

export const fitmentRoutes: readonly Route[] = [
  defineRoute({
    method: 'post',
    path: '/v1/fitments/check',
    operationId: 'checkFitments',
    summary: 'Check whether parts fit vehicles',
    description:
      'Up to 10,000 pairs, or a grid of `partIds` × `vehicleIds` answered part by part. Each answer has its proof, what ' +
      'would decide it where nobody can tell, and the nearest fitment where it doesn’t fit. What is wrong with one pair ' +
      '(`part-unknown`, `vehicle-unknown`, `vin-unknown`, `date-invalid`, …) is that answer’s `error`. Guests check up to ' +
      `${MAX_GUEST_PAIRS} pairs at once, of public parts, in a body of at most 64 KB.`,
    tag: 'Fitments',
    scope: 'catalog:read',
    guests: true,
    guestCost: ({ body }) => Math.max(1, pairsOf(body).length / 10),
    stopsWithCaller: true,
    body: { json: CheckBody, maxMb: 8 },
    responses: { 200: { description: 'An answer for each pair.', schema: FitmentCheckJson } },
    problems: {
      408: 'The body did not arrive in time.',
      413: 'The body is over 8 MB, or a guest’s over 64 KB.',
      415: 'The body is not JSON.',
    },
    async handle({ body }, context) {
      const pairs = pairsOf(body);
      if (context.caller === GUEST && pairs.length > MAX_GUEST_PAIRS)
        throw invalidField(
          'pairs',
          'too-many-pairs',
          `A guest checks at most ${MAX_GUEST_PAIRS} pairs at once.`,
        );
      return { status: 200, body: await checkedPairs(pairs, context) };
    },
  }),
  defineRoute({
    method: 'get',
    path: '/v1/vehicles/{vehicleId}/parts',
    operationId: 'listVehicleParts',
    summary: 'List the parts that fit a vehicle',
    description: 'Each with verdict and proof. `page` × `pageSize` is at most 10,000.',
    tag: 'Fitments',
    scope: 'catalog:read',
    guests: true,
    guestCost: pageCost,
    params: z.object({ vehicleId: id('A vehicle’s id.') }),
    query: z
      .strictObject({
        partTypeId: text(128).optional(),
        brandId: text(128).optional(),
        position: positionField,
        inStock: flag('Needs scope `inventory:read`.'),
        productionDate: text(40)
          .optional()
          .meta({ description: 'When it was built: `YYYY-MM` or `YYYY-MM-DD`.' }),
        page: wholeNumber({ min: 1, max: 1_000 }).optional(),
        pageSize: wholeNumber({ min: 1, max: 100 }).optional(),
      })
      .refine(({ page = 1, pageSize = 20 }) => page * pageSize <= 10_000, {
        path: ['page'],
        params: { code: 'page-too-deep' },
        message: 'an answer can be paged to its 10000th part; narrow it instead',
      }),
    responses: {
      200: {
        description: 'A page of parts.',
        schema: SearchResultJson.pick({
          total: true,
          page: true,
          pageSize: true,
          facets: true,
          notes: true,
        }).extend({
          vehicle: VehicleJson,
          parts: SearchResultJson.shape.hits,
        }),
      },
    },
    problems: { 404: 'There is no such vehicle.' },
    async handle({ params: { vehicleId }, query }, context) {
      if (query.inStock !== undefined) requireScope(context.caller, 'inventory:read', 'The filter inStock');
      const { page = 1, pageSize: size = 20, productionDate = '' } = query;
      const { partTypeId = '', brandId = '', position = '', inStock = false } = query;
      const found = await context.peers.search.search(
        SearchRequest.fromPartial({
          ...{ vehicleId, partTypeId, brandId, position, inStock },
          ...{ page, pageSize: size },
        }),
        context.call,
      );
      const [vehicle] = found.intent?.vehicles ?? [];
      if (vehicle === undefined) throw new Error('search answered without the vehicle');
      const live = await lookUpHits(found.hits, { vehicleIds: [vehicle.vehicleId], productionDate }, context);
      const seesStock = context.caller.scopes.has('inventory:read');
      return {
        status: 200,
        body: {
          vehicle: vehicleJson(vehicle),
          ...{ total: found.total, page, pageSize: size },
          parts: found.hits.map((hit) =>
            hitJson(hit, {
              availability: live.availability.get(hit.partId),
              verdict: live.verdicts.get(hit.partId),
              album: live.albums.get(hit.partId),
            }),
          ),
          facets: found.facets.filter(({ name }) => seesStock || name !== 'inStock').map(facetJson),
          notes: live.notes,
        },
      };
    },
  }),
  defineRoute({
    method: 'get',
    path: '/v1/numbers/{number}/vehicles',
    operationId: 'listNumberVehicles',
    summary: 'List the vehicles of an OE or part number',
    description:
      'The models and years that the parts with this number fit, each with the parts and numbers that say so.',
    tag: 'Fitments',
    scope: 'catalog:read',
    guests: true,
    params: z.object({ number: text(100).meta({ example: '90915-YZZJ3' }) }),
    query: z.strictObject({
      make: text(100).optional().meta({ description: 'Narrows to a vehicle maker or brand.' }),
      pageSize,
      pageToken,
    }),
    responses: { 200: { description: 'A page of models.', schema: NumberVehiclesJson } },
    async handle({ params: { number }, query }, { peers, call }) {
      const found = await peers.catalog.lookupNumber(
        LookupNumberRequest.fromPartial({ number, make: query.make ?? '', limit: MAX_PARTS_OF_NUMBER }),
        call,
      );
      const partIds = found.matches.flatMap(({ part }) => part?.partId ?? []);
      const page = await peers.fitment.listVehiclesOfParts(
        ListVehiclesOfPartsRequest.fromPartial({
          partIds,
          pageSize: query.pageSize ?? DEFAULT_PAGE_SIZE,
          pageToken: query.pageToken ?? '',
        }),
        call,
      );
      return { status: 200, body: numberVehiclesJson(found, page, MAX_PARTS_OF_NUMBER) };
    },
  }),
  defineRoute({
    method: 'get',
    path: '/v1/fitments/unresolved',
    operationId: 'listUnresolvedFitments',
    summary: 'List rows that wait for their parts or vehicles',
    description:
      'Rows of your imports that name vehicles which the vehicle table, or parts which the catalogue doesn’t know. They are taken ' +
      'in as soon as it does.',
    tag: 'Fitments',
    scope: 'imports:read',
    query: z.strictObject({ pageSize, pageToken }),
    responses: { 200: { description: 'A page of rows.', schema: UnresolvedFitmentsJson } },
    async handle({ query }, { peers, call }) {
      const page = await peers.fitment.listUnresolvedFitments(
        ListUnresolvedFitmentsRequest.create({
          pageSize: query.pageSize ?? DEFAULT_PAGE_SIZE,
          pageToken: query.pageToken ?? '',
        }),
        call,
      );
      return { status: 200, body: unresolvedFitmentsJson(page) };
    },
  }),
];

const MAX_PARTS_OF_NUMBER = 200;

function pairsOf(body: z.infer<typeof CheckBody>): z.infer<typeof PairBody>[] {
  const { pairs, partIds = [], vehicleIds = [] } = body;
  return pairs ?? partIds.flatMap((partId) => vehicleIds.map((vehicleId) => ({ partId, vehicleId })));
}

/** The catalogue says which parts there are for the caller, the vehicle table and the applications the rest. */
async function checkedPairs(
  pairs: readonly z.infer<typeof PairBody>[],
  context: RouteContext,
): Promise<z.infer<typeof FitmentCheckJson>> {
  const ofNumbers = await resolveNumbers(pairs, context);
  const answer = fitmentCheckAnswer(pairs.length);
  const asked: { place: number; partIds: string[]; pair: CheckPair }[] = [];
  pairs.forEach((pair, place) => {
    const fault = partFault(pair, ofNumbers[place] ?? []);
    const partIds = pair.partId === undefined ? (ofNumbers[place] ?? []) : [pair.partId];
    if (fault === undefined) asked.push({ place, partIds, pair: toCheckPair(pair, partIds) });
    else answer.refuse(place, [], ...fault);
  });
  const byId = pairs.flatMap(({ partId }) => partId ?? []);
  const [visible] = await Promise.all([visibleParts(byId, context), ask()]);
  pairs.forEach(({ partId }, place) => {
    if (partId !== undefined && !visible.has(partId)) answer.refuse(place, [], ...PART_UNKNOWN);
  });
  return answer.body();

  async function ask(): Promise<void> {
    for (let at = 0; at < asked.length; at += PAIRS_A_CALL) {
      const chunk = asked.slice(at, at + PAIRS_A_CALL);
      const request = CheckPairsRequest.create({ pairs: chunk.map(({ pair }) => pair) });
      answer.take(await context.peers.fitment.checkPairs(request, context.call), chunk);
    }
  }
}

const PART_UNKNOWN = ['part-unknown', 'There is no such part that you may see.'] as const;

/** The first thing that is wrong with what a pair has of its part. */
function partFault(
  pair: PartOfPair,
  ofNumber: readonly string[],
): readonly [code: string, message: string] | undefined {
  const { partId, number, brand, make } = pair;
  if (partId !== undefined && number !== undefined)
    return ['part-twice', 'A pair names its part by `partId` or by `number`, not by both.'];
  if (partId === undefined && number === undefined) return ['part-required', 'The pair names no part.'];
  if (number === undefined && (brand !== undefined || make !== undefined))
    return ['number-required', '`brand` and `make` say whose `number` it is.'];
  if (brand !== undefined && make !== undefined)
    return ['number-of-two', 'A number is of a brand or of a make, not of both.'];
  return number !== undefined && ofNumber.length === 0
    ? ['number-unknown', 'No part that you may see has this number.']
    : undefined;
}

function toCheckPair(pair: z.infer<typeof PairBody>, partIds: string[]): CheckPair {
  const { vehicleId = '', vin = '', productionDate = '', known } = pair;
  const { displacementL = '', cylinders = 0, fuel = '', body = '' } = known ?? {};
  const { engineModel = '', drive = '', transmission = '', qualifiers = {} } = known ?? {};
  const attributes = { displacementL, cylinders, fuel, body, engineModel, drive, transmission };
  const told = known === undefined ? undefined : { ...attributes, qualifiers };
  return { partIds, vehicleId, vin, productionDate, known: told };
}
