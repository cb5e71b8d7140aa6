import type { Money } from '@qipei/contracts/inventory/v1/inventory';
import { minorDigits } from '@qipei/kernel';
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

/** `12.50` of 1250 fen; null where the price is on request. */
export function decimalOf(money: z.infer<typeof MoneyJson> | null): string | null {
  if (money === null) return null;
  const digits = minorDigits(money.currency) ?? 2;
  const text = String(Math.abs(money.amount)).padStart(digits + 1, '0');
  const whole = `${money.amount < 0 ? '-' : ''}${text.slice(0, text.length - digits)}`;
  return digits === 0 ? whole : `${whole}.${text.slice(-digits)}`;
}
