import * as messages from '@qipei/contracts/inventory/v1/inventory';
import type { Availability } from '../../application/get-availability.ts';
import type { PriceBreak } from '../../domain/offer.ts';
import type { Reservation, ReservationState } from '../../domain/reservation.ts';
import { available } from '../../domain/stock.ts';

const STATES: Record<ReservationState, messages.ReservationState> = {
  held: messages.ReservationState.HELD,
  confirmed: messages.ReservationState.CONFIRMED,
  released: messages.ReservationState.RELEASED,
  expired: messages.ReservationState.EXPIRED,
};

export function toReservation(reservation: Reservation): messages.Reservation {
  return {
    reservationId: reservation.reservationId,
    state: STATES[reservation.state],
    allocations: [...reservation.allocations],
    prices: [...reservation.prices],
    expiresAt: reservation.expiresAt,
  };
}

export function toAvailabilityMessage(part: Availability): messages.Availability {
  return {
    partId: part.partId,
    stock: part.levels.map((level) => ({ ...level, available: available(level) })),
    totalAvailable: part.totalAvailable,
    bestPrice: part.bestPrice,
    prices: [...part.prices],
    pricesVersion: part.pricesVersion,
  };
}

/** A price that was left out is one of no currency, which is refused. */
export function toPrice({ minQuantity, price }: messages.PriceBreak): PriceBreak {
  return { minQuantity, price: price ?? { amount: 0, currency: '' } };
}
