import { foldPartNumber } from '@qipei/part-number';
import { numberSpace } from './number-space.ts';
import type { Part, PartNumber } from './part.ts';

const MAX_CACHED = 20_000;
const cache = new Map<string, PartNumber | undefined>();

/** The number by which an edge names another part; undefined where it folds to nothing. */
export function namedNumber({
  brand,
  partNumber,
}: {
  brand: string;
  partNumber: string;
}): PartNumber | undefined {
  const name = `${brand}\0${partNumber}`;
  const known = cache.get(name);
  if (known !== undefined || cache.has(name)) return known;
  const number = fold(brand, partNumber);
  if (cache.size >= MAX_CACHED) cache.clear();
  cache.set(name, number);
  return number;
}

/** A walk meets the same numbers again and again. What is given is shared: never write to it. */
function fold(brand: string, partNumber: string): PartNumber | undefined {
  const folded = foldPartNumber(partNumber, brand);
  if (folded === null) return undefined;
  const { raw, display, key, rule, confidence } = folded;
  return { raw, display, key, make: brand, kind: 'own', rule, confidence, validFrom: '', validUntil: '' };
}

export function ownNumber({ numbers }: Pick<Part, 'numbers'>): PartNumber | undefined {
  return numbers.find(({ kind }) => kind === 'own');
}

/** What a number is by itself, whether or not a part has it. */
export function numberName({ key, make }: Pick<PartNumber, 'key' | 'make'>): string {
  return `${numberSpace(make)}:${key}`;
}

export function isNamed(
  link: { brand: string; partNumber: string },
  number: Pick<PartNumber, 'key' | 'make'>,
): boolean {
  const named = namedNumber(link);
  return named !== undefined && numberName(named) === numberName(number);
}
