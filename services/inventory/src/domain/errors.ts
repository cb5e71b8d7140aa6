import { DomainError } from '@qipei/kernel';
import { type PriceBreak, pricesVersion } from './offer.ts';
import { available, type StockLevel } from './stock.ts';

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

/** Another has changed the level since it was looked at. */
export class StockChanged extends DomainError {
  constructor(level: StockLevel) {
    super({
      kind: 'conflict',
      code: 'stock-changed',
      message: `There are ${level.onHand} by now: look again, then change it.`,
      details: { current: { ...level, available: available(level) } },
    });
  }
}

/** Orders under way hold what would be taken away. */
export class StockReserved extends DomainError {
  constructor(level: StockLevel) {
    super({
      kind: 'conflict',
      code: 'stock-reserved',
      message: `Of ${level.onHand} there are ${level.reserved} reserved for orders: fewer can't be left. An order that isn't confirmed in time gives its stock back.`,
      details: { current: { ...level, available: available(level) } },
    });
  }
}

export class EditKeyUsed extends DomainError {
  constructor() {
    super({
      kind: 'conflict',
      code: 'idempotency-key-used',
      message: 'The key was used for another change of this part; take a new one.',
    });
  }
}

/** Another has changed the prices since they were looked at. */
export class PricesChanged extends DomainError {
  constructor(prices: readonly PriceBreak[]) {
    super({
      kind: 'conflict',
      code: 'prices-changed',
      message: 'The prices are others by now: look again, then change them.',
      details: { current: { prices, pricesVersion: pricesVersion(prices) } },
    });
  }
}
