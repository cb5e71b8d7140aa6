import { InvalidInput } from '@qipei/kernel';

export const SORTS = ['relevance', 'price-asc', 'price-desc', 'stock-desc', 'number-asc'] as const;
export type SortOrder = (typeof SORTS)[number];

export type VehicleWordsUse = 'limit' | 'show' | 'words';

export interface PartSearch {
  query: string;
  vin: string;
  vehicleId: string;
  partTypeId: string;
  brandId: string;
  /** Empty for any. */
  position: string;
  inStock: boolean;
  /** Words that name vehicles limit the answer, are understood and limit nothing, or are words as any others. */
  vehicleWords: VehicleWordsUse;
  sort: SortOrder;
  /** From 1. */
  page: number;
  pageSize: number;
}

export const MAX_PAGE_SIZE = 100;
/** How deep an answer can be paged into. */
export const MAX_DEPTH = 10_000;
const MAX_QUERY = 512;
const MAX_ID = 128;
/** As long as an id in a path may be. */
const MAX_VEHICLE_ID = 200;

/** @throws InvalidInput naming the field. */
export function requireSearch(search: PartSearch): PartSearch {
  const short = (field: string, value: string, limit: number) => {
    if (value.length > limit)
      throw new InvalidInput(field, 'too-long', `At most ${limit} characters, these are ${value.length}.`);
  };
  short('q', search.query, MAX_QUERY);
  short('vin', search.vin, 64);
  short('vehicleId', search.vehicleId, MAX_VEHICLE_ID);
  short('partTypeId', search.partTypeId, MAX_ID);
  short('brandId', search.brandId, MAX_ID);
  short('position', search.position, MAX_ID);
  if (search.vin !== '' && search.vehicleId !== '') {
    throw new InvalidInput('vehicleId', 'vehicle-twice', 'Give a VIN or a vehicle, not both.');
  }
  if (!Number.isInteger(search.page) || search.page < 1)
    throw new InvalidInput('page', 'out-of-range', 'Pages count from 1.');
  if (!Number.isInteger(search.pageSize) || search.pageSize < 1 || search.pageSize > MAX_PAGE_SIZE) {
    throw new InvalidInput('pageSize', 'out-of-range', `A page has 1 to ${MAX_PAGE_SIZE} hits.`);
  }
  if (search.page * search.pageSize > MAX_DEPTH) {
    throw new InvalidInput(
      'page',
      'too-deep',
      `An answer can be paged to its ${MAX_DEPTH}th hit; narrow the search instead.`,
    );
  }
  return search;
}
