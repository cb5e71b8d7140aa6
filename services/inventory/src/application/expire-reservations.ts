import type { InventoryStore } from '../domain/inventory-store.ts';
import { moveAllocations } from './move-allocations.ts';

const CHUNK = 50;

/** Gives back what is held past its time. Returns how many reservations expired. */
export async function expireReservations({
  store,
  now,
  traceparent,
}: {
  store: InventoryStore;
  now: Date;
  traceparent: string;
}): Promise<number> {
  let expired = 0;
  for (;;) {
    const overdue = await store.overdue(now, CHUNK);
    const done = await Promise.all(
      overdue.map(({ tenant, reservationId }) =>
        store.transact({ tenant, now, traceparent }, (unit) => {
          // Looked at again: it may have been confirmed or released since.
          const reservation = unit.reservation(reservationId);
          if (reservation?.state !== 'held' || reservation.expiresAt > now) return 0;
          moveAllocations(unit, reservation, { reserved: -1 });
          unit.setReservationState(reservationId, 'expired');
          return 1;
        }),
      ),
    );
    expired += done.reduce<number>((sum, each) => sum + each, 0);
    if (overdue.length < CHUNK) return expired;
  }
}
