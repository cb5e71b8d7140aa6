import { GetPartRequest } from '@qipei/contracts/catalog/v1/catalog';
import {
  type Availability,
  ChangeStockRequest,
  SetPricesRequest,
} from '@qipei/contracts/inventory/v1/inventory';
import { z } from 'zod';
import { DEFAULT_PAGE_SIZE, id, pageSize, pageToken, text, wholeNumber } from '../http/request-fields.ts';
import { defineRoute, type Route, type RouteContext } from '../http/route.ts';
import { AvailabilityJson, availabilityJson } from '../resources/availability.ts';
import { StockOfPartJson } from '../resources/stock.ts';
import { textOrNull } from '../resources/unknown-values.ts';
import { BODY_PROBLEMS } from './session.ts';
import { foundStock, listedStock } from './stock-rows.ts';

const MAX_QUANTITY = 1_000_000_000;
const MAX_PRICES = 50;
const REASONS = ['correction', 'damaged', 'found', 'lost', 'received', 'returned'] as const;

const StockChangeBody = z
  .strictObject({
    onHand: z.int().min(0).max(MAX_QUANTITY).optional().meta({ description: 'What was counted.' }),
    expectedOnHand: z.int().optional().meta({ description: 'What was there when you looked.' }),
    delta: z
      .int()
      .min(-MAX_QUANTITY)
      .max(MAX_QUANTITY)
      .optional()
      .meta({ description: 'How many more or less.' }),
    reason: z.enum(REASONS).optional().meta({ description: 'Of a `delta`.' }),
  })
  .refine(
    ({ onHand, expectedOnHand, delta, reason }) =>
      onHand === undefined
        ? expectedOnHand === undefined && delta !== undefined && reason !== undefined
        : expectedOnHand !== undefined && delta === undefined && reason === undefined,
    {
      params: { code: 'stock-change-invalid' },
      message: 'must have either `onHand` and `expectedOnHand`, or `delta` and `reason`',
    },
  )
  .meta({ id: 'StockChange' });

const OfferBody = z
  .strictObject({
    prices: z
      .array(
        z.strictObject({
          minQuantity: z.int().min(1).max(MAX_QUANTITY),
          price: z.strictObject({
            amount: z.int().min(1).meta({ description: 'Minor units (cents, fen).' }),
            currency: text(3, 3).meta({ description: 'ISO 4217.', example: 'CNY' }),
          }),
        }),
      )
      .max(MAX_PRICES)
      .meta({ description: 'One from each quantity on; none takes the part off the list.' }),
    pricesVersion: text(100).meta({ description: 'Of the prices that you have seen.' }),
  })
  .meta({ id: 'SetOffer' });

/** Who asks for a part that isn't to be seen learns nothing of it, and changes nothing. @throws DomainError not-found */
async function requirePart(partId: string, { peers, call }: RouteContext): Promise<void> {
  await peers.catalog.getPart(GetPartRequest.fromPartial({ partId }), call);
}

function required(availability: Availability | undefined): Availability {
  if (availability === undefined) throw new Error('inventory answered without the part');
  return availability;
}

export const stockRoutes: readonly Route[] = [
  defineRoute({
    method: 'get',
    path: '/v1/stock',
    operationId: 'listStock',
    summary: 'List your stock and prices',
    description:
      'Without `q` and `brandId` all that you have, or had, stock or a price of. With them what the search finds, also parts ' +
      'that you never had any of; to its 10,000th hit. A page may have fewer parts than `pageSize`, or none: there is more as ' +
      'long as there is a `nextPageToken`.',
    tag: 'Stock',
    scope: 'inventory:write',
    query: z.strictObject({
      q: text(512, 0).optional().meta({ description: 'A number in any spelling, or words.' }),
      brandId: text(128).optional(),
      warehouseId: text(64).optional().meta({ description: 'Only what it has, or had, something of.' }),
      availableBelow: wholeNumber({ min: 1, max: MAX_QUANTITY }).optional().meta({
        description: 'Only what fewer are available of, there or in all: 1 for what there is none of.',
      }),
      pageSize,
      pageToken,
    }),
    responses: {
      200: {
        description: 'A page.',
        schema: z.object({ parts: z.array(StockOfPartJson), nextPageToken: z.string().nullable() }),
      },
    },
    async handle({ query }, context) {
      const asked = {
        q: query.q?.trim() ?? '',
        brandId: query.brandId ?? '',
        warehouseId: query.warehouseId ?? '',
        availableBelow: query.availableBelow ?? 0,
        pageSize: query.pageSize ?? DEFAULT_PAGE_SIZE,
        pageToken: query.pageToken ?? '',
      };
      const rows = asked.q === '' && asked.brandId === '' ? listedStock : foundStock;
      const { parts, nextPageToken } = await rows(asked, context);
      return { status: 200, body: { parts, nextPageToken: textOrNull(nextPageToken) } };
    },
  }),
  defineRoute({
    method: 'patch',
    path: '/v1/parts/{partId}/stock/{warehouseId}',
    operationId: 'changePartStock',
    summary: 'Put right what a warehouse has of a part',
    description:
      'A count says what was there when you looked, and is refused where another has changed it since. A `delta` needs a reason. ' +
      'Either goes into the ledger. Sent again with the same `Idempotency-Key` it is done once. What is reserved for orders ' +
      'under way can’t be taken away. An unknown warehouse is refused: imports make warehouses.',
    tag: 'Stock',
    scope: 'inventory:write',
    params: z.object({ partId: id('A part’s id.'), warehouseId: id('A warehouse’s id.') }),
    headers: z.object({
      'Idempotency-Key': z
        .string()
        .regex(/^[\x20-\x7e]{1,200}$/, 'must be 1 to 200 printable ASCII characters')
        .meta({ description: 'Yours to choose, new for each change.' }),
    }),
    body: { json: StockChangeBody },
    responses: {
      200: {
        description: 'Stock and prices of the part as they are now.',
        schema: AvailabilityJson,
        headers: { 'Idempotency-Replayed': '`true` where it had been done before under this key.' },
      },
    },
    problems: {
      ...BODY_PROBLEMS,
      404: 'There is no such part that you may see, or no such warehouse of yours (`warehouse-not-found`).',
      409:
        'Another has changed it (`stock-changed`), or orders hold it (`stock-reserved`): `current` is the level as it is. ' +
        'Or the key was used for another change (`idempotency-key-used`).',
    },
    async handle({ params: { partId, warehouseId }, headers, body }, context) {
      const { onHand, expectedOnHand = 0, delta = 0, reason = '' } = body;
      await requirePart(partId, context);
      const { availability, replayed } = await context.peers.inventory.changeStock(
        ChangeStockRequest.fromPartial({
          ...{ partId, warehouseId, idempotencyKey: headers['Idempotency-Key'] },
          ...(onHand === undefined ? { delta, reason } : { count: { onHand, expectedOnHand } }),
        }),
        context.call,
      );
      return {
        status: 200,
        body: availabilityJson(required(availability)),
        headers: replayed ? { 'Idempotency-Replayed': 'true' } : {},
      };
    },
  }),
  defineRoute({
    method: 'put',
    path: '/v1/parts/{partId}/offer',
    operationId: 'putPartOffer',
    summary: 'Set what a part costs',
    description:
      'All of its prices at once, each from a quantity on. `pricesVersion` says which ones you have seen: where another has changed ' +
      'them since, nothing is written. Asking for what is so already is no change.',
    tag: 'Stock',
    scope: 'offers:write',
    params: z.object({ partId: id('A part’s id.') }),
    body: { json: OfferBody },
    responses: {
      200: { description: 'Stock and prices of the part as they are now.', schema: AvailabilityJson },
    },
    problems: {
      ...BODY_PROBLEMS,
      404: 'There is no such part that you may see.',
      409: 'Another has changed them (`prices-changed`): `current` has the prices and their version.',
    },
    async handle({ params: { partId }, body: { prices, pricesVersion } }, context) {
      await requirePart(partId, context);
      const { availability } = await context.peers.inventory.setPrices(
        SetPricesRequest.fromPartial({ partId, prices, expectedVersion: pricesVersion }),
        context.call,
      );
      return { status: 200, body: availabilityJson(required(availability)) };
    },
  }),
];
