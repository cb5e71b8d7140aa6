/** As the results' page asks; what differs is asked again by the application. */
const PAGE_SIZE = '20';
const MAX_QUERY = 512;
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

/** Names stand beside what they have. */
const WAREHOUSES: FirstQuestion = {
  ...{ address: '/v1/warehouses', route: '/v1/warehouses', params: {}, query: {} },
};

export interface FirstQuestion {
  /** As the page would fetch it, with its parameters in order. */
  address: string;
  /** The route's pattern, and what stands in the address for its parameters. */
  route: string;
  params: Record<string, string>;
  query: Record<string, string>;
}

/**
 * What the application asks first in the view of an address, the question that the view can't be shown without ahead of what stands
 * beside it there; none where it asks nothing. `path` is behind the storefront's own.
 */
export function firstQuestionsOf(path: string, query: URLSearchParams): FirstQuestion[] {
  const [, view, id, ...more] = path.split('/');
  if (view === 'search' && id === undefined) {
    // The view says that it is too long, and asks nothing.
    if (textOf(query.get('q') ?? '').length > MAX_QUERY) return [];
    const asked = searchOf(query);
    const address = `/v1/search?${asked}`;
    const search = { address, route: '/v1/search', params: {}, query: Object.fromEntries(asked) };
    const vin = textOf(query.get('vin') ?? '');
    // What was answered to its questions makes another one of it, which the application asks.
    return vin === '' || query.has('answers') ? [search] : [search, vinQuestion(vin)];
  }
  if (view === 'orders' && id === undefined && more.length === 0)
    return [
      {
        ...{ address: `/v1/orders?pageSize=${PAGE_SIZE}`, route: '/v1/orders' },
        ...{ params: {}, query: { pageSize: PAGE_SIZE } },
      },
    ];
  if ((view !== 'parts' && view !== 'orders') || id === undefined || id === '' || more.length > 0) return [];
  try {
    const given = decodeURIComponent(id);
    return view === 'parts' ? partQuestions(given) : orderQuestions(given);
  } catch {
    return [];
  }
}

/** What a view asks when it has the answer to the question before, as far as that is plain from the answer. */
export function nextQuestionOf(question: FirstQuestion, body: unknown): FirstQuestion | undefined {
  if (question.route === '/v1/parts/{partId}') {
    const partTypeId = (body as { partTypeId?: unknown } | null)?.partTypeId;
    return typeof partTypeId === 'string' ? partTypeQuestion(partTypeId) : undefined;
  }
  if (question.route !== '/v1/search') return undefined;
  const vin = (body as { intent?: { vin?: unknown } } | null)?.intent?.vin;
  return typeof vin === 'string' && vin !== '' ? vinQuestion(vin) : undefined;
}

function vinQuestion(vin: string): FirstQuestion {
  return {
    ...{ address: `/v1/vins/${encodeURIComponent(vin)}`, route: '/v1/vins/{vin}' },
    ...{ params: { vin }, query: {} },
  };
}

/** Its name may be a line of its own above the part's. */
function partTypeQuestion(partTypeId: string): FirstQuestion {
  return {
    ...{ address: `/v1/part-types/${encodeURIComponent(partTypeId)}`, route: '/v1/part-types/{partTypeId}' },
    ...{ params: { partTypeId }, query: {} },
  };
}

function partQuestions(partId: string): FirstQuestion[] {
  const address = `/v1/parts/${encodeURIComponent(partId)}`;
  return [
    { address, route: '/v1/parts/{partId}', params: { partId }, query: {} },
    {
      ...{ address: `${address}/availability`, route: '/v1/parts/{partId}/availability' },
      ...{ params: { partId }, query: {} },
    },
    WAREHOUSES,
  ];
}

function orderQuestions(orderId: string): FirstQuestion[] {
  const address = `/v1/orders/${encodeURIComponent(orderId)}`;
  return [{ address, route: '/v1/orders/{orderId}', params: { orderId }, query: {} }, WAREHOUSES];
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
