import { ListWarehousesRequest } from '@qipei/contracts/inventory/v1/inventory';
import {
  CancelOrderRequest,
  GetOrderRequest,
  ListOrdersRequest,
  type Order,
  PlaceOrderRequest,
} from '@qipei/contracts/order/v1/order';
import { DomainError } from '@qipei/kernel';
import { z } from 'zod';
import { DEFAULT_PAGE_SIZE, id, pageSize, pageToken, text } from '../http/request-fields.ts';
import { defineRoute, type Route } from '../http/route.ts';
import {
  ORDER_STATES,
  OrderJson,
  orderJson,
  orderState,
  ShortageJson,
  shortageJson,
} from '../resources/order.ts';
import { ORDER_COLUMNS, orderRows } from '../resources/order-table.ts';
import { fileFormat, TABLE_CONTENT, tableFile } from '../resources/table-file.ts';
import { textOrNull } from '../resources/unknown-values.ts';

const params = z.object({ orderId: id('An order’s id.') });
const notFound = { 404: 'There is no such order of yours.' };

const OrderBody = z
  .strictObject({
    lines: z
      .array(
        z.strictObject({
          partId: text(200),
          quantity: z.int().min(1).max(1_000_000),
          warehouseId: text(200).optional().meta({ description: 'Any warehouse unless given.' }),
        }),
      )
      .min(1)
      .max(1_000),
    customerReference: text(200, 0).optional(),
  })
  .meta({ id: 'PlaceOrder' });

function required(order: Order | undefined): Order {
  if (order === undefined) throw new Error('order answered without the order');
  return order;
}

const Shortages = z.array(ShortageJson.extend({ warehouseId: z.string() }));

/** The lines that lack stock, in the words of REST: no warehouse asked for is null. */
function refused(error: unknown): never {
  if (!(error instanceof DomainError) || error.code !== 'out-of-stock') throw error;
  const shortages = Shortages.parse(error.details.shortages).map(shortageJson);
  throw new DomainError({
    ...error,
    message: error.message,
    details: { ...error.details, shortages },
    cause: error,
  });
}

export const orderRoutes: readonly Route[] = [
  defineRoute({
    method: 'post',
    path: '/v1/orders',
    operationId: 'placeOrder',
    summary: 'Place an order',
    description:
      'All lines are reserved or none. Send it again with the same `Idempotency-Key` when no answer came: it is placed once. ' +
      'An order that was refused for its stock stays refused under its key; take a new key to try again.',
    tag: 'Orders',
    scope: 'orders:write',
    headers: z.object({
      'Idempotency-Key': z
        .string()
        .regex(/^[\x20-\x7e]{1,200}$/, 'must be 1 to 200 printable ASCII characters')
        .meta({ description: 'Yours to choose, new for each order.' }),
    }),
    body: { json: OrderBody },
    responses: {
      201: { description: 'Placed.', schema: OrderJson, headers: { Location: 'The order.' } },
      200: {
        description: 'It had been placed before under this key.',
        schema: OrderJson,
        headers: { Location: 'The order.', 'Idempotency-Replayed': '`true`' },
      },
    },
    problems: {
      409: 'Out of stock (`shortages` names the lines), or the key was used for another order.',
      408: 'The body did not arrive in time.',
      413: 'The body is over 1 MB.',
      415: 'The body is not JSON.',
    },
    async handle({ headers, body }, { peers, call }) {
      const { order, replayed } = await peers.order
        .placeOrder(
          PlaceOrderRequest.fromPartial({
            idempotencyKey: headers['Idempotency-Key'],
            customerReference: body.customerReference ?? '',
            lines: body.lines.map(({ partId, quantity, warehouseId = '' }) => ({
              partId,
              quantity,
              warehouseId,
            })),
          }),
          call,
        )
        .catch(refused);
      return {
        status: replayed ? 200 : 201,
        body: orderJson(required(order)),
        headers: {
          Location: `/v1/orders/${encodeURIComponent(required(order).orderId)}`,
          ...(replayed ? { 'Idempotency-Replayed': 'true' } : {}),
        },
      };
    },
  }),
  defineRoute({
    method: 'get',
    path: '/v1/orders',
    operationId: 'listOrders',
    summary: 'List your orders',
    tag: 'Orders',
    scope: 'orders:read',
    query: z.strictObject({ state: z.enum(ORDER_STATES).optional(), pageSize, pageToken }),
    responses: {
      200: {
        description: 'A page of orders.',
        schema: z.object({ orders: z.array(OrderJson), nextPageToken: z.string().nullable() }),
      },
    },
    async handle({ query }, { peers, call }) {
      const { orders, nextPageToken } = await peers.order.listOrders(
        ListOrdersRequest.fromPartial({
          state: orderState(query.state),
          pageSize: query.pageSize ?? DEFAULT_PAGE_SIZE,
          pageToken: query.pageToken ?? '',
        }),
        call,
      );
      return {
        status: 200,
        body: { orders: orders.map(orderJson), nextPageToken: textOrNull(nextPageToken) },
      };
    },
  }),
  defineRoute({
    method: 'get',
    path: '/v1/orders/{orderId}',
    operationId: 'getOrder',
    summary: 'Get an order',
    tag: 'Orders',
    scope: 'orders:read',
    params,
    problems: notFound,
    responses: { 200: { description: 'The order.', schema: OrderJson } },
    async handle({ params: { orderId } }, { peers, call }) {
      const { order } = await peers.order.getOrder(GetOrderRequest.fromPartial({ orderId }), call);
      return { status: 200, body: orderJson(required(order)) };
    },
  }),
  defineRoute({
    method: 'get',
    path: '/v1/orders/{orderId}/file',
    operationId: 'getOrderFile',
    summary: 'Download an order as a table',
    description:
      'A row a line, for a spreadsheet or a shop’s own program. Prices are decimals in `currency`. `warehouseName` is what people call ' +
      'the warehouses of a line, or their code where they have no name; it is empty without the scope `inventory:read`.',
    tag: 'Orders',
    scope: 'orders:read',
    params,
    query: z.strictObject({ format: fileFormat }),
    problems: notFound,
    responses: { 200: { description: 'The file.', otherContent: TABLE_CONTENT } },
    async handle({ params: { orderId }, query }, { peers, call, caller }) {
      const { order } = await peers.order.getOrder(GetOrderRequest.fromPartial({ orderId }), call);
      const answer = orderJson(required(order));
      let nameOf: ((warehouseId: string) => string) | undefined;
      if (caller.scopes.has('inventory:read')) {
        const listed = await peers.inventory.listWarehouses(ListWarehousesRequest.fromPartial({}), call);
        const names = new Map(listed.warehouses.map(({ warehouseId, name }) => [warehouseId, name]));
        nameOf = (warehouseId) => names.get(warehouseId) || warehouseId;
      }
      return tableFile(orderRows(answer, nameOf), {
        ...{ format: query.format, columns: ORDER_COLUMNS, name: `order-${answer.orderId}` },
        at: new Date(answer.updatedAt ?? answer.createdAt ?? 0),
      });
    },
  }),
  defineRoute({
    method: 'post',
    path: '/v1/orders/{orderId}/cancel',
    operationId: 'cancelOrder',
    summary: 'Cancel an order',
    description: 'Gives the stock back. Cancelling again changes nothing.',
    tag: 'Orders',
    scope: 'orders:write',
    params,
    problems: { ...notFound, 409: 'The order can’t be cancelled any more.' },
    responses: { 200: { description: 'The order as it is now.', schema: OrderJson } },
    async handle({ params: { orderId } }, { peers, call }) {
      const { order } = await peers.order.cancelOrder(CancelOrderRequest.fromPartial({ orderId }), call);
      return { status: 200, body: orderJson(required(order)) };
    },
  }),
];
