import {
  CancelOrderResponse,
  GetOrderResponse,
  ListOrdersResponse,
  type OrderServiceService,
  OrderState,
  PlaceOrderResponse,
} from '@qipei/contracts/order/v1/order';
import { InvalidInput } from '@qipei/kernel';
import type { CallContext, GrpcHandlers } from '@qipei/service-kit';
import { cancelOrder } from '../../application/cancel-order.ts';
import { type PlaceOrderDependencies, placeOrder } from '../../application/place-order.ts';
import { getOrder, listOrders } from '../../application/read-orders.ts';
import type { Caller } from '../../domain/part-catalogue.ts';
import { fromStateMessage, toOrderMessage } from '../protobuf/order-message.ts';

export function orderHandlers(
  dependencies: PlaceOrderDependencies,
): GrpcHandlers<typeof OrderServiceService> {
  return {
    async placeOrder(request, context) {
      const { order, replayed } = await placeOrder(request, callerOf(context), dependencies);
      return PlaceOrderResponse.fromPartial({ order: toOrderMessage(order), replayed });
    },
    async getOrder({ orderId }, context) {
      const order = await getOrder(orderId, callerOf(context), dependencies);
      return GetOrderResponse.fromPartial({ order: toOrderMessage(order) });
    },
    async listOrders({ state: asked, ...page }, context) {
      const state = fromStateMessage(asked);
      if (state === undefined && asked !== OrderState.UNSPECIFIED)
        throw new InvalidInput('state', 'state-invalid', 'There is no such state of an order.');
      const { orders, nextPageToken } = await listOrders({ ...page, state }, callerOf(context), dependencies);
      return ListOrdersResponse.fromPartial({ orders: orders.map(toOrderMessage), nextPageToken });
    },
    async cancelOrder({ orderId }, context) {
      const order = await cancelOrder(orderId, callerOf(context), dependencies);
      return CancelOrderResponse.fromPartial({ order: toOrderMessage(order) });
    },
  };
}

/** Without deadline and signal: an order that has begun goes on when its caller has gone. */
function callerOf({ tenant, customerId, actor, traceparent }: CallContext): Caller {
  return { tenant, customerId, actor, traceparent };
}
