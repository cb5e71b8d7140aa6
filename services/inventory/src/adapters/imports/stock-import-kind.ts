import type { ImportKind } from '@qipei/import-job';
import type { ColumnSpec } from '@qipei/interchange';
import { importStockRow } from '../../application/import-stock-row.ts';
import { MAX_QUANTITY } from '../../domain/stock.ts';
import {
  type ImportKindDependencies,
  NAMED_PART_COLUMNS,
  numberOf,
  type ResolvedRow,
  resolvedImportKind,
  textOf,
} from './resolved-import-kind.ts';

export const STOCK_COLUMNS: readonly ColumnSpec[] = [
  ...NAMED_PART_COLUMNS,
  {
    name: 'warehouse',
    type: 'text',
    required: true,
    maxLength: 200,
    synonyms: ['仓库', 'warehouseId', 'warehouseCode'],
  },
  {
    name: 'quantity',
    type: 'integer',
    required: true,
    min: 0,
    max: MAX_QUANTITY,
    synonyms: ['数量', '库存', 'qty', 'onHand', 'stock'],
  },
  { name: 'warehouseName', type: 'text', maxLength: 200, synonyms: ['仓库名称'] },
];

/** Counts: how many of a part a warehouse has. */
export function stockImportKind(dependencies: ImportKindDependencies): ImportKind<ResolvedRow[]> {
  return resolvedImportKind(
    'stock',
    STOCK_COLUMNS,
    ({ row, brand, partNumber, partId }, jobId) => {
      const stock = {
        brand,
        partNumber,
        partId,
        warehouseId: textOf(row, 'warehouse') ?? '',
        warehouseName: textOf(row, 'warehouseName'),
        quantity: numberOf(row, 'quantity') ?? 0,
      };
      return importStockRow(stock, jobId);
    },
    dependencies,
  );
}
