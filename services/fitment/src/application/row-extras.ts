import type { CellValue, Row } from '@qipei/interchange';
import type { FitmentExtras } from '../domain/fitment.ts';

/** What a row says beside where the part fits; undefined where it says nothing of it, as most do. */
export function extrasOf(values: Row['values']): FitmentExtras | undefined {
  const { labels, subBrand, assets, displayOrder, validate, feedReference } = values;
  const unchecked = validate === 'no';
  if (
    !unchecked &&
    !says(labels) &&
    !says(subBrand) &&
    !says(assets) &&
    !says(displayOrder) &&
    !says(feedReference)
  )
    return undefined;
  return {
    ...{ labels: list(labels), subBrand: text(subBrand), assets: list(assets) },
    ...{ displayOrder: text(displayOrder), unchecked, reference: text(feedReference) },
  };
}

/** The cells that `extrasOf` reads. */
export function cellsOfExtras(extras: FitmentExtras | undefined): Record<string, CellValue> {
  if (extras === undefined) return {};
  const { labels, subBrand, assets, displayOrder, unchecked, reference } = extras;
  return {
    ...{ labels: [...labels], subBrand, assets: [...assets], displayOrder },
    ...{ validate: unchecked ? 'no' : '', feedReference: reference },
  };
}

const says = (cell: CellValue | undefined) =>
  typeof cell === 'string' ? cell !== '' : Array.isArray(cell) && cell.length > 0;
const text = (cell: CellValue | undefined) => (typeof cell === 'string' ? cell : '');
const list = (cell: CellValue | undefined) => (Array.isArray(cell) ? cell : []);
