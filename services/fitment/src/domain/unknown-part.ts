import { hash } from 'node:crypto';
import { foldPartNumber, makeKey } from '@qipei/part-number';
import type { PartReference } from './part-resolver.ts';

const PREFIX = 'unknown_';

/** From `unknown_` to before this are the ids of unknown parts. */
export const UNKNOWN_PARTS = { from: PREFIX, before: 'unknown`' } as const;

/**
 * Stands for the id of a part that the catalogue doesn't know: the same for all spellings of brand and number which the
 * catalogue would take for one.
 */
export function unknownPartId({ brand, partNumber }: PartReference): string {
  const number = foldPartNumber(partNumber, brand)?.key ?? partNumber;
  return `${PREFIX}${hash('sha256', JSON.stringify([makeKey(brand), number])).slice(0, 24)}`;
}

export function isUnknownPart(partId: string): boolean {
  return partId.startsWith(PREFIX);
}
