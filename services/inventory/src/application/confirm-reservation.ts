import { NotFound } from '@qipei/kernel';
import { ReservationExpired, ReservationReleased } from '../domain/errors.ts';
import type { InventoryStore, Scope } from '../domain/inventory-store.ts';
import { isTombstone, type Reservation, requireReservationId } from '../domain/reservation.ts';
import { moveAllocations } from './move-allocations.ts';

/**
 * Takes what is held out of the stock for good. Again is harmless. One that is overdue but still held is confirmed: its
 * stock is there. @throws NotFound, ReservationReleased, ReservationExpired
 */
export async function confirmReservation(
  reservationId: string,
  scope: Scope,
  { store }: { store: InventoryStore },
): Promise<Reservation> {
  requireReservationId(reservationId);
  return await store.transact(scope, { reservationId, partIds: [] }, (unit) => {
    const reservation = unit.reservation();
    if (reservation === undefined || (reservation.state === 'released' && isTombstone(reservation)))
      throw new NotFound('reservation', reservationId);
    if (reservation.state === 'released') throw new ReservationReleased(reservationId);
    if (reservation.state === 'expired') throw new ReservationExpired(reservationId);
    if (reservation.state === 'confirmed') return reservation;
    moveAllocations(unit, reservation, { onHand: -1, reserved: -1 });
    unit.setReservationState('confirmed');
    return { ...reservation, state: 'confirmed' };
  });
}
