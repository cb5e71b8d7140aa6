import type { Balances, EntryPlace, PriceChange, PriceSource, StockEntry } from './entries.ts';
import type { PriceBreak } from './offer.ts';
import type { Reservation, ReservationState } from './reservation.ts';
import type { EditReason, LedgerReason, StockLevel, Warehouse } from './stock.ts';

/** Whose stock a step is about, when it happens, and on which trace. */
export interface Scope {
  tenant: string;
  now: Date;
  traceparent: string;
}

export interface PartStock {
  partId: string;
  /** By warehouse id. */
  levels: readonly StockLevel[];
  /** By minimum quantity. */
  prices: readonly PriceBreak[];
}

export interface Movement {
  partId: string;
  warehouseId: string;
  /** Changes, not new values. */
  onHand: number;
  reserved: number;
  /** What the ledger says where `onHand` changes. */
  reason: LedgerReason;
  reference: string;
  /** Of an edit by hand, which the ledger tells of also where `onHand` doesn't change. */
  edit?: Pick<EditEntry, 'actor' | 'request'>;
}

/** The inside of one atomic step. What is read shows what the step has already changed. */
export interface StockUnit {
  readonly scope: Scope;
  levels(partId: string): readonly StockLevel[];
  level(partId: string, warehouseId: string): StockLevel | undefined;
  prices(partId: string): readonly PriceBreak[];
  /** Changes a level, or begins one from nothing; a change of what is on hand adds a ledger entry. */
  move(movement: Movement): void;
}

export interface ReservationUnit extends StockUnit {
  /** The one that the step is about. */
  reservation(): Reservation | undefined;
  /** Adds it, or replaces it. */
  putReservation(reservation: Reservation): void;
  setReservationState(state: ReservationState): void;
}

/** What a row of an import, or somebody by hand, does to its part. */
export interface PartUnit extends StockUnit {
  /** A price that is another one than before is told by the history, together with its source. */
  putPrice(partId: string, price: PriceBreak, source: PriceSource): void;
  /** False where there was none. */
  removePrice(partId: string, minQuantity: number, source: PriceSource): boolean;
}

/** What somebody does by hand, under a key of their own. */
export interface Edit {
  partId: string;
  /** Of this part; printable ASCII. */
  key: string;
}

/** What the ledger says of an edit. */
export interface EditEntry {
  warehouseId: string;
  /** 0 where a count found what was known. */
  delta: number;
  reason: EditReason;
  /** Id of the key or the user; empty where it was booked before the ledger kept it. */
  actor: string;
  /** What was asked for, as a text that only the same request has; empty likewise. */
  request: string;
}

export interface EditUnit extends Omit<PartUnit, 'move'> {
  /** What an earlier step under the same key has booked. */
  booked(): EditEntry | undefined;
  /** Changes what is on hand, or begins a level; at most once in a step. Adds a ledger entry under the key. */
  adjust(entry: EditEntry): void;
}

export interface EntryQuery {
  partId: string;
  /** Undefined for the newest. */
  before: EntryPlace | undefined;
  limit: number;
}

export interface StockEntryQuery extends EntryQuery {
  /** Empty for all. */
  warehouseId: string;
  /** What was on hand at `before`, where the caller knows: it needn't be added up again. */
  balances?: Balances | undefined;
}

export interface WarehouseUnit {
  warehouse(warehouseId: string): Warehouse | undefined;
  putWarehouse(warehouse: Warehouse): void;
}

/** What a step is about; beside it the parts that the reservation already holds. Others it doesn't touch. */
export interface About {
  reservationId: string;
  partIds: readonly string[];
}

/**
 * Keeps warehouses, stock, its ledger, reservations and prices, of each tenant apart. Every adapter promises: a step is
 * all or nothing, durable and visible to all when the promise resolves, and steps follow each other as if there were no
 * other; with each step that changed what there is of a part in all, or its price for one piece, goes one OfferChanged.
 */
export interface InventoryStore {
  /** By warehouse id. */
  warehouses(tenant: string): Promise<Warehouse[]>;
  /** One for each part asked for, in that order. */
  stock(tenant: string, partIds: readonly string[]): Promise<PartStock[]>;
  /** What there is, or was, stock or a price of: in the order of the part ids, behind the one given. */
  parts(tenant: string, page: { after: string; limit: number }): Promise<PartStock[]>;
  /**
   * What was booked of a part, by instant and id, the newest first, behind a place. `latest`: what was on hand after the first
   * of them, by warehouse: of the one asked for, or of all.
   */
  stockEntries(tenant: string, query: StockEntryQuery): Promise<{ entries: StockEntry[]; latest: Balances }>;
  /** What prices of a part became others, in the same order. */
  priceChanges(tenant: string, query: EntryQuery): Promise<PriceChange[]>;
  reservation(tenant: string, reservationId: string): Promise<Reservation | undefined>;
  /** Held ones whose time is over, oldest first, of every tenant. */
  overdue(now: Date, limit: number): Promise<{ tenant: string; reservationId: string }[]>;
  /**
   * Runs a synchronous step, where others are in its way again from the start: it has no effect but by the unit. What
   * it throws undoes it and nothing else. A part that it wasn't said to be about is a TypeError. @throws InventoryBusy
   */
  transact<T>(scope: Scope, about: About, step: (unit: ReservationUnit) => T): Promise<T>;
  /** The same with a step over one part, which need not be known. @throws InventoryBusy */
  edit<T>(scope: Scope, edit: Edit, step: (unit: EditUnit) => T): Promise<T>;
}
