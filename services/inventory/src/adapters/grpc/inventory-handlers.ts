import {
  type ChangeStockRequest,
  ChangeStockResponse,
  ConfirmReservationResponse,
  GetAvailabilityResponse,
  GetReservationResponse,
  type InventoryServiceService,
  ListPriceChangesResponse,
  ListStockEntriesResponse,
  ListStockResponse,
  ListWarehousesResponse,
  ReleaseReservationResponse,
  ReserveResponse,
  SetPricesResponse,
} from '@qipei/contracts/inventory/v1/inventory';
import { type Clock, InvalidInput } from '@qipei/kernel';
import type { CallContext, GrpcHandlers } from '@qipei/service-kit';
import { changeStock, type StockChange } from '../../application/change-stock.ts';
import { confirmReservation } from '../../application/confirm-reservation.ts';
import { getAvailability, toAvailability } from '../../application/get-availability.ts';
import { getReservation } from '../../application/get-reservation.ts';
import { listPriceChanges, listStockEntries } from '../../application/list-entries.ts';
import { listStock } from '../../application/list-stock.ts';
import { releaseReservation } from '../../application/release-reservation.ts';
import { reserve } from '../../application/reserve.ts';
import { setPrices } from '../../application/set-prices.ts';
import type { InventoryStore, Scope } from '../../domain/inventory-store.ts';
import { toAvailabilityMessage, toPrice, toReservation } from './inventory-messages.ts';

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
      return GetAvailabilityResponse.fromPartial({ availabilities: found.map(toAvailabilityMessage) });
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
    async listStock(request, { tenant }) {
      const { parts, nextPageToken } = await listStock(tenant, request, dependencies);
      return ListStockResponse.fromPartial({
        availabilities: parts.map(toAvailabilityMessage),
        nextPageToken,
      });
    },
    async changeStock(request, context) {
      const { partId, warehouseId, idempotencyKey: key } = request;
      const command = { partId, warehouseId, key, change: toChange(request), actor: context.actor };
      const { part, replayed } = await changeStock(command, scopeOf(context), dependencies);
      return ChangeStockResponse.fromPartial({
        availability: toAvailabilityMessage(toAvailability(part)),
        replayed,
      });
    },
    async setPrices({ partId, prices, expectedVersion }, context) {
      const command = { partId, prices: prices.map(toPrice), expectedVersion, actor: context.actor };
      const part = await setPrices(command, scopeOf(context), dependencies);
      return SetPricesResponse.fromPartial({ availability: toAvailabilityMessage(toAvailability(part)) });
    },
    async listStockEntries(request, { tenant }) {
      const { entries, nextPageToken } = await listStockEntries(tenant, request, dependencies);
      return ListStockEntriesResponse.fromPartial({ entries, nextPageToken });
    },
    async listPriceChanges(request, { tenant }) {
      const { entries: changes, nextPageToken } = await listPriceChanges(tenant, request, dependencies);
      return ListPriceChangesResponse.fromPartial({ changes, nextPageToken });
    },
  };
}

/** @throws InvalidInput */
function toChange({ count, delta, reason }: ChangeStockRequest): StockChange {
  if (count === undefined) return { delta, reason };
  if (delta === 0 && reason === '') return count;
  throw new InvalidInput('delta', 'not-allowed', 'A count is given, or a change with its reason; not both.');
}
