import {
  ConfirmReservationRequest,
  type InventoryServiceService,
  ReleaseReservationRequest,
  ReserveRequest,
} from '@qipei/contracts/inventory/v1/inventory';
import { DomainError } from '@qipei/kernel';
import { type GrpcClient, systemContext } from '@qipei/service-kit';
import type { StockKeeper } from '../../domain/stock-keeper.ts';

/** Reservations of the inventory service, under the order's id. They don't end when the caller of the order goes away. */
export function inventoryStockKeeper(inventory: GrpcClient<typeof InventoryServiceService>): StockKeeper {
  return {
    async reserve(order, traceparent) {
      const request = ReserveRequest.fromPartial({
        reservationId: order.orderId,
        lines: order.lines.map(({ line, partId, warehouseId, quantity }) => ({
          line,
          partId,
          warehouseId,
          quantity,
        })),
      });
      try {
        const { reservation, shortages } = await inventory.reserve(
          request,
          systemContext(order.tenant, 'order', traceparent),
        );
        return reservation === undefined ? { shortages } : { reserved: reservation };
      } catch (error) {
        const final = error instanceof DomainError && (error.kind === 'conflict' || error.kind === 'invalid');
        if (!final) throw error;
        return { refusal: { code: error.code, message: error.message } };
      }
    },
    async confirm(order, traceparent) {
      try {
        await inventory.confirmReservation(
          ConfirmReservationRequest.fromPartial({ reservationId: order.orderId }),
          systemContext(order.tenant, 'order', traceparent),
        );
        return true;
      } catch (error) {
        // Released by somebody else: reserving again then says so for good.
        if (error instanceof DomainError && (error.kind === 'conflict' || error.kind === 'not-found'))
          return false;
        throw error;
      }
    },
    async release(order, traceparent) {
      await inventory.releaseReservation(
        ReleaseReservationRequest.fromPartial({ reservationId: order.orderId }),
        systemContext(order.tenant, 'order', traceparent),
      );
    },
  };
}
