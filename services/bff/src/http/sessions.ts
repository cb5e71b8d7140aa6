import { type Session, VerifySessionRequest } from '@qipei/contracts/access/v1/session';
import { DomainError } from '@qipei/kernel';
import type { CallContext } from '@qipei/service-kit';
import type { Peers } from '../peers.ts';
import type { Caller } from './authenticate.ts';
import { HttpProblem } from './problem.ts';
import { rememberedAnswers } from './remembered-answers.ts';
import { type SessionCookie, sessionCookie } from './session-cookie.ts';

export interface KnownSession {
  session: Session;
  caller: Caller;
}

/** Sessions of people, as this process knows them. */
export interface Sessions {
  cookie: SessionCookie;
  /** What links of the platform's own begin with, and where its pages come from. */
  publicUrl: () => string;
  /** Undefined for a session that has ended. @throws HttpProblem 503 where that can't be checked */
  callerOf(token: string, traceparent: string): Promise<Caller | undefined>;
  /** Like `callerOf`, with all that is told of the session. */
  knownOf(token: string, traceparent: string): Promise<KnownSession | undefined>;
  /** This session is over, at once. */
  end(token: string): void;
  /** Something about people has changed: all of it is asked for again. */
  forgetAll(): void;
}

export function createSessions(peer: Peers['sessions'], publicUrl: () => string): Sessions {
  const known = rememberedAnswers<KnownSession>(async (token, traceparent) => {
    const context: CallContext = { tenant: '', customerId: '', actor: 'bff', traceparent };
    try {
      const { session } = await peer.verifySession(VerifySessionRequest.fromPartial({ token }), context);
      return session === undefined ? undefined : { session, caller: callerOf(session) };
    } catch (error) {
      if (error instanceof DomainError && error.code === 'session-missing') return undefined;
      throw new HttpProblem({
        status: 503,
        code: 'access-unavailable',
        detail: 'Sessions can’t be checked just now; try again.',
        cause: error,
      });
    }
  });
  return {
    cookie: sessionCookie(publicUrl),
    publicUrl,
    callerOf: async (token, traceparent) => (await known.of(token, traceparent))?.caller,
    knownOf: known.of,
    end: known.end,
    forgetAll: known.forgetAll,
  };
}

function callerOf({ user, tenant, customerId, scopes }: Session): Caller {
  if (user === undefined || user.userId === '' || tenant === '')
    throw new Error('The session belongs to nobody.');
  return { keyId: '', userId: user.userId, tenant, customerId, scopes: new Set(scopes) };
}
