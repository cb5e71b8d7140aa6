import type { IncomingMessage } from 'node:http';
import type { Readable } from 'node:stream';
import { Away, CommandFault, EXIT, Refused } from './command-fault.ts';
import { createHttpExchange, notAPlatform, textOf } from './http-exchange.ts';
import { type PatienceOptions, patiently } from './patience.ts';
import { shown } from './shown-text.ts';

/** Answers that say "not now". */
const PASSING = new Set([408, 425, 429, 502, 503, 504]);
/** Refusals with such a status that no waiting mends. */
const LASTING = new Set(['too-many-uploads', 'image-space-used']);
const MAX_RETRY_AFTER_MS = 120_000;

export type Query = Record<string, string | number | undefined>;

export interface PlatformRequest {
  query?: Query;
  headers?: Record<string, string | number>;
  body?: string | Buffer | Readable;
  idleMs?: number;
}

export interface PlatformAnswer {
  status: number;
  headers: IncomingMessage['headers'];
  // biome-ignore lint/suspicious/noExplicitAny: the routes' own schemas say what is in it
  body: any;
}

/** A platform over REST, with one key. */
export interface PlatformClient extends Disposable {
  readonly url: string;
  readonly patience: PatienceOptions;
  /** One try; the answer whole, of JSON its value. @throws Refused, Away */
  once(method: string, path: string, request?: PlatformRequest): Promise<PlatformAnswer>;
  /** As `once`, until it goes well or the patience is at its end; for what may be asked twice. */
  ask(method: string, path: string, request?: PlatformRequest): Promise<PlatformAnswer>;
  /** One try; the answer as it comes. @throws Refused, Away */
  open(path: string, headers: Record<string, string>, query?: Query): Promise<IncomingMessage>;
}

export function createPlatformClient(options: {
  url: string;
  key: string;
  env: NodeJS.ProcessEnv;
  patience: PatienceOptions;
}): PlatformClient {
  const http = createHttpExchange(options.env);
  const { url: base, patience } = options;
  const { signal } = patience;

  function urlOf(path: string, query: Query = {}): URL {
    const url = new URL(base.replace(/\/$/, '') + path);
    for (const [name, value] of Object.entries(query))
      if (value !== undefined) url.searchParams.set(name, String(value));
    return url;
  }

  async function send(method: string, url: URL, { headers, body, idleMs }: PlatformRequest) {
    return await http.send({
      ...{ method, url, signal },
      headers: { accept: 'application/json', ...headers, authorization: `Bearer ${options.key}` },
      ...(body !== undefined && { body }),
      ...(idleMs !== undefined && { idleMs }),
    });
  }

  async function once(method: string, path: string, request: PlatformRequest = {}): Promise<PlatformAnswer> {
    const url = urlOf(path, request.query);
    const answer = await send(method, url, request);
    const text = await textOf(answer, url, signal);
    const status = answer.statusCode ?? 0;
    if (status >= 300) throw refusal(answer, text, url);
    return { status, headers: answer.headers, body: text === '' ? undefined : jsonOf(text, url) };
  }

  return {
    url: base,
    patience,
    once,
    ask: (method, path, request) => patiently(patience, () => once(method, path, request)),
    async open(path, headers, query) {
      const url = urlOf(path, query);
      const answer = await send('GET', url, { headers });
      if ((answer.statusCode ?? 0) < 300) return answer;
      throw refusal(answer, await textOf(answer, url, signal), url);
    },
    [Symbol.dispose]: () => http[Symbol.dispose](),
  };
}

function jsonOf(text: string, url: URL): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw notAPlatform(url, 'what it sends isn’t JSON');
  }
}

/** Of an answer that isn't a success. */
function refusal({ statusCode: status = 0, headers }: IncomingMessage, text: string, url: URL): CommandFault {
  if (status < 400) {
    const to = shown(headers.location ?? 'elsewhere', 200);
    const message = `${url.origin} sends on to ${to}. Log in with the URL that serves the platform itself.`;
    return new CommandFault({ code: 'redirected', message, exitCode: EXIT.usage });
  }
  const { code, detail } = problemOf(text, status);
  if (PASSING.has(status) && !LASTING.has(code)) {
    const seconds = Number(headers['retry-after']);
    const retryAfterMs =
      Number.isFinite(seconds) && seconds > 0 ? Math.min(MAX_RETRY_AFTER_MS, seconds * 1_000) : undefined;
    return new Away(`${detail} (${code})`, { code, retryAfterMs });
  }
  return new Refused(status, code, detail);
}

/** A gateway on the way answers in its own form. */
function problemOf(text: string, status: number): { code: string; detail: string } {
  try {
    const { code, detail, errors } = JSON.parse(text) as Record<string, unknown>;
    if (typeof code === 'string' && typeof detail === 'string') {
      const fields = Array.isArray(errors) && errors.length > 1 ? (errors as Record<string, unknown>[]) : [];
      const named = fields.slice(0, 10).map(({ field, message }) => ` ${String(field)} ${String(message)};`);
      return { code: shown(code, 100), detail: shown(detail + named.join(''), 1_000) };
    }
  } catch {
    // Below.
  }
  return { code: `http-${status}`, detail: `The answer was ${status}, without a reason.` };
}
