import type { PriceChange, StockEntry } from '@qipei/contracts/inventory/v1/inventory';
import { z } from 'zod';
import { MoneyJson, moneyJson } from './money.ts';
import { instant, instantOrNull, textOrNull } from './unknown-values.ts';

const ActorJson = z
  .object({
    kind: z.enum(['user', 'key', 'unknown']),
    id: z.string(),
    name: z
      .string()
      .nullable()
      .meta({
        description:
          'Null for one that isn’t there any more, or that you may not be told of: a key’s is told with the scope `keys:write`, the ' +
          'e-mail address of a member without a name with `members:write`.',
      }),
  })
  .nullable()
  .meta({ description: 'Who did it by hand; null where nobody did, or it wasn’t kept yet.' });

export const StockEntryJson = z
  .object({
    entryId: z.string(),
    at: instant,
    warehouseId: z.string(),
    delta: z.int().meta({ description: '0 where a count found what was known.' }),
    onHand: z.int().meta({ description: 'What the warehouse had from then on.' }),
    reason: z.string().meta({
      description: '`import`, `order`, `cancel`, `counted`, or the reason of a change by hand.',
    }),
    jobId: z.string().nullable().meta({ description: 'The import that counted it.' }),
    orderId: z.string().nullable().meta({ description: 'The order that took it, or gave it back.' }),
    actor: ActorJson,
  })
  .meta({ id: 'StockEntry' });

export const PriceChangeJson = z
  .object({
    entryId: z.string(),
    at: instant.meta({ description: 'From when on.' }),
    minQuantity: z.int(),
    before: MoneyJson.nullable().meta({ description: 'Null where there was none.' }),
    price: MoneyJson.nullable().meta({ description: 'Null where there is none from then on.' }),
    jobId: z.string().nullable().meta({ description: 'The import that set it.' }),
    actor: ActorJson,
  })
  .meta({ id: 'PriceChange' });

/** Names of members and keys by their ids. */
export type ActorNames = ReadonlyMap<string, string>;

export function stockEntryJson(entry: StockEntry, names: ActorNames): z.infer<typeof StockEntryJson> {
  const { entryId, at, warehouseId, delta, onHand, reason, reference, actor } = entry;
  return {
    ...{ entryId, warehouseId, delta, onHand, reason },
    at: instantOrNull(at) ?? '',
    jobId: reason === 'import' ? textOrNull(reference) : null,
    orderId: isOfOrder(reason) ? textOrNull(reference) : null,
    actor: actorJson(actor, names),
  };
}

export function priceChangeJson(change: PriceChange, names: ActorNames): z.infer<typeof PriceChangeJson> {
  const { entryId, at, minQuantity, before, price, reference, actor } = change;
  return {
    ...{ entryId, minQuantity },
    at: instantOrNull(at) ?? '',
    before: moneyJson(before),
    price: moneyJson(price),
    jobId: textOrNull(reference),
    actor: actorJson(actor, names),
  };
}

function isOfOrder(reason: string): boolean {
  return reason === 'order' || reason === 'cancel';
}

function actorJson(id: string, names: ActorNames): z.infer<typeof ActorJson> {
  if (id === '') return null;
  const kind = id.startsWith('user_') ? 'user' : id.startsWith('key_') ? 'key' : 'unknown';
  return { kind, id, name: names.get(id) ?? null };
}
