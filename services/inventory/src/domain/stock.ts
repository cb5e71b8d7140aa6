/** Of one line, or of one part in one warehouse. */
export const MAX_QUANTITY = 1_000_000_000;

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

/** Why somebody put a level right by more or less. */
export const ADJUSTMENT_REASONS = ['correction', 'damaged', 'found', 'lost', 'received', 'returned'] as const;
export type AdjustmentReason = (typeof ADJUSTMENT_REASONS)[number];

/** Why stock is edited by hand: it was counted, or there is more or less of it. */
export type EditReason = 'counted' | AdjustmentReason;

/** Why stock changed: a count was imported, an order took it, a cancelled order gave it back, or somebody edited it. */
export type LedgerReason = 'import' | 'order' | 'cancel' | EditReason;

/** What can still be promised. */
export function available(level: Pick<StockLevel, 'onHand' | 'reserved'>): number {
  return Math.max(0, level.onHand - level.reserved);
}

export function totalAvailable(levels: readonly StockLevel[]): number {
  return levels.reduce((sum, level) => sum + available(level), 0);
}
