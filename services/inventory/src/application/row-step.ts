import type { PartUnit, Scope, WarehouseUnit } from '../domain/inventory-store.ts';

export type RowChange = 'created' | 'updated' | 'unchanged' | 'deleted';

export interface RowRefusal {
  column: string;
  code: string;
  value: string;
  message: string;
}

/** What a row of an import came to. */
export type RowOutcome = RowChange | RowRefusal;

/** A row as what it does: to a warehouse, then to a part. Whether it is refused depends on nothing but itself. */
export type RowStep =
  | { refused: RowRefusal }
  | { partId: string; warehouse?: WarehouseNaming; take: (unit: PartUnit) => RowChange };

export interface WarehouseNaming {
  warehouseId: string;
  /** Undefined where the name it has, or else the id, will do. */
  name: string | undefined;
  /** Told where the row makes it, also where the row comes again that has made it. */
  onMade?: () => void;
}

export interface NumberedRow {
  /** Its place in the file; grows. */
  row: number;
  step: RowStep;
}

export interface RowContext extends Scope {
  jobId: string;
  /** Rows of the job that never come again. */
  rowsBefore: number;
}

/**
 * Takes the rows of an import in, in their order; of each what it came to. Where it is synchronous it is part of a
 * transaction of its caller's; where not, rows that come again change nothing and come to what they came to.
 */
export interface RowImporter {
  take(rows: readonly NumberedRow[], context: RowContext): RowOutcome[] | Promise<RowOutcome[]>;
}

export function takeRow(unit: PartUnit & WarehouseUnit, step: RowStep): RowOutcome {
  if ('refused' in step) return step.refused;
  const renamed = step.warehouse !== undefined && nameWarehouse(unit, step.warehouse);
  return withNaming(step.take(unit), renamed);
}

/** A row that only names a warehouse anew has changed something. */
export function withNaming(change: RowChange, renamed: boolean): RowChange {
  return renamed && change === 'unchanged' ? 'updated' : change;
}

/** Makes a warehouse that isn't there yet. Returns whether one that was has another name now. */
export function nameWarehouse(unit: WarehouseUnit, { warehouseId, name, onMade }: WarehouseNaming): boolean {
  const known = unit.warehouse(warehouseId);
  if (known !== undefined && (name === undefined || name === known.name)) return false;
  unit.putWarehouse({ warehouseId, name: name ?? warehouseId });
  if (known === undefined) onMade?.();
  return known !== undefined;
}

/** A row whose brand and number nobody knows. */
export function partUnknown(brand: string, partNumber: string): RowStep {
  return {
    refused: {
      column: 'partNumber',
      code: 'part-unknown',
      value: partNumber,
      message: `No part of '${brand}' has this number. Import the part first.`,
    },
  };
}
