import type { ImportKind } from '@qipei/import-job';
import { ACTION_WORDS, type ColumnSpec } from '@qipei/interchange';
import { importOfferRow } from '../../application/import-offer-row.ts';
import { MAX_QUANTITY } from '../../domain/stock.ts';
import {
  type ImportKindDependencies,
  NAMED_PART_COLUMNS,
  numberOf,
  type ResolvedRow,
  resolvedImportKind,
  textOf,
} from './resolved-import-kind.ts';

export const OFFER_COLUMNS: readonly ColumnSpec[] = [
  ...NAMED_PART_COLUMNS,
  { name: 'price', type: 'decimal-text', maxLength: 40, synonyms: ['价格', '单价', 'unitPrice'] },
  { name: 'currency', type: 'text', maxLength: 20, synonyms: ['币种', '货币'] },
  {
    name: 'minQuantity',
    type: 'integer',
    min: 1,
    max: MAX_QUANTITY,
    synonyms: ['起订量', 'minQty', 'moq'],
  },
  {
    name: 'action',
    type: 'enum',
    values: ['set', 'delete'],
    valueSynonyms: ACTION_WORDS,
    synonyms: ['操作'],
  },
];

/** Prices, each from a quantity on. */
export function offerImportKind(dependencies: ImportKindDependencies): ImportKind<ResolvedRow[]> {
  return resolvedImportKind(
    'offers',
    OFFER_COLUMNS,
    ({ row, brand, partNumber, partId }, { jobId }) => {
      const offer = {
        brand,
        partNumber,
        partId,
        minQuantity: numberOf(row, 'minQuantity') ?? 1,
        action: textOf(row, 'action') === 'delete' ? 'delete' : 'set',
        price: textOf(row, 'price'),
        currency: textOf(row, 'currency'),
      } as const;
      return importOfferRow(offer, jobId);
    },
    dependencies,
  );
}
