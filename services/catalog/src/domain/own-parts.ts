import { foldPartNumber } from '@qipei/part-number';
import { brandKey } from './number-space.ts';
import type { Part } from './part.ts';

/** All that is given must hold; an empty list asks for nothing. */
export interface PartSelection {
  brands: readonly string[];
  /** The platform's ids or typed ones. */
  partTypes: readonly string[];
  partIds: readonly string[];
  /** The parts' own numbers in any spelling, of any brand. */
  numbers: readonly string[];
  /** The data set that last said a part; undefined: any. */
  feed: string | undefined;
  updatedSince: Date | undefined;
}

/** Goes through a publisher's own parts. */
export interface OwnParts {
  /** In the order of the keys of brand and number, some hundreds at once; those withdrawn are none. */
  walk(publisher: string, selection: PartSelection): AsyncIterable<Part[]>;
}

/** Whether a part is one of those selected; its data set is for the store to look at. */
export function selector(selection: PartSelection): (part: Part) => boolean {
  const { updatedSince } = selection;
  const brands = new Set(selection.brands.map(brandKey));
  const partTypes = new Set(selection.partTypes);
  const partIds = new Set(selection.partIds);
  const keysOfBrand = new Map<string, ReadonlySet<string>>();
  const hasNumber = ({ brand, partNumberKey }: Part) => {
    let keys = keysOfBrand.get(brand);
    if (keys === undefined) {
      keys = new Set(selection.numbers.flatMap((number) => foldPartNumber(number, brand)?.key ?? []));
      keysOfBrand.set(brand, keys);
    }
    return keys.has(partNumberKey);
  };
  return (part) =>
    (brands.size === 0 || brands.has(brandKey(part.brand))) &&
    (partTypes.size === 0 || partTypes.has(part.partTypeId) || partTypes.has(part.partTypeRef)) &&
    (partIds.size === 0 || partIds.has(part.partId)) &&
    (selection.numbers.length === 0 || hasNumber(part)) &&
    (updatedSince === undefined || part.updatedAt >= updatedSince);
}
