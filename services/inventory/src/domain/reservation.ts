import { InvalidInput, type Money } from '@qipei/kernel';
import type { Allocation, ReservationLine } from './allocate.ts';
import { MAX_QUANTITY } from './stock.ts';

export type ReservationState = 'held' | 'confirmed' | 'released' | 'expired';

export interface LinePrice {
  line: number;
  /** Absent where the part had no offer at that quantity. */
  unitPrice: Money | undefined;
}

export interface Reservation {
  reservationId: string;
  state: ReservationState;
  /** Empty for a release that came before anything was reserved. */
  allocations: readonly Allocation[];
  /** Of each line, at the time of reserving. */
  prices: readonly LinePrice[];
  /** When a held one is given back; it stays held until then and until somebody looks. */
  expiresAt: Date;
}

export const MAX_LINES = 1_000;
const RESERVATION_ID = /^[A-Za-z0-9_-]{1,100}$/;
const WAREHOUSE_ID = /^[A-Za-z0-9._-]{1,64}$/;
const MAX_PART_ID = 100;

/** A release of something that was never reserved leaves this, so that a late reserve is refused. */
export function isTombstone(reservation: Reservation): boolean {
  return reservation.allocations.length === 0;
}

export function isWarehouseId(value: string): boolean {
  return WAREHOUSE_ID.test(value);
}

/** @throws InvalidInput */
export function requireReservationId(value: string): string {
  if (RESERVATION_ID.test(value)) return value;
  throw new InvalidInput(
    'reservationId',
    'reservation-id-invalid',
    "A reservation id is 1 to 100 letters, digits, '_' or '-'.",
  );
}

/** Any text can be asked for as a part: what isn't one has no stock. Only its length is bounded. @throws InvalidInput */
export function requirePartId(field: string, value: string): string {
  if (value !== '' && value.length <= MAX_PART_ID) return value;
  throw new InvalidInput(field, 'part-id-invalid', `A part id has 1 to ${MAX_PART_ID} characters.`);
}

/** @throws InvalidInput that names the line by its place in the request. */
export function requireLines(lines: readonly ReservationLine[]): readonly ReservationLine[] {
  if (lines.length === 0 || lines.length > MAX_LINES) {
    throw new InvalidInput('lines', 'lines-invalid', `A reservation has 1 to ${MAX_LINES} lines.`);
  }
  const seen = new Set<number>();
  for (const [i, { line, partId, warehouseId, quantity }] of lines.entries()) {
    if (!Number.isInteger(line) || line < 1 || seen.has(line)) {
      throw new InvalidInput(
        `lines[${i}].line`,
        'line-invalid',
        'Lines are numbered from 1, each number once.',
      );
    }
    seen.add(line);
    requirePartId(`lines[${i}].partId`, partId);
    if (warehouseId !== '' && !isWarehouseId(warehouseId)) {
      throw new InvalidInput(
        `lines[${i}].warehouseId`,
        'warehouse-id-invalid',
        "A warehouse id is 1 to 64 letters, digits, '.', '_' or '-'.",
      );
    }
    if (!Number.isInteger(quantity) || quantity < 1 || quantity > MAX_QUANTITY) {
      throw new InvalidInput(
        `lines[${i}].quantity`,
        'quantity-invalid',
        `A quantity is a whole number from 1 to ${MAX_QUANTITY}.`,
      );
    }
  }
  return lines;
}
