import { InvalidInput } from '@qipei/kernel';
import { PricesChanged } from '../domain/errors.ts';
import type { InventoryStore, PartStock, Scope } from '../domain/inventory-store.ts';
import { type PriceBreak, pricesVersion, requirePrices } from '../domain/offer.ts';
import { requirePartId } from '../domain/reservation.ts';
import { partOf } from './change-stock.ts';

export interface SetPrices {
  partId: string;
  prices: readonly PriceBreak[];
  /** `pricesVersion` of the prices as they were looked at. */
  expectedVersion: string;
  /** Id of the key or the user that asks; stands in the history. */
  actor: string;
}

/**
 * Replaces all prices of a part, none of them being one of the ways, where they are still those that were looked at. What is
 * so already stays so, whoever made it so. @throws InvalidInput, PricesChanged
 */
export async function setPrices(
  command: SetPrices,
  scope: Scope,
  { store }: { store: InventoryStore },
): Promise<PartStock> {
  const partId = requirePartId('partId', command.partId);
  const prices = requirePrices(command.prices);
  const { expectedVersion, actor } = command;
  if (expectedVersion === '')
    throw new InvalidInput('expectedVersion', 'required', 'Say which prices you have seen.');
  const wanted = pricesVersion(prices);
  const source = { reason: 'edited', reference: '', actor } as const;
  // It books nothing, so that any key will do.
  return await store.edit(scope, { partId, key: 'prices' }, (unit) => {
    const before = unit.prices(partId);
    const version = pricesVersion(before);
    if (version === wanted) return partOf(unit, partId);
    if (version !== expectedVersion) throw new PricesChanged(before);
    const kept = new Set(prices.map(({ minQuantity }) => minQuantity));
    for (const { minQuantity } of before)
      if (!kept.has(minQuantity)) unit.removePrice(partId, minQuantity, source);
    for (const price of prices) unit.putPrice(partId, price, source);
    return partOf(unit, partId);
  });
}
