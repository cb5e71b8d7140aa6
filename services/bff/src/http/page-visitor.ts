import type { Request } from 'express';
import type { z } from 'zod';
import { type SessionJson, sessionJson } from '../resources/session.ts';
import type { Caller } from './authenticate.ts';
import { rejectedBy } from './rejected-by.ts';
import type { Sessions } from './sessions.ts';

/** As a page may know it: the token of what changes something is asked for by the page itself. */
export type PageSession = Omit<z.infer<typeof SessionJson>, 'csrfToken'>;

export interface Member {
  caller: Caller;
  session: PageSession;
}

/** Who asks for a page, by the cookie that came with it. */
export interface PageVisitor {
  /** False where the API would see a guest, or somebody whose session has ended. */
  hasSession: boolean;
  /** Who is signed in; undefined of guests, and where it can't be told at once. */
  member?: Member;
  /** A Set-Cookie header that takes away a session's cookie which is good for nothing any more. */
  clearedCookie?: string;
}

/** `late`: until when a page waits for it. */
export type VisitorOfPage = (
  request: Pick<Request, 'headers'>,
  asked: { traceparent: string; late: AbortSignal },
) => Promise<PageVisitor>;

export function createVisitorOfPage(sessions: Sessions): VisitorOfPage {
  return async (request, { traceparent, late }) => {
    const token = sessions.cookie.tokenOf(request);
    if (token === undefined) return { hasSession: false };
    try {
      const known = await Promise.race([sessions.knownOf(token, traceparent), rejectedBy(late)]);
      if (known === undefined) return { hasSession: false, clearedCookie: sessions.cookie.clear(request) };
      const { csrfToken: _, ...session } = sessionJson(known.session, token);
      return { hasSession: true, member: { caller: known.caller, session } };
    } catch {
      // The page asks who it is, and says what is wrong where that can't be told later either.
      return { hasSession: true };
    }
  };
}
