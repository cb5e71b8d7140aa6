import type { Money } from '@qipei/contracts/inventory/v1/inventory';
import { z } from 'zod';

export const MoneyJson = z
  .object({
    amount: z.int().meta({ description: 'Minor units (cents, fen).', example: 12850 }),
    currency: z.string().meta({ description: 'ISO 4217.', example: 'CNY' }),
  })
  .meta({ id: 'Money' });

export function moneyJson(money: Money | undefined): z.infer<typeof MoneyJson> | null {
  return money === undefined ? null : { amount: money.amount, currency: money.currency };
}
