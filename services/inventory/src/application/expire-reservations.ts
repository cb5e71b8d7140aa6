import type { InventoryStore, Scope } from '../domain/inventory-store.ts';
import { moveAllocations } from './move-allocations.ts';

const CHUNK = 50;

/**
 * Gives back what is held past its time; several may do so at once. Returns how many reservations expired by this call.
 * One that couldn't be given back holds up none of its chunk. @throws what the store threw first
 */
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
    const done = await Promise.allSettled(
      overdue.map(({ tenant, reservationId }) => expire(reservationId, { tenant, now, traceparent }, store)),
    );
    for (const each of done) if (each.status === 'fulfilled') expired += each.value;
    const failed = done.find((each) => each.status === 'rejected');
    if (failed !== undefined) throw failed.reason;
    if (overdue.length < CHUNK) return expired;
  }
}

async function expire(reservationId: string, scope: Scope, store: InventoryStore): Promise<number> {
  return await store.transact(scope, { reservationId, partIds: [] }, (unit) => {
    // Looked at again: it may have been confirmed or released since.
    const reservation = unit.reservation();
    if (reservation?.state !== 'held' || reservation.expiresAt > scope.now) return 0;
    moveAllocations(unit, reservation, { reserved: -1 });
    unit.setReservationState('expired');
    return 1;
  });
}
