import { ApiProblem } from '@qipei/api-client';

/** What the page itself holds back: asked as somebody who isn't signed in any more. The platform has never heard of it. */
export function notSent(): ApiProblem {
  const detail = 'Not sent: somebody else is signed in by now.';
  return new ApiProblem({ status: 0, members: { code: 'not-sent', detail } });
}

export function isNotSent(error: unknown): boolean {
  return error instanceof ApiProblem && error.code === 'not-sent';
}
