import type { StockUnit } from '../domain/inventory-store.ts';
import type { Reservation } from '../domain/reservation.ts';

/** Adds each allocation's quantity, times the given sign, to what is on hand and to what is reserved. */
export function moveAllocations(
  unit: StockUnit,
  { reservationId, allocations }: Reservation,
  sign: { onHand?: 1 | -1; reserved?: 1 | -1 },
): void {
  for (const { partId, warehouseId, quantity } of allocations) {
    unit.move({
      partId,
      warehouseId,
      onHand: quantity * (sign.onHand ?? 0),
      reserved: quantity * (sign.reserved ?? 0),
      reason: sign.onHand === 1 ? 'cancel' : 'order',
      reference: reservationId,
    });
  }
}
