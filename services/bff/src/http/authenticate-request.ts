import type { Request } from 'express';
import type { Authenticate, Caller } from './authenticate.ts';
import { guestOf } from './guest.ts';
import { HttpProblem } from './problem.ts';
import { isCsrfTokenOf, isFromOwnPage } from './session-cookie.ts';
import type { Sessions } from './sessions.ts';
import type { Storefronts } from './storefront-of-request.ts';

/** Who makes the request. @throws HttpProblem 401, 403 `csrf-refused`, or 503 */
export type AuthenticateRequest = (
  request: Pick<Request, 'headers' | 'method'> & { url?: string },
  options: { traceparent: string; wantsSession: boolean; takesGuests: boolean },
) => Promise<Caller>;

/** By the key in `Authorization`, and only where there is none by the session's cookie; without both as a guest, where guests are taken. */
export function createAuthenticateRequest(dependencies: {
  authenticateKey: Authenticate;
  sessions: Sessions;
  storefronts: Pick<Storefronts, 'bySlug' | 'ofRequest'>;
}): AuthenticateRequest {
  const { authenticateKey, sessions, storefronts } = dependencies;
  return async (request, { traceparent, wantsSession, takesGuests }) => {
    const { authorization } = request.headers;
    const token = sessions.cookie.tokenOf(request);
    if (authorization !== undefined && authorization !== '') {
      if (wantsSession) throw sessionMissing('A key has no session: send the cookie alone.');
      return authenticateKey(authorization, traceparent);
    }
    if (token === undefined) {
      if (wantsSession) throw sessionMissing();
      const guest = takesGuests ? await guestOf(request, storefronts, traceparent) : undefined;
      if (guest !== undefined) return guest;
      return authenticateKey(undefined, traceparent);
    }
    const caller = await sessions.callerOf(token, traceparent);
    if (caller === undefined)
      throw sessionMissing('The session has ended; sign in again.', sessions.cookie.clear(request));
    if (!isSafe(request.method)) requireOwnPage(request, token, sessions.publicUrl());
    return caller;
  };
}

/** A page elsewhere may make a browser send what needs no session, too: signing it in as somebody, for one. */
export function refuseForeignPage(request: Pick<Request, 'headers' | 'method'>, publicUrl: string): void {
  if (!isSafe(request.method) && isFromOwnPage(request, publicUrl) === false) throw csrfRefused();
}

/** The header alone is enough by the book; the origin is asked for beside it, in case the token gets out. */
function requireOwnPage(request: Pick<Request, 'headers'>, token: string, publicUrl: string): void {
  const given = request.headers['x-csrf-token'];
  const hasToken = isCsrfTokenOf(token, typeof given === 'string' ? given : undefined);
  if (!hasToken || isFromOwnPage(request, publicUrl) !== true) throw csrfRefused();
}

/** RFC 9110, 9.2.1. */
function isSafe(method: string): boolean {
  return method === 'GET' || method === 'HEAD';
}

export function sessionMissing(detail = 'You are not signed in.', clearedCookie?: string): HttpProblem {
  return new HttpProblem({
    status: 401,
    code: 'session-missing',
    detail,
    headers: {
      'WWW-Authenticate': 'Bearer realm="qipei"',
      ...(clearedCookie === undefined ? {} : { 'Set-Cookie': clearedCookie }),
    },
  });
}

function csrfRefused(): HttpProblem {
  return new HttpProblem({
    status: 403,
    code: 'csrf-refused',
    detail:
      'With a session, what changes something is sent from a page of this origin, with the header X-CSRF-Token that GET /v1/session tells.',
  });
}
