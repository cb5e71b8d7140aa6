import type { User } from '../domain/account.ts';
import { isOver, type Session, SessionMissing, wantsRenewal } from '../domain/session.ts';
import { hashToken, looksLikeToken } from '../domain/token.ts';
import { type SessionView, sessionView } from './session-view.ts';
import type { SignInParts } from './sign-in-stores.ts';

/** Whose session it is, and what it lets do; its use keeps it going. @throws SessionMissing */
export async function verifySession(token: string, parts: SignInParts): Promise<SessionView> {
  const { session, user } = await findSession(token, parts);
  const view = await sessionView(session, user, await parts.accounts.membershipsOf(user.userId), parts);
  if (view === undefined) throw new SessionMissing();
  const now = parts.clock.now();
  if (wantsRenewal(session, now)) await parts.sessions.renew(session.sessionId, now);
  return view;
}

/** @throws SessionMissing, the same for one that never was, has ended or is over. */
export async function findSession(
  token: string,
  { sessions, accounts, clock }: Pick<SignInParts, 'sessions' | 'accounts' | 'clock'>,
): Promise<{ session: Session; user: User }> {
  const session = looksLikeToken(token) ? await sessions.findByTokenHash(hashToken(token)) : undefined;
  if (session === undefined || isOver(session, clock.now())) throw new SessionMissing();
  const user = await accounts.findUser(session.userId);
  if (user === undefined) throw new SessionMissing();
  return { session, user };
}
