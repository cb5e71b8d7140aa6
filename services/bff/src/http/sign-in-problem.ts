import { DomainError } from '@qipei/kernel';
import { HttpProblem } from './problem.ts';

/**
 * What a person is told who signs in: elsewhere a peer that authenticates nobody is a fault of the set-up.
 * @throws HttpProblem, or the error as it is
 */
export async function withSignInProblems<T>(answer: Promise<T>): Promise<T> {
  try {
    return await answer;
  } catch (error) {
    throw signInProblem(error);
  }
}

function signInProblem(error: unknown): unknown {
  if (!(error instanceof DomainError)) return error;
  const { code, message, details } = error;
  if (code === 'sign-in-failed' || code === 'session-missing')
    return new HttpProblem({
      status: 401,
      code,
      detail: message,
      headers: { 'WWW-Authenticate': 'Bearer realm="qipei"' },
    });
  if (code === 'sign-in-throttled') {
    const seconds = Number(details.retryAfterSeconds);
    return new HttpProblem({
      status: 429,
      code,
      detail: message,
      headers: { 'Retry-After': String(Number.isSafeInteger(seconds) && seconds > 0 ? seconds : 60) },
    });
  }
  return error;
}
