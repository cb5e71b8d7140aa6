import {
  ConfirmReservationResponse,
  GetAvailabilityResponse,
  GetReservationResponse,
  type InventoryServiceService,
  ListWarehousesResponse,
  ReleaseReservationResponse,
  ReserveResponse,
} from '@qipei/contracts/inventory/v1/inventory';
import type { Clock } from '@qipei/kernel';
import type { CallContext, GrpcHandlers } from '@qipei/service-kit';
import { confirmReservation } from '../../application/confirm-reservation.ts';
import { getAvailability } from '../../application/get-availability.ts';
import { getReservation } from '../../application/get-reservation.ts';
import { releaseReservation } from '../../application/release-reservation.ts';
import { reserve } from '../../application/reserve.ts';
import type { InventoryStore, Scope } from '../../domain/inventory-store.ts';
import { toAvailability, toReservation } from './inventory-messages.ts';

export function inventoryHandlers(dependencies: {
  store: InventoryStore;
  clock: Clock;
  holdMs: number;
}): GrpcHandlers<typeof InventoryServiceService> {
  const { store, clock } = dependencies;
  const scopeOf = ({ tenant, traceparent }: CallContext): Scope => ({
    tenant,
    traceparent,
    now: clock.now(),
  });
  return {
    async listWarehouses(_request, { tenant }) {
      return ListWarehousesResponse.fromPartial({ warehouses: await store.warehouses(tenant) });
    },
    async getAvailability({ partIds }, { tenant }) {
      const found = await getAvailability(tenant, partIds, dependencies);
      return GetAvailabilityResponse.fromPartial({ availabilities: found.map(toAvailability) });
    },
    async reserve({ reservationId, lines }, context) {
      const outcome = await reserve({ reservationId, lines }, scopeOf(context), dependencies);
      return ReserveResponse.fromPartial(
        'shortages' in outcome ? outcome : { reservation: toReservation(outcome.reservation) },
      );
    },
    async confirmReservation({ reservationId }, context) {
      const reservation = await confirmReservation(reservationId, scopeOf(context), dependencies);
      return ConfirmReservationResponse.fromPartial({ reservation: toReservation(reservation) });
    },
    async releaseReservation({ reservationId }, context) {
      const reservation = await releaseReservation(reservationId, scopeOf(context), dependencies);
      return ReleaseReservationResponse.fromPartial(
        reservation === undefined ? {} : { reservation: toReservation(reservation) },
      );
    },
    async getReservation({ reservationId }, { tenant }) {
      const reservation = await getReservation(tenant, reservationId, dependencies);
      return GetReservationResponse.fromPartial({ reservation: toReservation(reservation) });
    },
  };
}
