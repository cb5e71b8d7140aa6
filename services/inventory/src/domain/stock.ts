export interface Warehouse {
  warehouseId: string;
  name: string;
}

/** What one warehouse has of one part. `onHand` falls below 0 where a count came in lower than what was promised. */
export interface StockLevel {
  warehouseId: string;
  onHand: number;
  /** Held for reservations that are neither confirmed nor given back. */
  reserved: number;
}

/** Why stock changed: a count was imported, an order took it, a cancelled order gave it back. */
export type LedgerReason = 'import' | 'order' | 'cancel';

/** What can still be promised. */
export function available(level: Pick<StockLevel, 'onHand' | 'reserved'>): number {
  return Math.max(0, level.onHand - level.reserved);
}

export function totalAvailable(levels: readonly StockLevel[]): number {
  return levels.reduce((sum, level) => sum + available(level), 0);
}
