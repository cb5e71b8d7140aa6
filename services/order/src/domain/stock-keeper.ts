import type { LineShortage, Order, ReservedStock } from './order.ts';

export type ReserveAnswer =
  | { reserved: ReservedStock }
  | { shortages: readonly LineShortage[] }
  /** It can't be reserved now or later. */
  | { refusal: { code: string; message: string } };

/**
 * Holds, takes and gives back stock for an order, under the order's id. Every call may be repeated with one effect.
 * A failure that may pass is thrown as a DomainError of kind `unavailable`, `deadline` or `exhausted`.
 */
export interface StockKeeper {
  reserve(order: Order, traceparent: string): Promise<ReserveAnswer>;
  /** False where what was reserved has expired and must be reserved anew. */
  confirm(order: Order, traceparent: string): Promise<boolean>;
  release(order: Order, traceparent: string): Promise<void>;
}
