import { DomainError, type ErrorKind, type FieldFault } from '@qipei/kernel';

/** A failure with everything that RFC 9457 wants to say about it. */
export class HttpProblem extends Error {
  readonly status: number;
  readonly code: string;
  readonly fields: readonly FieldFault[];
  readonly headers: Readonly<Record<string, string>>;
  readonly extras: Readonly<Record<string, unknown>>;

  constructor(options: {
    status: number;
    code: string;
    detail: string;
    fields?: readonly FieldFault[];
    headers?: Record<string, string>;
    extras?: Record<string, unknown>;
    cause?: unknown;
  }) {
    super(options.detail, options.cause === undefined ? undefined : { cause: options.cause });
    this.status = options.status;
    this.code = options.code;
    this.fields = options.fields ?? [];
    this.headers = options.headers ?? {};
    this.extras = options.extras ?? {};
  }
}

/** The one table between kinds of errors and HTTP. */
const STATUS_BY_KIND: Record<ErrorKind, number> = {
  invalid: 400,
  unauthenticated: 401,
  forbidden: 403,
  'not-found': 404,
  conflict: 409,
  'too-large': 413,
  exhausted: 429,
  unavailable: 503,
  deadline: 504,
};

const TITLES: Record<number, string> = {
  400: 'The request is not valid',
  401: 'A valid API key or a session is needed',
  403: 'This is not allowed',
  404: 'Not found',
  405: 'The method is not allowed here',
  406: 'None of the accepted formats is served',
  408: 'The request did not arrive in time',
  409: 'The request conflicts with the present state',
  410: 'What it goes on from is gone',
  412: 'A condition of the request does not hold',
  413: 'The request is too large',
  415: 'The body has a form that is not taken',
  416: 'The file ends before the range',
  417: 'The expectation cannot be met',
  429: 'Too many requests',
  431: 'The request line or headers are too large',
  500: 'Something went wrong',
  503: 'A part of the platform is not available',
  504: 'The platform did not answer in time',
};

const RETRY_AFTER_SECONDS: Record<number, string> = { 429: '1', 503: '2' };

/** What a route or a peer has thrown, as a problem; none where it is not for the caller to know. */
export function problemOf(error: unknown): HttpProblem | undefined {
  if (error instanceof HttpProblem) return error;
  if (error instanceof DomainError) {
    // Keys are judged by the authenticator alone. A peer that refuses this process itself is a fault of the set-up.
    if (error.kind === 'unauthenticated') return undefined;
    return new HttpProblem({
      status: STATUS_BY_KIND[error.kind],
      code: error.code,
      detail: error.message,
      fields: error.fields.map((fault) => ({ ...fault, field: camelCase(fault.field) })),
      extras: error.details,
      cause: error,
    });
  }
  return fromFramework(error);
}

/** Peers may name a field as their protocol does. */
function camelCase(field: string): string {
  return field.replaceAll(/_([a-z])/g, (_match, letter: string) => letter.toUpperCase());
}

/** What Express and its body reader throw carries a 4xx status and mostly a type. */
function fromFramework(error: unknown): HttpProblem | undefined {
  if (error instanceof URIError) {
    return new HttpProblem({
      status: 400,
      code: 'percent-encoding-invalid',
      detail: 'The path holds a percent-encoding that is not valid UTF-8.',
    });
  }
  if (!(error instanceof Error) || !('status' in error)) return undefined;
  const type = 'type' in error ? error.type : undefined;
  if (type === 'entity.too.large') {
    const limit = 'limit' in error && typeof error.limit === 'number' ? error.limit : 1024 * 1024;
    const kb = Math.round(limit / 1024);
    const detail = `The body is over ${kb < 1024 ? `${kb} KB` : `${Math.round(kb / 1024)} MB`}.`;
    return new HttpProblem({ status: 413, code: 'body-too-large', detail });
  }
  if (type === 'encoding.unsupported')
    return new HttpProblem({
      status: 415,
      code: 'content-encoding-unsupported',
      detail: 'The body has a content encoding that is not taken.',
    });
  if (typeof error.status === 'number' && error.status >= 400 && error.status < 500)
    return new HttpProblem({
      status: 400,
      code: 'request-invalid',
      detail: 'The request could not be read.',
    });
  return undefined;
}

export function internalProblem(): HttpProblem {
  return new HttpProblem({
    status: 500,
    code: 'internal',
    detail: 'The request failed for a reason that is not yours. The trace id finds it in the logs.',
  });
}

/** Members of https://www.rfc-editor.org/rfc/rfc9457#section-3.1 and our own; facts of the error beside them. */
export function problemBody(problem: HttpProblem, traceId: string): Record<string, unknown> {
  return {
    ...problem.extras,
    type: `/problems/${problem.code}`,
    title: TITLES[problem.status] ?? 'The request failed',
    status: problem.status,
    detail: problem.message,
    code: problem.code,
    errors: problem.fields,
    traceId,
  };
}

export function problemHeaders(problem: HttpProblem): Record<string, string> {
  const retryAfter = RETRY_AFTER_SECONDS[problem.status];
  return {
    'Content-Type': 'application/problem+json; charset=utf-8',
    'Cache-Control': 'no-store',
    ...(retryAfter === undefined ? {} : { 'Retry-After': retryAfter }),
    ...problem.headers,
  };
}

/** A problem of one value of the request. */
export function invalidField(field: string, code: string, message: string): HttpProblem {
  return new HttpProblem({ status: 400, code, detail: message, fields: [{ field, code, message }] });
}
