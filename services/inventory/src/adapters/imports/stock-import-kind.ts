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

/** Settings of an import of stock: whether a warehouse that there isn't is made (as unless given), or its rows are refused. */
export const STOCK_SETTINGS: Readonly<Record<string, RegExp>> = { newWarehouses: /^(make|refuse)$/ };

/** Counts: how many of a part a warehouse has. */
export function stockImportKind({
  warehouses,
  ...dependencies
}: ImportKindDependencies & {
  warehouses: (tenant: string) => Promise<readonly { warehouseId: string }[]>;
}): ImportKind<ResolvedRow[]> {
  return resolvedImportKind(
    'stock',
    STOCK_COLUMNS,
    ({ row, brand, partNumber, partId, warehouses: known }, { jobId, onMade }) => {
      const warehouseId = textOf(row, 'warehouse') ?? '';
      const stock = {
        brand,
        partNumber,
        partId,
        warehouseId,
        warehouses: known,
        warehouseName: textOf(row, 'warehouseName'),
        quantity: numberOf(row, 'quantity') ?? 0,
      };
      return importStockRow(stock, jobId, () => onMade(warehouseId));
    },
    {
      ...dependencies,
      // The import makes none then: there are the same before each batch, unless somebody else makes one.
      warehousesOf: async ({ tenant, settings }) =>
        settings?.newWarehouses === 'refuse'
          ? new Set((await warehouses(tenant)).map((each) => each.warehouseId))
          : undefined,
    },
  );
}
