import { InvalidInput, type Money, parseMoney } from '@qipei/kernel';
import { partUnknown, type RowRefusal, type RowStep } from './row-step.ts';

export interface OfferRow {
  brand: string;
  partNumber: string;
  /** Undefined where the reference names no part. */
  partId: string | undefined;
  minQuantity: number;
  action: 'set' | 'delete';
  /** Decimal, in the currency's major unit; of no matter where the price is to be deleted. */
  price: string | undefined;
  currency: string | undefined;
}

/** Sets or removes what a part costs from a quantity on. */
export function importOfferRow(row: OfferRow, reference: string): RowStep {
  const { partId, minQuantity } = row;
  const source = { reason: 'import', reference, actor: '' } as const;
  if (row.action === 'delete') {
    if (partId === undefined) return partUnknown(row.brand, row.partNumber);
    return {
      partId,
      take: (unit) => (unit.removePrice(partId, minQuantity, source) ? 'deleted' : 'unchanged'),
    };
  }
  if (row.price === undefined) return missing('price');
  if (row.currency === undefined) return missing('currency');
  const price = readPrice(row.price, row.currency);
  if ('code' in price) return { refused: price };
  if (partId === undefined) return partUnknown(row.brand, row.partNumber);
  return {
    partId,
    take(unit) {
      const known = unit.prices(partId).find((each) => each.minQuantity === minQuantity);
      if (known?.price.amount === price.amount && known.price.currency === price.currency) return 'unchanged';
      unit.putPrice(partId, { minQuantity, price }, source);
      return known === undefined ? 'created' : 'updated';
    },
  };
}

function readPrice(text: string, currency: string): Money | RowRefusal {
  try {
    const price = parseMoney(text, currency.toUpperCase());
    // Price lists write 0 for "not known": taken as a price it would give the goods away.
    if (price.amount > 0) return price;
    return {
      column: 'price',
      code: 'price-zero',
      value: text,
      message: 'A price is more than 0. Leave the row out where there is none, or delete it.',
    };
  } catch (error) {
    if (!(error instanceof InvalidInput)) throw error;
    const column = error.fields[0]?.field ?? 'price';
    return {
      column,
      code: error.code,
      value: column === 'currency' ? currency : text,
      message: error.message,
    };
  }
}

function missing(column: string): RowStep {
  const message = 'A value is required where a price is set.';
  return { refused: { column, code: 'required', value: '', message } };
}
