import type { TableRow } from '@qipei/interchange/tables';
import { decimalOf } from './money.ts';
import type { OrderAnswer } from './order.ts';

/** What the order is stands in each of its rows, so that files of several orders may be put together. */
export const ORDER_COLUMNS = [
  ...['orderId', 'customerReference', 'state', 'placedAt', 'line', 'brand', 'partNumber', 'nameZh', 'nameEn'],
  ...['quantity', 'warehouse', 'allocated', 'unitPrice', 'amount', 'currency', 'warehouseName'],
] as const;

/**
 * A row for each line; prices as decimals, null where they are on request. `nameOf`: what people call a warehouse, unless that isn't to
 * be told. Told are those that a line comes from; before that is known, the one that was asked for.
 */
export function orderRows(
  order: OrderAnswer,
  nameOf: ((warehouseId: string) => string) | undefined,
): TableRow[] {
  return order.lines.map((line) => ({
    orderId: order.orderId,
    customerReference: order.customerReference,
    state: order.state,
    placedAt: order.createdAt,
    line: line.line,
    brand: line.brand,
    partNumber: line.partNumber,
    nameZh: line.name.zh,
    nameEn: line.name.en,
    quantity: line.quantity,
    warehouse: line.warehouseId,
    allocated: line.allocations.map(({ warehouseId, quantity }) => `${warehouseId} × ${quantity}`),
    unitPrice: decimalOf(line.unitPrice),
    amount: decimalOf(line.amount),
    currency: line.unitPrice?.currency ?? null,
    warehouseName: nameOf === undefined ? null : warehousesOf(line).map(nameOf),
  }));
}

function warehousesOf({ allocations, warehouseId }: OrderAnswer['lines'][number]): string[] {
  if (allocations.length > 0) return allocations.map((allocation) => allocation.warehouseId);
  return warehouseId === null ? [] : [warehouseId];
}
