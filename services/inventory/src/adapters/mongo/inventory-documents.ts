import type { ImportMarker } from '@qipei/import-job/mongo';
import type { HasOutbox, OutboxEvent } from '@qipei/mongo';
import type { Allocation } from '../../domain/allocate.ts';
import type { PriceSource } from '../../domain/entries.ts';
import type { PriceBreak } from '../../domain/offer.ts';
import type { LinePrice, ReservationState } from '../../domain/reservation.ts';
import type { LedgerReason, StockLevel } from '../../domain/stock.ts';

/** What the last OfferChanged of a part said: always what levels and prices add up to. */
export interface Told {
  /** 0 before the first. */
  version: number;
  totalAvailable: number;
  bestPrice?: PriceBreak['price'];
}

/** Keeps an item's content as it is for the one who has it. Who meets one that is old frees it. */
export interface ItemLock {
  /** Id of the attempt that took it; no other attempt has the same. */
  by: string;
  /** Document of the reservation on which that attempt's step is decided; none for an import's, whose write of the item decides. */
  reservation?: string;
  at: Date;
}

/** An entry of the ledger; its id comes from what it tells of, so that adding it twice adds it once. */
export interface LedgerEntry {
  _id: string;
  item: string;
  warehouseId: string;
  delta: number;
  reason: LedgerReason;
  reference: string;
  at: Date;
  /** Of an edit by hand. */
  actor?: string;
  request?: string;
  /** Of an edit's entry that was copied from another storage: the id that it would have, by which its key is known. */
  copyOf?: string;
}

/** A price that became another one; its id likewise. */
export interface PriceChangeDocument extends PriceSource {
  _id: string;
  item: string;
  minQuantity: number;
  before?: PriceBreak['price'];
  price?: PriceBreak['price'];
  at: Date;
}

/** Entries of a write that are not yet known to be in the ledger. */
export interface Posting {
  by: string;
  entries: LedgerEntry[];
  prices?: PriceChangeDocument[];
}

/** What a tenant has of a part, and for how much. */
export interface ItemDocument extends HasOutbox {
  _id: string;
  tenant: string;
  partId: string;
  /** Counts the writes of levels and prices. */
  version: number;
  /** By warehouse id. */
  levels: StockLevel[];
  /** By minimum quantity. */
  prices: PriceBreak[];
  told: Told;
  lock?: ItemLock;
  import?: ImportMarker;
  posting?: Posting;
}

export type ItemState = Pick<ItemDocument, 'levels' | 'prices' | 'told'>;
/** As it is read for a step: what waits in its outbox is no concern of one. */
export type StoredItem = Omit<ItemDocument, 'outbox'>;

/** What a decided step does to an item. */
export interface ItemChange {
  _id: string;
  version: number;
  levels: StockLevel[];
  told: Told;
  event?: OutboxEvent;
}

/** A step that is decided, and may not yet be everywhere. */
export interface DecidedStep {
  by: string;
  at: Date;
  items: ItemChange[];
  entries: LedgerEntry[];
}

/** A reservation and, until it is carried out, the step that brought it where it is: one write decides both. */
export interface ReservationDocument {
  _id: string;
  tenant: string;
  reservationId: string;
  /** `void`: there is none; the document only keeps an abandoned attempt from making one. */
  state: ReservationState | 'void';
  allocations: readonly Allocation[];
  prices: readonly LinePrice[];
  expiresAt: Date;
  /** Counts the decisions, abandonments among them. */
  version: number;
  /** The attempt that wrote it last. */
  by: string;
  step?: DecidedStep;
}

export interface WarehouseDocument {
  _id: string;
  tenant: string;
  warehouseId: string;
  name: string;
  version: number;
  import?: ImportMarker;
}

/** Nothing where a write books nothing. */
export function postingOf({ by, entries, prices = [] }: Posting): { posting?: Posting } {
  if (entries.length === 0 && prices.length === 0) return {};
  return { posting: { by, entries, ...(prices.length > 0 && { prices }) } };
}

/** Of the entry of an edit by hand, so that its key finds it. */
export function editEntryId(item: string, reference: string): string {
  return `${item}/${encodeURIComponent(reference)}`;
}

/** Of what one step books, so that the ids of its entries are in their order also as texts. */
export function bookedId(step: string, place: number): string {
  return `${step}/${String(place).padStart(6, '0')}`;
}

/** Of what a row of an import books; the rows of a batch are of one moment. */
export function rowEntryId(jobId: string, row: number, place: number): string {
  return bookedId(`${jobId}/${String(row).padStart(12, '0')}`, place);
}

/** Unambiguous whatever the two contain. */
export function documentId(tenant: string, id: string): string {
  return `${encodeURIComponent(tenant)}/${id}`;
}
