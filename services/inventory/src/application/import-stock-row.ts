import type { InventoryUnit } from '../domain/inventory-store.ts';
import { isWarehouseId } from '../domain/reservation.ts';
import { partUnknown, type RowOutcome } from './import-outcome.ts';

export interface StockRow {
  brand: string;
  partNumber: string;
  /** Undefined where the reference names no part. */
  partId: string | undefined;
  warehouseId: string;
  warehouseName: string | undefined;
  /** What was counted, not a change. */
  quantity: number;
}

/** Sets what a warehouse has of a part to what was counted. A warehouse that isn't there yet is made. */
export function importStockRow(unit: InventoryUnit, row: StockRow, reference: string): RowOutcome {
  const { partId, warehouseId, quantity } = row;
  if (!isWarehouseId(warehouseId)) {
    return {
      column: 'warehouse',
      code: 'warehouse-id-invalid',
      value: warehouseId,
      message: "A warehouse code is 1 to 64 letters A-Z and a-z, digits, '.', '_' or '-'.",
    };
  }
  if (partId === undefined) return partUnknown(row.brand, row.partNumber);
  const renamed = nameWarehouse(unit, warehouseId, row.warehouseName);
  const level = unit.level(partId, warehouseId);
  const delta = quantity - (level?.onHand ?? 0);
  if (level !== undefined && delta === 0) return renamed ? 'updated' : 'unchanged';
  unit.move({ partId, warehouseId, onHand: delta, reserved: 0, reason: 'import', reference });
  return level === undefined ? 'created' : 'updated';
}

function nameWarehouse(unit: InventoryUnit, warehouseId: string, name: string | undefined): boolean {
  const known = unit.warehouse(warehouseId);
  if (known !== undefined && (name === undefined || name === known.name)) return false;
  unit.putWarehouse({ warehouseId, name: name ?? warehouseId });
  return known !== undefined;
}
