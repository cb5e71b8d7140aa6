import { DomainError } from '@qipei/kernel';

export class ReservationReleased extends DomainError {
  constructor(reservationId: string) {
    super({
      kind: 'conflict',
      code: 'reservation-released',
      message: `The reservation '${reservationId}' has been released; it can't be used again.`,
    });
  }
}

export class ReservationExpired extends DomainError {
  constructor(reservationId: string) {
    super({
      kind: 'conflict',
      code: 'reservation-expired',
      message: `The reservation '${reservationId}' was not confirmed in time; its stock was given back. Reserve anew.`,
    });
  }
}

/** Others wrote to the same stock, or to the same file, for too long. */
export class InventoryBusy extends DomainError {
  constructor(cause: unknown) {
    super({
      kind: 'unavailable',
      code: 'inventory-busy',
      message: 'The stock can’t be written to at the moment; try again.',
      cause,
    });
  }
}
