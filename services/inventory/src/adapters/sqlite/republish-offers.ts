import { TOPICS } from '@qipei/contracts';
import { type Database, immediateTransaction, sqliteOutbox } from '@qipei/sqlite';
import { offerChanged } from '../events/offer-changed.ts';

const PAGE = 1_000;

interface ItemRow {
  itemId: number;
  tenant: string;
  partId: string;
  version: number;
  totalAvailable: number;
  bestAmount: number | null;
  bestCurrency: string | null;
}

/** Tells once more of everything that tenants have and for how much. Returns how many items were told of. */
export function republishOffers(db: Database, context: { now: Date; traceparent: string }): number {
  const outbox = sqliteOutbox(db);
  const select = db.prepare<[number], ItemRow>(
    `SELECT item_id AS itemId, tenant, part_id AS partId, version, total_available AS totalAvailable,
       best_amount AS bestAmount, best_currency AS bestCurrency
     FROM item WHERE item_id > ? AND version > 0 ORDER BY item_id LIMIT ${PAGE}`,
  );
  let told = 0;
  let after = 0;
  for (let rows = select.all(after); rows.length > 0; rows = select.all(after)) {
    immediateTransaction(db, () => {
      for (const { tenant, partId, version, totalAvailable, bestAmount, bestCurrency } of rows) {
        const bestPrice =
          bestAmount === null || bestCurrency === null
            ? undefined
            : { amount: bestAmount, currency: bestCurrency };
        outbox.add(
          TOPICS.inventoryOffer,
          offerChanged({ tenant, ...context }, { partId, version, totalAvailable, bestPrice }),
        );
      }
    });
    told += rows.length;
    after = rows.at(-1)?.itemId ?? after;
  }
  return told;
}
