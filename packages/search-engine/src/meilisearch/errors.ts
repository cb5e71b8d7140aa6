import { DomainError } from '@qipei/kernel';
import { MeilisearchApiError, MeilisearchRequestError } from 'meilisearch';

/** The search server can't be reached, is overloaded, or has no room. Nothing says whether a write took place. */
export class SearchServerUnavailable extends DomainError {
  constructor(details: { status?: number; reason?: string }, cause?: unknown) {
    super({
      kind: 'unavailable',
      code: 'search-server-unavailable',
      message: 'The search server does not answer as it should at the moment.',
      details,
      cause,
    });
  }
}

/** The search server has no such index: it was never made, or was removed. */
export class SearchIndexMissing extends DomainError {
  constructor(index: string, cause?: unknown) {
    super({
      kind: 'unavailable',
      code: 'search-index-missing',
      message: 'The search server does not have the index.',
      details: { index },
      cause,
    });
  }
}

/** A write that the server took and then could not carry out. */
export class SearchTaskFailed extends DomainError {
  constructor(task: { uid: number; status: string; code: string; message: string }) {
    super({
      kind: isPassing(task) ? 'unavailable' : 'conflict',
      code: 'search-task-failed',
      message: `The search server could not carry out a write (${task.code}).`,
      details: { ...task },
    });
  }
}

/** A write that the server took and has not carried out: its queue stands still. */
export class SearchTaskUnfinished extends DomainError {
  constructor(details: { taskUid: number; status: string; waitedMs: number }) {
    super({
      kind: 'unavailable',
      code: 'search-task-unfinished',
      message: 'The search server has not carried out a write in time.',
      details,
    });
  }
}

/** What was to be written is larger than the server takes at once. */
export class SearchPayloadTooLarge extends DomainError {
  constructor(bytes: number, cause?: unknown) {
    super({
      kind: 'too-large',
      code: 'search-payload-too-large',
      message: 'A document is larger than the search server takes.',
      details: { bytes },
      cause,
    });
  }
}

/** Failures of a task that another try may not meet: a full disk, a server that was stopped. */
const PASSING = new Set([
  'no_space_left_on_device',
  'io_error',
  'too_many_open_files',
  'internal',
  'database_size_limit_reached',
  'task_canceled',
  'remote_timeout',
  'index_not_found',
]);

function isPassing({ code, status }: { code: string; status: string }): boolean {
  return status === 'canceled' || PASSING.has(code);
}

/** What a request was answered, or not answered, as an error of ours; undefined where the request itself is at fault. */
export function asServerError(error: unknown, index: string): DomainError | undefined {
  if (error instanceof MeilisearchRequestError)
    return new SearchServerUnavailable({ reason: 'no answer' }, error);
  // A proxy's page where an answer was expected.
  if (error instanceof SyntaxError) return new SearchServerUnavailable({ reason: 'not an answer' }, error);
  if (!(error instanceof MeilisearchApiError)) return undefined;
  const { status } = error.response;
  const code = error.cause?.code ?? '';
  if (code === 'index_not_found') return new SearchIndexMissing(index, error);
  const busy = status >= 500 || status === 408 || status === 429 || PASSING.has(code);
  return busy ? new SearchServerUnavailable({ status, reason: code }, error) : undefined;
}

export function isTooLarge(error: unknown): boolean {
  return error instanceof MeilisearchApiError && error.response.status === 413;
}

export function isCode(error: unknown, code: string): boolean {
  return error instanceof MeilisearchApiError && error.cause?.code === code;
}
