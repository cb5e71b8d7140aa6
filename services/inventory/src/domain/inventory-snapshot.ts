import type { Money } from '@qipei/kernel';
import type { PriceChange } from './entries.ts';
import type { PriceBreak } from './offer.ts';
import type { Reservation } from './reservation.ts';
import type { LedgerReason, StockLevel, Warehouse } from './stock.ts';

/** What a tenant has of a part and for how much, as it was last told of. */
export interface ItemRecord {
  kind: 'item';
  tenant: string;
  partId: string;
  /** Of the last OfferChanged; 0 where there was none. */
  version: number;
  totalAvailable: number;
  bestPrice: Money | undefined;
  /** By warehouse id. */
  levels: readonly StockLevel[];
  /** By minimum quantity. */
  prices: readonly PriceBreak[];
}

/** Behind its item, the oldest first. */
export interface LedgerRecord {
  kind: 'ledger-entry';
  tenant: string;
  partId: string;
  warehouseId: string;
  delta: number;
  reason: LedgerReason;
  reference: string;
  at: Date;
  /** Of an edit by hand; empty otherwise. */
  actor: string;
  request: string;
}

/** Behind the ledger of its item, the oldest first. */
export interface PriceRecord extends Omit<PriceChange, 'entryId'> {
  kind: 'price-change';
  tenant: string;
  partId: string;
}

/** Each kind by `<tenant>/<id>`, in this order. */
export type InventoryRecord =
  | ({ kind: 'warehouse'; tenant: string } & Warehouse)
  | ItemRecord
  | LedgerRecord
  | PriceRecord
  | ({ kind: 'reservation'; tenant: string } & Reservation);

/** As records have them, whichever engine kept them. */
export function inOrder(allocations: Reservation['allocations']): Reservation['allocations'] {
  return allocations.toSorted(
    (a, b) => a.line - b.line || (a.warehouseId < b.warehouseId ? -1 : a.warehouseId > b.warehouseId ? 1 : 0),
  );
}
