import { allocate, type ReservationLine, type Shortage } from '../domain/allocate.ts';
import { ReservationReleased } from '../domain/errors.ts';
import type { InventoryStore, ReservationUnit, Scope } from '../domain/inventory-store.ts';
import { unitPrice } from '../domain/offer.ts';
import { type Reservation, requireLines, requireReservationId } from '../domain/reservation.ts';
import { moveAllocations } from './move-allocations.ts';

export interface Reserve {
  reservationId: string;
  lines: readonly ReservationLine[];
}

export type ReserveOutcome = { reservation: Reservation } | { shortages: Shortage[] };

/**
 * Holds stock for all lines or for none. The same id again answers with what it holds; once it has expired it is
 * reserved anew. @throws InvalidInput, ReservationReleased
 */
export async function reserve(
  command: Reserve,
  scope: Scope,
  { store, holdMs }: { store: InventoryStore; holdMs: number },
): Promise<ReserveOutcome> {
  requireReservationId(command.reservationId);
  requireLines(command.lines);
  const { reservationId, lines } = command;
  const about = { reservationId, partIds: lines.map(({ partId }) => partId) };
  return await store.transact(scope, about, (unit) => reserveIn(unit, command, holdMs));
}

function reserveIn(unit: ReservationUnit, { reservationId, lines }: Reserve, holdMs: number): ReserveOutcome {
  const { now } = unit.scope;
  const earlier = unit.reservation();
  if (earlier?.state === 'released') throw new ReservationReleased(reservationId);
  if (earlier?.state === 'confirmed') return { reservation: earlier };
  if (earlier?.state === 'held') {
    if (earlier.expiresAt > now) return { reservation: earlier };
    moveAllocations(unit, earlier, { reserved: -1 });
    unit.setReservationState('expired');
  }
  const { allocations, shortages } = allocate(lines, (partId) => unit.levels(partId));
  if (shortages.length > 0) return { shortages };
  const reservation: Reservation = {
    reservationId,
    state: 'held',
    allocations,
    prices: lines.map(({ line, partId, quantity }) => ({
      line,
      unitPrice: unitPrice(unit.prices(partId), quantity),
    })),
    expiresAt: new Date(now.getTime() + holdMs),
  };
  moveAllocations(unit, reservation, { reserved: 1 });
  unit.putReservation(reservation);
  return { reservation };
}
