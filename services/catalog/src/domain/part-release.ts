import type { Part } from './part.ts';

/** A part as the difference of a release shows it: what its publisher says, with numbers as they were received. */
export function shownPart(part: Part): object {
  const { numbers, partId: _, publisher: __, brandId: ___, version: ____, ...rest } = part;
  const { source, updatedAt, partNumberKey, ...content } = rest;
  return {
    ...content,
    numbers: numbers.map(({ kind, make, raw, key }) => ({ kind, make, number: raw, key })),
  };
}
