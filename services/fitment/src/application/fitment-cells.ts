import type { CellValue } from '@qipei/interchange';
import type { Fitment } from '../domain/fitment.ts';
import type { OwnPart } from '../domain/own-fitments.ts';
import type { UnresolvedFitment } from '../domain/unresolved-fitments.ts';
import { cellsOfExtras } from './row-extras.ts';

export type Cells = Record<string, CellValue>;

/** A fitment as the row of an import that says the same, but for what names the vehicles. */
export function cellsOfFitment(part: OwnPart, fitment: Fitment): Cells {
  const { selector, qualifiers, quantity, confidence } = fitment;
  const { displacementL, cylinders, fuel, body, engineModel, drive, transmission } = selector;
  return withoutBlanks({
    ...{ brand: part.brand, partNumber: part.partNumber },
    ...{ displacementL, cylinders, fuel, body, engineModel, drive, transmission },
    ...{ producedFrom: selector.producedFrom, producedTo: selector.producedTo },
    ...{ partType: fitment.partType, position: fitment.position, quantity },
    ...{ qualifiers: [...qualifiers], note: fitment.note },
    ...cellsOfExtras(fitment.extras),
    ...{ feed: fitment.feed, release: fitment.release, record: fitment.record },
    confidence: confidence === 1 ? '' : decimalText(confidence),
  });
}

/** A row that waits, as it came. */
export function cellsOfWaiting({ cells }: UnresolvedFitment): Cells {
  const { action: _, ...rest } = cells as Cells;
  return withoutBlanks(rest);
}

function withoutBlanks(cells: Record<string, CellValue>): Cells {
  return Object.fromEntries(
    Object.entries(cells).filter(
      ([, cell]) => cell !== null && cell !== '' && cell !== 0 && !(Array.isArray(cell) && cell.length === 0),
    ),
  );
}

/** Without an exponent. */
function decimalText(value: number): string {
  const text = String(value);
  return text.includes('e') ? value.toFixed(6).replace(/\.?0+$/, '') : text;
}
