/** As the results' page asks; what differs is asked again by the application. */
const PAGE_SIZE = '20';
const SEARCH_FIELDS = [
  'q',
  'vin',
  'vehicleId',
  'partTypeId',
  'brandId',
  'position',
  'inStock',
  'vehicleWords',
  'sort',
  'page',
] as const;

export interface FirstQuestion {
  /** As the page would fetch it, with its parameters in order. */
  address: string;
  /** The route's pattern, and what stands in the address for its parameters. */
  route: string;
  params: Record<string, string>;
  query: Record<string, string>;
}

/**
 * What the application asks first in the view of an address; undefined where it asks nothing that the page could bring along. `path` is
 * behind the storefront's own.
 */
export function firstQuestionOf(path: string, query: URLSearchParams): FirstQuestion | undefined {
  const [, view, id, ...more] = path.split('/');
  if (view === 'search' && id === undefined) {
    const asked = searchOf(query);
    const address = `/v1/search?${asked}`;
    return { address, route: '/v1/search', params: {}, query: Object.fromEntries(asked) };
  }
  if (view !== 'parts' || id === undefined || id === '' || more.length > 0) return undefined;
  try {
    const partId = decodeURIComponent(id);
    const address = `/v1/parts/${encodeURIComponent(partId)}`;
    return { address, route: '/v1/parts/{partId}', params: { partId }, query: {} };
  } catch {
    return undefined;
  }
}

function searchOf(query: URLSearchParams): URLSearchParams {
  const asked = new URLSearchParams({ page: '1', pageSize: PAGE_SIZE });
  for (const field of SEARCH_FIELDS) {
    const value = textOf(query.get(field) ?? '');
    if (value !== '') asked.set(field, value);
  }
  // A vehicle says more than the number that it was found by.
  if (asked.has('vehicleId')) asked.delete('vin');
  asked.sort();
  return asked;
}

/** The application writes a text in quotes that would read as a number. */
function textOf(value: string): string {
  if (!value.startsWith('"')) return value;
  try {
    const text: unknown = JSON.parse(value);
    return typeof text === 'string' ? text : value;
  } catch {
    return value;
  }
}
