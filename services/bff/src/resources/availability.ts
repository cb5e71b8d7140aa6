import type { Availability } from '@qipei/contracts/inventory/v1/inventory';
import { z } from 'zod';
import { MoneyJson, moneyJson } from './money.ts';

export const AvailabilityJson = z
  .object({
    partId: z.string(),
    stock: z.array(
      z.object({
        warehouseId: z.string(),
        onHand: z.int(),
        reserved: z.int(),
        available: z.int().meta({ description: 'onHand less reserved, never below 0.' }),
      }),
    ),
    totalAvailable: z.int(),
    bestPrice: MoneyJson.nullable().meta({
      description: 'Lowest price a piece at quantity 1; null without an offer.',
    }),
    prices: z.array(z.object({ minQuantity: z.int(), price: MoneyJson.nullable() })),
    pricesVersion: z.string().meta({
      description: 'Another one where the prices are others: to be said by who changes them.',
    }),
  })
  .meta({ id: 'Availability' });

export function availabilityJson(availability: Availability): z.infer<typeof AvailabilityJson> {
  return {
    partId: availability.partId,
    stock: availability.stock.map(({ warehouseId, onHand, reserved, available }) => ({
      warehouseId,
      onHand,
      reserved,
      available,
    })),
    totalAvailable: availability.totalAvailable,
    bestPrice: moneyJson(availability.bestPrice),
    prices: availability.prices.map(({ minQuantity, price }) => ({ minQuantity, price: moneyJson(price) })),
    pricesVersion: availability.pricesVersion,
  };
}
