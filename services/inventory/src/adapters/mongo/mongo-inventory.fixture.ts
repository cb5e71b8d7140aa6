import { readEnvelope } from '@qipei/contracts';
import { OfferChanged } from '@qipei/contracts/inventory/v1/inventory_events';
import type { OpenedInventory } from '../../application/inventory-store.contract.ts';
import { type MongoInventory, openMongoInventory } from './open-mongo-inventory.ts';

export interface MongoInventoryFixture extends OpenedInventory {
  inventory: MongoInventory;
}

export async function openMongoFixture(url: string): Promise<MongoInventoryFixture> {
  const inventory = await openMongoInventory(url, () => {});
  const { store, importer, outbox, models } = inventory;
  return {
    inventory,
    store,
    take: async (rows, context) => await importer.take(rows, context),
    events: async () =>
      (await outbox.read(1_000_000)).map(({ key, value }) => ({
        key,
        offer: OfferChanged.decode(readEnvelope(value).payload),
      })),
    async ledger() {
      const items = new Map((await models.items.find().lean()).map((item) => [item._id, item]));
      const entries = await models.ledger.find().sort({ at: 1, $natural: 1 }).lean();
      return entries.map(({ item, warehouseId, delta, reason, reference, actor = '' }) => {
        const { tenant = '', partId = '' } = items.get(item) ?? {};
        return { tenant, partId, warehouseId, delta, reason, reference, actor };
      });
    },
    [Symbol.asyncDispose]: () => inventory[Symbol.asyncDispose](),
  };
}
