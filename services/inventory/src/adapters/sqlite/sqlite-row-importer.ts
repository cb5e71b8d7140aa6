import type { RowImporter } from '../../application/row-step.ts';
import type { SqliteInventoryTables } from './sqlite-inventory-unit.ts';

/** Takes rows in within the transaction that is open, which records the progress of the import too. */
export function sqliteRowImporter(tables: SqliteInventoryTables): RowImporter {
  return {
    take: (rows, context) =>
      tables.takeRows(
        context,
        rows.map(({ step }) => step),
      ),
  };
}
