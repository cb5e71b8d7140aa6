import type { Shortage } from '@qipei/contracts/inventory/v1/inventory';
import { type Order, OrderState } from '@qipei/contracts/order/v1/order';
import { z } from 'zod';
import { MoneyJson, moneyJson } from './money.ts';
import { NamesJson, namesJson } from './names.ts';
import { enumName, enumNames, instant, instantOrNull, textOrNull } from './unknown-values.ts';

export const ORDER_STATES = ['placed', 'confirmed', 'rejected', 'cancelling', 'cancelled'] as const;
const stateNames = enumNames(OrderState, ORDER_STATES);

export const ShortageJson = z
  .object({
    line: z.int(),
    partId: z.string(),
    warehouseId: z.string().nullable(),
    requested: z.int(),
    available: z.int(),
  })
  .meta({ id: 'Shortage' });

export function shortageJson(shortage: Shortage): z.infer<typeof ShortageJson> {
  return {
    line: shortage.line,
    partId: shortage.partId,
    warehouseId: textOrNull(shortage.warehouseId),
    requested: shortage.requested,
    available: shortage.available,
  };
}

export const OrderJson = z
  .object({
    orderId: z.string(),
    customerId: z
      .string()
      .nullable()
      .meta({ description: 'On whose behalf the key acted; null for the tenant.' }),
    customerReference: z.string().nullable(),
    state: z.enum(ORDER_STATES),
    lines: z.array(
      z.object({
        line: z.int(),
        partId: z.string(),
        brand: z.string(),
        partNumber: z.string(),
        name: NamesJson,
        quantity: z.int(),
        warehouseId: z.string().nullable().meta({ description: 'As asked for; null for any.' }),
        allocations: z.array(z.object({ warehouseId: z.string(), quantity: z.int() })),
        unitPrice: MoneyJson.nullable().meta({ description: 'Null: price on request.' }),
        amount: MoneyJson.nullable(),
      }),
    ),
    totals: z.array(MoneyJson).meta({ description: 'One for each currency.' }),
    shortages: z.array(ShortageJson),
    createdAt: instant.nullable(),
    updatedAt: instant.nullable(),
    version: z.int(),
  })
  .meta({ id: 'Order' });

export type OrderAnswer = z.infer<typeof OrderJson>;

export function orderJson(order: Order): OrderAnswer {
  return {
    orderId: order.orderId,
    customerId: textOrNull(order.customerId),
    customerReference: textOrNull(order.customerReference),
    state: enumName(stateNames, order.state),
    lines: order.lines.map((line) => ({
      line: line.line,
      partId: line.partId,
      brand: line.brand,
      partNumber: line.partNumber,
      name: namesJson(line.nameZh, line.nameEn),
      quantity: line.quantity,
      warehouseId: textOrNull(line.warehouseId),
      allocations: line.allocations.map(({ warehouseId, quantity }) => ({ warehouseId, quantity })),
      unitPrice: moneyJson(line.unitPrice),
      amount: moneyJson(line.amount),
    })),
    totals: order.totals.map(({ amount, currency }) => ({ amount, currency })),
    shortages: order.shortages.map(shortageJson),
    createdAt: instantOrNull(order.createdAt),
    updatedAt: instantOrNull(order.updatedAt),
    version: order.version,
  };
}

/** The generated value of a state's name. */
export function orderState(name: (typeof ORDER_STATES)[number] | undefined): OrderState {
  for (const [value, known] of stateNames) if (known === name) return value as OrderState;
  return OrderState.UNSPECIFIED;
}
