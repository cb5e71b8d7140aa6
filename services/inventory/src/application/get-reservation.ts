import { NotFound } from '@qipei/kernel';
import type { InventoryStore } from '../domain/inventory-store.ts';
import { isTombstone, type Reservation, requireReservationId } from '../domain/reservation.ts';

/** @throws NotFound */
export async function getReservation(
  tenant: string,
  reservationId: string,
  { store }: { store: InventoryStore },
): Promise<Reservation> {
  const reservation = await store.reservation(tenant, requireReservationId(reservationId));
  if (reservation === undefined || isTombstone(reservation)) throw new NotFound('reservation', reservationId);
  return reservation;
}
