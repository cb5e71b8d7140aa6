import { ApiProblem } from '@qipei/api-client';

/** What the page itself holds back: asked as somebody who isn't signed in any more. The platform has never heard of it. */
export function notSent(): ApiProblem {
  const detail = 'Not sent: somebody else is signed in by now.';
  return new ApiProblem({ status: 0, members: { code: 'not-sent', detail } });
}

/** The platform has had the time that is given to it: as good as no network, unless `status` says that it is to be asked again first. */
export function unanswered(cause: unknown, status: 0 | 504 = 0): ApiProblem {
  const detail = 'There was no answer in time.';
  return new ApiProblem({ status, members: { code: UNANSWERED, detail }, cause });
}

export function isUnanswered(error: unknown): boolean {
  return error instanceof ApiProblem && error.code === UNANSWERED;
}

const UNANSWERED = 'unanswered';

export function isNotSent(error: unknown): boolean {
  return error instanceof ApiProblem && error.code === 'not-sent';
}
