import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { z } from 'zod';
import { SETTINGS } from './settings.ts';

/** The requests of the documented API of Meilisearch that the adapter makes, each with all that it may say. */
const FILTER = z.string().min(1);
const NAMES = z.array(z.string().min(1));
const count = z.number().int().min(0);
const uid = z.string().regex(/^[A-Za-z0-9_-]{1,400}$/);

const TOTAL = z.strictObject({
  indexUid: uid,
  filter: FILTER,
  facets: NAMES.min(1).optional(),
  page: z.literal(1),
  hitsPerPage: z.literal(0),
});
const HITS = z.strictObject({
  indexUid: uid,
  filter: FILTER,
  sort: z.array(z.string().regex(/^[A-Za-z0-9_.]+:(asc|desc)$/)).optional(),
  offset: count,
  limit: count,
  attributesToRetrieve: NAMES,
});
const KEYS = z.array(z.string().min(1).max(470));
const JSON_TEXT = z.string().refine((value) => JSON.parse(value) !== null);
const DOCUMENT = z
  .strictObject({
    id: z.string().regex(/^[A-Za-z0-9_-]{1,511}$/),
    o: z.string().max(470).optional(),
    v: JSON_TEXT.optional(),
    about: JSON_TEXT.optional(),
    main: z.boolean().optional(),
    r: KEYS.optional(),
    whole: KEYS.optional(),
    spell: KEYS.optional(),
    rank: z.number().optional(),
    s0: z.string().max(470).optional(),
    s1: z.string().max(470).optional(),
    s2: z.string().max(470).optional(),
  })
  .catchall(z.unknown())
  .superRefine((document, context) => {
    for (const [name, value] of Object.entries(document)) {
      const shape = SHAPES.find(([pattern]) => pattern.test(name))?.[1];
      if (shape === undefined || !shape.safeParse(value).success)
        context.addIssue({ code: 'custom', message: `attribute ${name}`, input: value });
    }
  });
const SHAPES: [RegExp, z.ZodType][] = [
  [/^(id|o|v|about|main|r|whole|spell|rank|s[012])$/, z.unknown()],
  [/^[wckl]_[A-Za-z0-9_-]+$/, KEYS],
  [/^g_[A-Za-z0-9_-]+$/, JSON_TEXT.nullable()],
  [/^t_[0-9a-f]{40}$/, JSON_TEXT],
  [/^n\.[0-9a-f]{40}$/, z.record(z.string(), z.number())],
];

interface Documented {
  method: string;
  path: RegExp;
  query?: z.ZodType;
  body?: z.ZodType;
  contentType?: string;
  /** What the server says where it takes the request. */
  status: number;
}

const DOCUMENTED: Record<string, Documented> = {
  index: { method: 'GET', path: /^\/indexes\/([\w-]+)$/, status: 200 },
  createIndex: {
    method: 'POST',
    path: /^\/indexes$/,
    body: z.strictObject({ uid, primaryKey: z.literal('id') }),
    status: 202,
  },
  deleteIndex: { method: 'DELETE', path: /^\/indexes\/([\w-]+)$/, status: 202 },
  settings: { method: 'GET', path: /^\/indexes\/([\w-]+)\/settings$/, status: 200 },
  updateSettings: {
    method: 'PATCH',
    path: /^\/indexes\/([\w-]+)\/settings$/,
    body: z.strictObject(
      Object.fromEntries(Object.keys(SETTINGS).map((name) => [name, z.unknown().optional()])),
    ),
    status: 202,
  },
  stats: { method: 'GET', path: /^\/indexes\/([\w-]+)\/stats$/, status: 200 },
  fetchDocuments: {
    method: 'POST',
    path: /^\/indexes\/([\w-]+)\/documents\/fetch$/,
    body: z.strictObject({
      ids: z.array(z.string().min(1)).max(1_000).optional(),
      filter: FILTER.optional(),
      fields: NAMES,
      sort: z.array(z.literal('o:asc')).optional(),
      limit: count,
    }),
    status: 200,
  },
  updateDocuments: {
    method: 'PUT',
    path: /^\/indexes\/([\w-]+)\/documents$/,
    query: z.strictObject({ primaryKey: z.literal('id') }),
    body: z.array(DOCUMENT).min(1),
    contentType: 'application/x-ndjson',
    status: 202,
  },
  multiSearch: {
    method: 'POST',
    path: /^\/multi-search$/,
    body: z.strictObject({ queries: z.array(z.union([TOTAL, HITS])).min(1) }),
    status: 200,
  },
  facetSearch: {
    method: 'POST',
    path: /^\/indexes\/([\w-]+)\/facet-search$/,
    body: z.strictObject({ facetName: z.literal('spell'), facetQuery: z.string().min(1), filter: FILTER }),
    status: 200,
  },
  task: { method: 'GET', path: /^\/tasks\/\d+$/, status: 200 },
  tasks: {
    method: 'GET',
    path: /^\/tasks$/,
    query: z.strictObject({
      indexUids: uid,
      statuses: z.literal('enqueued,processing'),
      limit: z.literal('1'),
    }),
    status: 200,
  },
  swapIndexes: {
    method: 'POST',
    path: /^\/swap-indexes$/,
    body: z.array(z.strictObject({ indexes: z.tuple([uid, uid]), rename: z.literal(false) })).length(1),
    status: 202,
  },
};

export interface MadeRequest {
  name: string;
  path: string;
  // biome-ignore lint/suspicious/noExplicitAny: bodies of every shape, which the schemas have checked
  body: any;
}

/** An answer other than the usual: a status with an error's code, or `'drop'` to end the connection. */
export type Reply = { status: number; code?: string; body?: unknown } | 'drop';

export interface DocumentedApi extends AsyncDisposable {
  url: string;
  requests: MadeRequest[];
  /** What doesn't keep to the documentation. */
  faults: string[];
  /** Decides for a request; undefined: the usual answer. */
  reply: (request: MadeRequest) => Reply | undefined;
}

/** A server that takes what is documented and nothing else, and answers as an empty index would. */
export async function documentedApi(): Promise<DocumentedApi> {
  let tasks = 0;
  const server = createServer((request, response) => void handle(request, response));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const api: DocumentedApi = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests: [],
    faults: [],
    reply: () => undefined,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };

  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await text(request);
    const url = new URL(request.url ?? '', api.url);
    const made = documentedRequest(request, url, body, api.faults);
    if (made === undefined) return void answer(response, 400, { code: 'bad_request' });
    api.requests.push(made.request);
    const reply = api.reply(made.request);
    if (reply === 'drop') return void request.socket.destroy();
    if (reply !== undefined) {
      const { status, code, body: given } = reply;
      return void answer(response, status, given ?? { message: 'no', code, type: 'system', link: '' });
    }
    if (made.status === 202) {
      tasks += 1;
      const enqueuedAt = new Date().toISOString();
      return void answer(response, 202, { taskUid: tasks, status: 'enqueued', enqueuedAt });
    }
    answer(response, 200, usualAnswer(made.request));
  }
  return api;
}

function documentedRequest(
  request: IncomingMessage,
  url: URL,
  text: string,
  faults: string[],
): { request: MadeRequest; status: number } | undefined {
  const { method = '', headers } = request;
  const known = Object.entries(DOCUMENTED).find(
    ([, each]) => each.method === method && each.path.test(url.pathname),
  );
  const fault = (what: string): undefined => {
    faults.push(`${method} ${url.pathname}${url.search}: ${what}`);
  };
  if (known === undefined) return fault('not documented');
  const [name, documented] = known;
  if (headers.authorization !== 'Bearer some-key-of-16-bytes') return fault('no key');
  const query = (documented.query ?? z.strictObject({})).safeParse(Object.fromEntries(url.searchParams));
  if (!query.success) return fault(query.error.message);
  if (documented.body === undefined)
    return text === ''
      ? { request: { name, path: url.pathname, body: null }, status: documented.status }
      : fault('has a body');
  const { contentType = 'application/json' } = documented;
  if (headers['content-type'] !== contentType) return fault(`is ${headers['content-type']}`);
  const given =
    contentType === 'application/json' ? JSON.parse(text) : text.split('\n').map((line) => JSON.parse(line));
  const body = documented.body.safeParse(given);
  if (!body.success) return fault(body.error.message);
  return { request: { name, path: url.pathname, body: given }, status: documented.status };
}

function usualAnswer({ name, path, body }: MadeRequest): unknown {
  switch (name) {
    case 'settings':
      return SETTINGS;
    case 'stats':
      return { numberOfDocuments: 0, isIndexing: false, fieldDistribution: { t_0: 1, g_part: 1 } };
    case 'fetchDocuments':
      return { results: [], offset: 0, limit: body.limit, total: 0 };
    case 'multiSearch':
      return {
        results: body.queries.map((query: { page?: number; facets?: string[] }) => ({
          hits: [],
          ...(query.page === undefined ? { estimatedTotalHits: 0 } : { totalHits: 0 }),
          facetDistribution: Object.fromEntries((query.facets ?? []).map((facet) => [facet, {}])),
        })),
      };
    case 'facetSearch':
      return { facetHits: [], facetQuery: body.facetQuery };
    case 'task':
      return { uid: Number(path.split('/').at(-1)), status: 'succeeded', error: null };
    case 'tasks':
      return { results: [], total: 0, limit: 1, from: null, next: null };
    default:
      return {};
  }
}

function answer(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json' });
  response.end(JSON.stringify(body));
}
