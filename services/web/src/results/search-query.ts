import { dataOf } from '@qipei/api-client';
import { queryOptions } from '@tanstack/react-query';
import { api } from '../api/api.ts';
import type { SEARCH_VIEW } from '../app/open-views.ts';

const PAGE_SIZE = 20;

type SearchLink = ReturnType<typeof SEARCH_VIEW.validateSearch>;

/** What GET /v1/search is asked for a link. */
export function askedOf(search: SearchLink) {
  const { q, vin, vehicleId, partTypeId, brandId, position, inStock, vehicleWords, sort, page = 1 } = search;
  return {
    ...{ q, vehicleId, partTypeId, brandId, position, inStock, vehicleWords, sort, page },
    // A vehicle says more than the number that it was found by.
    vin: vehicleId === undefined ? vin : undefined,
    pageSize: PAGE_SIZE,
  };
}

export function searchQuery(search: SearchLink) {
  const asked = askedOf(search);
  return queryOptions({
    queryKey: ['search', asked],
    queryFn: ({ signal }) => dataOf(api.GET('/v1/search', { params: { query: asked as never }, signal })),
  });
}
