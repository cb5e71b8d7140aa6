import { TOPICS } from '@qipei/contracts';
import type { Database, SqliteOutbox } from '@qipei/sqlite';
import type { Scope } from '../../domain/inventory-store.ts';
import { bestPrice, type PriceBreak } from '../../domain/offer.ts';
import { offerChanged } from '../events/offer-changed.ts';

/** A tenant's part, and what was last told of it. */
export interface Item {
  readonly itemId: number;
  readonly partId: string;
  version: number;
  totalAvailable: number;
  bestAmount: number | null;
  bestCurrency: string | null;
}

interface Changed {
  /** Change of the total. */
  available: number;
  prices: boolean;
}

export interface ItemChanges {
  find(partId: string): Item | undefined;
  ensure(partId: string): Item;
  availableChanged(item: Item, by: number): void;
  pricesChanged(item: Item): void;
  /** Writes one event for each item whose total or best price is another than before. */
  publish(): void;
}

const COLUMNS =
  'item_id AS itemId, part_id AS partId, version, total_available AS totalAvailable, best_amount AS bestAmount, best_currency AS bestCurrency';

/** Prepares the statements once; the function that it returns keeps track of one step's changes. */
export function itemTable(
  db: Database,
  outbox: SqliteOutbox,
  pricesOf: (itemId: number) => PriceBreak[],
): (scope: Scope) => ItemChanges {
  const select = db.prepare<[string, string], Item>(
    `SELECT ${COLUMNS} FROM item WHERE tenant = ? AND part_id = ?`,
  );
  const insert = db.prepare('INSERT INTO item VALUES (NULL, ?, ?, 0, 0, NULL, NULL)');
  const update = db.prepare(
    'UPDATE item SET version = ?, total_available = ?, best_amount = ?, best_currency = ? WHERE item_id = ?',
  );

  return (scope) => {
    const items = new Map<string, Item>();
    const changes = new Map<Item, Changed>();

    function find(partId: string): Item | undefined {
      const known = items.get(partId) ?? select.get(scope.tenant, partId);
      if (known !== undefined) items.set(partId, known);
      return known;
    }

    function changed(item: Item): Changed {
      let change = changes.get(item);
      if (change === undefined) {
        change = { available: 0, prices: false };
        changes.set(item, change);
      }
      return change;
    }

    function publishOne(item: Item, change: Changed): void {
      const price = change.prices ? bestPrice(pricesOf(item.itemId)) : undefined;
      const amount = change.prices ? (price?.amount ?? null) : item.bestAmount;
      const currency = change.prices ? (price?.currency ?? null) : item.bestCurrency;
      if (change.available === 0 && amount === item.bestAmount && currency === item.bestCurrency) return;
      item.version += 1;
      item.totalAvailable += change.available;
      item.bestAmount = amount;
      item.bestCurrency = currency;
      update.run(item.version, item.totalAvailable, amount, currency, item.itemId);
      const offer = {
        partId: item.partId,
        version: item.version,
        totalAvailable: item.totalAvailable,
        bestPrice: amount === null || currency === null ? undefined : { amount, currency },
      };
      outbox.add(TOPICS.inventoryOffer, offerChanged(scope, offer));
    }

    return {
      find,
      ensure(partId) {
        const known = find(partId);
        if (known !== undefined) return known;
        const itemId = Number(insert.run(scope.tenant, partId).lastInsertRowid);
        const item = {
          itemId,
          partId,
          version: 0,
          totalAvailable: 0,
          bestAmount: null,
          bestCurrency: null,
        };
        items.set(partId, item);
        return item;
      },
      availableChanged(item, by) {
        changed(item).available += by;
      },
      pricesChanged(item) {
        changed(item).prices = true;
      },
      publish() {
        for (const [item, change] of changes) publishOne(item, change);
        changes.clear();
      },
    };
  };
}
