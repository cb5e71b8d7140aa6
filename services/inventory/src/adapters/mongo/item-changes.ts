import { TOPICS } from '@qipei/contracts';
import type { OutboxEvent } from '@qipei/mongo';
import { samePrice } from '../../domain/entries.ts';
import type { PartUnit, Scope } from '../../domain/inventory-store.ts';
import { bestPrice } from '../../domain/offer.ts';
import { type StockLevel, totalAvailable } from '../../domain/stock.ts';
import { offerChanged } from '../events/offer-changed.ts';
import type { ItemState, LedgerEntry, PriceChangeDocument, Told } from './inventory-documents.ts';

export const NEW_ITEM: ItemState = { levels: [], prices: [], told: { version: 0, totalAvailable: 0 } };

type Entry = Omit<LedgerEntry, '_id' | 'item'> & { partId: string };
type Change = Omit<PriceChangeDocument, '_id' | 'item'>;

export interface ChangedItem extends ItemState {
  partId: string;
  event: OutboxEvent | undefined;
}

export interface ItemChanges {
  readonly unit: PartUnit;
  /** Items whose levels or prices were touched, with the event of each that has something to tell. */
  changed(): ChangedItem[];
  readonly entries: readonly Entry[];
  /** Of the prices. */
  readonly priceChanges: readonly Change[];
}

/**
 * A step over items in memory: nothing is changed but what it returns. `stateOf` says what there is of a part, undefined
 * where nobody has heard of it, and throws for one that the step isn't about.
 */
export function itemChanges(scope: Scope, stateOf: (partId: string) => ItemState | undefined): ItemChanges {
  const touched = new Map<string, ItemState>();
  const entries: Entry[] = [];
  const priceChanges: Change[] = [];
  const find = (partId: string) => touched.get(partId) ?? stateOf(partId);
  function change(partId: string, parts: Partial<ItemState>): void {
    touched.set(partId, { ...(find(partId) ?? NEW_ITEM), ...parts });
  }
  const levels = (partId: string): readonly StockLevel[] => find(partId)?.levels ?? [];
  const prices = (partId: string) => find(partId)?.prices ?? [];
  const unit: PartUnit = {
    scope,
    levels,
    level: (partId, warehouseId) => levels(partId).find((each) => each.warehouseId === warehouseId),
    prices,
    move({ partId, warehouseId, onHand, reserved, reason, reference, edit }) {
      const before = unit.level(partId, warehouseId) ?? { warehouseId, onHand: 0, reserved: 0 };
      const after = { warehouseId, onHand: before.onHand + onHand, reserved: before.reserved + reserved };
      if (after.reserved < 0) throw new RangeError(`Less than nothing would be reserved of '${partId}'.`);
      const others = levels(partId).filter((each) => each.warehouseId !== warehouseId);
      change(partId, {
        levels: [...others, after].sort((a, b) => (a.warehouseId < b.warehouseId ? -1 : 1)),
      });
      if (onHand !== 0 || edit !== undefined)
        entries.push({ partId, warehouseId, delta: onHand, reason, reference, at: scope.now, ...edit });
    },
    putPrice(partId, price, source) {
      const { minQuantity } = price;
      const before = prices(partId).find((each) => each.minQuantity === minQuantity)?.price;
      if (samePrice(before, price.price)) return;
      priceChanges.push({
        ...{ minQuantity, price: price.price, ...source, at: scope.now },
        ...(before !== undefined && { before }),
      });
      const others = prices(partId).filter((each) => each.minQuantity !== price.minQuantity);
      change(partId, { prices: [...others, price].sort((a, b) => a.minQuantity - b.minQuantity) });
    },
    removePrice(partId, minQuantity, source) {
      const before = prices(partId).find((each) => each.minQuantity === minQuantity)?.price;
      if (before === undefined) return false;
      priceChanges.push({ minQuantity, before, ...source, at: scope.now });
      const left = prices(partId).filter((each) => each.minQuantity !== minQuantity);
      change(partId, { prices: left });
      return true;
    },
  };
  return {
    unit,
    entries,
    priceChanges,
    changed: () => [...touched].map(([partId, state]) => tell(scope, partId, state)),
  };
}

function tell(scope: Scope, partId: string, state: ItemState): ChangedItem {
  const total = totalAvailable(state.levels);
  const best = bestPrice(state.prices);
  const { told } = state;
  if (
    told.totalAvailable === total &&
    told.bestPrice?.amount === best?.amount &&
    told.bestPrice?.currency === best?.currency
  )
    return { ...state, partId, event: undefined };
  const now: Told = {
    version: told.version + 1,
    totalAvailable: total,
    ...(best === undefined ? {} : { bestPrice: best }),
  };
  return { ...state, partId, told: now, event: offerEvent(scope, partId, now) };
}

export function offerEvent(scope: Scope, partId: string, told: Told): OutboxEvent {
  const { version, totalAvailable, bestPrice } = told;
  const record = offerChanged(scope, { partId, version, totalAvailable, bestPrice });
  // Mongoose takes no other array of bytes.
  return { topic: TOPICS.inventoryOffer, ...record, value: Buffer.from(record.value) };
}
