import { SORTS } from '../results/sorts.ts';
import { oneOf, queryText, takenFrom, text, wholeNumber } from './search-params.ts';

type Given = Record<string, unknown>;

// Views whose first answer comes within the page: the server writes them as the application shows them, of the same links.

export const SEARCH_VIEW = {
  path: '/search',
  validateSearch: (search: Given) =>
    takenFrom({
      q: queryText(search.q),
      vin: text(search.vin, 64),
      vehicleId: text(search.vehicleId, 128),
      partTypeId: text(search.partTypeId, 128),
      brandId: text(search.brandId, 128),
      position: text(search.position, 128),
      inStock: search.inStock === true || search.inStock === 'true' ? true : undefined,
      vehicleWords: oneOf(search.vehicleWords, ['show', 'words'] as const),
      sort: oneOf(search.sort, SORTS),
      page: wholeNumber(search.page, 1, 500),
      // Answers to the questions of a VIN, as `attribute:value` with `~` between.
      answers: text(search.answers, 500),
    }),
} as const;

export const PART_VIEW = {
  path: '/parts/$partId',
  validateSearch: (search: Given) =>
    takenFrom({ vehicleId: text(search.vehicleId, 128), vin: text(search.vin, 64) }),
} as const;

export const ORDERS_VIEW = {
  path: '/orders',
  validateSearch: (search: Given) => takenFrom({ state: text(search.state, 20) }),
} as const;

export const ORDER_VIEW = { path: '/orders/$orderId', validateSearch: () => takenFrom({}) } as const;
