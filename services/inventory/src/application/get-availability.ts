import { InvalidInput, type Money } from '@qipei/kernel';
import type { InventoryStore, PartStock } from '../domain/inventory-store.ts';
import { bestPrice, pricesVersion } from '../domain/offer.ts';
import { requirePartId } from '../domain/reservation.ts';
import { totalAvailable } from '../domain/stock.ts';

export const MAX_PARTS = 500;

export interface Availability extends PartStock {
  totalAvailable: number;
  bestPrice: Money | undefined;
  pricesVersion: string;
}

/** One answer for each part asked for, in that order; a part that nobody has heard of has nothing. @throws InvalidInput */
export async function getAvailability(
  tenant: string,
  partIds: readonly string[],
  { store }: { store: InventoryStore },
): Promise<Availability[]> {
  if (partIds.length > MAX_PARTS)
    throw new InvalidInput('partIds', 'too-many-parts', `At most ${MAX_PARTS} parts at once.`);
  for (const [i, partId] of partIds.entries()) requirePartId(`partIds[${i}]`, partId);
  const parts = await store.stock(tenant, partIds);
  return parts.map(toAvailability);
}

export function toAvailability(part: PartStock): Availability {
  return {
    ...part,
    totalAvailable: totalAvailable(part.levels),
    bestPrice: bestPrice(part.prices),
    pricesVersion: pricesVersion(part.prices),
  };
}
