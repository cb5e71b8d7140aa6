export interface ProblemField {
  /** As the caller knows it; empty for the whole. */
  field: string;
  code: string;
  message: string;
}

/** Problem details, https://www.rfc-editor.org/rfc/rfc9457, as the platform sends them. */
export class ApiProblem extends Error {
  /** Of HTTP; 0 where no answer came. */
  readonly status: number;
  /** Stable: what to decide by. */
  readonly code: string;
  readonly errors: readonly ProblemField[];
  /** Finds the request in the platform's logs; empty where none came. */
  readonly traceId: string;
  /** Seconds after which trying again makes sense. */
  readonly retryAfter: number | undefined;
  /** All members, also those of this problem alone, such as `shortages`. */
  readonly members: Readonly<Record<string, unknown>>;

  constructor(options: {
    status: number;
    members: Record<string, unknown>;
    retryAfter?: number | undefined;
    cause?: unknown;
  }) {
    const { status, members } = options;
    super(
      text(members.detail) || text(members.title) || `The platform answered ${status}.`,
      options.cause === undefined ? undefined : { cause: options.cause },
    );
    this.name = 'ApiProblem';
    this.status = status;
    this.code = text(members.code) || `http-${status}`;
    this.errors = fieldsOf(members.errors);
    this.traceId = text(members.traceId);
    this.retryAfter = options.retryAfter;
    this.members = members;
  }
}

/** Bears any body: proxies on the way answer with pages of their own. */
export async function problemOfResponse(response: Response): Promise<ApiProblem> {
  let members: Record<string, unknown> = {};
  try {
    const body: unknown = JSON.parse(await response.text());
    if (typeof body === 'object' && body !== null && !Array.isArray(body)) members = { ...body };
  } catch {
    // Not JSON, or broken off: the status is all that is known.
  }
  const seconds = Number.parseInt(response.headers.get('Retry-After') ?? '', 10);
  return new ApiProblem({
    status: response.status,
    members,
    retryAfter: Number.isFinite(seconds) && seconds >= 0 ? seconds : undefined,
  });
}

export function unreachable(cause: unknown): ApiProblem {
  return new ApiProblem({
    status: 0,
    members: { code: 'network-unreachable', detail: 'The platform could not be reached.' },
    cause,
  });
}

function text(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

function fieldsOf(value: unknown): ProblemField[] {
  if (!Array.isArray(value)) return [];
  return value.flatMap((each: unknown) => {
    if (typeof each !== 'object' || each === null) return [];
    const { field, code, message } = each as Record<string, unknown>;
    return [{ field: text(field), code: text(code), message: text(message) }];
  });
}
