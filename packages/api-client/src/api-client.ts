import createClient, { type Client } from 'openapi-fetch';
import { ApiProblem, problemOfResponse, unreachable } from './api-problem.ts';
import type { paths } from './gen/api.ts';

/** Sends a request as `fetch` does: resolves with any answer, rejects where there is none. */
export type Transport = (request: Request) => Promise<Response>;

export interface ApiClientOptions {
  /** Where the platform is, such as `https://parts.example`; empty on its own pages. */
  baseUrl: string;
  /** `fetch` unless given. */
  transport?: Transport;
  /** Asked before each request: credentials of a program, the storefront of a guest. */
  headers?: () => Record<string, string>;
  /** With a session cookie, what `GET /v1/session` gave; asked before each request that changes something. */
  csrfToken?: () => string | undefined;
}

/** `client.GET('/v1/parts/{partId}', { params: …, signal })`; every path and its types come from the OpenAPI document. */
export type ApiClient = Client<paths>;

/**
 * Answers other than 2xx are thrown as ApiProblem with the members of RFC 9457, and so is a network that cannot be reached
 * (status 0, code `network-unreachable`). What was aborted rejects with the signal's reason, and what the transport throws as
 * ApiProblem stays what it is.
 */
export function createApiClient(options: ApiClientOptions): ApiClient {
  const transport: Transport = options.transport ?? ((request) => globalThis.fetch(request));
  const client = createClient<paths>({
    baseUrl: options.baseUrl,
    fetch: transport,
    credentials: 'same-origin',
  });
  client.use({
    onRequest({ request }) {
      for (const [name, value] of Object.entries(options.headers?.() ?? {})) request.headers.set(name, value);
      const token = changesNothing(request.method) ? undefined : options.csrfToken?.();
      if (token !== undefined) request.headers.set('X-CSRF-Token', token);
      return request;
    },
    async onResponse({ response }) {
      if (!response.ok) throw await problemOfResponse(response);
    },
    onError({ error, request }) {
      if (request.signal.aborted) return asError(request.signal.reason);
      return error instanceof ApiProblem ? error : unreachable(error);
    },
  });
  return client;
}

/** The content of an answer; problems have been thrown before. */
export async function dataOf<T>(answer: Promise<{ data?: T }>): Promise<T> {
  const { data } = await answer;
  return data as T;
}

function changesNothing(method: string): boolean {
  return method === 'GET' || method === 'HEAD';
}

function asError(reason: unknown): Error {
  return reason instanceof Error ? reason : new Error('The request was aborted.', { cause: reason });
}
