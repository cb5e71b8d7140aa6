import type { Money } from '@qipei/kernel';
import type { LedgerReason } from './stock.ts';

/** Of what is listed the newest first: behind it stands what was booked before. */
export interface EntryPlace {
  at: Date;
  entryId: string;
}

/** What was booked of a part in one warehouse. */
export interface StockEntry extends EntryPlace {
  warehouseId: string;
  /** 0 where a count found what was known. */
  delta: number;
  reason: LedgerReason;
  /** The import's id, the order's, or `edit/` and the key of an edit. */
  reference: string;
  /** Id of the key or the user, of an edit by hand; empty otherwise. */
  actor: string;
}

/** An entry with what the warehouse had from then on. */
export interface BalancedEntry extends StockEntry {
  onHand: number;
}

/** Who made a price what it is. */
export interface PriceSource {
  reason: 'import' | 'edited';
  /** The import's id; empty for an edit. */
  reference: string;
  /** Id of the key or the user, of an edit; empty for an import. */
  actor: string;
}

/** A price that became another one: the one before tells of prices from before this was kept, too. */
export interface PriceChange extends EntryPlace, PriceSource {
  minQuantity: number;
  /** Undefined where there was none. */
  before: Money | undefined;
  /** Undefined where there is none from then on. */
  price: Money | undefined;
}

/** What is on hand by warehouse. */
export type Balances = ReadonlyMap<string, number>;

/** What was on hand after each entry, and before the last of them; `latest` is what was on hand after the first. */
export function withBalances(
  newestFirst: readonly StockEntry[],
  latest: Balances,
): { entries: BalancedEntry[]; earlier: Balances } {
  const balances = new Map(latest);
  const entries = newestFirst.map((entry) => {
    const onHand = balances.get(entry.warehouseId) ?? 0;
    balances.set(entry.warehouseId, onHand - entry.delta);
    return { ...entry, onHand };
  });
  return { entries, earlier: balances };
}

export function samePrice(one: Money | undefined, other: Money | undefined): boolean {
  return one?.amount === other?.amount && one?.currency === other?.currency;
}
