import type { InventoryStore, Scope } from '../domain/inventory-store.ts';
import { isTombstone, type Reservation, requireReservationId } from '../domain/reservation.ts';
import { moveAllocations } from './move-allocations.ts';

/**
 * Gives the stock back, also of a confirmed reservation. Again is harmless. Of one that was never made nothing is
 * returned, and from then on it can't be made. @throws InvalidInput
 */
export async function releaseReservation(
  reservationId: string,
  scope: Scope,
  { store }: { store: InventoryStore },
): Promise<Reservation | undefined> {
  requireReservationId(reservationId);
  return await store.transact(scope, { reservationId, partIds: [] }, (unit) => {
    const reservation = unit.reservation();
    if (reservation === undefined) {
      unit.putReservation({
        reservationId,
        state: 'released',
        allocations: [],
        prices: [],
        expiresAt: scope.now,
      });
      return undefined;
    }
    if (reservation.state === 'released') return isTombstone(reservation) ? undefined : reservation;
    if (reservation.state === 'held') moveAllocations(unit, reservation, { reserved: -1 });
    if (reservation.state === 'confirmed') moveAllocations(unit, reservation, { onHand: 1 });
    unit.setReservationState('released');
    return { ...reservation, state: 'released' };
  });
}
