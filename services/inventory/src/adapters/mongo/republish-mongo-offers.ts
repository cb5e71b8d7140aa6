import { pushEvents, withDatabaseErrors } from '@qipei/mongo';
import type { ItemDocument } from './inventory-documents.ts';
import type { InventoryModels } from './inventory-schema.ts';
import { offerEvent } from './item-changes.ts';

const PAGE = 500;

/** Tells once more of everything that tenants have and for how much. Returns how many items were told of. */
export async function republishMongoOffers(
  { items }: InventoryModels,
  context: { now: Date; traceparent: string },
): Promise<number> {
  const { republish } = withDatabaseErrors({
    async republish(): Promise<number> {
      let total = 0;
      for (let after = ''; ; ) {
        const page = await items
          .find({ _id: { $gt: after } })
          .select('tenant partId told')
          .sort({ _id: 1 })
          .limit(PAGE)
          .lean<Pick<ItemDocument, '_id' | 'tenant' | 'partId' | 'told'>[]>();
        const last = page.at(-1);
        if (last === undefined) return total;
        const known = page.filter(({ told }) => told.version > 0);
        if (known.length > 0)
          await items.bulkWrite(
            known.map(({ _id, tenant, partId, told }) => ({
              updateOne: {
                // Where it has changed since, the change has been told of.
                filter: { _id, 'told.version': told.version },
                update: pushEvents([offerEvent({ tenant, ...context }, partId, told)]),
              },
            })) as Parameters<typeof items.bulkWrite>[0],
            { ordered: false },
          );
        total += known.length;
        after = last._id;
      }
    },
  });
  return await republish();
}
