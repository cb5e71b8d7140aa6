import { isWarehouseId } from '../domain/reservation.ts';
import { partUnknown, type RowStep } from './row-step.ts';

export interface StockRow {
  brand: string;
  partNumber: string;
  /** Undefined where the reference names no part. */
  partId: string | undefined;
  warehouseId: string;
  warehouseName: string | undefined;
  /** Undefined where any will do, which is then made. */
  warehouses?: ReadonlySet<string> | undefined;
  /** What was counted, not a change. */
  quantity: number;
}

/** Sets what a warehouse has of a part to what was counted. A warehouse that isn't there yet is made, and told of. */
export function importStockRow(row: StockRow, reference: string, onMade?: () => void): RowStep {
  const { partId, warehouseId, warehouseName, warehouses, quantity } = row;
  if (!isWarehouseId(warehouseId)) {
    return {
      refused: {
        column: 'warehouse',
        code: 'warehouse-id-invalid',
        value: warehouseId,
        message: "A warehouse code is 1 to 64 letters A-Z and a-z, digits, '.', '_' or '-'.",
      },
    };
  }
  if (warehouses?.has(warehouseId) === false) {
    return {
      refused: {
        column: 'warehouse',
        code: 'warehouse-unknown',
        value: warehouseId,
        message: 'There is no such warehouse, and the import was told to make none (`newWarehouses`).',
      },
    };
  }
  if (partId === undefined) return partUnknown(row.brand, row.partNumber);
  return {
    partId,
    warehouse: { warehouseId, name: warehouseName, ...(onMade !== undefined && { onMade }) },
    take(unit) {
      const level = unit.level(partId, warehouseId);
      const delta = quantity - (level?.onHand ?? 0);
      if (level !== undefined && delta === 0) return 'unchanged';
      unit.move({ partId, warehouseId, onHand: delta, reserved: 0, reason: 'import', reference });
      return level === undefined ? 'created' : 'updated';
    },
  };
}
