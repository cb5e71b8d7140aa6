import { MAX_COMPARED } from '../compare/compare-ids.ts';
import { savedList } from './saved-list.ts';

/** A part that was laid aside to be compared. */
export interface ComparedPart {
  partId: string;
  brand: string;
  partNumber: string;
}

export const compared = savedList<ComparedPart>('compared', (value): value is ComparedPart => {
  const part = value as ComparedPart | null;
  return (
    typeof part === 'object' &&
    part !== null &&
    typeof part.partId === 'string' &&
    typeof part.brand === 'string' &&
    typeof part.partNumber === 'string'
  );
});

/** Lays the part aside, or takes it out again. @returns whether there was room for it */
export function toggleCompared({ partId, brand, partNumber }: ComparedPart): boolean {
  const now = compared.read();
  if (now.some((each) => each.partId === partId)) {
    compared.write(now.filter((each) => each.partId !== partId));
    return true;
  }
  if (now.length >= MAX_COMPARED) return false;
  compared.write([...now, { partId, brand, partNumber }]);
  return true;
}

export function forgetCompared(): void {
  compared.write([]);
}
